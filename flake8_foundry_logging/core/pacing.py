"""What slows a loop down to the pace of the outside world, so that a log line in it drowns nothing."""

from __future__ import annotations

import ast
import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.frame import BindingKind
from flake8_foundry_logging.core.log_call import LogCall, LoggerUse
from flake8_foundry_logging.core.logger_names import dotted
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["awaits_events", "paces"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _set(
    """
    read write save load send receive fetch download upload post query execute commit spawn run build install apply
    deploy migrate train render compile convert copy move delete sync connect open wait sleep
    readline readlines readinto writelines writerow recv recvfrom sendall sendto accept communicate fetchone fetchall
    fetchmany executemany executescript urlopen urlretrieve input acquire result poll unlink mkdir makedirs rmdir rmtree
    publish upsert terminate kill exec ssh sftp ftp smtp subprocess import cleanup shutdown subscribe unsubscribe
    authenticate predict apredict infer invoke ainvoke retrieve aretrieve synthesize asynthesize aquery
    init initialize initialise restart reboot bench benchmark enqueue delay glob rglob iterdir
    """
)
"""Words of a callee's name that mean input, output or work of some length."""
AMONG_OTHERS = _set("insert bulk remove start")
"""The same, but only beside another word: ``insert_rows`` talks to a database, ``items.insert`` does not."""
PAIRS = (
    (
        _set("create make new add start stop restart launch close shutdown"),
        _set("client clients connection connections session socket process processes thread server container instance"),
    ),
    (_set("get next take pop consume"), _set("event events message messages msg packet packets updates")),
    (_set("add drop alter rename"), _set("column columns table tables constraint constraints")),
)
"""A verb and a noun that take time together: ``add_process`` starts one, ``get_event`` waits for one."""
RESOURCES = _set(
    """
    queue queues socket sock session cursor conn connection db database redis client http subprocess proc ssh sftp ftp
    smtp consumer producer pubsub channel broker
    """
)
"""Words of a receiver's name that mean the other end of a line: whatever is called on it takes its time."""
PACKAGES = _set(
    """
    requests httpx aiohttp urllib urllib3 http socket ssl subprocess sqlite3 psycopg psycopg2 asyncpg pymysql MySQLdb
    redis pymongo boto3 botocore paramiko smtplib ftplib imaplib telnetlib shutil select selectors docker
    kubernetes pexpect grpc zmq serial
    """
)
FUNCTIONS = _set(
    """
    os.system os.popen os.remove os.rename os.replace os.removedirs os.waitpid os.chdir os.walk os.listdir os.scandir
    glob.glob glob.iglob urllib.request.urlopen builtins.__import__ importlib.import_module importlib.reload
    """
)
PURE = ("urllib.parse.", "http.HTTPStatus", "re.", "copy.", "operator.", "itertools.", "functools.")
"""What the prefixes stand for computes and waits for nothing, whatever its name says."""
OF_VALUES = _set(
    """
    split rsplit splitlines strip lstrip rstrip partition rpartition startswith endswith lower upper title format encode
    decode items keys values append extend setdefault
    """
)
"""Methods of texts and containers: ``proc.split(".")`` is about the text that ``proc`` is."""
WRAPPERS = frozenset(("enumerate", "iter", "map", "filter", "islice"))
"""What hands on the items of another iterable one by one."""
WAITING = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.comprehension, ast.Call)
"""Nodes that may wait for something."""
OUTSIDE = _set("OSError IOError EnvironmentError TimeoutError InterruptedError BlockingIOError BrokenPipeError")
"""Errors of the outside world, with those whose names start with ``Connection``."""
OF_TEXT = _set("parse parser parsing decode decoding invalid validation syntax format key value type lookup index")
"""Words of an error's name that is about what was given, not about something outside."""
STREAMS = _set(
    """
    listen subscribe consume consumer watch tail follow poll stream messages readline stdout stderr stdin
    as_completed imap imap_unordered
    """
)
"""Words of an iterable that hands out its items as they happen."""


def paces(loop: Frame) -> bool:
    """Whether something in a loop's condition or body waits, works or talks to the outside."""
    if _hands_out_as_it_happens(loop) or _meets_errors_of_the_outside(loop):
        return True
    records = loop.module.once(_records, loop.module)
    return any(_waits(inner, frame, records, hops=1) for inner, frame in _iterated(loop))


def awaits_events(loop: Frame) -> bool:
    """Whether a loop turns when something comes from outside: over a stream, or as a ``while`` that waits."""
    return _hands_out_as_it_happens(loop) or (isinstance(loop.node, ast.While) and loop.module.once(paces, loop))


def _hands_out_as_it_happens(loop: Frame) -> bool:
    node = loop.node
    return isinstance(node, ast.AsyncFor) or (isinstance(node, ast.For) and _streams(node.iter, loop))


def _meets_errors_of_the_outside(loop: Frame) -> bool:
    """Whether something in it may fail as the outside fails: with an OSError, or with an error of another package."""
    return any(
        isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and any(
            _is_of_the_outside(error, frame)
            for error in (node.type.elts if isinstance(node.type, ast.Tuple) else (node.type,))
        )
        for node, frame in loop.nodes(ast.ExceptHandler)
    )


def _is_of_the_outside(error: ast.expr, frame: Frame) -> bool:
    origin = frame.origin(error) or ""
    package, _, name = origin.rpartition(".")
    if package == "builtins" or not package:
        return name in OUTSIDE or name.startswith("Connection")
    foreign = package.partition(".")[0] not in sys.stdlib_module_names
    return foreign and name.endswith(("Error", "Exception")) and OF_TEXT.isdisjoint(words(name))


def _records(module: Module) -> frozenset[ast.Call]:
    """The calls of a file that write a record: whatever their words are, they are no work."""
    return frozenset(call.node for call in module.views(LogCall))


def _iterated(loop: Frame) -> Iterator[tuple[ast.AST, Frame]]:
    """The nodes that run on every iteration: a ``while`` tests each time, a ``for`` asks for its items once."""
    tested = set(ast.walk(loop.node.test)) if isinstance(loop.node, ast.While) else ()
    for node, frame in loop.nodes(*WAITING):
        if node in tested or _below(frame, loop):
            yield node, frame


def _below(frame: Frame, loop: Frame) -> bool:
    """Whether a place stands in the loop's body, however deep."""
    inner = frame.loop
    while inner is not None:
        if inner is loop:
            return True
        inner = inner.loop
    return False


def _waits(node: ast.AST, frame: Frame, records: frozenset[ast.Call], *, hops: int) -> bool:
    if isinstance(node, ast.comprehension):
        return bool(node.is_async)
    if not isinstance(node, ast.Call):
        return True  # await and its kin
    if node in records:
        return False
    if _is_item(node.func, frame) or _is_said_to_pace(node.func, frame):
        return True  # callbacks, jobs: whatever they do, it is the loop's work
    callee = frame.local_function(node.func)
    if callee is not None and hops:
        return frame.module.once(_works, callee.body)
    return _is_slow(node, frame)


def _works(body: Frame) -> bool:
    """Whether a function of this file waits or works, seen from a call of it: one hop and no further."""
    records = body.module.once(_records, body.module)
    return any(_waits(node, place, records, hops=0) for node, place in body.nodes(*WAITING))


def _is_said_to_pace(callee: ast.expr, frame: Frame) -> bool:
    """Whether the user's ``pacing-calls`` name what is called, as it is written or as it was imported."""
    patterns = frame.module.options.pacing_calls
    if not patterns:
        return False
    names = [name for name in (dotted(callee), frame.origin(callee)) if name is not None]
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def _is_slow(call: ast.Call, frame: Frame) -> bool:
    """Whether a call that this file does not define is input, output or work, by what it is or is called."""
    func = call.func
    origin = frame.origin(func)
    if origin is not None:
        if origin.startswith(PURE):
            return False
        if origin in FUNCTIONS or origin.partition(".")[0] in PACKAGES:
            return True
    name = _name(func)
    if name in OF_VALUES or (name == "copy" and not call.args):
        return False
    if name == "join" and isinstance(func, ast.Attribute) and _is_time(call):
        return True
    if _means_work(words(name)):
        return True
    if any(keyword.arg in RESOURCES for keyword in call.keywords):
        return True
    return isinstance(func, ast.Attribute) and (_is_resource(func.value, frame) or _is_timer(call, frame.module))


def _means_work(named: tuple[str, ...]) -> bool:
    if not VERBS.isdisjoint(named) or (len(named) > 1 and not AMONG_OTHERS.isdisjoint(named)):
        return True
    return any(not verbs.isdisjoint(named) and not nouns.isdisjoint(named) for verbs, nouns in PAIRS)


def _is_time(call: ast.Call) -> bool:
    """Whether a ``join`` is given nothing or a time: it waits for a thread or process, and joins no texts."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return not given or any(k.arg == "timeout" for k in call.keywords) or _is_number(given[0])


def _is_number(expression: ast.expr) -> bool:
    return isinstance(expression, ast.Constant) and isinstance(expression.value, (int, float))


def _name(expression: ast.expr) -> str:
    """The last name of an expression: of ``table["pkg.install"](...)`` the key, of ``get_client()`` what is called."""
    if isinstance(expression, ast.Call):
        expression = expression.func
    if isinstance(expression, ast.Attribute):
        return expression.attr
    if isinstance(expression, ast.Subscript) and isinstance(expression.slice, ast.Constant):
        return str(expression.slice.value)
    return expression.id if isinstance(expression, ast.Name) else ""


def _is_item(callee: ast.expr, frame: Frame) -> bool:
    """Whether what is called is what a loop around hands out: ``for job in jobs: job()``."""
    if not isinstance(callee, ast.Name):
        return False
    loop = frame.loop
    while loop is not None:
        target = getattr(loop.node, "target", None)
        if target is not None and any(isinstance(n, ast.Name) and n.id == callee.id for n in ast.walk(target)):
            return True
        loop = loop.loop
    return False


def _is_resource(receiver: ast.expr, frame: Frame) -> bool:
    """Whether something is the other end of a line, by its name or by what made it (``with get_client() as c``)."""
    name = _name(receiver)
    if not RESOURCES.isdisjoint(words(name)) or name == "q":
        return True
    bindings = frame.bindings(name) if isinstance(receiver, ast.Name) else ()
    return bool(bindings) and all(_makes_resource(binding) for binding in bindings)


def _makes_resource(binding: Binding) -> bool:
    maker = binding.value
    if binding.kind not in (BindingKind.ASSIGNMENT, BindingKind.CONTEXT) or not isinstance(maker, ast.Call):
        return False
    origin = binding.frame.origin(maker.func) or ""
    if origin.startswith(PURE):
        return False
    return origin.partition(".")[0] in PACKAGES or not RESOURCES.isdisjoint(words(_name(maker.func)))


def _is_timer(call: ast.Call, module: Module) -> bool:
    func = call.func
    return (
        isinstance(func, ast.Attribute)
        and func.attr == "timer"
        and any(use.node is call for use in module.views(LoggerUse))
    )


def _streams(iterable: ast.expr, frame: Frame) -> bool:
    """Whether a ``for`` waits for its items: ``pubsub.listen()``, ``consumer``, ``as_completed(futures)``."""
    for node in ast.walk(iterable):
        name = _name(node) if isinstance(node, ast.expr) else ""
        if name and (name in STREAMS or not STREAMS.isdisjoint(words(name))):
            return True
    call = iterable
    while isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in WRAPPERS and call.args:
        call = call.args[0]
    return isinstance(call, ast.Call) and (_is_said_to_pace(call.func, frame) or _yields_what_it_waits_for(call, frame))


def _yields_what_it_waits_for(call: ast.Call, frame: Frame) -> bool:
    """Whether a generator of this file reads, receives or waits for each item that it hands out."""
    generator = frame.local_function(call.func)
    if generator is None or next(generator.body.nodes(ast.Yield), None) is None:
        return False
    records = frame.module.once(_records, frame.module)
    return any(
        _waits(node, place, records, hops=0)
        for _, loop in generator.body.nodes(ast.For, ast.While)
        for node, place in _iterated(loop)
    )

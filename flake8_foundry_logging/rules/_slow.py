"""Which calls take long enough for a timer: HTTP, subprocesses, databases, models, archives."""

from __future__ import annotations

import ast
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.logger_names import dotted
from foundry_logging.vocabulary import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.frame import Binding, Frame

__all__ = ["TRAINING", "is_slow", "model_operation"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


REQUESTS = _set("get post put patch delete head options request stream")
FUNCTIONS = frozenset(
    (
        *(f"{package}.{method}" for package in ("requests", "httpx", "urllib3") for method in REQUESTS),
        *("urllib.request.urlopen", "urllib.request.urlretrieve", "aiohttp.request"),
        *(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output")),
        *("os.system", "shutil.copytree", "shutil.make_archive", "shutil.unpack_archive"),
        *("litellm.completion", "litellm.acompletion", "torch.load"),
    )
)
CLIENTS = _set(
    "requests.Session requests.session httpx.Client httpx.AsyncClient aiohttp.ClientSession urllib3.PoolManager"
)
EXECUTING = _set("execute executemany executescript")
DATABASES = _set("cursor cur conn connection db database session engine sqlite postgres mysql")
"""Words of what a statement is executed on."""
QUICK = _set(
    "begin commit rollback savepoint release pragma set start use lock unlock create drop alter grant attach detach"
)
"""First words of statements that move no rows, or run once."""
LLM = ("completions.create", "messages.create", "responses.create", "embeddings.create", "images.generate")
"""How calls of the clients of language models end."""
TRAINING = frozenset(("fit", "train"))
LOADING = _set("load_model aload_model unload_model from_pretrained")
"""Names that are about a model, whatever they are called on."""
NO_MODEL = _set("tokenizer processor config extractor scheduler")
"""Words of what is loaded beside a model, from small files."""
WORKING = {
    "generate": _set("model llm pipe pipeline"),
    "fit": _set("model clf classifier estimator regressor pipeline trainer"),
    "train": _set("trainer"),
    "transcribe": _set("model whisper"),
    "load": _set("model llm"),
    "unload": _set("model llm"),
}
"""Method -> words of what it is called on, for it to be an operation of a model."""


def is_slow(call: ast.Call, frame: Frame) -> bool:
    """Whether a call is in the slow table, or in the user's."""
    if frame.local_function(call.func) is not None:
        return False  # what it does is to be measured where it is done
    name = call_name(call.func)
    patterns = frame.module.options.slow_calls
    written = dotted(call.func) or name
    origin = frame.origin(call.func)
    if patterns and any(fnmatchcase(text, pattern) for text in (written, origin or written) for pattern in patterns):
        return True
    if origin in FUNCTIONS or (origin is None and written in FUNCTIONS and _is_unbound(call.func, frame)):
        return True
    if model_operation(call, frame):
        return True
    if not isinstance(call.func, ast.Attribute):
        return False
    receiver = call.func.value
    if name in EXECUTING:
        owner = receiver.func if isinstance(receiver, ast.Call) else receiver
        return not DATABASES.isdisjoint(words(call_name(owner))) and not _is_quick(call)
    if name == "extractall":
        return True
    return name in REQUESTS and any(_makes_client(binding) for binding in _bindings(receiver, frame))


def _is_quick(call: ast.Call) -> bool:
    """Whether what is executed is written there and says that it takes no time."""
    statement = call.args[0] if call.args else None
    text = statement.value if isinstance(statement, ast.Constant) else None
    return isinstance(text, str) and text.strip().rstrip(";").lower().partition(" ")[0] in QUICK


def _is_unbound(callee: ast.expr, frame: Frame) -> bool:
    """Whether a callee starts with a name that the file never binds: a snippet without its imports."""
    while isinstance(callee, ast.Attribute):
        callee = callee.value
    return isinstance(callee, ast.Name) and not frame.bindings(callee.id)


def _bindings(receiver: ast.expr, frame: Frame) -> tuple[Binding, ...]:
    if isinstance(receiver, ast.Name):
        return frame.bindings(receiver.id)
    return frame.attribute_bindings(receiver) if isinstance(receiver, ast.Attribute) else ()


def _makes_client(binding: Binding) -> bool:
    value = binding.value
    return isinstance(value, ast.Call) and binding.frame.origin(value.func) in CLIENTS


def model_operation(call: ast.Call, frame: Frame) -> bool:
    """Whether a call loads, unloads or runs a model."""
    name = call_name(call.func)
    written = dotted(call.func) or name
    if written.endswith(LLM) and len(written.split(".")) > 2 and ".threads." not in written:
        return True
    if name in LOADING:
        return not isinstance(call.func, ast.Attribute) or NO_MODEL.isdisjoint(words(call_name(call.func.value)))
    subjects = WORKING.get(name)
    if subjects is None or not isinstance(call.func, ast.Attribute):
        return False
    return not subjects.isdisjoint(_last_words(call.func.value))


def _last_words(receiver: ast.expr) -> Iterator[str]:
    yield from words(call_name(receiver))[-1:]

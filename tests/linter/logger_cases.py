"""Snippets and what the call in the line marked ``#?`` is called on: kind and confidence, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CASES", "OPTION_CASES", "Case"]


@dataclass(frozen=True, slots=True)
class Case:
    """A fact: ``verdict`` is "<kind> certain", "<kind> likely" (by a whole word), "<kind> excuse" or "none"."""

    label: str
    verdict: str
    code: str
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def cases(group: str, text: str) -> tuple[Case, ...]:
    """Cases as they are written below: a line ``= label: verdict``, then the snippet."""
    found = []
    for block in text.split("\n= ")[1:]:
        head, _, code = block.partition("\n")
        label, _, verdict = head.rpartition(": ")
        assert "#?" in code, label
        found.append(Case(f"{group}: {label}", verdict.strip(), code.rstrip() + "\n"))
    return tuple(found)


IMPORTS = cases(
    "imports",
    """
= the logging module: stdlib certain
import logging
logging.info("x")  #?
= the logging module under another name: stdlib certain
import logging as L
L.info("x")  #?
= a submodule import binds the package: stdlib certain
import logging.handlers
logging.info("x")  #?
= getLogger: stdlib certain
import logging
x = logging.getLogger(__name__)
x.info("x")  #?
= getLogger imported under another name: stdlib certain
from logging import getLogger as g
x = g()
x.info("x")  #?
= getLogger called in place: stdlib certain
import logging
logging.getLogger("a").info("x")  #?
= a function imported from logging: stdlib certain
from logging import info
info("x")  #?
= a function imported from logging under another name: stdlib certain
from logging import warning as complain
complain("x")  #?
= an import in a function: stdlib certain
def f():
    import logging
    logging.info("x")  #?
= an import in a function does not reach another one: unknown likely
def f():
    import logging
def g():
    logging.info("x")  #?
= rebinding ends an import: none
import logging as x
x = open("f")
x.info("x")  #?
= a parameter shadows an import: none
from loguru import logger as x
def f(x):
    x.info("x")  #?
= the other branch of a fallback import keeps it a logger: unknown certain
try:
    from loguru import logger
except ImportError:
    import logging
    logger = logging.getLogger(__name__)
logger.info("x")  #?
= two imports of one kind: stdlib certain
try:
    from picologging import getLogger
except ImportError:
    from logging import getLogger
x = getLogger()
x.info("x")  #?
= an import under TYPE_CHECKING gives types: structlog certain
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger
def f(x: FilteringBoundLogger):
    x.info("x")  #?
= the root logger of the module: stdlib certain
import logging
logging.root.info("x")  #?
""",
)

FACTORIES = cases(
    "factories",
    """
= logging.Logger: stdlib certain
import logging
x = logging.Logger("a")
x.info("x")  #?
= logging.LoggerAdapter: stdlib certain
import logging
x = logging.LoggerAdapter(logging.getLogger(), {})
x.info("x")  #?
= structlog.get_logger: structlog certain
import structlog
x = structlog.get_logger()
x.info("x")  #?
= structlog.getLogger: structlog certain
import structlog
x = structlog.getLogger()
x.info("x")  #?
= structlog.stdlib.get_logger: structlog certain
import structlog.stdlib
x = structlog.stdlib.get_logger()
x.info("x")  #?
= structlog.wrap_logger: structlog certain
import structlog
x = structlog.wrap_logger(base)
x.info("x")  #?
= loguru.logger: loguru certain
from loguru import logger
logger.info("x")  #?
= loguru.logger as an attribute: loguru certain
import loguru
loguru.logger.info("x")  #?
= foundry_logging.get_logger: foundry certain
from foundry_logging import get_logger
x = get_logger(__name__)
x.info("x")  #?
= the guide's own import path: foundry certain
from src.utils.logging_system import get_logger
x = get_logger("model-manager")
x.info("x")  #?
= the guide's own module, imported relatively: foundry certain
from ..utils.logging_system import get_logger
x = get_logger("model-manager")
x.info("x")  #?
= a factory behind a dotted import: foundry certain
import foundry_logging as fl
x = fl.get_logger()
x.info("x")  #?
= celery's task logger: stdlib certain
from celery.utils.log import get_task_logger
x = get_task_logger(__name__)
x.info("x")  #?
= prefect's run logger: stdlib certain
from prefect import get_run_logger
def flow():
    x = get_run_logger()
    x.info("x")  #?
= prefect's logging package: stdlib certain
from prefect.logging import get_run_logger
get_run_logger().info("x")  #?
= absl's module: stdlib certain
from absl import logging
logging.info("x")  #?
= picologging's module: stdlib certain
import picologging
picologging.info("x")  #?
= picologging under the old name: stdlib certain
import picologging as logging
x = logging.getLogger()
x.info("x")  #?
= logbook formats in its own way: unknown certain
from logbook import Logger
x = Logger("a")
x.info("x")  #?
= twisted formats in its own way: unknown certain
from twisted.logger import Logger
x = Logger()
x.info("x")  #?
= logfire reads f-strings itself: unknown excuse
import logfire
logfire.info("x")  #?
= logfire as a log: unknown excuse
import logfire as log
log.info("x")  #?
= multiprocessing's logger: stdlib certain
import multiprocessing
multiprocessing.get_logger().info("x")  #?
= transformers' logger: stdlib certain
from transformers.utils import logging
x = logging.get_logger(__name__)
x.info("x")  #?
= an unknown get_logger: unknown likely
from app.core import get_logger
x = get_logger()
x.info("x")  #?
= an unknown getLogger: unknown likely
x = framework.getLogger("a")
x.info("x")  #?
= an unknown get_something_logger: unknown likely
x = get_audit_logger()
x.info("x")  #?
= an unknown setup_logger: unknown likely
x = setup_logger("a", level=1)
x.info("x")  #?
= an unknown make_logger: unknown likely
x = make_logger()
x.info("x")  #?
= an unknown class that is called a logger: unknown likely
from app import AuditLogger
x = AuditLogger()
x.info("x")  #?
= a function of this file that returns a logger: stdlib certain
import logging
def audit():
    return logging.getLogger("audit")
x = audit()
x.info("x")  #?
= a function of this file on two paths: stdlib certain
import logging
def audit(name):
    if not name:
        return logging.getLogger()
    return logging.getLogger(name)
x = audit("a")
x.info("x")  #?
= a function of this file that is annotated as a logger: structlog certain
import structlog
def audit() -> structlog.stdlib.BoundLogger:
    return registry["audit"]
x = audit()
x.info("x")  #?
= a function of this file that is annotated with a string: loguru certain
import loguru
def audit() -> "loguru.Logger": ...
audit().info("x")  #?
= an awaited function of this file: stdlib certain
import logging
async def audit() -> logging.Logger: ...
async def main():
    (await audit()).info("x")  #?
= a method of this file that returns a logger: stdlib certain
import logging
class A:
    def audit(self):
        return logging.getLogger()
    def f(self):
        self.audit().info("x")  #?
= a function of this file that returns something else: none
def audit():
    return open("f")
x = audit()
x.info("x")  #?
= a get_logger of this file that is no logger: none
def get_logger() -> int:
    return 1
x = get_logger()
x.info("x")  #?
= a factory that returns None: none
x = None
x.info("x")  #?
= an unknown call under a logger's name can only excuse: unknown excuse
logger = Reporter(stream)
logger.info("x")  #?
= an open file is none, whatever its name: none
log = open("build.log")
log.info("x")  #?
= getattr with a logger's name: unknown likely
x = getattr(app, "logger", None)
x.info("x")  #?
= a look-up under a logger's name: unknown likely
def f(context):
    x = context.get("logger")
    x.info("x")  #?
= a subscript under a logger's name: unknown likely
def f(params):
    params["logger"].info("x")  #?
= a container of loggers: unknown likely
class A:
    def f(self, name):
        self.loggers[name].info("x")  #?
= any other subscript: none
def f(params):
    params["catalog"].info("x")  #?
= cast: stdlib certain
import logging
from typing import cast
x = cast(logging.Logger, y)
x.info("x")  #?
""",
)

WORDS = cases(
    "words",
    """
= an unbound name log: unknown likely
log.info("x")  #?
= an unbound name logger: unknown likely
logger.info("x")  #?
= an upper-case name: unknown likely
LOGGER.info("x")  #?
= a leading underscore: unknown likely
_log.info("x")  #?
= a word of several: unknown likely
app_logger.info("x")  #?
= a word of several in camel case: unknown likely
auditLogger.info("x")  #?
= a number behind it: unknown likely
logger2.info("x")  #?
= a star import may bring logging: unknown likely
from prelude import *
logging.info("x")  #?
= a parameter: unknown likely
def f(logger):
    logger.info("x")  #?
= a parameter of another name: none
def f(reporter):
    reporter.info("x")  #?
= a loop variable: unknown likely
for logger in registry:
    logger.info("x")  #?
= unpacked: unknown likely
logger, handler = setup()
logger.info("x")  #?
= an attribute: unknown likely
class A:
    def f(self):
        self.logger.info("x")  #?
= an attribute with a leading underscore: unknown likely
class A:
    def f(self):
        self._log.info("x")  #?
= an attribute far away: unknown likely
def f(request):
    request.app.state.logger.info("x")  #?
= an attribute of a call: unknown likely
def f():
    current().logger.info("x")  #?
= catalog: none
catalog.info("x")  #?
= dialog: none
self.dialog.info("x")  #?
= login: none
login.error("x")  #?
= blog: none
blog.info("x")  #?
= logits: none
logits.debug("x")  #?
= logic: none
logic.info("x")  #?
= topology: none
topology.info("x")  #?
= backlog: none
backlog.info("x")  #?
= logout: none
logout.error("x")  #?
= a number under the name log: none
log = 1.5
log.info("x")  #?
= a list under the name log: none
log = []
log.info("x")  #?
= an f-string under the name log: none
log = f"{a}"
log.error("x")  #?
= text that is added to: none
def f():
    log = ""
    log += "a"
    log.error("x")  #?
= an exception under the name log: none
try:
    work()
except Error as log:
    log.error("x")  #?
= a class under the name log: none
class log:
    pass
log.error("x")  #?
= a function under the name log: none
def log(text):
    pass
log.error("x")  #?
= a matrix called log_cov: none
def f(log_cov):
    log_cov.trace()  #?
= a logger that logs metrics: none
def f(run_logger, loss):
    run_logger.log({"loss": loss})  #?
= a likely logger with a level: unknown likely
def f(logger, level):
    logger.log(level, "x")  #?
= a likely logger with a level by name: unknown likely
import logging
def f(logger):
    logger.log(logging.INFO, "x")  #?
= a likely logger with a computed level: unknown likely
import logging
def f(logger, level):
    logger.log(min(logging.INFO, level), "x")  #?
= a likely logger with one of two levels: unknown likely
import logging
def f(logger, ok):
    logger.log(logging.INFO if ok else logging.ERROR, "x")  #?
= a likely logger with a level from a table: unknown likely
def f(logger, code):
    logger.log(LEVELS[code], "x")  #?
= a likely logger with a level from a function: unknown likely
def f(logger, code):
    logger.log(level_of(code), "x")  #?
= a likely logger with the next level: unknown likely
def f(logger, log_level):
    logger.log(log_level + 10, "x")  #?
= a likely logger with the metrics of a level: none
def f(run_logger, losses):
    run_logger.log(by_level(losses))  #?
= a likely logger with a computed number: none
def f(run_logger, loss):
    run_logger.log(max(0, loss), step)  #?
= a likely logger with the trace of a matrix: none
def f(run_logger, matrix):
    run_logger.log(np.trace(matrix), "x")  #?
= an imported name with the word: unknown likely
from app.core import LOGGER
LOGGER.info("x")  #?
= an imported name with the word among others: unknown likely
from app import app_log
app_log.info("x")  #?
= an imported module called logging: unknown likely
from . import logging
logging.info("x")  #?
= an imported module with the word among others: unknown likely
from app import logging_utils
logging_utils.info("x")  #?
= an imported logger under another name: unknown likely
from app.core import logger as x
x.info("x")  #?
= an imported name without the word: none
from app import catalog
catalog.info("x")  #?
= an attribute of an imported module: unknown likely
import app.core
app.core.logger.info("x")  #?
= another library's logging module: unknown likely
import tensorflow as tf
tf.compat.v1.logging.info("x")  #?
""",
)

BINDINGS = cases(
    "bindings",
    """
= an annotated assignment: stdlib certain
import logging
x: logging.Logger = make()
x.info("x")  #?
= an annotation alone: stdlib certain
import logging
x: logging.Logger
x.info("x")  #?
= an annotation that says nothing: stdlib certain
import logging
from typing import Any
x: Any = logging.getLogger()
x.info("x")  #?
= a walrus: stdlib certain
import logging
if x := logging.getLogger():
    x.info("x")  #?
= a tuple: stdlib certain
import logging
x, y = logging.getLogger("a"), 1
x.info("x")  #?
= or: stdlib likely
import logging
def f(logger=None):
    logger = logger or logging.getLogger()
    logger.info("x")  #?
= or, under a name that says nothing: stdlib excuse
import logging
def f(x):
    x = x or logging.getLogger()
    x.info("x")  #?
= None or a logger: stdlib certain
import logging
x = None or logging.getLogger()
x.info("x")  #?
= a ternary: stdlib certain
import logging
x = logging.getLogger("a") if a else logging.getLogger("b")
x.info("x")  #?
= a ternary of two kinds: unknown certain
import logging, structlog
x = logging.getLogger("a") if a else structlog.get_logger()
x.info("x")  #?
= global: stdlib certain
import logging
x = None
def setup():
    global x
    x = logging.getLogger()
def f():
    x.info("x")  #?
= an alias: stdlib certain
import logging
a = logging.getLogger()
b = a
b.info("x")  #?
= a closure: stdlib certain
import logging
def f():
    x = logging.getLogger()
    def g():
        x.info("x")  #?
= a class body is no closure: none
import logging
class A:
    x = logging.getLogger()
    def g(self):
        x.info("x")  #?
= a comprehension: stdlib certain
import logging
x = logging.getLogger()
[x.info("x") for _ in y]  #?
= a lambda: stdlib certain
import logging
x = logging.getLogger()
f = lambda: x.info("x")  #?
= a literal of loggers in a loop: stdlib certain
import logging
for x in (logging.getLogger("a"), logging.getLogger("b")):
    x.info("x")  #?
= a default: stdlib likely
import logging
def f(log=logging.getLogger()):
    log.info("x")  #?
= a context manager that gives a logger: structlog excuse
import structlog
with structlog.get_logger().bind() as x:
    x.info("x")  #?
= bound later in the loop: stdlib certain
import logging
def f():
    while True:
        if started:
            x.info("x")  #?
        x = logging.getLogger()
= bind: structlog certain
import structlog
x = structlog.get_logger().bind(a=1)
x.info("x")  #?
= new: structlog certain
import structlog
structlog.get_logger().new().info("x")  #?
= opt: loguru certain
from loguru import logger
logger.opt(depth=1).info("x")  #?
= patch: loguru certain
from loguru import logger
logger.patch(f).bind(a=1).info("x")  #?
= contextualize: loguru certain
from loguru import logger
with logger.contextualize(a=1):
    logger.info("x")  #?
= getChild: stdlib certain
import logging
x = logging.getLogger().getChild("a")
x.info("x")  #?
= a chain on a likely one: unknown likely
def f(self):
    self.logger.bind(a=1).info("x")  #?
= bind of something else: none
socket.bind(a).info("x")  #?
= a bound method: stdlib certain
import logging
say = logging.getLogger().info
say("x")  #?
= a bound method of the module: stdlib certain
import logging
say = logging.info
say("x")  #?
= a bound method by a condition: stdlib certain
import logging
log = logging.getLogger()
say = log.debug if quiet else log.info
say("x")  #?
= a bound method as an attribute: stdlib certain
import logging
class A:
    def __init__(self):
        self.say = logging.getLogger().info
    def f(self):
        self.say("x")  #?
= a bound method as a default: stdlib excuse
import logging
def f(say=logging.info):
    say("x")  #?
= a bound method of something else: none
say = parser.error
say("x")  #?
= a method that may be print: stdlib likely
import logging
log = logging.getLogger()
if quiet:
    say = log.debug
else:
    say = print
say("x")  #?
= structlog's ainfo: structlog certain
import structlog
async def f():
    await structlog.get_logger().ainfo("x")  #?
= structlog's aexception: structlog certain
import structlog
async def f():
    await structlog.get_logger().aexception("x")  #?
= structlog's msg: structlog certain
import structlog
structlog.get_logger().msg("x")  #?
= msg of any other logger: none
def f(log):
    log.msg("x")  #?
= msg of any other logger under another name: none
from twisted.python import log
say = log.msg
say("x")  #?
= msg of Twisted's log, or nothing: none
from twisted.python import log
if DEBUG:
    say = log.msg
else:
    say = lambda text: None
say("x")  #?
""",
)

ATTRIBUTES = cases(
    "attributes",
    """
= set in another method: stdlib certain
import logging
class A:
    def __init__(self):
        self.out = logging.getLogger()
    def f(self):
        self.out.info("x")  #?
= set through cls: stdlib certain
import logging
class A:
    @classmethod
    def setup(cls):
        cls.out = logging.getLogger()
    def f(self):
        self.out.info("x")  #?
= on the class: stdlib certain
import logging
class A:
    out = logging.getLogger()
    def f(self):
        self.out.info("x")  #?
= on the class, by its name: stdlib certain
import logging
class A:
    out = logging.getLogger()
A.out.info("x")  #?
= in the class body: stdlib certain
import logging
class A:
    out = logging.getLogger()
    out.info("x")  #?
= declared on the class: structlog certain
import structlog
class A:
    out: structlog.BoundLogger
    def f(self):
        self.out.info("x")  #?
= a dataclass field: stdlib certain
import logging
from dataclasses import dataclass
@dataclass
class A:
    out: logging.Logger
    def f(self):
        self.out.info("x")  #?
= a dataclass field with a factory: stdlib certain
import logging
from dataclasses import dataclass, field
from typing import Any
@dataclass
class A:
    out: Any = field(default_factory=lambda: logging.getLogger())
    def f(self):
        self.out.info("x")  #?
= a dataclass field with a named factory: stdlib certain
import logging
from typing import Any
class A:
    out: Any = field(default_factory=logging.getLogger)
    def f(self):
        self.out.info("x")  #?
= a base in this file: stdlib certain
import logging
class A:
    def __init__(self):
        self.out = logging.getLogger()
class B(A):
    def f(self):
        self.out.info("x")  #?
= a base elsewhere: unknown likely
from app import Base
class A(Base):
    def f(self):
        self.logger.info("x")  #?
= set from an annotated parameter: stdlib certain
import logging
class A:
    def __init__(self, out: logging.Logger):
        self.out = out
    def f(self):
        self.out.info("x")  #?
= set from a parameter: unknown likely
class A:
    def __init__(self, logger):
        self.out = logger
    def f(self):
        self.out.info("x")  #?
= None first: stdlib certain
import logging
class A:
    out = None
    def setup(self):
        self.out = logging.getLogger()
    def f(self):
        self.out.info("x")  #?
= None only: unknown likely
class A:
    logger = None
    def f(self):
        self.logger.info("x")  #?
= a property: stdlib certain
import logging
class A:
    @property
    def out(self):
        return logging.getLogger()
    def f(self):
        self.out.info("x")  #?
= a cached property by its annotation: stdlib certain
import logging
from functools import cached_property
class A:
    @cached_property
    def out(self) -> logging.Logger: ...
    def f(self):
        self.out.info("x")  #?
= a method is no logger: none
class A:
    def log(self, text):
        pass
    def f(self):
        self.log.info("x")  #?
= something else under the name: none
class A:
    def __init__(self):
        self.log = []
    def f(self):
        self.log.info("x")  #?
= app.logger of flask: stdlib certain
from flask import Flask
app = Flask(__name__)
app.logger.info("x")  #?
= current_app.logger: stdlib certain
from flask import current_app
current_app.logger.info("x")  #?
= app.logger of something unknown: unknown likely
app.logger.info("x")  #?
= self.log of an airflow operator: unknown certain
from airflow.models import BaseOperator
class A(BaseOperator):
    def execute(self, context):
        self.log.info("x")  #?
= self.logger of a spider: stdlib certain
import scrapy
class A(scrapy.Spider):
    def parse(self, response):
        self.logger.info("x")  #?
""",
)

ANNOTATIONS = cases(
    "annotations",
    """
= a parameter: stdlib certain
import logging
def f(x: logging.Logger):
    x.info("x")  #?
= a string: stdlib certain
import logging
def f(x: "logging.Logger"):
    x.info("x")  #?
= or None: stdlib certain
import logging
def f(x: logging.Logger | None = None):
    x.info("x")  #?
= a string with or None: stdlib certain
import logging
def f(x: "logging.Logger | None" = None):
    x.info("x")  #?
= Optional: stdlib certain
import logging
from typing import Optional
def f(x: Optional[logging.Logger]):
    x.info("x")  #?
= Union of two kinds: unknown certain
import logging, structlog, typing
def f(x: typing.Union[logging.Logger, structlog.BoundLogger]):
    x.info("x")  #?
= Annotated: stdlib certain
import logging
from typing import Annotated
def f(x: Annotated[logging.Logger, Depends(make)]):
    x.info("x")  #?
= a generic adapter: stdlib certain
import logging
def f(x: "logging.LoggerAdapter[logging.Logger]"):
    x.info("x")  #?
= an alias of a type: stdlib certain
import logging
Out = logging.Logger
def f(x: Out):
    x.info("x")  #?
= a foundry logger: foundry certain
from foundry_logging import FoundryLogger
def f(x: FoundryLogger):
    x.info("x")  #?
= an unknown type that is called a logger: unknown likely
from app import AuditLogger
def f(x: AuditLogger):
    x.info("x")  #?
= an unknown type under a logger's name can only excuse: unknown excuse
from app import Sink
def f(logger: Sink):
    logger.info("x")  #?
= a number under a logger's name: none
def f(log: float):
    log.info("x")  #?
= a builtin in a string under a logger's name: none
def f(log: "list[str]"):
    log.info("x")  #?
= Any: unknown likely
from typing import Any
def f(logger: Any):
    logger.info("x")  #?
= a subclass in this file: stdlib certain
import logging
class Out(logging.Logger):
    def __init__(self): ...
def f(x: Out):
    x.info("x")  #?
= an instance of a subclass in this file: stdlib certain
import logging
class Out(logging.LoggerAdapter): ...
x = Out(logging.getLogger(), {})
x.info("x")  #?
= a subclass that takes keywords of its own: unknown certain
import logging
class Out(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return msg, {"extra": kwargs}
x = Out(logging.getLogger(), {})
x.info("x")  #?
= a class of this file that only has the methods can only excuse: unknown excuse
class Printer:
    def info(self, text): ...
logger = Printer()
logger.info("x")  #?
""",
)

NEVER = cases(
    "never",
    """
= argparse's parser: none
import argparse
parser = argparse.ArgumentParser()
parser.error("x")  #?
= warnings: none
import warnings
warnings.warn("x")  #?
= warnings under a logger's name: none
import warnings as log
log.warn("x")  #?
= streamlit under a logger's name: none
import streamlit as log
log.error("x")  #?
= warn imported from warnings: none
from warnings import warn
warn("x")  #?
= django's messages: none
from django.contrib import messages
messages.error(request, "x")  #?
= streamlit: none
import streamlit as st
st.error("x")  #?
= streamlit's sidebar: none
import streamlit as st
st.sidebar.warning("x")  #?
= rich's console: none
from rich.console import Console
console = Console()
console.log("x")  #?
= math.log: none
import math
math.log(2)  #?
= log of math: none
from math import log
log(2)  #?
= a method of log of math: none
from math import log
log.info("x")  #?
= numpy: none
import numpy as np
np.log(x)  #?
= torch under an alias: none
import torch
log = torch.log
log(x)  #?
= self.log of a trainer: none
class Model(Trainer):
    def step(self):
        self.log("loss", 1)  #?
= a future's exception: none
def f(future):
    future.exception()  #?
= a command's warn: none
class Build(Command):
    def run(self):
        self.warn("x")  #?
= a user interface: none
def f(self):
    self.ui.error("x")  #?
= a typer exit: none
ctx.error("x")  #?
= distutils' log formats, and has no warning: unknown excuse
from distutils import log
log.warn("x")  #?
""",
)

CASES = (*IMPORTS, *FACTORIES, *WORDS, *BINDINGS, *ATTRIBUTES, *ANNOTATIONS, *NEVER)

OPTION_CASES = (
    Case("an object by its name", "unknown certain", 'audit.info("x")  #?\n', {"logger_objects": ("audit",)}),
    Case(
        "an object by its dotted name",
        "unknown certain",
        'import app\napp.audit.info("x")  #?\n',
        {"logger_objects": ("app.audit",)},
    ),
    Case(
        "an object by where it was imported from",
        "unknown certain",
        'from app import audit as a\na.info("x")  #?\n',
        {"logger_objects": ("app.audit",)},
    ),
    Case(
        "an object by a pattern",
        "unknown certain",
        'def f(self):\n    self.journal.info("x")  #?\n',
        {"logger_objects": ("*.journal",)},
    ),
    Case(
        "a factory by its dotted name",
        "unknown certain",
        'from app import audit\nx = audit()\nx.info("x")  #?\n',
        {"logger_factories": ("app.audit",)},
    ),
    Case(
        "a factory by a pattern",
        "unknown certain",
        'x = app.make_journal()\nx.info("x")  #?\n',
        {"logger_factories": ("*.make_journal",)},
    ),
)

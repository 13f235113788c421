"""How many records of one level make a block chatty, and what is a block."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good


def block(*lines: str, head: str = "def f(x):") -> str:
    return f"{head}\n" + "".join(f"    {line}\n" for line in lines)


def calls(level: str, count: int, *, marked: bool = False) -> list[str]:
    limit = {"debug": 4, "info": 3, "warning": 2, "error": 2}[level]
    return [f"log.{level}('{n}')" + ("  #!" if marked and n == limit else "") for n in range(count)]


CASES = (
    *(Bad(block(*calls(level, 5, marked=True))) for level in ("debug", "info", "warning", "error")),
    Good(block(*calls("debug", 4))),
    Good(block(*calls("info", 3))),
    Good(block(*calls("warning", 2))),
    Good(block(*calls("error", 2))),
    Bad(STDLIB + block(*calls("info", 4, marked=True))),
    Bad(block("log.error('a')", "log.exception('b')", "log.error('c')  #!")),
    Bad(block("log.warn('a')", "log.warning('b')", "log.warning('c')  #!")),
    Bad(block(*calls("info", 4, marked=True), head="if x:")),
    Bad("".join(f"{line}\n" for line in calls("info", 4, marked=True))),
    Bad(block("log.info('a')", "with x:", "    log.info('b')", "    log.info('c')", "log.info('d')  #!")),
    Bad(block("for y in x:", *(f"    {line}" for line in calls("info", 4, marked=True)))),
    Bad(block(*calls("info", 4, marked=True), *calls("debug", 5, marked=True))),
    Good(block(*calls("info", 3), *calls("debug", 4), *calls("warning", 2), *calls("error", 2))),
    Good(block("log.critical('a')", "log.critical('b')", "log.critical('c')", "log.critical('d')")),
    Good(block(*calls("info", 3), "if x:", *(f"    {line}" for line in calls("info", 3)))),
    Good(block("try:", "    log.info('a')", "    log.info('b')", "except KeyError:", "    log.info('c')", "    log.info('d')")),
    Good(block(*calls("info", 3)) + "\n\n" + block(*calls("info", 3), head="def g(x):")),
    Good(block(*calls("info", 5), head="def print_report(x):")),
    Good(block("log.log(level, 'a')", "log.log(level, 'b')", "log.log(level, 'c')", "log.log(level, 'd')")),
    Good(block(*(f"catalog.info('{n}')" for n in range(5)))),
    Good(block(*(f"x and log.info('{n}')" for n in range(5)))),
)

"""Further cases of LGF505."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(STDLIB + "log.log(logging.INFO, text)  #!"),
    Bad(STDLIB + "log.info(text or 'nothing')  #!"),
    Bad(STDLIB + "log.info(lines[0])  #!"),
    Bad(STDLIB + "log.info(self.text, a)  #!"),
    Bad(STDLIB + "log.info('a' if quick else text)  #!"),
    Bad(STDLIB + "def run(text):\n    log.info(text)  #!"),
    Bad(STDLIB + "log.info({'event': event})  #!"),
    Bad(STDLIB + "log.info(text())  #!"),
    Bad(STRUCTLOG + "log.info(event=event)  #!"),
    Bad(LOGURU + "log.info(text)  #!"),
    Bad("def f(self):\n    self.logger.error(str(e))  #!"),
    Good(STDLIB + "log.info('a' if quick else 'b')"),
    Good(STDLIB + "log.info(Events.STARTED)\nlog.info(Events.STARTED.value)"),
    Good(STDLIB + "if quick:\n    text = 'fast'\nelse:\n    text = 'slow'\nlog.info(text)"),
    Good(STDLIB + "log.info('%s' % text)\nlog.info('{}'.format(text))\nlog.info('a' + text)"),
    Good(STDLIB + "log.info(*args)"),
    Good(STDLIB + "log.info()"),
    Good(STDLIB + "def wrapper(text, *args, **kwargs):\n    log.info(text, *args, **kwargs)"),
    Good(STDLIB + "class A:\n    def warning(self, text):\n        log.warning(text)"),
    Good(STDLIB + "import textwrap\nlog.info(textwrap.dedent('a'))"),
    Good(STDLIB + "log.info(5)"),
    Good("print(text)"),
)

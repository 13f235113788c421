"""More cases of LGF215."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(
        STRUCTLOG + "def f(result):\n    if result is None:\n        log.exception('no', job=1)  #!\n",
        after=STRUCTLOG + "def f(result):\n    if result is None:\n        log.error('no', job=1)\n",
        unsafe=True,
    ),
    Bad(
        LOGURU + "log.exception('no')  #!\n",
        after=LOGURU + "log.error('no')\n",
        unsafe=True,
    ),
    Bad(
        STDLIB + "log.debug('found %s', key, exc_info=True)  #!\n",
        after=STDLIB + "log.debug('found %s', key)\n",
        unsafe=True,
    ),
    Bad("try:\n    log.exception('no')  #!\nexcept OSError:\n    raise\n"),
    Bad("try:\n    run()\nexcept OSError:\n    raise\nelse:\n    log.exception('no')  #!\n"),
    Bad("try:\n    run()\nexcept OSError:\n    pass\nlog.exception('no')  #!\n"),
    Bad(
        "for result in results:\n    if isinstance(result, Exception):\n        log.exception('no', result=result)  #!\n"
    ),
    Bad("def note():\n    log.exception('no')  #!\n\n\nnote()\ntry:\n    run()\nexcept OSError:\n    note()\n"),
    Bad("def note():\n    log.exception('no')  #!\n\n\ndef main():\n    note()\n"),
    Good("try:\n    run()\nexcept OSError:\n    if verbose:\n        log.exception('no')\n"),
    Good("try:\n    run()\nexcept OSError:\n    log.warning('no', exc_info=True)\n"),
    Good("log.error('no', exc_info=error)\n"),
    Good(STDLIB + "log.exception('no', exc_info=error)\n"),
    Good("log.error('no', exc_info=verbose)\n"),
    Good("log.error('no', exc_info=False)\n"),
    Good("try:\n    run()\nfinally:\n    if failed:\n        log.exception('no')\n"),
    Good("try:\n    run()\nexcept OSError:\n    def note():\n        log.exception('no')\n    note()\n"),
    Good(
        "class Guard:\n    def __exit__(self, kind, value, trace):\n        if kind:\n            log.exception('no')\n"
    ),
    Good("@app.errorhandler(500)\ndef oops(problem):\n    log.exception('no')\n"),
    Good("def handle_error(self, request):\n    log.exception('no')\n"),
    Good("def report(request, exc):\n    log.exception('no')\n"),
    Good(
        "class A:\n    def note(self):\n        log.exception('no')\n\n    def run(self):\n"
        "        try:\n            go()\n        except OSError:\n            self.note()\n"
    ),
    Good("def on_failure(result):\n    log.exception('no')\n"),
    Good("def handle_crash():\n    log.exception('no')\n"),
    Good("def job_failed(job):\n    log.exception('no')\n"),
    Good("def excepthook(kind, value, trace):\n    log.exception('no')\n"),
    Good("error = future.exception()\n"),
    Good("error = task.exception(timeout=1)\n"),
    # two functions away from the handler
    Good(
        "def note():\n    log.exception('no')\n\n\ndef give_up():\n    note()\n\n\n"
        "def main():\n    try:\n        run()\n    except OSError:\n        give_up()\n"
    ),
    Bad(
        "def note():\n    log.exception('no')  #!\n\n\ndef give_up():\n    note()\n\n\n"
        "def main():\n    give_up()\n    try:\n        run()\n    except OSError:\n        give_up()\n"
    ),
    Bad("def note(depth):\n    log.exception('no')  #!\n    note(depth + 1)\n"),
    # handed to what calls it with an error
    Good("def seen(loop, context):\n    log.exception('no')\n\n\nloop.set_exception_handler(seen)\n"),
    Good("import sys\n\n\ndef seen(kind, value, trace):\n    log.exception('no')\n\n\nsys.excepthook = seen\n"),
    Good("def seen(task, **kwargs):\n    log.exception('no')\n\n\ntask_failure.connect(seen)\n"),
    Good("def seen(job):\n    log.exception('no')\n\n\nqueue.put(job, on_error=seen)\n"),
    Bad("def seen(job):\n    log.exception('no')  #!\n\n\nfuture.add_done_callback(seen)\n"),
    Good("def seen(problem: OSError | ValueError):\n    log.exception('no')\n"),
    Bad("def seen(code: ErrorCode):\n    log.exception('no')  #!\n"),
    Good("def _reconnect(self):\n    log.warning('lost', exc_info=True)\n"),
    # it looks itself whether there is one
    Good("import sys\n\n\ndef note(text):\n    if sys.exc_info()[0]:\n        log.exception('no')\n"),
    # a logger of one's own
    Good("class Journal:\n    def critical(self, text):\n        self.logger.critical(text, exc_info=True)\n"),
    # what a test provokes
    Good("def test_it(caplog):\n    log.exception('no')\n", path="tests/test_log.py"),
    Good("done = lambda: log.exception('no')\n"),
    # A name is a promise, which the calls of the file may break.
    Good("def finish_exception():\n    log.exception('no')\n"),
    Bad("def finish_exception():\n    log.exception('no')  #!\n\n\ndef main():\n    finish_exception()\n"),
    Bad(
        "class A:\n    def check_errors(self):\n        if self.errors:\n            log.exception('no')  #!\n\n"
        "    def run(self):\n        go()\n        self.check_errors()\n"
    ),
    Good(
        "def handle_crash():\n    log.exception('no')\n\n\ndef main():\n    handle_crash()\n    try:\n        run()\n"
        "    except OSError:\n        handle_crash()\n"
    ),
    Good("def on_failure():\n    log.exception('no')\n\n\ndef on_error(e):\n    on_failure()\n"),
    Good("def retry():\n    log.warning('no', exc_info=True)\n    retry()\n"),
)

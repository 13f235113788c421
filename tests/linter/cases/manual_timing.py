"""More cases of LGF702."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Example, Good

CASES: tuple[Example, ...] = (
    # the second read has a name, other statements stand between, the block has several statements
    Bad(
        "def f(job):\n    begun = time.perf_counter()  #!\n    # the work\n    rows = job.read()\n    if rows:\n"
        "        job.write(rows)\n    took = time.perf_counter() - begun\n    job.close()\n"
        '    log.info("done", job=job.id, seconds=round(took, 3), rows=len(rows))\n',
        refused="comment-inside",
    ),
    Bad(
        "def f(job):\n    begun = time.perf_counter()  #!\n    rows = job.read()\n    if rows:\n        # all of them\n"
        "        job.write(rows)\n    took = time.perf_counter() - begun\n    job.close()\n"
        '    log.info("done", job=job.id, seconds=round(took, 3), rows=len(rows))\n',
        after='def f(job):\n    with log.timer("job_read"):\n        rows = job.read()\n        if rows:\n            # all of them\n'
        "            job.write(rows)\n    job.close()\n"
        '    log.info("done", job=job.id, rows=len(rows))\n',
        unsafe=True,
    ),
    Bad(
        "def f():\n    a = time.time()  #!\n    run()\n    b = time.time()\n    log.info('ran', took=b - a)\n",
        after="def f():\n    with log.timer(\"run\"):\n        run()\n    log.info('ran')\n",
        unsafe=True,
    ),
    # where it is not clean
    Bad("def f():\n    a = time.time()  #!\n    run()\n    log.info(f'ran in {time.time() - a:.1f} s')\n", refused="tangled-timing"),
    Bad("def f():\n    a = time.time()  #!\n    run()\n    log.info('ran %s', time.time() - a)\n", refused="tangled-timing"),
    Bad(
        "def f():\n    a = time.time()  #!\n    try:\n        run()\n    finally:\n        log.info('ran', took=time.time() - a)\n",
        refused="tangled-timing",
    ),
    Bad(
        "def f():\n    a = time.time()  #!\n    run()\n    log.info('ran', took=time.time() - a)\n"
        "    walk()\n    log.info('walked', took=time.time() - a)\n",
        refused="tangled-timing",
    ),
    Bad(
        "def f():\n    a = time.time()  #!\n    run('''x\n  y''')\n    log.info('ran', took=time.time() - a)\n",
        refused="multi-line-string",
    ),
    Bad("def f():\n    a = time.time()  #!\n    log.info('ran', took=time.time() - a)\n", refused="tangled-timing"),
    Bad("def f(logger):\n    a = time.time()  #!\n    run()\n    logger.info('ran', took=time.time() - a)\n"),
    # other clocks, other loggers
    Bad(LOGURU + "from datetime import datetime\n\na = datetime.now()  #!\nrun()\nlog.info('ran in {}', datetime.now() - a)\n"),
    Bad(STDLIB + "import timeit\n\na = timeit.default_timer()  #!\nrun()\nlog.info('ran in %s', timeit.default_timer() - a)\n"),
    # the time is wanted for more than the record
    Good("def f():\n    a = time.time()\n    run()\n    took = time.time() - a\n    if took > 5:\n        log.warning('slow', took=took)\n"),
    Good("def f(histogram):\n    a = time.time()\n    run()\n    took = time.time() - a\n    histogram.observe(took)\n    log.info('ran', took=took)\n"),
    Good(
        "def f():\n    a = time.time()\n    for job in jobs:\n        job()\n"
        "        log.debug('still running', since=time.time() - a)\n"
    ),
    Good("def f():\n    a = clock()\n    run()\n    log.info('ran', took=clock() - a)\n"),
    Good("def f(a):\n    run()\n    log.info('ran', took=time.time() - a)\n"),
    Good("def f():\n    a = time.time()\n    run()\n    log.info('ran', at=a)\n"),
    Good(
        "def f():\n    a = time.time()\n    run()\n    took = time.time() - a\n"
        "    log.log_model_operation(model_id='m', operation='run', status='success', duration=took)\n    log.info('ran', took=took)\n"
    ),
    Good("def f():\n    log.info('ran', took=b - a, *rest, **more)\n    a = b = time.time()\n"),
    # the message shows the time: without the field its placeholder would stand in the log
    Bad(
        "def f():\n    a = time.time()  #!\n    run()\n    took = time.time() - a\n    log.info('took {took:.2f}s', took=took)\n",
        refused="tangled-timing",
    ),
)

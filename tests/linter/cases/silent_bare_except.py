"""More cases of LGF201."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(
        "try:\n    run()\nexcept:  #!\n    ...\n",
        after='try:\n    run()\nexcept Exception:\n    log.exception("run failed")\n',
        unsafe=True,
    ),
    Bad(
        STDLIB + "def poll(jobs):\n    while jobs:\n        try:\n            jobs.pop()()\n        except:  #!\n            pass\n",
        after=(
            STDLIB + "def poll(jobs):\n    while jobs:\n        try:\n            jobs.pop()()\n        except Exception:\n"
            '            log.debug("Error in poll", exc_info=True)\n'
        ),
        unsafe=True,
    ),
    Bad("class A:\n    def close(self):\n        try:\n            self.file.close()\n        except:  #!\n            self.file = None\n"),
    Bad("try:\n    run()\nexcept ValueError:\n    raise\nexcept:  #!\n    pass\n"),
    Bad("try:\n    run()\nexcept:  #!\n    print('it failed')\n"),
    Bad("try:\n    run()\nexcept:  #!\n    def later():\n        raise\n"),
    Bad("try:\n    run()\nexcept:  #!\n    try:\n        close()\n    except OSError:\n        raise\n"),
    Good("import traceback\n\ntry:\n    run()\nexcept:\n    traceback.print_exc()\n"),
    Good("import sys\n\ntry:\n    run()\nexcept:\n    sys.exit(1)\n"),
    Good("import sys\n\ntry:\n    run()\nexcept:\n    results.append(sys.exc_info())\n"),
    Good("try:\n    run()\nexcept:\n    log.debug('nothing here')\n"),  # LGF213
    Good("try:\n    run()\nexcept Exception:\n    pass\n"),  # LGF202
    Good("def die():\n    raise SystemExit('no')\n\n\ntry:\n    run()\nexcept:\n    die()\n"),
    # What nobody would look for.
    Good("try:\n    sock.close()\nexcept:\n    pass\n"),
    Good("try:\n    from html import escape\nexcept:\n    from cgi import escape\n"),
    Good("try:\n    port = int(text)\nexcept:\n    port = 8080\n"),
    Bad("try:\n    parser.close()\n    store.save()\nexcept:  #!\n    pass\n"),
    Good(
        "def test_it(store):\n    try:\n        run()\n    finally:\n        try:\n            store.remove('a')\n"
        "        except:\n            pass\n",
        path="tests/test_it.py",
    ),
    Bad(
        "import pytest\n\n\ndef test_it():\n    try:\n        run()\n        pytest.fail('no error')\n    except:  #!\n        pass\n",
        path="tests/test_it.py",
    ),
    # a context manager that raises again
    Good("try:\n    run()\nexcept:\n    with db.safe_reraise():\n        undo()\n"),
    Good("try:\n    run()\nexcept:\n    with save_and_reraise_exception() as context:\n        undo(context)\n"),
    Bad("try:\n    run()\nexcept:  #!\n    with db.transaction():\n        undo()\n"),
)

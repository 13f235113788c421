"""Tracebacks past the log."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Bad("import traceback as tb\nimport sys\ntb.print_exc(None, sys.stderr)  #!\n"),
    Bad("import traceback\n\n\ndef hook(kind, value, trace):\n    traceback.print_exception(kind, value, trace)  #!\n"),
    Bad(
        "import traceback\n\n\ndef work():\n    try:\n        load()\n    except OSError as e:\n"
        "        traceback.print_exception(e, colorize=plain)  #!\n",
        refused="terminal-colours",
    ),
    # a script's last words, and a worker's loop
    Good("import traceback\n\n\ndef main():\n    traceback.print_last()\n\n\nif __name__ == '__main__':\n    main()\n"),
    Bad("import traceback\n\n\ndef main():\n    while True:\n        try:\n            work()\n        except OSError:\n            traceback.print_exc()  #!\n\n\nif __name__ == '__main__':\n    main()\n"),
    Good("import sys\nimport traceback\n\nif __name__ == '__main__':\n    failed = False\n    for path in sys.argv[1:]:\n        try:\n            check(path)\n        except Exception:\n            failed = True\n            traceback.print_exc()\n    sys.exit(failed)\n"),
    Bad("import traceback\n\nif __name__ == '__main__':\n    while True:\n        for job in jobs():\n            try:\n                job()\n            except OSError:\n                traceback.print_exc()  #!\n"),
    Good("import argparse\nimport traceback\n\n\ndef main():\n    for x in argparse.ArgumentParser().parse_args().files:\n        try:\n            load(x)\n        except OSError:\n            traceback.print_exc()\n"),
    Good("import traceback\n\n\ndef start(debug):\n    if debug:\n        traceback.print_stack()\n"),
    Bad("import traceback\n\n\ndef start(debug):\n    try:\n        load()\n    except OSError:\n        if debug:\n            traceback.print_exc()  #!\n"),
    Good("import traceback\n\n\nclass Job:\n    def __del__(self):\n        traceback.print_exc()\n"),
    Good("import traceback\n\n\ndef send():\n    traceback.print_exc()\n", path="bin/send.py", options={"print_allowed_paths": ("bin/*",)}),
    Good("import traceback\n\n\ndef text(kind, value, trace, out):\n    traceback.print_exception(kind, value, trace, None, out)\n"),
    Good("import sys\nimport traceback\n\n\ndef load():\n    traceback.print_exc()\n    sys.exit(1)\n"),
    Good("import traceback\n\n\ndef load():\n    traceback.print_exc()\n", path="service/cli.py"),
    Good("import traceback\n\n\ndef load():\n    traceback.print_exc()\n", path="tests/test_load.py"),
    Good("import code\nimport traceback\n\n\nclass Shell(code.InteractiveConsole):\n    def show(self):\n        traceback.print_exc()\n"),
    Good("import traceback\n\n\ndef reload(self):\n    try:\n        self.log.setup(1)\n    except Exception:\n        traceback.print_exc()\n"),
    Good("import logging.config\nimport traceback\n\ntry:\n    logging.config.dictConfig(x)\nexcept Exception:\n    traceback.print_exc()\n"),
    Good("import traceback\n\n\ndef send():\n    traceback.print_exc()\n", path="service/logging/queue.py"),
    Bad("import traceback\n\n\ndef send():\n    traceback.print_exc()  #!\n", path="service/catalog/queue.py"),
    Good("import traceback\n\n\ndef text():\n    return traceback.format_exc()\n"),
)

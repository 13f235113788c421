"""Tracebacks past the log."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Bad("import traceback as tb\nimport sys\ntb.print_exc(None, sys.stderr)  #!\n"),
    Bad("import traceback\n\n\ndef hook(kind, value, trace):\n    traceback.print_exception(kind, value, trace)  #!\n"),
    Bad("import traceback\n\n\ndef main():\n    traceback.print_last()  #!\n\n\nif __name__ == '__main__':\n    main()\n"),
    Good("import traceback\n\n\ndef text(kind, value, trace, out):\n    traceback.print_exception(kind, value, trace, None, out)\n"),
    Good("import traceback\n\n\ndef text():\n    return traceback.format_exc()\n"),
)

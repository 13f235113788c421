"""Further cases of LGF901; which rules ran, and both programs, are in tests/linter/test_unused_noqa.py."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Bad("x = 1  # noqa: LGF101,LGF202  #!!"),
    Bad("print(1)  # noqa:LGF101 LGF202  #!"),
    Bad("x = 1  # noqa: E501, LGF101 because  #!"),
    Bad("x = 1  # NoQA: LGF1  #!"),
    Bad("# noqa: LGF101  #!\nprint(1)"),
    Bad("print(\n    1,  # noqa: LGF101  #!\n)"),
    Bad('x = """\na\n"""  # noqa: LGF101  #!'),
    Bad("x = 1  # noqa: LGF900  #!"),
    Bad("x = 1  # noqa: LGF8765  #!"),
    # the lines that a comment counts for
    Good('print("""\na\n""")  # noqa: LGF101'),
    Good("x = 1 + \\\n    print(2)  # noqa: LGF101"),
    Good("print(  # noqa: LGF101\n    1,\n)"),
    Good("print(1)  # noqa: LGF1"),
    # what a rule that yields would have said is not said
    Good("try:\n    run()\nexcept Exception:  # noqa: LGF202\n    pass"),
    # not ours, not a comment, not the comment that counts
    Good("x = 1  # noqa: LGX101"),
    Good("x = 1  # noqa : LGF101"),
    Good("x = '# noqa: LGF101'"),
    Good('"""\n# noqa: LGF101\n"""'),
    Good("x = '# noqa'  # noqa: LGF101"),
    Good("print('# noqa: LGF101')  # noqa: LGF202"),
    Good("# flake8: noqa\nx = 1  # noqa: LGF101"),
    # what would hide what is said about it
    Good("x = 1  # noqa: LGF901"),
    Good("x = 1  # noqa: LGF9"),
    Good("x = 1  # noqa: LGF"),
)

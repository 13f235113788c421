"""`# noqa` means to foundry-lint what it means to flake8."""

from __future__ import annotations

import argparse
import io
import json
import logging
from pathlib import Path

import pytest
from flake8.processor import FileProcessor
from flake8.violation import Violation

from flake8_foundry_logging.core.noqa import Suppressions

OPTIONS = argparse.Namespace(
    hang_closing=False, indent_size=4, max_line_length=79, max_doc_length=None, verbose=0, disable_noqa=False
)
SNIPPETS = {
    "blanket": "print(1)  # noqa\nprint(2)\n",
    "codes": "print(1)  # noqa: LGF101\nprint(2)  # noqa: LGF202\n",
    "several codes": "print(1)  # noqa: E501,LGF101\nprint(2)  # noqa:E501 LGF1\nprint(3)  # NoQA: LGF\n",
    "lower-case codes": "print(1)  # noqa: lgf101\n",
    "no code at all": "print(1)  # noqa: because\nprint(2)  # noqa : LGF202\n",
    "a word in front": "print(1)  # see # noqa: LGF101\n# noqa\nprint(2)\n",
    "in a string": "print('# noqa: LGF101')\nprint('# noqa: E501')  # noqa: LGF101\n",
    "a string over lines": 'print("""\na\n""")  # noqa: LGF101\nprint(2)\n',
    "an f-string over lines": 'print(f"""\n{a}\n""")  # noqa: LGF101\nprint(2)\n',
    "a continued line": "x = 1 + \\\n    print(2)  # noqa: LGF101\nprint(3)\n",
    "inside brackets": "print(\n    1,  # noqa: LGF101\n)\nprint(\n    2,\n)  # noqa: LGF101\n",
    "a whole file": "# flake8: noqa\nprint(1)\n",
    "a whole file, odd": "  #flake8: noqa\nprint(1)\n",
    "a whole file, with codes": "# flake8: noqa: LGF202\nprint(1)\n",
    "a whole file, later": "print(1)\n# Flake8=NOQA\n",
    "behind code": "print(1)  # flake8: noqa\nprint(2)\n",
    "carriage returns": "print(1)  # noqa: LGF101\r\nprint(2)\r\n",
    "no final newline": "print(1)\nprint(2)  # noqa",
    "a tokeniser's error": "print(1)  # noqa: LGF101\nprint(2)\n\tx = (\n",
    "form feed": "print(1)\f  # noqa\n\fprint(2)  # noqa: LGF101\n",
    "empty": "",
}


def flake8_hides(path: Path, text: str, line: int, code: str) -> bool:
    lines = list(io.StringIO(text, newline=None))
    processor = FileProcessor(str(path), OPTIONS, lines=lines)
    if processor.should_ignore_file():
        return True
    return Violation(code, str(path), line, 1, "text", processor.noqa_line_for(line)).is_inline_ignored(False)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_comment_hides_what_flake8_hides(name: str, tmp_path: Path) -> None:
    text = SNIPPETS[name]
    path = tmp_path / "code.py"
    path.write_text(text, newline="")
    comments = Suppressions(text)
    for line in range(1, text.count("\n") + 2):
        for code in ("LGF101", "LGF202"):
            assert comments.hides(line, code) == flake8_hides(path, text, line, code), (line, code)


@pytest.mark.parametrize("module", [json.decoder, logging, io, argparse])
def test_a_comment_hides_the_same_in_real_code_with_a_comment_on_every_fifth_line(
    module: object, tmp_path: Path
) -> None:
    lines = Path(str(module.__file__)).read_text(encoding="utf-8").splitlines()[:400]
    text = "".join(f"{line}  # noqa: LGF101\n" if not n % 5 else f"{line}\n" for n, line in enumerate(lines))
    path = tmp_path / "code.py"
    path.write_text(text)
    comments = Suppressions(text)
    for line in range(1, len(lines) + 1, 3):
        assert comments.hides(line, "LGF101") == flake8_hides(path, text, line, "LGF101"), line


def test_disabled_comments_hide_nothing() -> None:
    assert not Suppressions("# flake8: noqa\nprint(1)  # noqa\n", disabled=True).hides(2, "LGF101")
    assert not Suppressions("# flake8: noqa\n", disabled=True).whole_file

"""Comments and joined lines, found without tokens as the tokens have them."""

from __future__ import annotations

import ast
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_foundry_logging.core import layout as module
from flake8_foundry_logging.core.layout import Comment, layout_of, layout_of_tokens

HERE = Path(__file__)
PIECES = st.sampled_from(
    [
        *("x = 1", "f(", ")", "[", "]", "if x:", "    pass", "y = x + \\", "    1", "# note", "z = 2  # 'a' \"b\"", ""),
        *('"""', "'''", 's = """a', "# no comment", 'b"""', "t = 'it\\'s'  # a", 'r"\\"  # a"', "'a\\", "b'", "'#'"),
        *('f"{x}"  # a', "f'{x!r:>{y}}'", 'f"""{x}', '{y}"""', "rb'\\x00'", "u'#'", "\f", "é = 'я'  # ж", "\u2028"),
    ]
)


def parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


@given(st.lists(PIECES, max_size=14), st.sampled_from(["\n", "\r\n"]))
def test_a_file_that_parses_has_the_layout_of_its_tokens(pieces, end):
    text = "\n".join(pieces)
    if parses(text):
        assert layout_of(text.replace("\n", end)) == layout_of_tokens(text)


@pytest.mark.parametrize(
    "path", [*sorted(HERE.parent.rglob("*.py")), *sorted(Path(ast.__file__).parent.glob("*.py"))], ids=lambda p: p.name
)
def test_so_has_real_code(path):
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    if parses(text):
        assert layout_of(text) == layout_of_tokens(text)


def test_where_comments_stand_and_which_lines_are_one():
    text = textwrap.dedent(
        '''\
        x = """a # b
        c"""  # d
        y = 1 + \\
            2
        z = f(
            "я", # e
        )
        '''
    )
    assert layout_of(text) == (
        {2: Comment(6, "# d"), 6: Comment(9, "# e")},
        {1: (1, 2), 2: (1, 2), 3: (3, 4), 4: (3, 4)},
    )


def test_a_file_without_f_strings_over_lines_is_never_tokenised(monkeypatch):
    monkeypatch.setattr(module, "layout_of_tokens", None)
    assert layout_of('x = f"{1}"  # a\ny = """\n#"""\n').comments == {1: Comment(12, "# a")}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="quotes and comments inside of f-strings came with Python 3.12")
@pytest.mark.parametrize("text", ['x = f"{d["#"]}"  # a\n', 'x = f"""{\n1  # a\n}"""\n', "x = f'{d['a']}'  # b\n"])
def test_what_an_f_string_holds_is_left_to_the_tokeniser(text):
    assert layout_of(text) == layout_of_tokens(text)

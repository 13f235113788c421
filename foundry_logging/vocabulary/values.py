"""
What a secret looks like where no name tells: the value patterns, and the pairs (``key=value``) inside a text.

Every pattern begins with a literal, so that the search is one scan in C, and is linear: a quantifier is bounded, and a
provider's prefix counts only where no letter, digit, ``_`` or ``-`` stands before it. There is no entropy rule, on
purpose: UUIDs, commit ids and model ids are what logs are read for.
"""

from __future__ import annotations

from functools import cache

from ._frozen import Frozen
from .levels import MARK
from .names import BUILT_IN, NameRules

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Span(Frozen):
    """Where a secret stands in a text, in code points, and which pattern says so."""

    __slots__ = ("start", "end", "pattern")  # noqa: RUF023 - the order of the parameters

    start: int
    end: int
    pattern: str

    def __init__(self, start: int, end: int, pattern: str) -> None:
        self._hold(start, end, pattern)


class ValuePattern(Frozen):
    """
    The look of one kind of credential.

    ``literals`` are its prefilter: without one of them in the text the regular expression is not tried. The group
    ``secret``, or the whole match where there is none, is what goes; ``rest`` says what more goes with it: the further
    characters of the same run, everything to the end mark of a PEM block, or the lines before such a mark.
    """

    __slots__ = ("name", "literals", "regex", "example", "counter_example", "rest")  # noqa: RUF023 - the parameters

    name: str
    literals: tuple[str, ...]
    regex: str
    example: str
    counter_example: str
    rest: str

    def __init__(
        self, name: str, literals: tuple[str, ...], regex: str, example: str, counter_example: str, rest: str = "run"
    ) -> None:
        self._hold(name, literals, regex, example, counter_example, rest)


PLACEHOLDER = (
    r"(?:%[sdrif]|%\(\w{1,64}\)[sdrif]|\$?\{(?:\w[\w.\[\]]{0,64}(?:![rsa])?(?::[\w.,<>^+%-]{0,16})?)?\}"
    r"|<[^<>\n]{0,64}>|\*{3,64})"
)
"""What stands where a value will be, or has been: ``%s``, ``{x}``, ``${X}``, ``<...>``, ``***``."""

# No letter, digit, `_` or `-` before it; but the tail of an escape (`\n` in a repr, `%3D` in a URL) is no letter.
_ALONE = r"(?:(?<![\w-]{literal})|(?<=\\[nrt]{literal})|(?<=%[0-9A-Fa-f]{{2}}{literal}))"


def _fake(*pieces: str, size: int = 40) -> str:
    """A credential that nobody was ever given, put together here so that no scanner takes this file for a leak."""
    body = "F4ke" * 64
    return "".join(piece or body[:size] for piece in pieces)


def _provider(
    name: str, literals: str, body: str, example: str, *, counter_example: str = "", head: str = ""
) -> ValuePattern:
    """A credential with a prefix of its own; ``head`` is what follows the literal before the body begins."""
    each = literals.split()
    starts = "|".join(_escape(literal) + _ALONE.format(literal=_escape(literal)) for literal in each)
    return ValuePattern(name, tuple(each), rf"(?:{starts}){head}{body}", example, counter_example or f"my-{example}")


def _escape(literal: str) -> str:
    return literal.replace(".", r"\.")


_WORD = "[A-Za-z0-9_-]"
# Words with hyphens (`sk-learn-contrib-v2-models`) are names; a key has a long run, or many signs of all kinds.
_KEY_BODY = (
    rf"(?:(?=[A-Za-z0-9_-]{{0,24}}[A-Za-z0-9]{{16}})|(?=[a-z0-9_-]{{0,100}}[A-Z])(?=[A-Za-z_-]{{0,100}}[0-9])"
    rf"(?={_WORD}{{32}})){_WORD}{{16,400}}"
)

VALUE_PATTERNS: tuple[ValuePattern, ...] = (
    _provider(
        "jwt",
        "eyJ",
        rf"{_WORD}{{6,4000}}\.{_WORD}{{6,16000}}(?:\.{_WORD}{{0,16000}}){{0,3}}",
        _fake("eyJ", "", ".eyJ", "", ".", ""),
        counter_example="eyJ is what base64 makes of a brace and a quote",
    ),
    ValuePattern(
        "private-key",
        ("-----BEGIN",),
        r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----",
        _fake("-----BEGIN RSA PRIV", "ATE KEY-----\n", "", "\n-----END RSA PRIV", "ATE KEY-----"),
        "-----BEGIN PUBLIC KEY-----\nF4keF4ke\n-----END PUBLIC KEY-----",
        rest="pem",
    ),
    ValuePattern(
        "private-key-tail",  # of a key whose head was cut off
        ("-----END",),
        r"-----END (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----",
        _fake("", "\n", "", "\n-----END RSA PRIV", "ATE KEY-----"),
        "expected -----END RSA PRIV" + "ATE KEY----- here",
        rest="pem-tail",
    ),
    _provider("aws", "AKIA ASIA ABIA ACCA", r"[A-Z2-7][A-Z0-9]{15}(?![A-Za-z0-9])", "AKIA" + "F4KE" * 4),
    ValuePattern(
        "aws-signature",  # wherever it stands: no other text has such a name
        ("X-Amz-Signature=",),
        r"X-Amz-Signature=(?P<secret>(?!\*)[^&;\s\"'<>]{8,4000})",
        "X-Amz-Signature=" + "f4ke" * 16,
        "X-Amz-Signature=***&X-Amz-Date=20251209",
        rest="",
    ),
    _provider("github", "ghp_ gho_ ghu_ ghs_ ghr_", "[A-Za-z0-9]{20,400}", _fake("ghp_", "")),
    _provider("github-fine-grained", "github_pat_", "[A-Za-z0-9_]{20,400}", _fake("github_pat_", "")),
    _provider(
        "gitlab",
        "glpat- gldt- glrt- glcbt- glptt- glft- glsoat- gloas- glagent- glimt- glffct-",
        rf"{_WORD}{{16,400}}(?:\.[0-9a-z]{{2}}\.[0-9a-z]{{7,9}})?",  # a routable one has two short parts more
        _fake("glpat-", ""),
    ),
    _provider(
        "slack",
        "xoxa- xoxb- xoxc- xoxd- xoxe- xoxp- xoxr- xoxs- xapp- xoxe.xoxb- xoxe.xoxp-",
        "[A-Za-z0-9%/+=-]{16,400}",
        _fake("xoxb-", ""),
    ),
    ValuePattern(
        "slack-webhook",
        ("hooks.slack.com/services/",),
        r"hooks\.slack\.com/services/(?P<secret>[A-Za-z0-9/_-]{16,200})",
        _fake("https://hooks.slack.com/services/T", "", "/B", "", "/", "", size=9),
        "https://hooks.slack.com/services/help",
    ),
    _provider("stripe", "sk_live_ sk_test_ rk_live_ rk_test_ whsec_", "[A-Za-z0-9+/]{16,400}", _fake("sk_live_", "")),
    _provider("sendgrid", "SG.", rf"{_WORD}{{16,100}}\.{_WORD}{{16,100}}", _fake("SG.", "", ".", "")),
    ValuePattern(
        "telegram",
        tuple(f"{digit}:" for digit in range(10)),
        rf"(?P<secret>[0-9](?:(?<![\w-][0-9])|(?<=/bot[0-9]))[0-9]{{5,11}}:{_WORD}{{30,60}})",
        "https://api.telegram.org/bot123456789:" + _fake("AA", "", size=33) + "/sendMessage",
        "https://api.telegram.org/bot123456789:start",
    ),
    _provider("google-api-key", "AIza", f"{_WORD}{{30,100}}", _fake("AIza", "", size=35)),
    _provider("google-client-secret", "GOCSPX-", f"{_WORD}{{16,100}}", _fake("GOCSPX-", "")),
    _provider("google-access-token", "ya29.", f"{_WORD}{{16,1000}}", _fake("ya29.", "")),
    _provider(
        "openai-anthropic-openrouter",
        "sk-",
        _KEY_BODY,
        _fake("sk-", ""),
        counter_example="sk-learn-contrib-tools-extra",
    ),
    _provider("hugging-face", "hf_ api_org_", "[A-Za-z0-9]{20,200}", _fake("hf_", "")),
    _provider("groq", "gsk_", "[A-Za-z0-9]{20,200}", _fake("gsk_", "")),
    _provider("xai", "xai-", "[A-Za-z0-9]{20,200}", _fake("xai-", "")),
    _provider("perplexity", "pplx-", "[A-Za-z0-9]{20,200}", _fake("pplx-", ""), counter_example="pplx-7b-online-chat"),
    _provider("replicate", "r8_", "[A-Za-z0-9]{20,200}", _fake("r8_", "")),
    _provider("nvidia", "nvapi-", f"{_WORD}{{20,200}}", _fake("nvapi-", "")),
    _provider("langsmith", "lsv2_pt_ lsv2_sk_ ls__", "[A-Za-z0-9_]{20,200}", _fake("lsv2_pt_", "")),
    _provider("pinecone", "pcsk_", "[A-Za-z0-9_]{20,200}", _fake("pcsk_", "")),
    _provider("tavily", "tvly-", _KEY_BODY, _fake("tvly-", "")),
    _provider("logfire", "pylf_v", "[A-Za-z0-9_]{20,200}", _fake("pylf_v1_us_", "")),
    _provider("npm", "npm_", "[A-Za-z0-9]{20,200}", _fake("npm_", ""), counter_example="npm_config_registry"),
    _provider("pypi", "pypi-AgE", f"{_WORD}{{20,1000}}", _fake("pypi-AgE", "")),
    ValuePattern(
        "url-userinfo",
        ("@",),  # a scheme alone is in every URL
        rf"://(?P<secret>[^\s/?#\"'<>:@\[]{{0,256}}:(?!{PLACEHOLDER}@)"
        r"(?:[^\s/?#\"'<>]{1,1024}|(?!\d{1,5}[/?#])(?:[^\s\"'<>@:]|:(?!//)){1,256}))@",  # a raw slash, if no port
        "postgresql://app:" + _fake("", size=8) + "@db:5432/app",
        "http://localhost:8000/users/@me",
        rest="",
    ),
    ValuePattern(
        "bearer",
        ("Bearer ", "bearer ", "BEARER "),
        r"(?:[Bb]earer|BEARER)[ \t]{1,4}(?P<secret>(?=[^\s\d]{0,400}\d)[A-Za-z0-9._~+/=-]{16,4000})",
        _fake("Bearer ", ""),
        "Bearer authentication-scheme is required",
        rest="token68",
    ),
    ValuePattern(
        "signed-query",
        ("ig=", "ignature="),
        r"[?&;](?:[Xx]-[A-Za-z]{2,6}-)?[Ss]ig(?:nature)?=(?P<secret>(?!\*)[^&;\s\"'<>]{8,4000})",
        "https://account.blob.example/c?sv=2024&sig=" + "f4ke" * 16,
        "https://docs.example/?config=production-eu",
        rest="",
    ),
)
"""Every kind of credential that is known by its look. A test holds each example and counter-example."""

_RESTS = {"run": r"[A-Za-z0-9_-]*", "token68": r"[A-Za-z0-9._~+/=-]*"}
MOST_SECRETS = 10_000
"""How many secrets of one kind are taken out of a text one by one; what stands behind them goes as a whole."""

# From the commonest character of logged text to the rarest, as measured; capitals and other signs are rarer still.
_COMMON = " 0123456789etaoinsrhdluc./mfywpb-gvkjzqx_"
# What a pair needs: a separator, the comma of `("name", "value")`, or the dashes of an option.
_PAIR_LITERALS = frozenset({"=", ":", "',", '",', "--", "%3D", "%3d"})


def _any_of(literals: frozenset[str]) -> re.Pattern[str]:
    """
    One search for all of the literals.

    `re` skips fast to a set of first characters, so that each literal is entered at its rarest one. What follows is
    compared first, which is quick; where nothing follows, one look back at three characters settles it for most.
    """
    import re

    ways: dict[str, list[str]] = {}
    heads: dict[str, list[str]] = {}
    for literal in sorted(literals):
        if any(other != literal and other in literal for other in literals):
            continue  # where it is, the shorter one is
        at = max(range(len(literal)), key=lambda index: _COMMON.find(literal[index]) % 1000)
        tail = literal[at + 1 :]
        known = ways.setdefault(literal[at], [])
        if at and not tail:
            heads.setdefault(literal[at], []).append(literal)
        else:
            known.append(re.escape(tail) + (f"(?<={re.escape(literal)})" if at else ""))
    for mark, wholes in heads.items():
        for width in sorted({min(4, len(whole)) for whole in wholes}):
            alike = [whole for whole in wholes if min(4, len(whole)) == width]
            ends = "|".join(sorted({re.escape(whole[-width:-1]) for whole in alike}))
            back = "|".join(f"(?<={re.escape(whole)})" for whole in alike)
            ways[mark].append(f"(?<=(?:{ends}){re.escape(mark)})(?:{back})")
    return re.compile("|".join(f"{re.escape(mark)}(?:{'|'.join(each)})" for mark, each in ways.items()))


@cache
def _by_literal() -> tuple[tuple[str, int], ...]:
    """Each literal with the place of its pattern in the table."""
    return tuple((literal, index) for index, row in enumerate(VALUE_PATTERNS) for literal in row.literals)


@cache
def prefilter() -> re.Pattern[str]:
    """The one search that decides whether a text is worth a closer look."""
    return _any_of(_PAIR_LITERALS | {literal for literal, _ in _by_literal()})


@cache
def _prefilter_of_looks() -> re.Pattern[str]:
    return _any_of(frozenset(literal for literal, _ in _by_literal()))


@cache
def _compiled(index: int) -> tuple[re.Pattern[str], int, re.Pattern[str] | None]:
    import re

    row = VALUE_PATTERNS[index]
    pattern = re.compile(row.regex)
    rest = re.compile(_RESTS[row.rest]) if row.rest in _RESTS else None
    return pattern, pattern.groupindex.get("secret", 0), rest


def may_hold_secret(text: str) -> bool:
    """False when nothing in the text can be a secret; true when it is worth a closer look."""
    return prefilter().search(text) is not None


def find_secrets(text: str, rules: NameRules = BUILT_IN) -> list[Span]:
    """
    The secrets in a text: in order, not overlapping. Linear in the length of the text.

    Args:
        text: any text.
        rules: what the project says about the names beside the values.
    """
    return [Span(*span) for span in _find(text, rules)]


def _find(text: str, rules: NameRules) -> list[tuple[int, int, str]]:
    if not may_hold_secret(text):
        return []
    from .pairs import find_pairs

    found = [(start, end, "pair") for start, end in find_pairs(text, rules)]
    if _prefilter_of_looks().search(text):
        found += _by_look(text)
    return _merged(found) if found else []


def scrub_text(text: str, rules: NameRules = BUILT_IN) -> str:
    """The text with ``***`` in the place of every secret; the very same object when there is none."""
    spans = _find(text, rules)
    if not spans:
        return text
    pieces: list[str] = []
    done = 0
    for start, end, _ in spans:
        pieces += (text[done:start], MARK)
        done = end
    return "".join((*pieces, text[done:]))


def _by_look(text: str) -> Iterator[tuple[int, int, str]]:
    for index in dict.fromkeys([index for literal, index in _by_literal() if literal in text]):
        row = VALUE_PATTERNS[index]
        pattern, group, rest = _compiled(index)
        at = count = 0
        while match := pattern.search(text, at):
            start = match.start(group)
            count += 1
            if count > MOST_SECRETS:
                yield start, len(text), row.name
                break
            if row.rest == "pem-tail":
                start = _pem_start(text, at, start)
            end = at = match.end(group)
            if start < 0:
                continue
            if rest is not None and (more := rest.match(text, end)):
                end = at = more.end()
            elif row.rest == "pem":
                end = at = _pem_end(text, end)
            yield start, end, row.name


def _pem_end(text: str, at: int) -> int:
    mark = text.find("-----END", at)
    close = text.find("-----", mark + 8) if mark >= 0 else -1
    return close + 5 if close >= 0 else len(text)  # cut off: nothing after its head can be trusted


@cache
def _pem_lines_backwards() -> re.Pattern[str]:
    import re

    body = r"[A-Za-z0-9+/=]{1,8000}(?=[nr]\\|[^A-Za-z0-9+/=\\]|\Z)"  # the n of an escaped line end belongs to the seam
    return re.compile(rf"(?:(?:[\r\n]|[nr]\\){{1,4}}{body}){{1,400}}")


def _pem_start(text: str, least: int, at: int) -> int:
    """Where the lines of base64 before an end mark begin; -1 when there are none. Read backwards: one match."""
    found = _pem_lines_backwards().match(text[max(least, at - 20_000) : at][::-1])
    return at - found.end() if found else -1


def _merged(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    found.sort()
    merged = [found[0]]
    for start, end, name in found[1:]:
        last_start, last_end, last_name = merged[-1]
        if start >= last_end:
            merged.append((start, end, name))
        elif end > last_end:
            merged[-1] = (last_start, end, last_name)
    return merged

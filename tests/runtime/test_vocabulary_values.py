"""What a secret is by its look, and beside its name in a text. All credentials here are made up, and look it."""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundry_logging.vocabulary import MARK, VALUE_PATTERNS, ValuePattern, find_secrets, may_hold_secret, scrub_text
from foundry_logging.vocabulary.pairs import STATUS_WORDS

from .hostile_texts import PIECES

FAKE = "F4keF4ke"
_AROUND = ["{}", "x={}", "({})", "'{}'", '"{}"', "[{}]", "a, {}, b", "say {}.", "\\n{}", "\n{}\n"]
by_name = pytest.mark.parametrize("row", VALUE_PATTERNS, ids=lambda row: row.name)


@by_name
def test_the_example_is_found_by_its_own_pattern(row: ValuePattern) -> None:
    assert [span.pattern for span in find_secrets(f"before {row.example} after")] == [row.name]


@by_name
def test_the_counter_example_is_left_alone(row: ValuePattern) -> None:
    assert scrub_text(f"before {row.counter_example} after") == f"before {row.counter_example} after"


@by_name
@pytest.mark.parametrize("around", _AROUND)
def test_the_example_is_found_wherever_it_stands(row: ValuePattern, around: str) -> None:
    scrubbed = scrub_text(around.format(row.example))
    assert FAKE not in scrubbed
    assert row.example not in scrubbed
    assert MARK in scrubbed


@by_name
def test_the_example_goes_whole_even_when_it_is_long(row: ValuePattern) -> None:
    longer = row.example + "F4ke" * 30_000
    if row.example.endswith("F4ke") and row.rest in {"run", "token68"}:
        assert FAKE not in scrub_text(longer)


@by_name
def test_scrubbing_twice_changes_nothing_more(row: ValuePattern) -> None:
    once = scrub_text(f"x {row.example} y")
    assert scrub_text(once) == once


@by_name
def test_the_prefilter_passes_what_the_pattern_finds(row: ValuePattern) -> None:
    assert may_hold_secret(row.example)
    assert any(literal in row.example for literal in row.literals)


@by_name
def test_every_quantifier_is_bounded(row: ValuePattern) -> None:
    outside_of_classes = re.sub(r"\[(?:\\.|[^\]\\])*\]", "C", row.regex)
    assert not re.search(r"(?<!\\)[*+]|\{\d+,\}", outside_of_classes.replace(r"\*{", "C{"))


@by_name
def test_the_names_of_the_patterns_are_unique(row: ValuePattern) -> None:
    assert [other.name for other in VALUE_PATTERNS].count(row.name) == 1


PAIRS = [
    ("password=hunter2", "password=***"),
    ("password = hunter2 and more", "password = *** and more"),
    ("password: hunter2", "password: ***"),
    ('"password": "hunter2", "x": 1', '"password": "***", "x": 1'),
    ('{"password":"hun\\"ter2","x":1}', '{"password":"***","x":1}'),
    ("{'password': 'hunter2', 'token': 150}", "{'password': '***', 'token': 150}"),
    ("{b'password': b'hunter2'}", "{b'password': b'***'}"),
    ('\\"password\\": \\"hunter2\\", \\"user\\": \\"bob\\"', '\\"password\\": \\"***\\", \\"user\\": \\"bob\\"'),
    ("User(name='bob', password='hunter2')", "User(name='bob', password='***')"),
    ("password='''hunter2''' x", "password='''***''' x"),
    ("password=SecretBox('hunter2') x", "password=*** x"),
    ("credentials=Basic(user='a', value='b') x", "credentials=*** x"),
    ("secrets=['a', 'b'] x", "secrets=*** x"),
    ("cookies: {'a': 'b', 'c': 'd}e'}, x", "cookies: ***, x"),
    ("d['password'] = 'hunter2'", "d['password'] = '***'"),
    ("os.getenv('TOKEN')='hunter2'", "os.getenv('TOKEN')='***'"),
    ("self.password: str = 'hunter2'", "self.password: str = '***'"),
    ("'password' => 'hunter2'", "'password' => '***'"),
    ("--password=hunter2 --user=bob", "--password=*** --user=bob"),
    ("password=a,b;c", "password=***"),
    ("password=a&b c", "password=*** c"),
    ("password=it's x", "password=*** x"),
    ("password=abc,user=x", "password=***,user=x"),
    ("password=abc, user=x", "password=***, user=x"),
    ("(password=abc)", "(password=***)"),
    ("/x?token=abc&page=1&api_key=q;z=2", "/x?token=***&page=1&api_key=***;z=2"),
    ("AccountName=x;AccountKey=ab+/c==;EndpointSuffix=z", "AccountName=x;AccountKey=***;EndpointSuffix=z"),
    ("Server=x;Uid=u;Pwd=abc;Timeout=1", "Server=x;Uid=u;Pwd=***;Timeout=1"),
    ("Authorization: Bearer abc", "Authorization: Bearer ***"),
    ("Authorization: Basic abc, x", "Authorization: Basic ***, x"),
    ('Authorization: Digest username="x", response="y"', "Authorization: Digest ***"),
    ("Authorization: Custom abc", "Authorization: ***"),
    ("'Authorization': 'Bearer abc'", "'Authorization': '***'"),
    ("Cookie: a=b; c=d", "Cookie: ***"),
    ("Set-Cookie: a=b; Path=/\nHost: x", "Set-Cookie: ***\nHost: x"),
    ("('password', 'hunter2')", "('password', '***')"),
    ("[('Authorization', 'abc'), ('Host', 'x')]", "[('Authorization', '***'), ('Host', 'x')]"),
    ("('password', ['a', 'b']), 1", "('password', ***), 1"),
    ("('pin_code', 1234)", "('pin_code', ***)"),
    ("('password', bytearray(b'abc'))", "('password', ***)"),
    ("[b'token', deque(['a'])]", "[b'token', ***]"),
    ("('password', 'abc", "('password', '***"),
    ("{'cookie': bytearray(b'abc'), 'x': 1}", "{'cookie': ***, 'x': 1}"),
    ('Cookie: a="b"; c=d\nHost: x', "Cookie: ***\nHost: x"),
    ('curl -H "Cookie: a=b; c=d" -v https://x', 'curl -H "Cookie: ***" -v https://x'),
    ("[Errno 2] password=abc: 'file'", "[Errno 2] password=***: 'file'"),
    ("otp: 123456, port: 5432", "otp: ***, port: 5432"),
    ("API key: abc", "API key: ***"),
    ("is the password: abc", "is the password: ***"),
    ("Пароль: абв", "Пароль: ***"),
    ("Токен бота: абв", "Токен бота: ***"),
    ("ERROR:root:password: abc", "ERROR:root:password: ***"),
    ("token: password: abc", "token: password: ***"),
    ("İstanbul password=abc", "İstanbul password=***"),
    ("mysql --password hunter2 -u x", "mysql --password *** -u x"),
    ("--api-key 'a b' --user bob", "--api-key '***' --user bob"),
    ("['mysql', '--password', 'hunter2', '-u']", "['mysql', '--password', '***', '-u']"),
    ("--client-secret abc; ls", "--client-secret ***; ls"),
    ('{"name": "DB_PASSWORD", "value": "hunter2"}', '{"name": "DB_PASSWORD", "value": "***"}'),
    ("{'Key': 'api_key',\n 'Value': 'abc'}", "{'Key': 'api_key',\n 'Value': '***'}"),
]

KEPT = [
    "Use --password to log in, or --token is required",
    "usage: x [--password PASSWORD] [--api-key KEY] [--token TOKEN]",
    "--token 150 --max-tokens 100 --password -u x --password ${PASS} --password",
    "--password-stdin x --no-password mydb --password-file /run/x --ask-password now x--password hunter2",
    "argument --token expected one argument",
    '{"name": "PATH", "value": "/bin"}, {"name": "token", "value": 5}, {"name": "password", "value": ""}',
    "Invalid password",
    "API_KEY not set; token: missing",
    "Token: expired.",
    "password=%s token=%(token)s secret={x} pwd=${X} cookie=<unset> otp=*** psk={} dsn={d!r:>10}",
    "token count: 5, max_tokens=7, prompt_tokens: 150, tokens_per_second=3.5",
    "token=150 api_key: 12",
    "next page token: abc",
    '{"password":null,"token":true,"secret":""}',
    "password=",
    "password:\n",
    "arn:aws:secretsmanager:eu-west-1:123:secret:prod-db",
    "urn:secret:x",
    "def login(password): raise ValueError",
    "secret::Type and token://path",
    "KeyError: 'token'",
    "could not get a token: ConnectionError: refused",
    "token=: x, password=missing: x",
    "('token', 150) ('password', '') ('token', None) ('password', 'x', 'y') ['password', 'token', 'x']",
    "AttributeError: 'X' object has no attribute 'password'",
    "password_hash=abc secret_name: abc api_key_id=abc",
    "monkey: 5 tokenizer: abc keyword=abc author: Bob",
    "x=1 y:2 12:30:01 http://host:8000/path?page=2",
    "токенов: 5, секретарь: Анна, ключ: 5",
    "0f8fad5b-d9cb-469f-a165-70867728950e 73ed8a8f00 qwen2.5-7b-instruct deepseek-chat",
    "http://{user}:{password}@host http://user:***@host ssh://git@host",
    "risk-assessment-2024-01-01-final-report",
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_the_value_beside_a_secret_name_goes(text: str, expected: str) -> None:
    assert scrub_text(text) == expected
    assert scrub_text(expected) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_secret_stays(text: str) -> None:
    assert scrub_text(text) is text


@pytest.mark.parametrize("word", sorted(STATUS_WORDS))
def test_a_status_word_stays(word: str) -> None:
    for text in (f"token: {word}", f"password={word.upper()}", f'"api_key": "{word.title()}"'):
        assert scrub_text(text) == text


def test_the_userinfo_of_a_url_goes_and_the_rest_stays() -> None:
    assert scrub_text("postgresql://app:pa@ss@db:5432/app") == "postgresql://***@db:5432/app"
    assert scrub_text("amqp://u:pa/ss@mq/v") == "amqp://***@mq/v"


def test_a_key_cut_off_in_the_middle_goes_to_the_end() -> None:
    head = "-----BEGIN OPENSSH PRIV" + "ATE KEY-----\n"
    assert scrub_text(f"x {head}{FAKE}\n{FAKE}") == "x ***"


def test_overlapping_finds_become_one() -> None:
    assert scrub_text("Authorization: Bearer eyJ" + FAKE * 2 + ".eyJ" + FAKE * 2) == "Authorization: Bearer ***"


def test_spans_are_in_order_and_do_not_overlap() -> None:
    text = " ".join(row.example for row in VALUE_PATTERNS if row.rest == "run") + " password=x"
    spans = find_secrets(text)
    assert len(spans) >= len([row for row in VALUE_PATTERNS if row.rest == "run"]) + 1
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize("piece", PIECES)
def test_the_search_takes_a_number_of_steps_linear_in_the_text(piece: str) -> None:
    """Steps are calls, of our functions and of the regular expressions; `benchmarks/redaction.py` shows the time."""
    few, many = (_steps(piece * (size // len(piece))) for size in (10_000, 40_000))
    assert few > 0
    assert many <= 4.1 * few + 20  # the pieces do not divide the sizes


@pytest.mark.parametrize("piece", ["a", "a_", "k=", "sk-", "://a:", "A", "1"])
def test_noise_stays(piece: str) -> None:
    text = piece * 10_000
    assert scrub_text(text) is text


def _steps(text: str) -> int:
    """How many calls one search makes, C functions included."""
    scrub_text(text)  # once before: what is compiled at first use is not counted
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        scrub_text(text)
    finally:
        sys.setprofile(before)
    return count


@given(st.text(alphabet=st.sampled_from("password token=:'\"{}[]()<>\\,;&@/ \n%$*-_ab1Пароль"), max_size=60))
def test_scrubbing_is_idempotent(text: str) -> None:
    once = scrub_text(text)
    assert scrub_text(once) == once


@given(st.text(max_size=300))
def test_any_text_comes_through(text: str) -> None:
    assert isinstance(scrub_text(text), str)


PLANTED = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N")), min_size=6, max_size=30).map(
    lambda text: f"Zq{text}9"
)


@given(PLANTED, st.sampled_from(["password", "api_key", "Authorization", "пароль", "dbPassword", "X-Auth-Token"]))
def test_a_planted_value_never_comes_out(planted: str, name: str) -> None:
    for text in (
        f"{name}={planted}",
        f"{name}: {planted}",
        f"x {name} = {planted}, y",
        f"{{'{name}': '{planted}'}}",
        f'{{"{name}": "{planted}"}}',
        f"('{name}', '{planted}')",
        f"?a=1&{name}={planted}&b=2",
        f"{name}=['{planted}', {{'x': '{planted}'}}]",
    ):
        assert planted not in scrub_text(text), text

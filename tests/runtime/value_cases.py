"""
Labelled texts for the redactor: ``CASES`` by class, for the tests and for `benchmarks/redaction.py`.

What must go stands between ``⟦`` and ``⟧``; a text without them must come back as it is. No credential here was ever
given to anybody: bodies are drawn from a seeded generator, and prefixes are put before them at run time only, so that
no scanner takes this file for a leak.
"""

from __future__ import annotations

import base64
import random
import re
import string
from typing import NamedTuple

_DRAW = random.Random(20251209)
_ALNUM = string.ascii_letters + string.digits


def _of(alphabet: str, size: int) -> str:
    return "".join(_DRAW.choices(alphabet, k=size))


def _alnum(size: int) -> str:
    return _of(_ALNUM, size)


def _word(size: int) -> str:
    """What base64 for URLs is made of; it begins and ends in a letter, as most of them do."""
    return "b" + _of(_ALNUM + "-_", size - 2) + "Q"


def _hex(size: int) -> str:
    return _of("0123456789abcdef", size)


def _upper(size: int) -> str:
    return _of(string.ascii_uppercase + "234567", size)


def _segment(size: int) -> str:
    return base64.urlsafe_b64encode(_DRAW.randbytes(size)).decode().rstrip("=")


def _jwt(parts: int = 3) -> str:
    return "ey" + ".".join(("JhbGciOiJIUzI1NiJ9", "eyJ" + _segment(40), *(_segment(32) for _ in range(parts - 2))))


def _pem(kind: str, lines: int = 3) -> str:
    label = f"{kind} PRIVATE KEY".strip()
    body = "\n".join(_of(_ALNUM + "+/", 64) for _ in range(lines))
    return f"-----BEGIN {label}-----\n⟦{body}⟧\n-----END {label}-----"


class Case(NamedTuple):
    """One text; ``secrets`` must not be in what comes out, and without any of them nothing may change."""

    kind: str
    text: str
    secrets: tuple[str, ...]


_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


def _cases(kind: str, *texts: str) -> tuple[Case, ...]:
    return tuple(Case(kind, re.sub("[⟦⟧]", "", text), tuple(_MARKED.findall(text))) for text in texts)


_TELEGRAM = f"{_of('123456789', 10)}:AA{_word(33)}"

SECRETS: tuple[Case, ...] = (
    *_cases(
        "jwt",
        f"session ⟦{_jwt()}⟧ accepted",
        f'{{"id": "⟦{_jwt()}⟧", "user": 7}}',
        f"unsigned ⟦{_jwt(2)}⟧.",
        f"encrypted: ⟦{_jwt(5)}⟧",
        f"GET /callback?state=⟦{_jwt()}⟧&page=2",
        f"[⟦{_jwt()}⟧]",
    ),
    *_cases(
        "pem",
        _pem("RSA"),
        _pem(""),
        _pem("EC"),
        _pem("OPENSSH"),
        _pem("ENCRYPTED"),
        "key file holds " + _pem("DSA").partition("\n-----END")[0],
        repr(_pem("RSA")).strip("'"),
        "key file ends in " + _pem("RSA").partition("-----\n")[2],
        repr("tail: " + _pem("EC").partition("-----\n")[2]),
        f"-----BEGIN PGP PRIV{''}ATE KEY BLOCK-----\n\n⟦{_of(_ALNUM, 60)}⟧\n-----END PGP PRIV{''}ATE KEY BLOCK-----",
    ),
    *_cases(
        "aws",
        f"using AKI{'A'}⟦{_upper(16)}⟧ in eu-west-1",
        f"assumed role, key ASI{'A'}⟦{_upper(16)}⟧",
        f"aws_access_key_id = ⟦AKI{'A'}{_upper(16)}⟧",
        f"aws_secret_access_key = ⟦{_of(_ALNUM + '+/', 40)}⟧",
        f"https://b.s3.amazonaws.com/k?X-Amz-Credential=⟦AKI{'A'}{_upper(16)}⟧%2F20251209%2Feu-west-1",
        f"https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=⟦{_hex(64)}⟧",
        f"X-Amz-Signature=⟦{_hex(64)}⟧&X-Amz-SignedHeaders=host",
        f"X-Amz-Security-Token=⟦IQoJb3JpZ2luX2Vj{_alnum(80)}⟧",
    ),
    *_cases(
        "github",
        f"remote: https://⟦ghp_{_alnum(36)}⟧@github.com/org/repo.git",
        f"gho_⟦{_alnum(36)}⟧",
        f"app installation got ⟦ghs_{_alnum(36)}⟧ for one hour",
        f"'⟦github_pat_11{_alnum(20)}_{_alnum(59)}⟧' is used",
        f"https://x-access-token:⟦ghu_{_alnum(36)}⟧@github.com/org/repo",
    ),
    *_cases(
        "gitlab",
        f"cloned with ⟦glpat-{_word(20)}⟧",
        f"runner ⟦glrt-{_word(20)}⟧ registered",
        f"deploy by ⟦gldt-{_word(20)}⟧, done",
        f"cloned with ⟦glpat-{_word(27)}.01.{_of('abcdef0123456789', 9)}⟧",
    ),
    *_cases(
        "slack",
        f"bot xox{'b'}-⟦{_of(string.digits, 12)}-{_of(string.digits, 12)}-{_alnum(24)}⟧ connected",
        f"user xox{'p'}-⟦{_of(string.digits, 12)}-{_alnum(30)}⟧",
        f"app-level xap{'p'}-⟦1-A{_of(string.digits, 10)}-{_of(string.digits, 13)}-{_hex(64)}⟧",
        f"rotated xoxe.xox{'b'}-⟦1-{_alnum(140)}⟧",
        f"client xox{'c'}-⟦{_of(string.digits, 12)}-{_of(string.digits, 12)}-{_hex(64)}⟧",
        f"posting to https://hooks.slack.com/services/⟦T{_upper(8)}/B{_upper(8)}/{_alnum(24)}⟧",
    ),
    *_cases(
        "stripe",
        f"charge with sk_liv{'e'}_⟦{_alnum(24)}⟧",
        f"charge with sk_tes{'t'}_51⟦{_alnum(97)}⟧ failed",
        f"restricted rk_liv{'e'}_⟦{_alnum(24)}⟧",
        f"endpoint whse{'c'}_⟦{_alnum(32)}⟧",
    ),
    *_cases("sendgrid", f"mail via SG.⟦{_word(22)}.{_word(43)}⟧", f"('SG.⟦{_word(22)}.{_word(43)}⟧',)"),
    *_cases(
        "telegram",
        f"GET https://api.telegram.org/bot⟦{_TELEGRAM}⟧/getMe 200",
        f"bot started: ⟦{_TELEGRAM}⟧",
        f"HTTPSConnectionPool: Max retries exceeded with url: /bot⟦{_TELEGRAM}⟧/sendMessage",
        f"Токен бота: ⟦{_TELEGRAM}⟧",
    ),
    *_cases(
        "google",
        f"https://maps.googleapis.com/maps/api/geocode/json?address=x&key=⟦AIza{_word(35)}⟧",
        f"client GOCSPX-⟦{_word(28)}⟧",
        f"got ya29.⟦{_word(120)}⟧ for an hour",
        f"gemini AIza⟦{_word(35)}⟧ is rate limited",
    ),
    *_cases(
        "openai",
        f"Incorrect API key provided: ⟦sk-{_alnum(48)}⟧. You can find yours at",
        f"openai client with ⟦sk-proj-{_word(120)}⟧",
        f"⟦sk-svcacct-{_word(80)}⟧ is a service account",
        f"deepseek ⟦sk-{_hex(32)}⟧",
    ),
    *_cases(
        "anthropic", f"claude via ⟦sk-ant-api03-{_word(93)}AA⟧", f"OAuth ⟦sk-ant-oat01-{_word(86)}AA⟧ for claude code"
    ),
    *_cases("openrouter", f"router ⟦sk-or-v1-{_hex(64)}⟧ used", f"[⟦sk-or-v1-{_hex(64)}⟧]"),
    *_cases("hugging-face", f"push with ⟦hf_{_alnum(34)}⟧", f"org ⟦api_org_{_alnum(34)}⟧ may read"),
    *_cases("groq", f"groq answered ⟦gsk_{_alnum(52)}⟧"),
    *_cases("xai", f"grok with ⟦xai-{_alnum(80)}⟧"),
    *_cases("perplexity", f"sonar with ⟦pplx-{_alnum(48)}⟧"),
    *_cases("replicate", f"prediction by ⟦r8_{_alnum(37)}⟧"),
    *_cases("nvidia", f"nim at ⟦nvapi-{_word(64)}⟧"),
    *_cases(
        "langsmith", f"tracing ⟦lsv2_pt_{_hex(32)}_{_hex(10)}⟧", f"service ⟦lsv2_sk_{_hex(32)}_{_hex(10)}⟧ of langsmith"
    ),
    *_cases("pinecone", f"index opened by ⟦pcsk_{_alnum(6)}_{_alnum(63)}⟧"),
    *_cases("tavily", f"search by ⟦tvly-{_alnum(32)}⟧", f"search by ⟦tvly-dev-{_alnum(32)}⟧"),
    *_cases("logfire", f"spans sent with ⟦pylf_v1_us_{_alnum(44)}⟧", f"spans sent with ⟦pylf_v1_eu_{_alnum(44)}⟧"),
    *_cases("npm", f"publish as ⟦npm_{_alnum(36)}⟧", f"//registry.npmjs.org/:_authToken=⟦npm_{_alnum(36)}⟧"),
    *_cases("pypi", f"upload with pypi-AgE⟦IcHlwaS5vcmc{_word(140)}⟧"),
    *_cases(
        "url-userinfo",
        "postgresql://app:⟦hunter2⟧@db:5432/app",
        "could not connect to redis://:⟦Tr0ub4dor⟧@cache:6379/0",
        "amqp://guest:⟦gu3st!pw⟧@mq/%2F",
        "git clone https://bob:⟦s3cr3tPw⟧@git.example.com/x.git",
        "mongodb+srv://root:⟦p%40ss⟧@cluster0.example.net/?retryWrites=true",
        "proxy http://u:⟦pa@ss⟧@proxy:3128",
        "dialect postgresql+asyncpg://svc:⟦pa/ss⟧@db/app",
    ),
    *_cases(
        "authorization",
        f"Authorization: Bearer ⟦{_alnum(40)}⟧",
        "Authorization: Basic ⟦Ym9iOmh1bnRlcjI=⟧",
        "> authorization: token ⟦abcdef123⟧",
        f"Proxy-Authorization: Basic ⟦{_alnum(12)}⟧",
        "headers={'Authorization': '⟦opaque-value-1⟧', 'Accept': '*/*'}",
        'Authorization: Digest username="bob", ⟦response="6629fae49393a05397450978507c4ef1"⟧',
        "Authorization: AWS4-HMAC-SHA256 ⟦Credential=x/20251209/eu/s3/aws4_request, Signature=fe5f80f7⟧",
        "curl -H 'Authorization: Bearer ⟦abc.def-9⟧' https://api.example.com",
    ),
    *_cases(
        "bearer",
        f"sent Bearer ⟦{_alnum(20)}7⟧ upstream",
        f"bearer ⟦{_word(43)}7⟧",
        f"auth scheme BEARER ⟦{_alnum(30)}7=⟧",
        f'"bearer ⟦{_alnum(31)}7⟧"',
    ),
    *_cases(
        "connection-string",
        f"DefaultEndpointsProtocol=https;AccountName=x;AccountKey=⟦{_of(_ALNUM + '+/', 86)}==⟧;EndpointSuffix=core",
        f"Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=⟦{_of(_ALNUM, 43)}=⟧",
        "Server=tcp:x;Database=d;Uid=u;Pwd=⟦hunter2⟧;Timeout=30",
        "Server=x;User Id=u;Password=⟦hun;ter2⟧",
        "host=db dbname=app user=bob password=⟦hunter2⟧ sslmode=require",
        f"https://x.blob.core.windows.net/c?sv=2024&sig=⟦{_alnum(43)}%3D⟧&se=2026",
    ),
    *_cases(
        "query",
        "GET /login?user=bob&password=⟦hunter2⟧ 200",
        "GET /x?access_token=⟦abc123⟧&page=2",
        "GET /login?next=%2Fcb%3Faccess_token%3D⟦abc123⟧%26page%3D2 302",
        "POST body password%3d⟦hunter2⟧",
        "GET /x?page=2;api_key=⟦abc123⟧;z=1",
        "https://x.example/cb?code=1&client_secret=⟦s3cr3t⟧",
        "https://storage.example/k?X-Goog-Date=2025&X-Goog-Signature=⟦f4kef4kef4kef4ke⟧",
        "POST /oauth refresh_token=⟦1//0abc⟧&grant_type=refresh_token",
    ),
    *_cases(
        "pair-text",
        "login failed: password=⟦hunter2⟧ user=bob",
        "password: ⟦hunter2⟧",
        "DB_PASSWORD=⟦hunter2⟧",
        "otp: ⟦123456⟧ for bob",
        "API key: ⟦abc-def-1⟧",
        "the new api_key is api_key=⟦abc-def-1⟧, keep it",
        "client_secret => ⟦abc⟧",
        "mysql -u root --password ⟦hunter2⟧ app",
        "docker login --password=⟦hunter2⟧ registry",
        "cvv=⟦123⟧ card_number=⟦4111111111111111⟧",
        "Cookie: ⟦sessionid=abc; theme=dark⟧",
        "Set-Cookie: ⟦sid=31d4d96e407aad42; Path=/⟧",
    ),
    *_cases(
        "pair-json",
        '{"password": "⟦hunter2⟧", "user": "bob"}',
        '{"user":{"api_key":"⟦abc⟧","id":5}}',
        '{"password":"⟦hun\\"ter2⟧"}',
        '{\\"token\\": \\"⟦abc⟧\\"}',
        '{"name": "DB_PASSWORD", "value": "⟦hunter2⟧"}',
        '{"credentials": ⟦{"user": "bob", "x": "y"}⟧}',
        '{"pin_code": ⟦1234⟧}',
    ),
    *_cases(
        "pair-repr",
        "User(name='bob', password='⟦hunter2⟧')",
        "{'api_key': '⟦abc⟧', 'n': 1}",
        "{b'authorization': b'⟦abc⟧'}",
        "[('Authorization', '⟦abc⟧'), ('Host', 'x')]",
        "Settings(dsn='⟦https://x@sentry.example/1⟧')",
        "['mysql', '--password', '⟦hunter2⟧']",
        "Config(secrets=⟦['a1', 'b2']⟧, debug=True)",
        "environ({'HOME': '/root', 'GITHUB_TOKEN': '⟦abc⟧'})",
    ),
    *_cases(
        "pair-russian",
        "Пароль: ⟦хантер2⟧",
        "пароль=⟦hunter2⟧ пользователь=Анна",
        "Токен бота: ⟦абв-123⟧",
        "неверный вход, секрет: ⟦абв⟧",
        "Ключ API: ⟦abc-1⟧",
        "Код подтверждения: ⟦4821⟧",
    ),
)

UNTOUCHED: tuple[Case, ...] = (
    *_cases(
        "uuid",
        "request 0f8fad5b-d9cb-469f-a165-70867728950e done",
        "id=0f8fad5bd9cb469fa16570867728950e",
        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7",
        "user_id: 7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "session_id=7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "ulid 01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ),
    *_cases(
        "commit-and-digest",
        "deployed 73ed8a8f00c1d6a1f3f1a4c8f2f5a8b1d7c2e9f0",
        "image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "md5=5d41402abc4b2a76b9719d911017c592",
        'etag: "33a64df551425fcc55e4d42a148795d9f25f89d4"',
        "password_hash=5f4dcc3b5aa765d61d8327deb882cf99",
        "fingerprint SHA256:uNiVztksCsDhcc0u9e8BrqcLUrvZ8vCFWVh1ab0CQk4",
    ),
    *_cases(
        "model-id",
        "model qwen2.5-7b-instruct loaded",
        "model=deepseek-chat tokens=150",
        "pplx-7b-online-chat and pplx-70b-online answered",
        "claude-3-5-sonnet-20241022 is slow",
        "meta-llama/Llama-3.1-70B-Instruct on vllm",
        "gpt-4o-mini-2024-07-18",
        "text-embedding-3-large dims=3072",
        "hf_transfer and hf_xet are installed",
        "r8_model is not a key, nor is npm_config_registry",
        "xai-grok-beta answered",
        "sk-learn-contrib-v2-models imported",
        "risk-assessment-2024-01-01-final-report",
        "disk-usage-monitor-production-7f9c",
        "task-0f8fad5bd9cb469fa16570867728950e queued",
    ),
    *_cases(
        "arn-and-scope",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod-db",
        "arn:aws:iam::123456789012:user/bob",
        "urn:secret:x",
        "secret::Type in rust",
        "scheme token://path is custom",
        "arn:aws:kms:eu-west-1:123456789012:key/0f8fad5b-d9cb-469f-a165-70867728950e",
        "projects/p/secrets/db/versions/3",
    ),
    *_cases(
        "status-word",
        "token: missing",
        "password=required",
        "API_KEY: not set",
        "Token: expired.",
        "jwt=invalid",
        '{"api_key": null, "password": ""}',
        "credentials: denied",
        "access_token: None",
        "password: ok",
        "secret=unknown, otp=wrong",
        "auth: failed",
        "token=true",
    ),
    *_cases(
        "placeholder",
        "password=%s",
        "token: {token}",
        "api_key=${API_KEY}",
        "password: <your password>",
        "secret=***",
        "pwd={}",
        "http://{user}:{password}@host/",
        "token=%(token)s",
        "dsn={d!r:>10}",
        "usage: x [--password PASSWORD] [--token TOKEN]",
        "https://user:***@host/",
    ),
    *_cases(
        "language-model",
        "max_tokens=512 temperature=0.7",
        "prompt_tokens: 150, completion_tokens: 75, total_tokens: 225",
        '{"usage": {"prompt_tokens": 9, "completion_tokens": 12}}',
        "tokens_per_second=35.2",
        "eos_token='</s>' pad_token=<pad>",
        "tokenizer=AutoTokenizer vocab=32000",
        "next_token: 'the'",
        "token_count: 5",
        "stop_token=END",
        "special_tokens=['<s>', '</s>']",
        "tokens_generated=75 token=150",
        "cached_tokens=100 reasoning_tokens: 7",
    ),
    *_cases(
        "paging-and-keys",
        "page_token: CAoQAA",
        "next_page_token=abc123",
        "continuation_token=abc",
        "cache_key=user:7:profile",
        "primary_key=id foreign_key: user_id",
        "key=value",
        "sort_key: created_at",
        "public_key=ssh-ed25519",
        "keyword=python monkey: 5",
    ),
    *_cases(
        "metadata",
        "token_type=bearer expires_in=3600",
        "password_policy: strict",
        "secret_name=prod/db",
        "api_key_id: key-7",
        "token_url=https://auth.example.com/token",
        "credentials_path=/etc/creds.json",
        "token_expires_at: 2026-01-01",
        "has_password=yes2 is_secret: maybe",
        "cookie_domain=example.com",
        "jwt_algorithm: HS256",
        "secret_metadata=labels-v2",
    ),
    *_cases(
        "prose",
        "Invalid password for bob",
        "API_KEY not set",
        "the secret of a good log is brevity",
        "Bearer authentication is required",
        "bearer of bad news arrived",
        "use --password to log in, or --token is required",
        "KeyError: 'token'",
        "AttributeError: 'X' object has no attribute 'password'",
        "def login(password): raise ValueError",
        "password reset was sent to the user",
        "argument --token expected one argument",
        "cookies are enabled; secrets are stored in vault",
        "Author: Bob <bob@example.com>",
        "the token is a lexer's: keyword token, then name token",
    ),
    *_cases(
        "prose-russian",
        "Неверный пароль",
        "Пароль не задан",
        "Токен истёк, войдите снова",
        "секретарь: Анна",
        "Сгенерировано токенов: 75",
        "токены: 150, скорость: 35",
        "ключевой показатель: 5",
        "подключен: да, отключен: нет",
        "исключение: ZeroDivisionError",
        "токенизатор: bpe",
        "ключ: 5",
        "Пароль изменён пользователем Анна",
    ),
    *_cases(
        "url",
        "GET http://localhost:8000/api/v1/generate?page=2 200",
        "http://localhost:8000/users/@me",
        "ssh://git@github.com/org/repo",
        "redis://cache:6379/0",
        "mailto:bob@example.com",
        "https://medium.com/@bob/post:1",
        "s3://bucket/key=5/part:2",
        "https://docs.example/?config=production-eu",
        "GET /login?next=%2Fcb%3Fpage%3D2%26max_tokens%3D7 302",
        "GET /x?q=token%3D%26page%3D2",
        "ws://127.0.0.1:9000/socket?room=a:b@c",
    ),
    *_cases(
        "code-and-time",
        "12:30:01 INFO started in 5.2s",
        "status_code=404 error_code: E1001",
        "country_code=RU exit_code: 1",
        "pass=3 fail=0",
        "x = {'a': 1, 'b': [2, 3]}",
        "pin 13 is high; version 1.2.3-rc.1+build.5",
        "AKIAIOSFODNN7 is too short",
        "eyJ is what base64 makes of a brace and a quote",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
        "API_KEY: not configured yet",
        "пароль: не задан",
        "author: Bob, authority: x, authentication: ldap",
        "10.0.0.1:5432 -> 10.0.0.2:40312",
        "no line that starts with -----END EC PRIV" + "ATE KEY----- was found",
        "Traceback (most recent call last):",
        '  File "app.py", line 3, in get_token',
        "a=1, b=2; c: 3 & d | e",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
    ),
)

CASES: tuple[Case, ...] = SECRETS + UNTOUCHED

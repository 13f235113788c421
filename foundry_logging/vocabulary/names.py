"""
Is this name the name of a secret? One answer, for the rules at check time and for the redactor at run time.

A name is cut into words, and only whole words count: ``max_tokens`` and ``tokenizer`` are about language models,
``hf_token`` opens an account. The lists below are closed; a project widens them by option, not by accident.
"""

from __future__ import annotations

from functools import lru_cache

from ._frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    Kind = Literal["", "strong", "token", "key", "auth", "pass", "code", "pair"]

_NUMBER_KINDS = frozenset({"strong", "pass", "code", "pair"})

_LONGEST_MEMOISED = 128  # code points; a longer "name" is data, and would only fill the memo


class Verdict(Frozen):
    """
    Whether a name names a secret, and why. True in a condition when it does.

    ``kind`` is the sort of the hit: "strong", "token", "key", "auth", "pass", "code", "pair", or "" for none.
    """

    __slots__ = ("secret", "reason", "kind")  # noqa: RUF023 - the order of the parameters

    secret: bool
    reason: str
    kind: Kind

    def __init__(self, secret: bool, reason: str, kind: Kind = "") -> None:
        self._hold(secret, reason, kind)

    def __bool__(self) -> bool:
        return self.secret

    @property
    def hides_numbers(self) -> bool:
        """Whether an int or a float under this name is a secret too: a PIN is, ``token=150`` is a count."""
        return self.kind in _NUMBER_KINDS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _with_plurals(text: str) -> frozenset[str]:
    return frozenset(form for word in text.split() for form in (word, word + "s"))


_STRONG = _set(
    """
    password passwords passwd passwds pwd pwds passphrase passphrases passcode passcodes secret secrets credential
    credentials creds jwt jwts authorization cookie cookies csrf xsrf otp otps totp cvv cvc ssn ssns iban ibans psk
    dsn dsns sessionid htpasswd parol sekret
    пароль пароля паролю паролем пароле пароли паролей паролям паролями паролях
    секрет секрета секрету секретом секрете секреты секретов секретам секретами секретах
    """
)
# Only the singular: токены and токенов are counts.
_TOKEN = _set("token токен токена токену токеном токене")
_KEY = _set("key keys ключ ключа ключу ключом ключе ключи ключей ключам ключами ключах")

# Before `token`: a language model's, a lexer's or a paging token, a quantity, a position, a queue's receipt, a row.
_TOKEN_OF_TEXT = _set(
    """
    eos bos pad unk sep cls mask stop special input output prompt completion cached reasoning context draft image audio
    vocab lexer keyword next prev previous page continuation cursor sync first last current each per max min total used
    cancel cancellation starting start end event lease reservation lock fencing orm
    следующий предыдущий последний первый текущий каждый входной выходной
    """
)
_TOKENS_AFTER = _set("access refresh auth oauth bearer session csrf api jwt reset device")
_KEY_AFTER = _set(
    """
    api access secret private encryption signing auth account service storage master ssh gpg tls hmac client license
    webhook session provider
    anthropic aws azure cohere datadog deepseek fireworks gcp gemini github gitlab google groq heroku hf huggingface
    langchain langsmith logfire mailgun mistral npm nvidia openai openrouter perplexity pinecone pplx pypi replicate
    sendgrid sentry slack stripe tavily telegram twilio xai
    секретный приватный закрытый
    """
)
_PASS_AFTER = _set("db smtp ftp ssh user admin mail proxy")
_CODE_AFTER = _set("otp mfa totp verification authorization auth recovery backup sms pin security")

_PAIRS = frozenset(
    {
        ("card", "number"),
        ("credit", "card"),
        ("social", "security"),
        ("seed", "phrase"),
        ("connection", "string"),
        ("connection", "str"),
        ("conn", "string"),
        ("conn", "str"),
        ("signed", "url"),
        ("presigned", "url"),
        ("sas", "url"),
        ("webhook", "url"),
        ("user", "pin"),
        ("номер", "карты"),
        ("строка", "подключения"),
        ("код", "подтверждения"),
    }
)
_AUTH_PAIRS = frozenset(
    {
        ("basic", "auth"),
        ("proxy", "auth"),
        ("http", "auth"),
        ("auth", "header"),
        ("auth", "headers"),
        ("ключ", "api"),
        ("ключ", "доступа"),
        ("ключ", "шифрования"),
    }
)
_WHOLE_NAMES = _set("auth bearer")

_METADATA = _with_plurals(
    """
        count limit size total rate type name id arn version field file path url endpoint host error pattern hint
        prompt manager store provider validator digest fingerprint prefix schema scope issuer method scheme domain
        embedding emb weight bucket budget window cost env var variable algorithm username backend
        filename interval counter metadata hasher handler middleware checker detector generator factory getter helper
        service client range pos position offset mask placeholder uuid regex constraint suffix splitter
        """
) | _set(
    """
        dir dirs directory folder len length
        usage per ttl exp expire expires expired expiring expiry expiration created rotated at set configured
        present missing required enabled valid status policy policies strength class classes reset hash hashes sha md5
        encrypted masked redacted last index indexes indices grant mode embd logprobs age exempt
        seconds spend alias aliases alg
        """
)
_COOKIE_METADATA = _set("options opts kwargs params attrs attributes")
"""After `cookie`: how it is set, not what is in it; behind a password the same words hold it."""
_LEADING = _set(
    """
    is has need needs require requires allow allows show shows include includes num max min hashed encrypted masked
    public fake dummy example
    """
)
_TRANSPARENT = _set("value values raw plain text str bytes b64 header payload data dict response old new")

# Written without a seam, and taken apart here. `<x>password` and its like are taken apart by _split_password.
_GLUED = {
    **{
        glued + plural: (*head, tail + plural)
        for glued, head, tail in (
            ("accesskey", ("access",), "key"),
            ("accesstoken", ("access",), "token"),
            ("apikey", ("api",), "key"),
            ("apisecret", ("api",), "secret"),
            ("apitoken", ("api",), "token"),
            ("appsecret", ("app",), "secret"),
            ("authheader", ("auth",), "header"),
            ("authkey", ("auth",), "key"),
            ("authtoken", ("auth",), "token"),
            ("bearertoken", ("bearer",), "token"),
            ("bottoken", ("bot",), "token"),
            ("clientsecret", ("client",), "secret"),
            ("consumersecret", ("consumer",), "secret"),
            ("csrftoken", ("csrf",), "token"),
            ("encryptionkey", ("encryption",), "key"),
            ("hftoken", ("hf",), "token"),
            ("idtoken", ("id",), "token"),
            ("jwttoken", ("jwt",), "token"),
            ("masterkey", ("master",), "key"),
            ("privatekey", ("private",), "key"),
            ("privkey", ("private",), "key"),
            ("refreshtoken", ("refresh",), "token"),
            ("secretkey", ("secret",), "key"),
            ("sessionkey", ("session",), "key"),
            ("sessiontoken", ("session",), "token"),
            ("sharedsecret", ("shared",), "secret"),
            ("signingkey", ("signing",), "key"),
            ("sshkey", ("ssh",), "key"),
            ("usertoken", ("user",), "token"),
            ("webhookurl", ("webhook",), "url"),
            ("xsrftoken", ("xsrf",), "token"),
            ("authcode", ("auth",), "code"),
            ("otpcode", ("otp",), "code"),
            ("mfacode", ("mfa",), "code"),
        )
        for plural in ("", "s")
    },
    "accesskeyid": ("access", "key", "id"),
    "accountkey": ("account", "key"),
    "cardnumber": ("card", "number"),
    "connectionstring": ("connection", "string"),
    "connstr": ("connection", "string"),
    "connstring": ("connection", "string"),
    "creditcard": ("credit", "card"),
    "csrfmiddlewaretoken": ("csrf", "token"),
    "dbpass": ("db", "pass"),
    "dbpwd": ("db", "pwd"),
    "jsessionid": ("sessionid",),
    "phpsessid": ("sessionid",),
    "seedphrase": ("seed", "phrase"),
    "setcookie": ("set", "cookie"),
    "smtppass": ("smtp", "pass"),
    "userpass": ("user", "pass"),
    "xapikey": ("x", "api", "key"),
}
_PASSWORD_TAILS = ("password", "passwords", "passwd", "passphrase", "passphrases")

# A digit at the end of one of these is a number, not a part of the word: password2, token1, api_key3, oauth2.
_NUMBERED = (
    _STRONG | _TOKEN | _KEY | _TOKENS_AFTER | _KEY_AFTER | _METADATA | _set("tokens pass code codes auth bearer")
) - _set("md5 sha")


def words(name: str) -> tuple[str, ...]:
    """
    The words of an identifier, a header or a label, casefolded, in order.

    ``HFToken``, ``hf_token`` and ``HF-TOKEN`` are all ``("hf", "token")``. Words of digits only are dropped, glued ones
    (``apikey``) taken apart, and a number at the end of a word that matters is dropped (``password2``).
    """
    return _words_memo(name) if len(name) <= _LONGEST_MEMOISED else _words(name)


def _words(name: str) -> tuple[str, ...]:
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFKC", name)
    found: list[str] = []
    for piece in _split(name):
        if piece.isdigit():
            continue
        word = piece.casefold()
        stem = word.rstrip("0123456789")
        if stem != word and (stem in _NUMBERED or stem in _GLUED or stem.endswith(_PASSWORD_TAILS)):
            word = stem
        found.extend(_GLUED.get(word) or _split_password(word))
    return tuple(found)


_words_memo = lru_cache(maxsize=4096)(_words)


@lru_cache(maxsize=1)
def _word_pattern() -> Callable[[str], list[str]]:
    import re

    upper, lower = "A-ZА-ЯЁ", r"[^\W\d_A-ZА-ЯЁ]"
    return re.compile(
        rf"[{upper}]{{2,}}s(?!{lower})"  # APIs, JWTs
        rf"|[{upper}]+(?=[{upper}]{lower})"  # HF of HFToken
        rf"|[{upper}]?{lower}+\d*"
        rf"|[{upper}]+\d*"
        r"|\d+"
    ).findall


def _split(name: str) -> list[str]:
    return _word_pattern()(name)


def _split_password(word: str) -> tuple[str, ...]:
    for tail in _PASSWORD_TAILS:
        if word.endswith(tail) and len(word) > len(tail) and word not in _STRONG:
            return (word[: -len(tail)], tail)
    return (word,)


def is_secret_name(
    name: str,
    *,
    extra_words: frozenset[str] = frozenset(),
    not_secrets: frozenset[str] = frozenset(),
    extra_metadata: frozenset[str] = frozenset(),
) -> Verdict:
    """
    Whether a value under this name is a secret.

    Args:
        name: an identifier, an environment variable, a header, a JSON key or a label; any script, any case style.
        extra_words: further strong words of a project; ``"api pin"`` means the two words in a row.
        not_secrets: whole names that are no secrets here, in any spelling.
        extra_metadata: further words that, after the last hit, say that the name is about a secret and holds none.
    """
    if len(name) > _LONGEST_MEMOISED:
        return _judge(name, extra_words, not_secrets, extra_metadata)
    return _judge_memo(name, extra_words, not_secrets, extra_metadata)


class NameRules(Frozen):
    """What a project says about names, beside the lists here: ``is_secret_name`` with its answers filled in."""

    __slots__ = ("extra_words", "not_secrets")

    extra_words: frozenset[str]
    not_secrets: frozenset[str]

    def __init__(self, extra_words: frozenset[str] = frozenset(), not_secrets: frozenset[str] = frozenset()) -> None:
        self._hold(extra_words, not_secrets)

    def verdict(self, name: str) -> Verdict:
        """The verdict on a name under these rules."""
        return is_secret_name(name, extra_words=self.extra_words, not_secrets=self.not_secrets)


BUILT_IN = NameRules()
"""The lists of this module and nothing else."""


def _judge(
    name: str, extra_words: frozenset[str], not_secrets: frozenset[str], extra_metadata: frozenset[str]
) -> Verdict:
    parts = words(name)
    if not parts:
        return NO_HIT
    hits = list(_hits(parts))
    if extra_words:
        hits.extend(_extra_hits(parts, extra_words))
    if not hits:
        return NO_HIT
    if not_secrets and any(words(other) == parts for other in not_secrets):
        return Verdict(False, "the project says that it is none")
    last, what = max((end, what) for end, what, _ in hits)
    for word in parts[last + 1 :]:
        known = word in _METADATA or word in extra_metadata or word.rstrip("0123456789") == "sha"
        if known or (what in ("cookie", "cookies") and word in _COOKIE_METADATA):
            return Verdict(False, f"{word!r} after {what!r}: about a secret, not one")
    if "count" in parts[: min(end for end, _, _ in hits)]:
        return Verdict(False, "'count' in front: about a secret, not one")
    if parts[0] in _LEADING and last > 0:
        return Verdict(False, f"{parts[0]!r} in front: about a secret, not one")
    # The strictest kind of all hits: a number under `password_reset_token` stays hidden.
    kind = min((kind for _, _, kind in hits), key=_STRICTEST.index)
    return Verdict(True, f"{what!r} in the name", kind)


_judge_memo = lru_cache(maxsize=4096)(_judge)

NO_HIT = Verdict(False, "no word of a secret in it")
_STRICTEST: tuple[Kind, ...] = ("strong", "pair", "code", "pass", "key", "token", "auth")


def _hits(parts: tuple[str, ...]) -> Iterator[tuple[int, str, Kind]]:
    """Every hit: the index of its last word, its words, its kind."""
    if len(parts) == 1 and parts[0] in _WHOLE_NAMES:
        yield 0, parts[0], "auth"
    before = ""
    for index, word in enumerate(parts):
        both = (before, word)
        if word in _STRONG:
            yield index, word, "strong"
        elif word in _TOKEN:
            if before not in _TOKEN_OF_TEXT:
                yield index, word, "token"
        elif word == "tokens":
            if before in _TOKENS_AFTER:
                yield index, f"{before} {word}", "token"
        elif word in _KEY:
            if before in _KEY_AFTER:
                yield index, f"{before} {word}", "key"
        elif word in ("code", "codes") and before in _CODE_AFTER:
            yield index, f"{before} {word}", "code"
        elif word == "pass" and before in _PASS_AFTER and _nothing_but(parts[index + 1 :], _TRANSPARENT):
            yield index, f"{before} {word}", "pass"
        if both in _PAIRS:
            yield index, f"{before} {word}", "pair"
        elif both in _AUTH_PAIRS:
            yield index, f"{before} {word}", "auth"
        before = word


@lru_cache(maxsize=8)
def stems(extra_words: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The shortest strings of which every secret name holds one: a prefilter for whoever searches a text for names."""
    last = _STRONG | _TOKEN | _KEY | _WHOLE_NAMES | {"pass", "code"} | {pair[1] for pair in _PAIRS | _AUTH_PAIRS}
    last |= {wanted[-1] for extra in extra_words if (wanted := words(extra))}
    return tuple(sorted(word for word in last if not any(other != word and other in word for other in last)))


def _nothing_but(parts: Iterable[str], allowed: frozenset[str]) -> bool:
    return all(part in allowed for part in parts)


def _extra_hits(parts: tuple[str, ...], extra_words: frozenset[str]) -> Iterator[tuple[int, str, Kind]]:
    for extra in extra_words:
        wanted = words(extra)
        size = len(wanted)
        for start in range(len(parts) - size + 1):
            if size and parts[start : start + size] == wanted:
                yield start + size - 1, extra, "strong"

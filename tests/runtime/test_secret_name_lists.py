"""
The lists of words that the definition of a secret's name gives, word by word, each of them both ways.

They stand here once more on purpose: `vocabulary.names` cannot lose one of them without a test that says which.
"""

from __future__ import annotations

import pytest

from foundry_logging import scrub
from foundry_logging.vocabulary import _word_lists as lists
from foundry_logging.vocabulary import is_secret_name, words


def _each(text: str) -> list[str]:
    return text.split()


STRONG = _each(
    """
    password passwords passwd pwd passphrase passcode secret secrets credential credentials creds jwt
    authorization cookie cookies csrf xsrf otp totp cvv cvc ssn iban psk dsn sessionid htpasswd parol sekret
    пароль секрет пароля паролю паролем пароле пароли паролей секрета секрету секретом секрете секреты
    """
)
TOKEN = _each(
    """
    token токен токена токену токеном токене
    """
)
BEFORE_TOKEN = _each(
    """
    eos bos pad unk sep cls mask stop special input output prompt completion cached reasoning context draft
    image audio vocab lexer keyword next prev page continuation cursor sync first last current each per max min
    total used cancel
    """
)
BEFORE_TOKENS = _each(
    """
    access refresh auth oauth bearer session csrf api jwt reset device
    """
)
BEFORE_KEY = _each(
    """
    api access secret private encryption signing auth account service storage master ssh gpg tls hmac client
    license webhook session provider openai anthropic stripe github gitlab aws azure google sendgrid slack
    """
)
BEFORE_PASS = _each(
    """
    db smtp ftp ssh user admin mail proxy
    """
)
BEFORE_CODE = _each(
    """
    otp mfa totp verification authorization auth recovery backup sms pin security
    """
)
PAIRS = _each(
    """
    card_number credit_card social_security seed_phrase connection_string basic_auth proxy_auth http_auth
    auth_header auth_headers signed_url sas_url webhook_url user_pin
    """
)
WHOLE = _each(
    """
    auth bearer
    """
)
METADATA = _each(
    """
    count len limit size total usage rate per type name id ids arn version field file path url endpoint host ttl
    exp expires expiry created rotated at set configured present missing required enabled valid status error
    policy strength pattern hint prompt manager store provider class validator reset hash digest fingerprint sha
    sha1 sha256 sha512 md5 encrypted masked redacted last prefix schema scope issuer index grant mode method
    scheme domain embedding embd emb weight weights logprobs bucket budget window cost env var variable metadata
    """
)
LEADING = _each(
    """
    is has need needs requires allow show include num max min hashed encrypted masked public fake dummy example
    """
)
NOT_LEADING = _each(
    """
    test decrypted unencrypted my the old new user
    """
)
TRANSPARENT = _each(
    """
    value raw plain text str bytes b64 header payload data dict response old new
    """
)
NEVER = _each(
    """
    session session_id identity user_id author certificate cert certificates max_tokens tokens_generated
    prompt_tokens tokens_per_second tokenizer token_count password_reset_url database_url redis_url broker_url
    токены токенов токенизатор секретарь ключевой подключен отключен исключение
    """
)
ALWAYS = _each(
    """
    token hf_token bot_token access_token api_key password_reset_token HFToken JWTs
    """
)
GLUED = _each(
    """
    apikey accesstoken privatekey authtoken clientsecret connstr sessionid phpsessid
    """
)
GLUED_PASSWORDS = _each(
    """
    dbpassword userpasswd keypassphrase
    """
)

BARE = _each(
    """
    tokens key keys pass code codes card number credit social seed phrase connection string pin url
    """
)

SECRETS = [
    *STRONG,
    *TOKEN,
    *(f"{word}_tokens" for word in BEFORE_TOKENS),
    *(f"{word}_key" for word in BEFORE_KEY),
    *(f"{word}_keys" for word in BEFORE_KEY),
    *(f"{word}_pass" for word in BEFORE_PASS),
    *(f"{word}_{tail}" for word in BEFORE_CODE for tail in ("code", "codes")),
    *PAIRS,
    *WHOLE,
    *(f"{word}_password" for word in NOT_LEADING),
    *(f"{head}_{word}" for head in ("password", "access_token", "api_key") for word in TRANSPARENT),
    *(f"password_{word}_token" for word in METADATA if word not in {"last", "per", "total", "prompt"}),
    *ALWAYS,
    *GLUED,
    *GLUED_PASSWORDS,
]
NO_SECRETS = [
    *(f"{word}_token" for word in BEFORE_TOKEN),
    *(f"{head}_{word}" for head in ("password", "access_token", "api_key", "card_number") for word in METADATA),
    *(f"{word}_{tail}" for word in LEADING for tail in ("password", "secret", "api_key")),
    *(f"max_tokens_{word}" for word in TRANSPARENT),
    *(f"{word}s_x" for word in WHOLE),
    *(f"my_{word}" for word in WHOLE),
    *NEVER,
    *BARE,
]


def _spellings(name: str) -> set[str]:
    """The same name as it is written elsewhere: constants, camels, headers, labels."""
    parts = name.split("_")
    camel = parts[0] + "".join(part[:1].upper() + part[1:] for part in parts[1:])
    return {name, name.upper(), camel, camel[:1].upper() + camel[1:], "-".join(parts), " ".join(parts)}


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_one_in_every_spelling(name: str) -> None:
    assert [spelling for spelling in _spellings(name) if not is_secret_name(spelling)] == []
    assert scrub({name: "opaque value 1"}) == {name: "***"}


@pytest.mark.parametrize("name", NO_SECRETS)
def test_no_secret_is_one_in_no_spelling(name: str) -> None:
    assert [spelling for spelling in _spellings(name) if is_secret_name(spelling)] == []
    held = {name: "opaque value 1"}
    assert scrub(held) is held


@pytest.mark.parametrize(
    "name",
    ["passwordless", "secretary", "monkey", "cookiecutter", "tokenize", "keyboard", "compass", "encoder", "compassion"],
)
def test_only_whole_words_count(name: str) -> None:
    assert not is_secret_name(name)


def test_the_lists_of_the_code_hold_these() -> None:
    for given, held in (
        (STRONG, lists.STRONG),
        (BEFORE_TOKEN, lists.TOKEN_OF_TEXT),
        (BEFORE_TOKENS, lists.TOKENS_AFTER),
        (BEFORE_KEY, lists.KEY_AFTER),
        (BEFORE_PASS, lists.PASS_AFTER),
        (BEFORE_CODE, lists.CODE_AFTER),
        (LEADING, lists.LEADING),
        (TRANSPARENT, lists.TRANSPARENT),
    ):
        assert set(given) <= held
    assert set(METADATA) - {"sha1", "sha256", "sha512"} <= lists.METADATA


def test_tokens_of_a_name() -> None:
    assert [words(name) for name in ("APIs", "JWTs", "HFToken")] == [("apis",), ("jwts",), ("hf", "token")]


@pytest.mark.parametrize("value", [True, False, None, "", b"", [], {}, ()])
@pytest.mark.parametrize("name", ["password", "token", "api_key", "pin_code"])
def test_what_tells_nothing_is_never_hidden(name: str, value: object) -> None:
    assert scrub({name: value}) == {name: value}


@pytest.mark.parametrize("value", [0, 7, -1, 2**70, 1.5])
def test_numbers_stay_under_tokens_keys_and_auth_and_go_under_the_others(value: float) -> None:
    for name in ("token", "access_token", "api_key", "auth", "basic_auth"):
        assert scrub({name: value}) == {name: value}
    for name in ("password", "secret", "card_number", "otp_code", "db_pass", "cvv"):
        assert scrub({name: value}) == {name: "***"}

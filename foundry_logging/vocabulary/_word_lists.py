"""
The words that make a name secret, those that cancel it, and those that are written without a seam.

The lists are closed; a project widens them by option, not by accident. ``names`` says how they work together.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _with_plurals(text: str) -> frozenset[str]:
    return frozenset(form for word in text.split() for form in (word, word + "s"))


STRONG = _set(
    """
    password passwords passwd passwds pwd pwds passphrase passphrases passcode passcodes secret secrets credential
    credentials creds jwt jwts authorization cookie cookies csrf xsrf otp otps totp cvv cvc ssn ssns iban ibans psk
    dsn dsns sessionid htpasswd parol sekret
    пароль пароля паролю паролем пароле пароли паролей паролям паролями паролях
    секрет секрета секрету секретом секрете секреты секретов секретам секретами секретах
    """
)
# Only the singular: токены and токенов are counts.
TOKEN = _set("token токен токена токену токеном токене")
KEY = _set("key keys ключ ключа ключу ключом ключе ключи ключей ключам ключами ключах")

# Before `token`: a language model's, a lexer's or a paging token, a quantity, a position, a receipt of a queue or a
# semaphore, a row.
TOKEN_OF_TEXT = _set(
    """
    eos bos pad unk sep cls mask stop special input output prompt completion cached reasoning context draft image audio
    vocab lexer keyword next prev previous page pagination continuation cursor sync first last current each per max min
    total used cancel cancellation starting start end event lease reservation lock fencing orm since until now batch
    stream fixed acquire action quote base
    следующий предыдущий последний первый текущий каждый входной выходной
    """
)
TOKEN_OF_REQUEST = ("client", "request")
"""Before `token`, both: what makes a call to a cloud happen once."""
TOKENS_AFTER = _set("access refresh auth oauth bearer session csrf api jwt reset device")
KEY_AFTER = _set(
    """
    api access secret private encryption signing auth account service storage master ssh gpg tls hmac client license
    webhook session provider
    anthropic aws azure cohere datadog deepseek fireworks gcp gemini github gitlab google groq heroku hf huggingface
    langchain langsmith logfire mailgun mistral npm nvidia openai openrouter perplexity pinecone pplx pypi replicate
    sendgrid sentry slack stripe tavily telegram twilio xai
    секретный приватный закрытый
    """
)
PASS_AFTER = _set("db smtp ftp ssh user admin mail proxy")
CODE_AFTER = _set("otp mfa totp verification authorization auth recovery backup sms pin security")

PAIRS = frozenset(
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
AUTH_PAIRS = frozenset(
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
WHOLE_NAMES = _set("auth bearer")

METADATA = _with_plurals(
    """
        count limit size total rate type name id arn version field file path url endpoint host error pattern hint
        prompt manager store provider validator digest fingerprint prefix schema scope issuer method scheme domain
        embedding emb weight bucket budget window cost env var variable algorithm username backend
        filename interval counter metadata hasher handler middleware checker detector generator factory getter helper
        service client range pos position offset mask placeholder uuid regex constraint suffix splitter
        ref reference href label target claim subscription server spn principal protocol
        email thumb thumbprint user owner uri period duration proof updater saver loader setter refresher
        location project group time validity serial symbol address decimal date dt datetime database upn
        """
) | _set(
    """
        dir dirs directory folder len length
        usage per ttl exp expire expires expired expiring expiry expiration created rotated at set configured
        present missing required enabled valid status policy policies strength class classes reset hash hashes sha md5
        encrypted masked redacted last index indexes indices grant mode embd logprobs age exempt
        seconds spend alias aliases alg attempt attempts req request origin origins info source sources can must
        start end bind
        """
)
COOKIE_METADATA = _set("options opts kwargs params attrs attributes")
"""After `cookie`: how it is set, not what is in it; behind a password the same words hold it."""
LEADING = _set(
    """
    is has need needs require requires allow allows show shows include includes num max min hashed encrypted masked
    public fake dummy example ignored can must permit permits
    """
)
ASIDE = _set("by without")
"""Before a secret: it is how something is found, or what it lacks (``user_by_token``)."""
BEFORE = _set("for from of to")
"""Before a secret: the noun in front is what the name is about (``path_to_private_key``, ``username_from_token``)."""
HOLDERS = _set("key keys content contents config conf params args kwargs env list map mapping headers body string")
"""Such nouns, beside the transparent ones, that may well be the secret or hold it (``value_from_secret``)."""
TRANSPARENT = _set("value values raw plain text str bytes b64 header payload data dict response old new")

# Written without a seam, and taken apart here. `<x>password` and its like are taken apart by _split_password.
GLUED = {
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
PASSWORD_TAILS = ("password", "passwords", "passwd", "passphrase", "passphrases")

# A digit at the end of one of these is a number, not a part of the word: password2, token1, api_key3, oauth2.
NUMBERED = (
    STRONG | TOKEN | KEY | TOKENS_AFTER | KEY_AFTER | METADATA | _set("tokens pass code codes auth bearer")
) - _set("md5 sha")

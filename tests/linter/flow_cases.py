"""Snippets that do or do not bring a secret to a log: a class, the sentence that decides, the verdict."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CASES", "Case"]


@dataclass(frozen=True, slots=True)
class Case:
    """A fact: in ``code``, with a logger called ``log`` before it, exactly the codes of ``verdict`` are found.

    Attributes:
        group: the class, by which misses and false alarms are counted.
        label: the sentence of the definition, or the habit of real code, that the snippet is about.
        verdict: codes, or "clean".
        code: the snippet.
    """

    group: str
    label: str
    verdict: str
    code: str


def cases(group: str, text: str) -> tuple[Case, ...]:
    """Cases as they are written below: a line ``= label: verdict``, then snippets with empty lines between them."""
    found = []
    for block in text.split("\n= ")[1:]:
        head, _, body = block.partition("\n")
        label, _, verdict = head.rpartition(": ")
        found += [
            Case(group, label, verdict.strip(), code.strip("\n") + "\n") for code in body.strip("\n").split("\n\n")
        ]
    return tuple(found)


SOURCES = cases(
    "source",
    """
= a name: LGF301
log.info("login", value=password)

log.info("login %s", access_token)

log.info("login", extra={"x": client_secret})

log.info("вход", value=пароль)
= a name that says more than token, also in a file that takes texts apart: LGF301
import tokenize
def show(access_token):
    log.debug("token %s", access_token)
= a name that is about a secret and holds none: clean
log.info("login", value=password_length)

log.info("used", value=token_count, other=max_tokens, rate=tokens_per_second)

log.info("file", path=private_key_path, version=secret_version)

log.info("form", show=show_password, hashed=hashed_password)
= a secret behind a preposition, where the noun in front may be the secret: LGF301
log.info("read", value=value_from_secret)

log.info("made", found=list_of_secrets)

log.info("for", header=token_for_user)
= a token of a request, where the client's is meant: LGF301
log.debug("oauth", value=request_token)
= an answer that a server has given: LGF301
def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code == 200:
        log.debug("answer: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if not token_response.ok:
        raise OSError
    log.debug("answer: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code == 401:
        raise OSError
    else:
        log.debug("answer: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code != 401:
        log.debug("answer: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code >= 200:
        log.debug("answer: %s", token_response.text)
= a secret after words that look like its name: LGF301
log.info("session id %s", session_token)

log.debug("name: %s, password: %s", user, password)
= what a configuration holds under a key: LGF301
log.debug("with %s", config.get("section", "api_key", ""))
= what a path is put together of: LGF301
def ask(token):
    path = f"/bot{token}/getMe"
    log.debug("asking for path %s", path)
= a constant that another file holds: LGF301
from app.settings import API_KEY
log.info(API_KEY)

from app.settings import API_KEY
log.info("key %s", API_KEY)
= one token of no order: LGF301
def renew(new_token):
    log.debug("now %s", new_token)
= a member of settings: LGF301
log.debug("with %s", settings.api_key.value)
= a key that may be one or the other, where nothing shows which: LGF301
log.info("paired", value=client_key)

def open_session(client):
    session_key = client.get_session_key()
    log.debug("new session %s", session_key)

log.debug("account", value=storage_key)

def send(client, session_key):
    client.login(session_key)
    log.debug("logged in with %s", session_key)
= a number of a person, where nothing speaks of serial numbers: LGF301
log.info("found", ssn=ssn)
= the text of a file, which may be given by its path, too: LGF301
import json, os
def load(credentials):
    log.debug("loading from %s", credentials)
    if os.path.exists(credentials):
        return json.load(open(credentials))
    return json.loads(credentials)
= cookies as a dict: LGF301
log.debug("cookies: %s", session.cookies.get_dict())
= a number or bool by its annotation is none: clean
def f(token: int):
    log.info("x", value=token)

def f(secret: bool | None):
    log.info("x", value=secret)

def f(otp: "int"):
    log.info("x", value=otp)
= text by its annotation is one: LGF301
def f(token: str):
    log.info("x", value=token)

def f(token: str | None = None):
    log.info("x", value=token)
= a numeric conversion clears: clean
token = int(raw)
log.info("x", value=token)

log.info("x", value=float(token))
= a text conversion does not: LGF301
log.info("x", value=str(token))
= the result of ContextVar.set() is no secret: clean
import contextvars
current = contextvars.ContextVar("current")
def enter(user):
    token = current.set(user)
    log.info("entered", value=token)

def enter(var, user):
    token = var.set(user)
    log.info("entered", value=token)
= the result of another setter may be one: LGF301
token = vault.set("name", user)
log.info("x", value=token)
= what iterates out of a tokenizer is no secret: clean
for token in tokenizer.tokenize(text):
    log.debug("piece", value=token)

for token in self.tokenizer(text):
    log.debug("piece", value=token)

for token in tokens:
    log.debug("piece", value=token)

for i, token in enumerate(doc):
    log.debug("piece", value=token)

log.debug("pieces", value=[token for token in lexer])
= what iterates out of accounts is: LGF301
for token in load_accounts():
    log.debug("account", value=token)

for password in passwords:
    log.debug("trying", value=password)
= a metadata attribute of a secret is none: clean
log.debug("parsed", kind=token.type)

log.debug("key", value=private_key.public_key())

log.debug("key", value=secret.name, when=token.expires_at)
= a transparent attribute of a secret is one: LGF301
log.debug("cookie", value=token.value)
= SecretStr masks itself: clean
from pydantic import SecretStr
def f(api_key: SecretStr):
    log.info("x", value=api_key)

def f(api_key: "SecretStr | None"):
    log.info("x", value=api_key)

from pydantic import SecretStr
api_key = SecretStr(read())
log.info("x", value=api_key)
= get_secret_value() undoes it: LGF301
def f(api_key: "SecretStr"):
    log.info("x", value=api_key.get_secret_value())

def f(box):
    plain = box.get_secret_value()
    log.info("x", value=plain)
= a constant subscript and a key of get: LGF301
log.info("x", value=cfg["password"])

log.info("x", value=cfg.get("api_key"))

log.info("x", value=cfg.get("api_key", "") or "none")

log.info("x", value=cfg["auth"]["token"])
= a key that a constant names: LGF301
log.info("x", value=cfg[CONF_PASSWORD])

log.info("x", value=cfg[const.API_KEY])

def helper(data):
    log.info("x", value=data[CONF_PASSWORD])
= an item of a row that a message names: LGF301
for row in rows:
    log.error("user %(id)s has %(password)s", row)
= a webhook's address with something in it that only its owner knows: LGF301
def register(base_url, hook_id):
    webhook_url = f"{base_url}/hooks/{hook_id}"
    log.info("registered %s", webhook_url)
= an object that holds a secret as plain text: LGF301
def login(credentials):
    check(credentials.password)
    log.info("x", value=credentials)
= an exception shows its text, whatever else is read of it: LGF301
def check(api_key):
    try:
        raise ValueError(f"malformed: {api_key}")
    except ValueError as exc:
        count(exc.code)
        log.error("failed: %s", exc)
= a helper that is not told so: LGF301
def call(url, data, quiet=False):
    if not quiet:
        log.info("calling %s with %s", url, data)
def login(password):
    call("/login", {"password": password})
= the values of a dict by names: LGF301
for name, api_key in api_keys.items():
    log.info("x", value=api_key)
= a beginning that is too long to show: LGF301
log.debug("token %s...", token[:8])
= another key: clean
log.info("x", value=cfg["user"])

log.info("x", value=cfg.get("timeout"))

log.info("x", value=credentials["username"])

log.info("x", value=token["expires_in"])
= a keyword's name: LGF301
log.info("x", password=p)

log.bind(api_key=k)

log.bind(api_key=k).info("x")

with log.timer("login", token=t):
    pass
= a harmless value under such a keyword: clean
log.info("x", password=None)

log.info("x", password="***")

log.info("x", token=bool(t), secret=len(s))

log.info("x", token="present" if t else "absent")
= the environment, judged by the constant key: LGF301
import os
log.info("x", value=os.environ["DB_PASSWORD"])

import os
log.info("x", value=os.getenv("HF_TOKEN", ""))

from os import environ, getenv
log.info("x", a=environ.get("API_KEY"))

import os
value = os.environ.get("SECRET_KEY")
log.info("x", value=value)
= another variable: clean
import os
log.info("x", value=os.environ["HOME"])

import os
log.info("x", value=os.getenv("MAX_TOKENS"))

import os
path = os.environ.get("SECRET_KEY_FILE")
log.info("x", value=path)
= getpass: LGF301
import getpass
answer = getpass.getpass()
log.info("x", value=answer)

from getpass import getpass
log.info("x", value=getpass("Password: "))
= getuser is none: clean
import getpass
log.info("x", value=getpass.getuser())
= secrets.token_*: LGF301
import secrets
fresh = secrets.token_urlsafe(32)
log.info("made", value=fresh)

import secrets
log.info("made", value=secrets.token_hex())
= unless the name it goes to ends in id, nonce, suffix, name, file or path: clean
import secrets
request_id = secrets.token_hex(8)
log.info("request", value=request_id)

import secrets
log.info("request", nonce=secrets.token_hex(8))

import secrets
suffix = secrets.token_hex(4)
log.info("x", value=suffix)

import secrets
file_name = f"upload-{secrets.token_hex(4)}"
log.info("x", value=file_name)
= a function whose name returns one: LGF301
log.info("x", value=get_api_key())

log.info("x", value=self.fetch_access_token())

log.info("x", value=generate_password(12))
= a function whose name returns something else: clean
log.info("x", value=get_token_count(text))

log.info("x", value=check_password(p))

log.info("x", value=reset_password(user))

log.info("x", value=get_secret("API_VERSION"))
= a function whose body returns one: LGF301
def load():
    return settings.password
def run():
    log.info("x", value=load())
= an import alias: LGF301
from settings import SECRET_KEY as sk
log.info("x", value=sk)

import settings as s
log.info("x", value=s.SECRET_KEY)
= an imported module, class or function is none: clean
from app import token
log.info("x", value=token)

from app import secrets, credentials
log.info("x", a=secrets, b=credentials)
= headers and cookies of a request: LGF303
def view(request):
    log.info("got", value=request.headers)

def view(request):
    log.info("got", value=dict(request.cookies))

class View:
    def get(self):
        log.info("got", value=self.request.headers)
= secret headers and cookies of a request: LGF301
def view(request):
    log.info("got", value=request.headers["Authorization"])

def view(request):
    log.info("got", value=request.headers.get("X-Api-Key"))

def view(request):
    log.info("got", value=request.cookies.get("csrftoken"))
= other headers of a request: clean
def view(request):
    log.info("got", value=request.headers["User-Agent"])

def view(request):
    log.info("got", value=request.headers.get("content-type"))
= arguments of a request are judged by their keys: LGF301
def view(request):
    log.info("got", value=request.args["token"])

def view(request):
    log.info("got", value=request.args.get("password"))
= and so others are clean: clean
def view(request):
    log.info("got", value=request.args["page"])

def view(request):
    log.info("got", value=request.query_params)
= a variable key says nothing: clean
import os
def read(name):
    log.info("got", value=os.environ[name])

import os
def read(name):
    log.info("got", value=os.getenv(name))

log.info("got", value=cfg.get(name))
= a dict merely named headers is judged by its keys: LGF301
def call(key):
    headers = {"Authorization": f"Bearer {key}", "Accept": "*/*"}
    log.info("calling", value=headers)
= and so it is clean without a secret key: clean
def call(kind):
    headers = {"Content-Type": kind, "Accept": "*/*"}
    log.info("calling", value=headers)

def call(headers):
    log.info("calling", value=headers)

log.info("answer", value=response.headers)
""",
)

CARRIERS = cases(
    "carrier",
    """
= assignment: LGF301
x = password
log.info("x", value=x)

a = b = api_key
log.info("x", value=b)

def f(password):
    x = password
    y = x
    z = y
    log.info("x", value=z)
= augmented assignment: LGF301
line = "token "
line += token
log.info("x", value=line)
= walrus: LGF301
if key := settings.api_key:
    log.info("x", value=key)

log.info("x", value=(v := password))
= tuple unpacking, element by element: LGF301
name, pw = user, password
log.info("x", value=pw)

(name, (pw, n)) = (user, (password, 3))
log.info("x", value=pw)
= the other element: clean
name, pw = user, password
log.info("x", value=name)

(name, (pw, n)) = (user, (password, 3))
log.info("x", value=n)
= for targets: LGF301
for item in [password, other]:
    log.info("x", value=item)

for name, value in {"a": password}.items():
    log.info("x", value=value)

for a, b in zip(users, passwords):
    log.info("x", value=b)

for i, p in enumerate(passwords):
    log.info("x", value=p)
= the other target: clean
for name, value in {"a": password}.items():
    log.info("x", value=name)

for a, b in zip(users, passwords):
    log.info("x", value=a)

for i, p in enumerate(passwords):
    log.info("x", value=i)
= with ... as: clean
with open_session(token) as session:
    log.info("x", value=session)
= with ... as of a source: LGF301
with get_api_key() as value:
    log.info("x", value=value)
= an f-string: LGF301
log.info(f"login with {password}")

log.info(f"{token=}")

log.info(f"{token!r:>20}")

text = f"key is {api_key}"
log.info(text)
= the percent sign: LGF301
log.info("login with %s" % password)

log.info("login with %s and %s" % (user, password))

log.info("login with %(p)s" % {"p": password})
= format: LGF301
log.info("login with {}".format(password))

log.info("login with {p}".format(p=password))
= plus and join: LGF301
log.info("login with " + password)

log.info(" ".join(["a", password]))

log.info(", ".join(p for p in passwords))
= conditional and or: LGF301
log.info("x", value=password if password else "none")

log.info("x", value=password or default)

log.info("x", value=user and password)
= a test of a conditional carries nothing: clean
log.info("x", value="yes" if password else "no")

log.info("x", value=name if token == other else None)

log.info("x", value=password and user)
= displays: LGF301
log.info("x", value=[user, password])

log.info("x", value={"user": user, "k": api_key})

log.info("x", value=(password,))

log.info("x", value={password})

log.info("x", value={"a": {"b": [token]}})

log.info("x", value={**base, "password": p})
= a later store: LGF301
cfg = {}
cfg["token"] = t
log.info("x", value=cfg)

rows = []
rows.append(password)
log.info("x", value=rows)

cfg = {}
cfg.update(password=p)
log.info("x", value=cfg)

cfg = {}
cfg.update({"password": p})
log.info("x", value=cfg)

cfg = {}
cfg.setdefault("api_key", k)
log.info("x", value=cfg)

rows = ["a"]
rows.extend([password])
log.info("x", value=rows)

rows = ["a"]
rows += [password]
log.info("x", value=rows)
= a store that is no secret, or comes later: clean
cfg = {}
cfg["user"] = u
log.info("x", value=cfg)

def f(t):
    cfg = {}
    log.info("x", value=cfg)
    cfg["token"] = t
    return cfg
= text makers: LGF301
import json
log.info("x", value=json.dumps({"password": p}))

log.info("x", value=repr(token))

log.info("x", value=token.encode())

from urllib.parse import quote
log.info("x", value=quote(password))

import base64
log.info("x", value=base64.b64encode(password.encode()))

log.info("x", value=token.strip().upper())

log.info("x", value=token.encode().hex())
= slices: LGF301
log.info("x", value=token[:20])

log.info("x", value=token[5:])

log.info("x", value=passwords[i])
= lambdas as lazy arguments: LGF301
log.debug("x", value=lambda: password)

log.debug("x", value=lambda: f"{user} {password}")
= any other call carries nothing: clean
log.info("x", value=make_client(api_key))

client = Client(token=token)
log.info("x", value=client)

log.info("x", value=login(user, password))

answer = session.post(url, json={"password": password})
log.info("x", value=answer.status_code)

log.info("x", value=jwt_library.verify(token))

log.info("x", value=password.count("a"), starts=token.startswith("sk"))
= keys and names are no values: clean
log.info("x", value=cfg.keys())

cfg = {"password": p, "user": u}
log.info("x", value=list(cfg.keys()))

cfg = {"password": p, "user": u}
for name in cfg:
    log.info("x", value=name)

cfg = {"password": p, "user": u}
log.info("x", value=sorted(cfg))

cfg = {"password": p}
log.info("x", value=list(cfg))

cfg = {"password": p, "user": u}
log.info("x", value=", ".join(cfg))
= values and items are: LGF301
cfg = {"password": p, "user": u}
log.info("x", value=list(cfg.values()))

cfg = {"password": p, "user": u}
log.info("x", value=cfg.items())
""",
)

CLEANERS = cases(
    "cleaner",
    """
= len bool type isinstance id: clean
log.info("x", a=len(password), b=bool(token), c=type(secret), d=isinstance(token, str), e=id(token))

log.info(f"{len(token)} characters, {type(token).__name__}")
= comparisons and not: clean
log.info("x", a=token == other, b=not token, c=token is None, d="x" in password, e=token != "")
= digests: clean
import hashlib
log.info("x", value=hashlib.sha256(token.encode()).hexdigest())

import hashlib
digest = hashlib.sha256(token.encode()).hexdigest()[:12]
log.info("x", value=digest)

import hmac
log.info("x", value=hmac.new(key, password.encode(), "sha256").hexdigest())

import bcrypt
log.info("x", value=bcrypt.hashpw(password, salt))

import hashlib
from hashlib import sha256
log.info("x", token=sha256(token.encode()).hexdigest())

log.info("x", value=argon2.hash(password))
= a callee with a word of cleaning: clean
log.info("x", value=mask(token))

log.info("x", value=redact_secrets(password))

log.info("x", token=scrub(token), a=sanitize(password), b=self._censor(p), c=obfuscate_key(api_key))

log.info("x", value=hide_password(url), b=fingerprint(api_key), c=encrypt(password))
= a callee without one: LGF301
log.info("x", token=prepare(token))

log.info("x", api_key=normalise(k))
= a helper of the file that truncates and pads: clean
def shorten(value):
    return value[:4] + "..."
def run(token):
    log.info("x", value=shorten(token))

def tail(value):
    return f"...{value[-4:]}"
def run(token):
    log.info("x", token=tail(token))

def brief(value):
    if not value:
        return ""
    return value[:2] + "*" * (len(value) - 2)
def run(token):
    log.info("x", token=brief(token))
= a helper of the file that lets it through: LGF301
def shorten(value):
    return value[:40] + "..."
def run(token):
    log.info("x", value=shorten(token))

def wrap(value):
    return f"<{value}>"
def run(token):
    log.info("x", value=wrap(token))
= slices of at most four characters: clean
log.info("x", value=token[:4])

log.info("x", value=token[-4:])

log.info("x", token=f"{token[:4]}...{token[-4:]}")

log.info("x", value=token[0])

log.info("x", value=token[2:6])
= long prefixes: LGF301
log.info("x", value=token[:5])

log.info("x", token=token[:8] + "...")

log.info("x", value=f"{api_key[:10]}***")

log.info("x", value=token[-12:])
= a mask beside all of it, or in place of little of it: LGF301
log.info("x", token=token + "***")

log.info("x", token=token[:20] + "*" * 8)

log.info("x", token=token[:12] + "xxx")
= a mask on some ways only: LGF301
def show(password, quiet):
    if quiet:
        password = "***"
    log.info("using", password=password)

def show(token, limit):
    if limit > 10:
        token = hash_token(token)
    log.info("using", token=token)

def show(token):
    if token.startswith("sk-"):
        token = token.strip()
    log.info("using", token=token)
= what is there where a test fails: LGF301
def check(api_key):
    if not isinstance(api_key, str):
        return None
    log.warning("a text: %r", api_key)
= a placeholder that takes a text, or more than its beginning: LGF301
log.debug("buffer=%x cookie=%s", buffer, cookie)

log.debug("using token %.20s...", token)

log.debug("pin code %d", pin_code)

log.debug("flow %x of %s", flow, token)
= what a cleaner gives back and nobody takes, of something else: LGF301
def send(payload, password):
    payload["password"] = password
    mask_secrets(other)
    log.debug("sending", payload=payload)

def send(payload, password):
    payload["password"] = password
    log.debug("sending", payload=payload)
    mask_secrets(payload)
= a conditional with constant branches: clean
log.info("x", token="***" if token else None)

log.info("x", value="set" if api_key else "missing")
= field(repr=False): clean
from dataclasses import dataclass, field
@dataclass
class Config:
    host: str
    password: str = field(repr=False)
def run(config: Config):
    log.info("x", value=config)
= no cleaners: LGF301
import base64
log.info("x", value=base64.urlsafe_b64encode(token))

log.info("x", value=secret.hex())

log.info("x", value=str(password).strip().upper())

log.info("x", value=token.encode("utf-8"))

log.info("x", value=token or "")
= reassignment clears: clean
def f(password):
    password = "***"
    log.info("x", value=password)

def f(token):
    token = mask(token)
    log.info("x", value=token)

def f(cfg):
    password = cfg.pop("password")
    login(password)
    password = ""
    log.info("x", value=password)

def f(token):
    token = f"{token[:3]}..."
    log.info("x", value=token)

def f(token):
    token = "<hidden>"
    log.info("x", value=token)

def f(token):
    token = redact(token) if token else None
    log.info("x", value=token)

def f(password):
    x = password
    x = "nothing"
    log.info("x", value=x)

def f(token):
    token = "set" if token else "unset"
    log.info("x", value=token)
= any other constant bound to it is a secret: LGF301
password = "hunter2hunter2"
log.info("x", value=password)

def f(password):
    password = "hunter2hunter2"
    log.info("x", value=password)
= deletion clears: clean
cfg = {"user": u, "password": p}
del cfg["password"]
log.info("x", value=cfg)

cfg = {"user": u, "password": p}
cfg.pop("password", None)
log.info("x", value=cfg)

cfg = {}
cfg["token"] = t
send(cfg)
del cfg["token"]
log.info("x", value=cfg)
= deletion of another key, or on one way only, does not: LGF301
cfg = {"user": u, "password": p}
del cfg["user"]
log.info("x", value=cfg)

cfg = {"user": u, "password": p}
if short:
    del cfg["password"]
log.info("x", value=cfg)

cfg = {"user": u, "password": p}
cfg.pop("password")
cfg["password"] = p
log.info("x", value=cfg)
= overwriting a key with a mask clears: clean
cfg = {"user": u, "password": p}
cfg["password"] = "***"
log.info("x", value=cfg)

cfg = dict(user=u, token=t)
cfg["token"] = mask(t)
log.info("x", value=cfg)

cfg = {"user": u, "password": p}
cfg.update(password="***")
log.info("x", value=cfg)
= filtered copies clear: clean
cfg = {"user": u, "password": p}
shown = {k: v for k, v in cfg.items() if k != "password"}
log.info("x", value=shown)

cfg = {"user": u, "password": p}
log.info("x", value={k: cfg[k] for k in ("user",)})

cfg = {"user": u, "password": p}
log.info("x", value={**cfg, "password": "***"})
= unfiltered copies do not: LGF301
cfg = {"user": u, "password": p}
shown = {k: v for k, v in cfg.items()}
log.info("x", value=shown)

cfg = {"user": u, "password": p}
log.info("x", value=dict(cfg))

cfg = {"user": u, "password": p}
shown = cfg.copy()
log.info("x", value=shown)

cfg = {"user": u, "password": p}
log.info("x", value={**cfg, "user": "x"})
= deletion from a copy clears the copy: clean
cfg = {"user": u, "password": p}
shown = cfg.copy()
shown.pop("password")
log.info("x", value=shown)

cfg = {"user": u, "password": p}
shown = dict(cfg)
shown["password"] = "***"
log.info("x", value=shown)
= and not the original: LGF301
cfg = {"user": u, "password": p}
shown = dict(cfg)
shown["password"] = "***"
log.info("x", value=cfg)
""",
)

BRANCHES = cases(
    "branch",
    """
= branches join: LGF301
if flag:
    x = password
else:
    x = "none"
log.info("x", value=x)

x = "none"
if flag:
    x = password
log.info("x", value=x)

try:
    x = settings.api_key
except KeyError:
    x = None
log.info("x", value=x)

x = "none"
for account in accounts:
    x = account.password
log.info("x", value=x)

def f(token, hide):
    if hide:
        token = "***"
    log.info("x", value=token)

match kind:
    case "a":
        x = token
    case _:
        x = None
log.info("x", value=x)
= both branches clear: clean
if flag:
    x = "yes"
else:
    x = "no"
log.info("x", value=x)

def f(token, hide):
    if hide:
        token = "***"
    else:
        token = "<none>"
    log.info("x", value=token)

def f(token):
    if token:
        token = mask(token)
        log.info("x", value=token)

def f(token, short):
    if short:
        token = token[:4]
    else:
        token = mask(token)
    log.info("x", value=token)
= the branch of the log counts: clean
if flag:
    x = password
    use(x)
else:
    x = "none"
    log.info("x", value=x)

def f(password):
    x = "none"
    log.info("x", value=x)
    x = password
    return x
= a later assignment that comes round a loop: LGF301
def f(accounts):
    last = None
    for account in accounts:
        log.info("x", value=last)
        last = account.password
= where only an absent secret goes: clean
if not token:
    log.warning("no token", token=token)

if token is None:
    log.warning("no token %s", token)

if password == "":
    log.warning("empty", value=password)
= where a secret is there: LGF301
if token:
    log.warning("token", value=token)

if token is not None:
    log.warning("token", value=token)
""",
)

HELPERS = cases(
    "helper",
    """
= a helper returns its parameter: LGF301
def same(x):
    return x
def run():
    log.info("x", value=same(password))

def line(name, value):
    return f"{name}: {value}"
def run():
    log.info(line("a", password))

def line(name, value):
    text = f"{name}: {value}"
    return text
def run():
    log.info(line(value=password, name="a"))
= a helper returns another parameter: clean
def line(name, value):
    store(value)
    return f"{name}"
def run():
    log.info(line("a", password))

def wanted(name, value):
    return len(value)
def run():
    log.info("x", value=wanted("a", password))
= a helper returns a secret of its own: LGF301
def make():
    return {"user": "u", "password": read()}
def run():
    log.info("x", value=make())

class Client:
    def _headers(self):
        return {"Authorization": f"Bearer {self.token}"}
    def call(self):
        log.info("x", value=self._headers())
= a helper logs what it is given: LGF301
def note(text):
    log.info(text)
def run(password):
    note(password)

def note(name, value):
    log.info("%s is %s", name, value)
def run(settings):
    note("key", settings.api_key)

class Base:
    def say(self, text):
        log.info(text)
    def run(self, token):
        self.say(f"using {token}")

def inner(text):
    log.info(text)
def outer(text):
    inner(text)
def run(password):
    outer(password)
= a helper logs another parameter, or what it has cleaned: clean
def note(name, value):
    send(value)
    log.info(name)
def run(password):
    note("a", password)

def note(value):
    log.info("set", there=bool(value))
def run(password):
    note(password)

def note(value):
    log.info("set", value=mask(value))
def run(password):
    note(password)

def note(value):
    value = "***"
    log.info("set", value=value)
def run(password):
    note(password)
= a helper is given something clean: clean
def note(text):
    log.info(text)
def run(password):
    note("password changed")

def note(text):
    log.info(text)
def run(password):
    note(str(len(password)))
= recursion has an end: clean
def a(x):
    return b(x)
def b(x):
    return a(x)
def run(password):
    log.info("x", value=a(password))
= an async helper: LGF301
async def fetch():
    return settings.password
async def run():
    log.info("x", value=await fetch())
= a default is a value, too: LGF301
def f(value=settings.api_key):
    log.info("x", value=value)
""",
)

ATTRIBUTES = cases(
    "attribute",
    """
= an attribute with a secret's name: LGF301
log.info("x", value=user.password)

class Client:
    def call(self):
        log.info("x", value=self._api_key)

log.info("x", value=settings.db.password)
= an attribute that the class fills with a secret: LGF301
class Client:
    def __init__(self, api_key):
        self._k = api_key
    def call(self):
        log.info("x", value=self._k)

class Client:
    def __init__(self, api_key):
        self.headers = {"Authorization": f"Bearer {api_key}"}
    def call(self):
        log.info("x", value=self.headers)

class Client:
    def __init__(self):
        self.params = {}
        self.params["token"] = read()
        log.info("x", value=self.params)

class Client:
    key = settings.api_key
    def call(self):
        log.info("x", value=self.key)

class Base:
    def __init__(self, password):
        self.value = password
class Client(Base):
    def call(self):
        log.info("x", value=self.value)
= another attribute: clean
class Client:
    def __init__(self, api_key, name):
        self._k = api_key
        self.name = name
    def call(self):
        log.info("x", value=self.name)

class Client:
    def __init__(self, api_key):
        self.client = Http(api_key)
    def call(self):
        log.info("x", value=self.client)

class Client:
    def __init__(self, token):
        self.token = bool(token)
    def call(self):
        log.info("x", value=self.token)

class Client:
    token: int
    def call(self):
        log.info("x", value=self.token)
= one key of a dict does not taint the others: clean
cfg = {"user": u, "password": p}
log.info("x", value=cfg["user"])

cfg = {"user": u, "password": p}
log.info("x", value=cfg.get("user"))

headers = {"Authorization": token, "Accept": accept}
log.info("x", value=headers["Accept"])
= what was put under a key comes out under it: LGF301
cfg = {"user": u, "x": password}
log.info("x", value=cfg["x"])

cfg = {}
cfg["x"] = token
log.info("x", value=cfg.get("x"))
""",
)

MODELS = cases(
    "model",
    """
= a dataclass or model with a plain sensitive field: LGF303
from dataclasses import dataclass
@dataclass
class Config:
    host: str
    password: str
def run(config: Config):
    log.info("x", value=config)

from pydantic import BaseModel
class Login(BaseModel):
    user: str
    password: str
def run(body: Login):
    log.info("x", value=body)

from pydantic import BaseModel
class Login(BaseModel):
    user: str
    password: str
def run(body: Login):
    log.info("x", value=body.model_dump())

from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    api_key: str = ""
settings = Settings()
log.info("x %s", settings)

from dataclasses import dataclass, asdict
@dataclass
class Config:
    password: str
def run():
    config = Config("x")
    log.info("x", value=asdict(config))

from typing import NamedTuple
class Pair(NamedTuple):
    user: str
    token: str | None
def run(pair: "Pair | None"):
    log.info(f"got {pair}")

from dataclasses import dataclass
@dataclass
class Base:
    password: str
@dataclass
class Config(Base):
    host: str
def run(config: Config):
    log.info("x", value=config)

from pydantic import BaseModel
class Login(BaseModel):
    password: str
def run(body: Login):
    log.info("x", value=vars(body))
= one with masking, hidden or harmless fields: clean
from pydantic import BaseModel, SecretStr
class Login(BaseModel):
    user: str
    password: SecretStr
def run(body: Login):
    log.info("x", value=body)

from pydantic import BaseModel, SecretStr
class Login(BaseModel):
    password: "SecretStr | None" = None
def run(body: Login):
    log.info("x", value=body)

from pydantic import BaseModel, Field
class Login(BaseModel):
    password: str = Field(repr=False)
def run(body: Login):
    log.info("x", value=body)

from dataclasses import dataclass
@dataclass
class Usage:
    token_count: int
    max_tokens: int
    token: int
def run(usage: Usage):
    log.info("x", value=usage)

from dataclasses import dataclass
@dataclass(repr=False)
class Config:
    password: str
def run(config: Config):
    log.info("x", value=config)

from dataclasses import dataclass
@dataclass
class Config:
    password: str
    def __repr__(self):
        return "Config(...)"
def run(config: Config):
    log.info("x", value=config)

from dataclasses import dataclass
@dataclass
class Config:
    host: str
    password: str
def run(config: Config):
    log.info("x", value=config.host)
= a plain class has a repr without its attributes: clean
class Config:
    def __init__(self, password):
        self.password = password
def run(config: Config):
    log.info("x", value=config)
= a model's dump without its secret: clean
from pydantic import BaseModel
class Login(BaseModel):
    user: str
    password: str
def run(body: Login):
    log.info("x", value=body.model_dump(exclude={"password"}))

from pydantic import BaseModel
class Login(BaseModel):
    user: str
    password: str
def run(body: Login):
    log.info("x", value=body.model_dump(include={"user"}))
= a field of a model: LGF301
from pydantic import BaseModel
class Login(BaseModel):
    user: str
    password: str
def run(body: Login):
    log.info("x", value=body.password)
""",
)

KWARGS = cases(
    "kwargs",
    """
= keywords from a known call site: LGF303
def call(**kwargs):
    log.info("calling", value=kwargs)
def run():
    call(user="u", password=p)

def call(name, **options):
    log.info("calling %s", options)
def run(token):
    call("a", token=token)

class Client:
    def call(self, **kwargs):
        log.info(f"calling {kwargs}")
    def run(self):
        self.call(api_key=self.key)

def call(**kwargs):
    log.info("calling", **kwargs)
def run():
    call(password=p)
= the call gives no secret: clean
def call(**kwargs):
    log.info("calling", value=kwargs)
def run():
    call(user="u", max_tokens=3)

def call(password, **kwargs):
    log.info("calling", value=kwargs)
def run():
    call(password=p, user="u")

def call(**kwargs):
    log.info("calling", value=sorted(kwargs.keys()))
def run():
    call(password=p)

def call(**kwargs):
    kwargs.pop("password")
    log.info("calling", value=kwargs)
def run():
    call(password=p, user="u")

def call(**kwargs):
    log.info("calling", value=kwargs)
def run():
    call(password=None)

def call(**kwargs):
    log.info("calling", value=kwargs.get("user"))
def run():
    call(password=p, user="u")
= one key of them: LGF301
def call(**kwargs):
    log.info("calling", value=kwargs.get("password"))

def call(**kwargs):
    log.info("calling", value=kwargs["api_key"])
= a dict as keywords of the log call: LGF301
log.info("x", **{"password": p})

fields = {"user": u, "token": t}
log.info("x", **fields)
= positional ones: LGF301
args = (user, password)
log.info("%s %s", *args)
""",
)

EXCEPTIONS = cases(
    "exception",
    """
= raised with the secret in the same try: LGF301
try:
    raise ValueError(f"cannot log in with {password}")
except ValueError as e:
    log.error("failed", error=str(e))

try:
    if not ok:
        raise RuntimeError("bad", token)
except Exception as e:
    log.error(f"failed: {e}")

try:
    raise ValueError(password)
except (KeyError, ValueError) as e:
    log.error("failed %s", e)
= raised without it: clean
try:
    raise ValueError("cannot log in")
except ValueError as e:
    log.error("failed", error=str(e), user=user)

try:
    login(password)
except ValueError as e:
    log.error("failed", error=str(e))
= another type, or another try: clean
try:
    raise ValueError(password)
except KeyError as e:
    log.error("failed", error=str(e))

try:
    try:
        raise ValueError(password)
    except ValueError:
        pass
except KeyError as e:
    log.error("failed", error=str(e))
= a cleaned one: clean
try:
    raise ValueError(mask(password))
except ValueError as e:
    log.error("failed", error=str(e))

try:
    raise ValueError(f"a password of {len(password)} characters")
except ValueError as e:
    log.error("failed", error=str(e))
= the exception is no secret by the label: clean
try:
    use(token)
except AuthError as e:
    log.error(f"token: {e}")

try:
    use(token)
except AuthError as err:
    log.error("Invalid token: %s", err)
= a type's name is no text of it: clean
try:
    raise ValueError(password)
except ValueError as e:
    log.error("failed", kind=type(e).__name__)
= the handler's own secret: LGF301
try:
    login(password)
except ValueError:
    log.exception("cannot log in with %s", password)
""",
)

CONTAINERS = cases(
    "container",
    """
= the environment: LGF303
import os
log.info("env", value=os.environ)

import os
log.info("env %s", dict(os.environ))

from os import environ
log.info("env", value=environ.copy())

import os
env = os.environ.copy()
env["A"] = "b"
log.info("env", value=env)
= its members, its names or its size: clean
import os
log.info("env", value=os.environ["PATH"])

import os
log.info("env", value=len(os.environ))

import os
log.info("env", value=sorted(os.environ.keys()))

import os
log.info("env", value={k: os.environ[k] for k in ("HOME", "PATH")})

import os
log.info("env", value={k: v for k, v in os.environ.items() if k.startswith("LC_")})

import os
log.info("env", value="HOME" in os.environ)

import os
log.info("env", value=[name for name in os.environ])
= locals() and vars() with a secret: LGF303
def login(user, password):
    log.debug("login", value=locals())

def login(user):
    token = read()
    log.debug("login", value=vars())

def login(user, password):
    log.debug(f"login {locals()}")
= without one: clean
def login(user, token_count):
    log.debug("login", value=locals())

def login(user):
    log.debug("login", value=vars())

def login(user, password):
    log.debug("login", value=locals()["user"])

def login(user, password):
    log.debug("login", value=locals().get("user"))

def login(user, password):
    log.debug("login", value=sorted(locals()))
= __dict__ with a sensitive member: LGF303
class Client:
    def __init__(self, password):
        self.password = password
        log.debug("made", value=self.__dict__)

class Client:
    def __init__(self, password):
        self.password = password
    def show(self):
        log.debug("made", value=vars(self))
= without one: clean
class Client:
    def __init__(self, name):
        self.name = name
        log.debug("made", value=self.__dict__)

log.debug("made", value=thing.__dict__)
= request headers and cookies through a name: LGF303
async def view(request):
    headers = dict(request.headers)
    log.info("got", value=headers)

async def view(request):
    for name, value in request.headers.items():
        log.info("header %s: %s", name, value)
= without the secret ones, or the names alone: clean
async def view(request):
    headers = dict(request.headers)
    headers.pop("authorization", None)
    log.info("got", value=headers)

async def view(request):
    for name, value in request.headers.items():
        log.info("header %s", name)

async def view(request):
    shown = {k: v for k, v in request.headers.items() if k.lower() != "authorization"}
    log.info("got", value=shown)

async def view(request):
    log.info("got", value=redact(request.headers))

async def view(request):
    log.info("got", value=len(request.cookies))
""",
)

PROSE = cases(
    "prose",
    """
= a secret word in constant text: clean
log.warning("Invalid password")

log.warning("API_KEY not set")

log.info("password: wrong")

log.info("token=")

log.info("Пароль изменён", user=user)

log.info("password for %s changed", user)

log.info("Missing token in %s", path)
= glued to a placeholder whose argument is opaque: LGF301
log.info("password=%s", x)

log.info(f"token: {x}")

log.info(f"Токен бота: {x}")

log.info("token: {}".format(value))

log.info("api key: %s" % v)

log.info("password=" + data)

log.info(f"user={user} password={p}")

log.info("secret='%s'", val)

log.info("api_key=%(k)s", {"k": k})

log.info(f"token: {self.value}")

log.info(f"Пароль: {raw}")

log.info("access token = %s", result)

log.info("пароль пользователя: %s", x)
= not glued to it: clean
log.info("password changed by %s", x)

log.info(f"token {x} of 12")

log.info("password, user=%s", x)

log.info(f"password reset for user: {x}")
= the argument says what it is: clean
log.info(f"password: {user_name}")

log.info("token: %s", status)

log.info("token: %s", err.code)

log.info("token: %d", count)

log.info(f"password: {reason}")
= a call, a literal, an exception: clean
log.info(f"token: {describe(x)}")

log.info("token: %s", "none")

log.info("token: %s", len(x))

try:
    use()
except ValueError as e:
    log.info(f"token: {e}")
= a cleaned argument: clean
log.info(f"token: {mask(x)}")

log.info("password=%s", bool(x))

log.info(f"token: {x[:4]}")

x = mask(read())
log.info(f"token: {x}")

def f(x: int):
    log.info(f"token: {x}")
= a verb or status word cancels: clean
log.info(f"token rejected: {x}")

log.info("password check failed: %s", x)

log.info("token expired: %s", x)

log.info(f"invalid password: {x}")

log.info("secret not found: %s", x)

log.info("missing api key: %s", x)

log.info(f"Обновляю токен: {x}")

log.info("fetching token: %s", x)

log.info("setting password: %s", x)
= only three words before it: clean
log.info("the password of the current user name: %s", x)

log.info(f"password was wrong, user: {x}")
= a label that is about a secret: clean
log.info(f"token count: {x}")

log.info("password length=%s", x)

log.info("token type: %s", x)

log.info("max tokens: %s", x)

log.info(f"token_id={x}")
= Russian words that contain a stem: clean
log.info(f"Токенов: {x}")

log.info(f"токены: {x}")

log.info(f"Токенизатор: {x}")

log.info(f"Секретарь: {x}")

log.info(f"Ключевой: {x}")

log.info(f"Подключен: {x}")

log.info(f"Отключен: {x}")

log.info(f"Исключение: {x}")
""",
)

URLS = cases(
    "url",
    """
= the password place of a URL: LGF301
log.info(f"postgres://{u}:{p}@db/main")

log.info("redis://:%s@cache", pw)

log.info("amqp://{}:{}@{}".format(login, credential_text, host))

log.info(f"connecting to {scheme}://{user}:{anything}@{host}")

log.info("postgres://%s:%s@db" % (user, other))
= right after /bot: LGF301
log.info(f"https://api.telegram.org/bot{chat}/send")

log.info("GET %s/bot%s/getMe", base, first)
= constants and cleaned values: clean
log.info(f"postgres://{u}:{'***'}@db/main")

log.info(f"postgres://{u}:{mask(p)}@db/main")

hidden = "***"
log.info(f"postgres://{u}:{hidden}@db/main")

log.info("https://api.telegram.org/bot%s/send", "<token>")

log.info(f"https://api.telegram.org/bot{redact(chat)}/send")

log.info(f"postgres://{u}:{'*' * 8}@db/main")
= other places: clean
log.info(f"postgres://{host}:{port}/main")

log.info(f"http://{host}:{port}/bots/{name}")

log.info(f"robot{number} started")

log.info(f"ssh {user}@{host}:{port}")
= a URL of a database or broker, opt-in: LGF305
log.info("x", value=database_url)

log.info("x", value=settings.REDIS_URL)

import os
log.info("x", value=os.environ["BROKER_URL"])

url = cfg["database_url"]
log.info("x", value=url)
= the host of one, or another URL: clean
log.info("x", value=database_url.host)

log.info("x", value=callback_url)

log.info("x", value=mask(database_url))

log.info("x", value=hide_password(broker_url))
= a webhook's URL is the key to it: LGF301
log.info("x", value=webhook_url)

log.info("x", value=cfg["slack_webhook_url"])
= a credential in a literal: LGF302
log.info("connecting to postgres://app:hunter22@db/main")

log.info("x", value="ghp_a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2")

log.info("calling", header="Authorization: Bearer abcdefgh12345678ijklmnop")
= made of a dict of which something else was taken out: LGF301
dsn = config.format({**connection, "user": None})
log.info("connecting", to=dsn)

= one that is made up: clean
log.info("usage: postgres://user:password@host/name")

log.info("usage: https://<user>:<password>@host")

log.info("x", value="sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")

log.info("see https://docs.example.com/a:b@c")
= the terminal: LGF304
print("token", token)

import sys
sys.stdout.write(f"password: {password}")

from pprint import pprint
pprint({"password": p})

def show(text):
    print(text)
def run(api_key):
    show(api_key)
= what is printed elsewhere, or cleaned: clean
print("token", bool(token))

print(token, file=out)

print(f"password: {mask(password)}")

import sys
sys.stdout.buffer.write(data)
""",
)

CASES = (
    *SOURCES,
    *CARRIERS,
    *CLEANERS,
    *BRANCHES,
    *HELPERS,
    *ATTRIBUTES,
    *MODELS,
    *KWARGS,
    *EXCEPTIONS,
    *CONTAINERS,
    *PROSE,
    *URLS,
)

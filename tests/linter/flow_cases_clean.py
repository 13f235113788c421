"""Habits of real code that look like a leak and are none."""

from __future__ import annotations

from tests.linter.flow_cases import cases

__all__ = ["HARD_NEGATIVES"]

HARD_NEGATIVES = cases(
    "hard-negative",
    """
= language models count tokens: clean
log.info("generated", tokens=tokens, max_tokens=max_tokens, total_tokens=usage.total_tokens)

log.info("usage", prompt_tokens=usage["prompt_tokens"], completion=usage.completion_tokens)

log.debug(f"input_tokens={input_tokens}, output_tokens={output_tokens}")

log.info("stop", eos_token=tokenizer.eos_token, pad_token=pad_token)

log.debug("chunk", token=int(logits.argmax()))

for token in stream.tokens:
    log.debug("piece", value=token)

log.info("speed", value=token_count / elapsed)

n_tokens = len(tokenizer.encode(text))
log.info("encoded", tokens=n_tokens)

log.info("cost", cost_per_token=cost_per_token, tokens_per_second=rate)

log.debug("special", special_tokens=special_tokens, mask_token=mask_token)
= parsers have tokens: clean
def parse(source):
    for token in split(source):
        if token == "(":
            log.debug("opening", token=token)

def parse(tokens):
    token = tokens[0]
    if token in ("AND", "OR"):
        log.debug("operator %s", token)

def parse(text):
    for token in shlex.split(text):
        log.debug("argument %s", token)

def parse(lexer):
    for kind, token in lexer.items():
        log.debug("kind %s", kind)

log.debug("unexpected token", kind=token.type, line=token.lineno)

def resolve(tokens):
    for token in tokens:
        if token == "REPLICA MONITOR":
            log.debug("resolved %s", token)
= a file that takes texts apart has tokens: clean
import tokenize
def show(token):
    log.debug("token %s", token)

from ply import lex
class Reader:
    def next(self):
        self.token = self.lexer.get_token()
        log.debug("token", value=self.token)

log.debug("where", token_range=token_range, pos=self.token_pos)
= paging has tokens: clean
log.debug("next page", token=None, next_token=next_token)

log.info("listing", page_token=page_token, continuation_token=answer["continuation_token"])

log.debug("from", starting_token=self._starting_token)

log.debug("cursor", sync_token=state.sync_token)
= context variables and locks have tokens: clean
def bind(**values):
    token = _context.set(values)
    log.debug("bound", token=token)

token = self._var.set(1)
log.debug("reset later", value=token)

def acquire():
    token = uuid.uuid4()
    log.info("lock taken", token=token)
= where a secret is kept, not the secret: clean
log.info("reading", path=settings.password_file)

log.info("Token file %s is missing", token_file)

log.info("Reading keys from: %s", key_dir, secret_path=secret_path)

log.debug("Private key at %s", self.private_key_path)

log.info("using", credentials_file=os.path.join(home, "credentials"))

import os
def load(privkey):
    if not os.path.isfile(privkey):
        log.error("no key at %s", privkey)

def load(password):
    with open(password) as file:
        log.debug("reading %s", password)
        return file.read()

log.info("tokens are in %s", token_dir)
= how long, how many, since when: clean
log.info("token expires", token_expiry=token.expires_at, token_ttl=token_ttl)

log.debug(f"New token will expire at {self.token_expiry}")

log.info("rotated", secret_version=secret_version, password_age=password_age)

log.info("policy", password_min_length=8, password_strength=strength)

log.info("limits", api_key_limit=limit, api_key_usage=usage)

log.info("cleaned", expired_tokens=removed)
= which, not what: clean
log.info("revoked", token_id=token.id)

log.info("secret", secret_name=secret_name, secret_arn=arn)

log.info("using key %s", api_key_alias)

log.info("client", client_id=client_id, key_id=access_key_id)

log.info("signing", kid=private_key.kid, algorithm=signing_key.algorithm)

log.info("kind", token_type=token_type, grant_type=grant.type, auth_method=auth_method)

log.info("key", fingerprint=ssh_key.fingerprint())

log.warning("missing secret %s", secret_id)

log.error("No key named %r in the environment", env_var)
= only whether there is one: clean
log.info("configured", has_api_key=bool(api_key))

log.info("login", password_given=password is not None)

log.info("auth", token="yes" if token else "no")

log.debug("key set: %s", api_key != "")

log.debug("found: %s", "password" in form)

log.info("enabled", auth_enabled=auth_enabled, csrf_enabled=csrf_enabled)

log.debug("ok: %s", hmac.compare_digest(token, expected))

log.debug("ok: %s", not token)

log.debug("count: %d", len(api_keys))

log.debug("type: %s", type(credentials).__name__)

log.info("ok: %s", isinstance(secret, str), valid=all(tokens))
= only where there is none: clean
if not api_key:
    log.error("API key missing: %r", api_key)

if password is None or password == "":
    log.warning("no password: %r", password)

if not self.token and not force:
    log.info("anonymous", token=self.token)

if cfg["password"] is None:
    log.warning("password is %s", cfg["password"])

if token:
    use(token)
else:
    log.warning("no token (%r)", token)

log.info("x", value=None if token is None else "***")
= talk about secrets: clean
log.warning("Invalid password for %s", user)

log.error("Token is no longer valid")

log.error("Unable to decrypt token: %s", err)

log.warning('Authentication failure of type "token" occurred.')

log.info("Set API_KEY in the environment", path=path)

log.info("Password for %s changed by %s", user, admin)

log.warning("Using MD5 for hashing passwords is considered insecure!")

log.error("Authentication failed: status code %s", status)

log.info("Auth via unix_socket can be set only for host=localhost, not %s", host)

log.debug("Authentication module threw %s", e)

log.info("secrets: %d loaded", count)

log.info("Password reset requested for: %s", x)

log.info("token cache: %s", hits)

log.info(f"Authorization endpoint: {x}")

log.info("cookie policy: %s", x)

log.info("key: %s", x)

log.info("Relative Key Path: %s", relative_key_path)

log.info("grant to token '%s'::'%s'", user, host)
= errors about secrets: clean
try:
    client.login(user, password)
except LoginError as exc:
    log.error("login failed: %s", exc)

try:
    token = decrypt(blob)
except ValueError as exc:
    log.warning("Token failed to decrypt: %r", exc)

try:
    check(token)
except Exception:
    log.exception("token check failed", user=user)
= what a secret was used for: clean
connection = connect(host, user, password)
log.info("connected", connection=connection)

client = Client(api_key=api_key)
log.info("client", client=client, base=client.base_url)

response = session.get(url, headers={"Authorization": f"Bearer {token}"})
log.info("answer", status=response.status_code, url=response.url)

user = authenticate(token=token)
log.info("authenticated", user=user)

claims = jwt.decode(token, key)
log.info("claims", sub=claims["sub"])

username, _ = credentials
log.info("user", name=username)

log.info("loaded", rows=load_rows(connection_string))

ok = verify_password(password, stored)
log.info("verified", ok=ok)

engine = create_engine(dsn)
log.info("engine", pool=engine.pool.size())

with Session(token) as session:
    log.info("session", session=session)

digest = hashlib.sha256(api_key.encode()).hexdigest()
log.info("key", key=digest[:8])

signature = sign(payload, secret_key)
log.info("signed", size=len(signature))

counter = Counter(password)
log.info("shape", unique=len(counter))
= hidden before it is logged: clean
shown = dict(options)
shown["passwd"] = "<hidden>"
log.info("connecting", options=shown)

shown = options.copy()
shown["passwd"] = "<hidden>"
shown.pop("token", None)
log.info("connecting", options=shown)

options = {"host": host, "passwd": p}
shown = {k: v for k, v in options.items() if k not in HIDDEN}
log.info("connecting", options=shown)

options = {"host": host, "passwd": p}
for k, v in options.items():
    log.debug("option %s", k)

headers = {"Authorization": token, "Accept": "*/*"}
safe = {**headers, "Authorization": "***"}
log.debug("headers", headers=safe)

masked = f"{api_key[:4]}...{api_key[-4:]}"
log.info("key", key=masked)

log.info("key", api_key=f"***{api_key[-4:]}")

url = re.sub(":[^@]+@", ":***@", template)
log.info("url", url=url)

token = "*" * len(token)
log.info("token", token=token)

def hide(text):
    return "*" * len(text)
def run(password):
    log.info("login", password=hide(password))

def _last_four(text):
    return text[-4:]
def run(card_number):
    log.info("paid", value=_last_four(card_number))

command = f"login -u {user} -p {password}"
log.debug("running", command=command.replace(password, "***"))

logged = "login with ***"
command = f"login with {password}"
log.debug("running %s", logged)

def run(command, **kwargs):
    logged = kwargs.get("logged")
    if logged is None:
        log.debug("running %s", command)
def login(password):
    run(f"login {password}", logged="login ***")

def run(command, logged=None):
    if logged is None:
        logged = command
    log.debug("running %s", logged)
def login(password):
    run(f"login {password}", logged="login ***")
= names of secrets, not secrets: clean
HIDDEN = ("password", "token")
log.debug("hidden", names=HIDDEN)

for name in ("password", "token"):
    log.debug("checking", name=name)

log.debug("fields", names=[field.name for field in secret_fields])

SECRET_KEY = "SECRET_KEY"
log.debug("reading", name=SECRET_KEY)

log.info("filed", name=CONF_TOKEN)
del data[CONF_TOKEN]

from const import API_KEY_HEADER
log.debug("header", name=API_KEY_HEADER)

log.debug("keys", keys=sorted(credentials_by_name.keys()))

log.info("scheme", value=AuthScheme.PASSWORD, grant=GrantType.TOKEN)

missing = [name for name in required if name not in os.environ]
log.error("missing", names=missing)
= other members of what holds a secret: clean
log.info("user", name=credentials.username, host=credentials.host)

log.info("bucket", bucket=auth.bucket, region=auth.region)

log.debug("session", expires=cookie.expires, domain=cookie["domain"])

config = {"host": host, "password": password}
log.info("connecting to %s", config["host"])

config = dict(host=host, password=password)
log.info("connecting to %s", config.get("host"))

class Client:
    def __init__(self, host, password):
        self.options = {"host": host, "password": password}
    def connect(self):
        log.info("connecting to %s", self.options["host"])

def connect(**options):
    host = options.get("host")
    log.info("connecting to %s", host)
def run():
    connect(host=h, password=p)

value = options.get(name)
log.debug("option %s is %s", name, value)
= random text that opens nothing: clean
import secrets
boundary_id = secrets.token_hex(8)
log.debug("part", boundary=boundary_id)

import secrets
branch_name = f"release-{version}-{secrets.token_hex(4)}"
log.info("creating branch %s", branch_name)

import secrets
log.debug("trying %s", secrets.choice(hosts))

import secrets
temp_path = base / secrets.token_urlsafe(6)
log.debug("writing", path=temp_path)

import secrets
log.debug("sent", request_id=secrets.token_hex(8))
= tools whose names hold a word of a secret: clean
secret_detector = SecretDetector()
log.info("ready", detectors=[secret_detector])

log.debug("provider", provider=token_provider, manager=secret_manager)

from app import credentials
log.debug("module", module=credentials)

def password():
    return ask()
log.debug("function", function=password)

class Token:
    pass
log.debug("class", cls=Token)

log.info("backend", backend=self.password_hasher, store=token_store)

log.debug("middleware", names=[CsrfMiddleware, SessionMiddleware])

log.info("cursor", keyspace=keyspace, primary_key=primary_key, sort_key=sort_key, keys=keys)

log.debug("shortcut", key=key, keyboard=keyboard, keycode=keycode)

log.info("compass", compass=compass, passes=passes, passenger=passenger, bypass=bypass)

log.info("author", author=author, authority=authority, secretary=secretary)

log.info("identity", session_id=session_id, identity=identity, user_id=user_id)

log.info("certificate", certificate=certificate, public_key=public_key, cert=ca_cert)

log.info("status", status_code=status_code, zip_code=zip_code, country_code=country_code)
= a row that has a token, not the token: clean
def expire(rows):
    for token in rows.api_tokens:
        if token.expires_at < now():
            log.warning("expired %s", token)

def seen(request):
    row_token = find(request)
    row_token.last_seen = now()
    log.debug("seen", token=row_token)

log.debug("Not adding %s again", orm_token)

def note(row):
    log.debug("first activity of %s", row)
def current():
    row = get_token()
    note(row)
    return row.user
= what a queue hands out to take a message off it again: clean
log.debug("already taken", ack=message.reservation_token, lease=lease_token)

log.debug("no such event: %s", event_token)
= how a cookie is set, not what is in it: clean
log.debug("setting", options=cookie_options, more=xsrf_cookie_kwargs)
= by which algorithm, behind which mask: clean
log.debug("unexpected", alg=token_alg, wanted=jwt_alg)

from app import PASSWORD_MASK
def shown(url):
    return url.set(password=PASSWORD_MASK)
log.info("connecting", url=f"db://{PASSWORD_MASK}@{host}", token_placeholder=token_placeholder)
= where something is stored, who asks: clean
def read(self, storage_key):
    try:
        return self.storage.read(storage_key)
    except OSError:
        log.error("cannot read %s", storage_key)

def release(self, state):
    task = self.clients.pop(state.client_key)
    log.debug("releasing", task=task, client=state.client_key)

storage_key = f"{bucket}/{user_id}/photo.png"
log.debug("stored", where=storage_key)
= other members of what constants name: clean
def read(data):
    log.debug("connecting to %s", data[CONF_HOST])
def run(self):
    read({CONF_HOST: self.host, CONF_PASSWORD: self.password})

config = {const.CONF_URL: url, const.CONF_TOKEN: self.token}
log.error("cannot reach %s", config.get(const.CONF_URL) or "it")
= what the keys of a dict open, where they are the secrets: clean
for token, user in by_token.items():
    log.info("a token for %s", user)

for api_key, owner in self.api_keys.items():
    log.info("a key for %s", owner)
= the names in a dict of secrets: clean
api_keys = {"default": api_key}
for name in list(api_keys):
    log.info("a key of %s", name)

def get(secret, secrets):
    if secret in secrets:
        log.debug("found %s", secret)
    return secrets[secret]
= a copy in which a loop has put masks: clean
shown_token = {}
shown_token.update(token)
for key in ("access_token", "refresh_token"):
    if key in token:
        shown_token[key] = "REDACTED"
log.debug("saving %s", shown_token)
= a beginning of which somebody has said how long it may be: clean
log.info("code %s", token[:prefix_length])

class Share:
    def make(self, token):
        self.prefix = token[: self.prefix_length]
    def show(self):
        log.info("shared %s", self.prefix)
= a beginning that the message shows to be one: clean
log.debug("host %s (token %s...)", host, token[:5])

log.debug(f"token {token[:6]}…")
= a file's place under a secret's name: clean
def options(certs):
    api_key = certs["proxy"]["keyfile"]
    log.debug("starting with %s", ["--key", api_key])
= a sentence under a secret's name: clean
def tell(client):
    creds = f" (server {client.uri!r}, tried with profile {profile_of(client)!r})" if client else ""
    log.error("cannot save%s", creds)
= an address whose place the source code tells: clean
HOOK_URL = "/hooks/chat"
class Bot:
    def __init__(self, base_url):
        self.webhook_url = f"{base_url}{HOOK_URL}"
    def start(self):
        log.info("listening at %s", self.webhook_url)

WEBHOOK_URL = "/hooks/chat"
log.info("listening at %s", WEBHOOK_URL)
= the items of a row that a message names: clean
for row in data["refresh_tokens"]:
    log.error("ignoring %(id)s of %(user)s", row)
= text that comes piece by piece: clean
for token in self.response_gen:
    log.debug("piece", value=token)

async def show(answer):
    async for token in answer.stream():
        log.debug("piece", value=token)
= by which of them, of which shape: clean
log.debug("found %s", secret_uuid)

log.error("not a pattern: %s", settings.password_regex)

log.debug("looking for", start=self.tool_calls_start_token, end=end_token, rest=token_suffix)

log.error("cannot read %s", constants.CONF_PASSWORD)

import secrets
cnonce = secrets.token_hex(16)
log.debug("sent %s", cnonce)

webhook_url = backend.url.rstrip("/") + "/webhook"
log.info("adding %s", webhook_url)

log.debug("sent %s", obscure(token))
= a helper that is told not to log: clean
def call(url, data, quiet=False):
    if not quiet:
        log.info("calling %s with %s", url, data)
def login(password):
    call("/login", {"password": password}, quiet=True)
= the keys of a dict that has been filled by keys: clean
def send(store):
    passwords = store.get_all_credentials()
    passwords[HOST] = passwords.get(ALIAS)
    log.debug("sending those of %s", ", ".join(repr(host) for host in passwords))
= the log call is none: clean
catalog.info("x", password=password)

dialog.warning(password)

math.log(token)

parser.error(f"bad password {password}")

progress.log_token(token)
= an answer to another program: clean
import sys
sys.stdout.write(cfg["password"])
= quantities of what has a secret's name: clean
log.debug("current", value=cache["request_count_api_key"])

log.debug("seen", count_by_token=count_by_token)
= a key by which something is found: clean
def attach(self, session_key):
    sandbox = self.sandboxes.get(session_key)
    log.debug("attached", sandbox=sandbox, key=session_key)

def attach(self, session_key):
    found = self.find_for_key(session_key)
    log.debug("%d found for %s", len(found), session_key)

def attach(self, session_key):
    name = self.sandbox_id(session_key)
    log.debug("attached", name=name, key=session_key)

async def read(self, service_key):
    row = await self.services.fetch(service_key)
    log.debug("read", service=service_key, row=row.id)

class Store:
    def read(self):
        storage_key = self.key
        log.error("cannot read %s at %s", storage_key, self.path)
= the name of a variable of the environment: clean
from settings import ENV_API_TOKEN
log.warning("set %s to sign in", ENV_API_TOKEN)
= whom a form is accepted from, what a token is asked for with: clean
log.info("trusted", origins=csrf_trusted_origins)

log.debug("asking", request=token_request, body=token_req)
= what stands behind the userinfo of a URL: clean
log.info("connected to %s", connection_string.split("@")[-1])

log.info("connected to %s", dsn.rsplit("@", 1)[-1])
= where the next page begins: clean
log.debug("listing", limit=limit, pagination_token=pagination_token)
= a path, by what the function does with it: clean
import os
def check(self):
    for path in (self.certificate, self.privkey):
        if not os.path.isabs(path):
            log.debug("%s is relative", path)

from app.compat import os
def relink(target, old_privkey):
    if os.path.islink(old_privkey):
        old_privkey = os.readlink(old_privkey)
    log.debug("linking to %s", old_privkey)

import os
def save(archive, names, key):
    target = {name: os.path.join(archive, name) for name in names}
    with open(target["privkey"], "wb") as file:
        log.debug("writing to %s", target["privkey"])
        file.write(key)
= a serial number that is called like a social one: clean
def find(self, ssn):
    found = self.get("ScSerialNumber", ssn)
    log.error("no such array %(ssn)s: %(found)s", {"ssn": ssn, "found": found})
= where a value is no text: clean
def check(api_key):
    if isinstance(api_key, str):
        use(api_key)
    else:
        log.warning("not a text: %r", api_key)

def check(api_key):
    if api_key is None or not isinstance(api_key, str):
        raise ValueError(f"bad key {api_key}")
    return use(api_key)
def run():
    try:
        check(load())
    except ValueError as error:
        log.exception(f"cannot run: {error}")
= a mask that leaves the beginning to be seen: clean
log.info("x", token=token[:8] + "*" * 15)

def show(api_key):
    shown = api_key
    if shown is not None and isinstance(shown, str):
        shown = shown[:4] + "****"
    log.info("using", key=shown)
= what is masked wherever it is there: clean
def show(password):
    if password:
        password = "***"
    log.info("using", password=password)

def show(token):
    if token is not None:
        token = hash_token(token)
    log.info("using", token=token)
= what a test of itself has hashed where it had to be: clean
def find(api_key):
    if api_key.startswith("sk-"):
        api_key = hash_token(api_key)
    log.info("no such key: %s", api_key)
= one of many that is masked by its key: clean
def show(request):
    lines = []
    for name, value in request.headers.items():
        if name.lower() == "authorization":
            value = "<redacted>"
        lines.append(f"{name}: {value}")
    log.debug("sending %s", ", ".join(lines))
= a number, by the placeholder that takes no text: clean
log.debug("table=%d cookie=0x%x match=%s", message.table, message.cookie, message.match)

log.info("flow %(cookie)d deleted", {"cookie": cookie})
= the beginning of it, by the placeholder: clean
log.debug("using token %.5s...", token)

log.debug("using token %.4s", token)
= the number of a flow rule: clean
from network.openflow import install
def clean(self):
    log.info("reserved cookies: %s", self.reserved_cookies)
    install(table=0, cookie=self.cookie)
= the tokens of a text, as they are made: clean
def answer(client, prompt):
    response = client.text_generation(prompt)
    for token in response:
        log.debug(token)
        yield token
= made of a dict whose secret was taken out: clean
dsn = config.format({**connection, "password": None})
log.info("connecting", to=dsn)

= how often it was tried: clean
log.info("again", attempt=_credential_refresh_attempt + 1)

= where it is from, what it is like: clean
log.debug("loading cookies from %s", cookies_source)

log.info("used", tokens=token_info)
= what a call before has cleaned in place: clean
def answer(self, request):
    self.obscure_request(request)
    log.info("answered %s", request.headers.get("x-auth-token"))

def answer(self, request):
    self.obscure_request(request)
    replacements = {"auth_token": request.headers.get("x-auth-token")}
    log.info(self.format(**replacements), extra=replacements)

def send(payload):
    payload["password"] = load()
    mask_secrets(payload)
    log.debug("sending", payload=payload)
= the name of a variable of the environment: clean
import os
def read(value):
    name = value.removeprefix("env:")
    found = os.getenv(name)
    if found is None:
        log.warning("%s is not set", name)
    return found
def connect(settings):
    return read(settings.api_key)
= what an operation or a grant is called: clean
log.info("asked for %s", GrantTypes.REFRESH_TOKEN)

log.debug("right %s", Rights.ResetPassword.value)
= a noun in front of the preposition: clean
log.info("%s came", self._get_username_from_token(request))

log.debug("keys in %s", self.path_to_private_key)

log.info("left out", hosts=hosts_without_credentials)

log.debug("tags %s", get_metadata_for_secret(secret_id))

log.info("found %s", get_user_by_api_key(header))
= a reference to a secret, a claim, a target: clean
log.info("read %s", secret_ref)

log.debug("roles %s", token_claims["roles"])

log.info("gone on with %s", credential_target)
= whose credentials they are is no secret, but personal: LGF306
log.warning("asked by %s", credentials_email)
= how many of them: clean
log.warning("over the limit", used=usages["encryption_keys"], allowed=quotas["encryption_keys"])
= a folder: clean
import posixpath
def upload(self, name):
    log.info("to %s", posixpath.join(self._pwd, name))
= an attribute that the file opens: clean
def load(settings):
    log.debug("keys from %s", settings.ENCRYPTION_KEY)
    with open(settings.ENCRYPTION_KEY) as file:
        return file.read()
= a text that is put together to be a file's name: clean
def sign(folder):
    private_key = f"{folder}/node.pem"
    log.debug("signing with %s", private_key)
= what the text in front says: clean
log.error("cannot delete credential with name or ID '%s'", credential)

log.error(_("cannot delete credential with name or ID '%(it)s': %(e)s"), {"it": credential, "e": error})

log.debug("left out row of %s at position %s", stream, token)
log.info("credentials of the role: access_key_id=%s", credentials.access_key)
= the path of a file, by the name that it gets: clean
def load(oauth_credentials):
    oauth_file = oauth_credentials
    log.warning("nothing in %r", oauth_file)

def check(cookies_path):
    log.warning("no list in %s", cookies_path)
def run(args):
    if args.cookies:
        check(args.cookies)
= a section of a configuration file is no secret: clean
log.debug("host %s", config.get("Credentials", "host", "localhost"))
= what is called when a secret comes: clean
for hook in self.hooks["access_token_response"]:
    log.debug("calling %s", hook)

log.debug("new one from %s", self.token_updater)
= what an endpoint is called: clean
class Api:
    OPERATION_CREATE_TOKEN = "/tokens"
    def call(self):
        log.debug("calling %s", self.OPERATION_CREATE_TOKEN)
= a message that another file holds: clean
from app.log_messages import API_KEY_IS_EMPTY
def check(key):
    if not key:
        log.error(API_KEY_IS_EMPTY)

from app.shared import API_KEY_IS_INVALID
def check(name):
    log.error(API_KEY_IS_INVALID, name)

from app.shared import API_KEY_IS_INVALID
def check(name):
    log.error(API_KEY_IS_INVALID % name)

from app.shared import API_KEY_IS_INVALID
def check(name):
    log.error(API_KEY_IS_INVALID.format(name))
= a token of a model's vocabulary: clean
def repair(tokenizer, tokens):
    for token_id, token in tokens.items():
        if tokenizer.decode([token_id]) != token:
            log.warning("replacing %s by %s", token_id, token)
= money: clean
def convert(token_symbol, quote_token, amount):
    log.debug("%s of %s in %s", amount, token_symbol, quote_token)
= the working folder: clean
import os
def run(command):
    pwd = os.getcwd()
    log.info(f"running: cd {pwd} && {command}")
= what a function of the file has hidden, as it says: clean
def obfuscate(text):
    return text[:9] + "..." if len(text) > 20 else text
def show(token):
    log.debug("with %s", obfuscate(token))
= what came of it, behind a value: clean
def check(serial, result):
    log.info(f"result for token {serial!s}: {result!r}")
= what one may do, where it is, when it was: clean
log.info("rights", value=default_permissions_create_token, allowed=permit_token_creation)

log.debug("read from %s at %s", credential_location, token_refresh_time)
= a header that a helper has redacted: clean
def shown(name, value):
    return value if name in ALLOWED else "***"
def _redact_header(name, value):
    return shown(name, value)
def tell(request):
    for name, value in request.headers.items():
        log.debug("%s: %s", name, _redact_header(name, value))
= an address behind hidden credentials: clean
log.info("pool for %s:**@%s", user, dsn)
= positions of a stream: clean
def move(self, since_token, now_token):
    log.debug("from %s to %s", since_token, now_token)
    for token in self.read(since_token, now_token):
        log.debug("at %s", token)
= receipts: clean
def leave(self, acquire_token, client_request_token):
    log.debug("left %s %s", acquire_token, client_request_token)
= the answer of a server that refused: clean
def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code != 200:
        log.error("refused: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.ok:
        return token_response.json()
    else:
        log.error("refused: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code >= 400:
        log.error("refused: %s", token_response.text)

def fetch(http):
    token_response = http.post("/token")
    if token_response.status_code in (200, 201):
        return token_response.json()
    else:
        log.error("refused: %s", token_response.text)

log.error(f"Failed to refresh token: {response.text}")

log.error("Unable to get access token: %s", answer.text)
= what a server asks for: clean
def ask(answer):
    auth_header = answer.getheader("WWW-Authenticate")
    log.error("offered: %s", auth_header)
= a piece of a language model's answer: clean
def on_llm_new_token(self, token):
    log.debug("piece %s", token)

def note(entities):
    for token in entities:
        log.debug("from %d: %s", token.start, token.text)
= lines of a drawing: clean
def draw(edges):
    for one, other in edges:
        conn_string = f"{one} --> {other}"
        log.debug("edge %s", conn_string)
= values that are somewhere else: clean
log.info("started")
send(password)

def login(password):
    log.info("login")
    return password

token = make()
log.info("made a token")

log.info("x", extra={"user": user}, exc_info=password is None)

log.info("x", stacklevel=len(secret))

lines = []
log.info("x", value=lines)
lines.append(password)

def a(password):
    value = password
def b(value):
    log.info("x", value=value)

value = password
def show():
    value = "nothing"
    log.info("x", value=value)

class A:
    def __init__(self, password):
        self.value = password
class B:
    def __init__(self, value):
        self.value = value
        log.info("x", value=self.value)
""",
)

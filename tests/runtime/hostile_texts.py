"""
Texts made to be slow to search: each of these over and over.

They are beginnings that never end, ends without a beginning, keys without a value, values without an end, and what
nests. For the tests, which count steps, and for `benchmarks/redaction.py`, which shows the time of a megabyte.
"""

from __future__ import annotations

PRIVATE = "PRIVATE KEY-----"

PIECES = (
    # characters and words
    *("a", "a_", "A", "1", "-", " ", "\n", "\\n", "\\", '"', "'", "пароль", "İ"),
    # separators, and labels of no secret
    *("k=", "=", ":", "1:", "key=(", "key=key=", "--key=", '"a":', "?a=", "&token", "%3D", "a.b-c: ", "key ", "key --"),
    # secrets without a value, with one and with too many
    *(
        "password=",
        "password: ",
        "Пароль=",
        "token:",
        "&token=",
        "token=a;",
        "token%3D",
        "token%3Da%26",
        "token: token: ",
    ),
    *(
        "api_key=a,",
        "password='",
        'password="',
        "password={x}",
        "password=%s",
        "password=***",
        "token=a()",
        "token: x(",
    ),
    *(
        "secret=[",
        "token: {",
        "token=x{'a': ",
        'token=x({"a": 1}) ',
        "cookie: ",
        "Cookie: a=",
        'Cookie: "',
        "cookie: [",
    ),
    *("cookie: ", "Cookie: a=", 'Cookie: "', "cookie: ["),
    *("Authorization: Bearer ", "authorization: digest a", "Bearer ", 'token=\\"'),
    # pairs, lists, options
    *("('a', ", "('password', ", "('password', (", "('password', '", "('password', x", "['token', []", "('token', a( "),
    *('{"name": ', '{"name": "token", "value": ', "{'name': 'token', 'value': 'x'}", "'name': 'token', "),
    *("--key ", "--token (", "--password '", "password --password ", "--password --token "),
    # brackets and quotes
    *("{", "[(", "{[(", "()", '"{', "token=(\\'", "key=({'"),
    # looks
    *("sk-", "eyJ", "eyJa.", "glpat-", "AKIA", "SG.", "xoxb-", "1234567:", "?sig=", "X-Amz-Signature="),
    *("://a:", "://", "://a:b@", "a@", "-----BEGIN ", f"-----BEGIN {PRIVATE}", "-----END ", f"-----END {PRIVATE}"),
    f"abcd\n-----END {PRIVATE}\n",
)

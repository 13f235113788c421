"""
Is this name the name of a secret? One answer, for the rules at check time and for the redactor at run time.

A name is cut into words, and only whole words count: ``max_tokens`` and ``tokenizer`` are about language models,
``hf_token`` opens an account. The words are in ``_word_lists``.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from ._frozen import Frozen
from ._word_lists import (
    ASIDE,
    AUTH_PAIRS,
    BEFORE,
    CODE_AFTER,
    COOKIE_METADATA,
    GLUED,
    HOLDERS,
    KEY,
    KEY_AFTER,
    LEADING,
    METADATA,
    NUMBERED,
    PAIRS,
    PASS_AFTER,
    PASSWORD_TAILS,
    STRONG,
    TOKEN,
    TOKEN_OF_REQUEST,
    TOKEN_OF_TEXT,
    TOKENS_AFTER,
    TRANSPARENT,
    WHOLE_NAMES,
)

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
    ``about`` tells of a name that is none that it speaks of a secret all the same: ``token_count``, ``has_password``.
    """

    __slots__ = ("secret", "reason", "kind", "about")  # noqa: RUF023 - the order of the parameters

    secret: bool
    reason: str
    kind: Kind
    about: bool

    def __init__(self, secret: bool, reason: str, kind: Kind = "", about: bool = False) -> None:
        self._hold(secret, reason, kind, about)

    def __bool__(self) -> bool:
        return self.secret

    @property
    def hides_numbers(self) -> bool:
        """Whether an int or a float under this name is a secret too: a PIN is, ``token=150`` is a count."""
        return self.kind in _NUMBER_KINDS


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
        if stem != word and (stem in NUMBERED or stem in GLUED or stem.endswith(PASSWORD_TAILS)):
            word = stem
        found.extend(GLUED.get(word) or _split_password(word))
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
    for tail in PASSWORD_TAILS:
        if word.endswith(tail) and len(word) > len(tail) and word not in STRONG:
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
        if word in BEFORE:
            break  # whose it is, or where it is from: `password_for_user`
        known = word in METADATA or word in extra_metadata or word.rstrip("0123456789") == "sha"
        if known or (what in ("cookie", "cookies") and word in COOKIE_METADATA):
            return _about(f"{word!r} after {what!r}")
    for word in parts[: min(end for end, _, _ in hits)]:
        if word in ("count", "permission", "permissions"):
            return _about(f"{word!r} in front")
    if parts[0] in LEADING and last > 0:
        return _about(f"{parts[0]!r} in front")
    if noun := _noun_in_front(parts, min(end for end, _, _ in hits)):
        return _about(f"{noun!r} in front")
    # The strictest kind of all hits: a number under `password_reset_token` stays hidden.
    kind = min((kind for _, _, kind in hits), key=_STRICTEST.index)
    return Verdict(True, f"{what!r} in the name", kind)


def _noun_in_front(parts: tuple[str, ...], first: int) -> str:
    """What a name is about whose secrets all stand behind a preposition (``username_from_token``), or nothing."""
    for noun, word in pairwise(parts[:first]):
        if word in ASIDE or (word in BEFORE and (noun in METADATA or not (word in ("of", "to") or noun in _KEPT))):
            return f"{noun} {word}"
    return ""


def _about(why: str) -> Verdict:
    return Verdict(False, f"{why}: about a secret, not one", about=True)


_KEPT = TRANSPARENT | HOLDERS
_judge_memo = lru_cache(maxsize=4096)(_judge)

NO_HIT = Verdict(False, "no word of a secret in it")
_STRICTEST: tuple[Kind, ...] = ("strong", "pair", "code", "pass", "key", "token", "auth")


def _hits(parts: tuple[str, ...]) -> Iterator[tuple[int, str, Kind]]:
    """Every hit: the index of its last word, its words, its kind."""
    if len(parts) == 1 and parts[0] in WHOLE_NAMES:
        yield 0, parts[0], "auth"
    before = ""
    for index, word in enumerate(parts):
        both = (before, word)
        if word in STRONG:
            yield index, word, "strong"
        elif word in TOKEN:
            if before not in TOKEN_OF_TEXT and parts[max(index - 2, 0) : index] != TOKEN_OF_REQUEST:
                yield index, word, "token"
        elif word == "tokens":
            if before in TOKENS_AFTER:
                yield index, f"{before} {word}", "token"
        elif word in KEY:
            if before in KEY_AFTER:
                yield index, f"{before} {word}", "key"
        elif word in ("code", "codes") and before in CODE_AFTER:
            yield index, f"{before} {word}", "code"
        elif word == "pass" and before in PASS_AFTER and _nothing_but(parts[index + 1 :], TRANSPARENT):
            yield index, f"{before} {word}", "pass"
        if both in PAIRS:
            yield index, f"{before} {word}", "pair"
        elif both in AUTH_PAIRS:
            yield index, f"{before} {word}", "auth"
        before = word


@lru_cache(maxsize=8)
def stems(extra_words: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The shortest strings of which every secret name holds one: a prefilter for whoever searches a text for names."""
    last = STRONG | TOKEN | KEY | WHOLE_NAMES | {"pass", "code"} | {pair[1] for pair in PAIRS | AUTH_PAIRS}
    last |= GLUED.keys()  # most of them hold one; `phpsessid` does not
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

"""More cases of LGF204."""

from __future__ import annotations

from flake8_foundry_logging.core.rule import Bad, Example, Good

HEAD = "def f(x):\n    try:\n        run()\n    except Exception:  #!\n"
CLEAN = HEAD.replace("  #!", "")
NAMED = CLEAN.replace("Exception:", "Exception as e:")

CASES: tuple[Example, ...] = (
    Bad(HEAD + "        if x:\n            return None\n        log.exception('no')\n"),
    Bad(HEAD + "        if x:\n            pass\n        elif f:\n            log.exception('no')\n"),
    Bad(HEAD + "        with lock:\n            if x:\n                raise\n"),
    Bad(HEAD + "        match x:\n            case 1:\n                raise\n            case 2:\n                pass\n"),
    Bad(HEAD.replace("Exception:", "Exception as e:") + "        if x:\n            return str(e)\n        return None\n"),
    Bad("try:\n    run()\nexcept:  #!\n    if x:\n        raise\n"),
    Good(CLEAN + "        with lock:\n            log.exception('no')\n"),
    Good(CLEAN + "        if x:\n            log.exception('no')\n        elif f:\n            raise\n        else:\n            raise KeyError\n"),
    Good(CLEAN + "        try:\n            undo()\n        finally:\n            log.exception('no')\n"),
    Good(CLEAN + "        try:\n            log.exception('no')\n        except OSError:\n            pass\n"),
    Good(CLEAN + "        match x:\n            case 1:\n                raise\n            case _:\n                log.exception('no')\n"),
    Good(CLEAN + "        x and log.exception('no')\n"),
    Good(NAMED + "        for hook in hooks:\n            hook(e)\n"),
    Good(NAMED + "        if x:\n            y = str(e)\n            raise KeyError(y)\n        else:\n            y = repr(e)\n        return y\n"),
    Good(NAMED + "        match e:\n            case KeyError():\n                pass\n            case _:\n                raise\n"),
    Good(NAMED + "        if e.code == 404:\n            return None\n        elif x:\n            raise\n        else:\n            log.exception('no')\n"),
    Good("class P:\n    def __del__(self):\n        try:\n            run()\n        except Exception:\n            if log:\n                log.exception('no')\n"),
    # Nothing is kept at all: LGF202.
    Good(CLEAN + "        if x:\n            return None\n"),
    Good("try:\n    run()\nexcept OSError:\n    if x:\n        raise\n"),
    # The branch is chosen by a part of the error.
    Good(NAMED + "        code = getattr(e, 'errno', None)\n        if code != 11:\n            raise\n"),
    # Another way is tried, and its failure is kept.
    Good(NAMED + "        try:\n            other()\n        except Exception:\n            failed(e)\n"),
    Good(CLEAN + "        try:\n            y = other()\n        except OSError:\n            pass\n        else:\n            return y\n        raise KeyError\n"),
    # The last attempt says that it was the last.
    Good("for n in range(3):\n    try:\n        run()\n    except Exception:\n        if n == 2:\n            log.error('no')\n            break\n"),
)

"""More cases of LGF706."""

import sys

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good


def function(body: str, *, name: str = "save", failure: str = "log.exception('no')", behind: str = "") -> str:
    return f"def {name}(order):\n    try:\n        {body}\n    except Exception as e:\n        {failure}\n        raise\n{behind}"


def good(text: str) -> Good:
    return Good(text)


CASES: tuple[Example, ...] = (
    *(
        Bad(function("db.work(order)", name=f"{name}").replace("(order):", "(order):  #!", 1))
        for name in ("_create_order", "delete_all", "upload", "send_mail", "load", "connect", "train", "deploy", "migrate", "import_csv", "sync")
    ),
    Bad(
        "async def send(mail):  #!\n    try:\n        answer = await smtp.post(mail)\n        # all is well\n        return answer\n"
        "    except OSError as e:\n        log.error('not sent', error=str(e))\n        raise\n",
        after="async def send(mail):\n    try:\n        answer = await smtp.post(mail)\n        # all is well\n"
        "        log.info(\"send succeeded\")\n        return answer\n"
        "    except OSError as e:\n        log.error('not sent', error=str(e))\n        raise\n",
        unsafe=True,
    ),
    Bad(
        STDLIB + "class Store:\n    def delete(self, key):  #!\n        try:\n            row = self.db.find(key)\n        except KeyError:\n"
        "            log.warning('no %s', key)\n        else:\n            self.db.drop(row)  # for good\n",
        after=STDLIB + "class Store:\n    def delete(self, key):\n        try:\n            row = self.db.find(key)\n        except KeyError:\n"
        "            log.warning('no %s', key)\n        else:\n            self.db.drop(row)  # for good\n"
        '            log.info("delete succeeded")\n',
        unsafe=True,
    ),
    Bad(
        "def save(order):  #!\n    log.info('saving')\n    try:\n        if order.new:\n            return db.add(order)\n        db.put(order)\n"
        "    except Exception:\n        log.exception('no')\n        raise\n",
        refused="several-ways",
    ),
    Bad("def save(order):  #!\n    try: db.add(order)\n    except Exception: log.exception('no')\n", refused="one-line-block"),
    # told, one way or another
    good(function("db.add(order)", behind="    log.info('saved')\n")),
    good(function("db.add(order)\n        log.debug('saved')")),
    good(function("db.add(order)\n        print('saved')")),
    good(function("db.add(order)\n        self.audit_log(order)")),
    good(function("db.add(order)", behind="    log.warning('saved, at last')\n")),
    good("def told(order):\n    log.info('saved')\n\n\n" + function("told(db.add(order))")),
    good("@trace_execution\n" + function("db.add(order)")),
    good(function("db.add(order)\n        log.log_model_operation(model_id='m', operation='save', status='success')")),
    # it changes nothing, or writes a log itself
    good(function("db.add(order)", name="parse")),
    good(function("db.add(order)", name="sync_read")),
    good(function("db.add(order)", name="create_audit_log")),
    good(function("db.add(order)", name="_sync_order")),
    # no failure of its own is logged
    good("def save(order):\n    if order:\n        try:\n            lock()\n        except OSError:\n            log.warning('no lock')\n    db.add(order)\n"),
    good("def save(order):\n    try:\n        lock()\n    except OSError:\n        log.warning('no lock')\n    db.add(order)\n"),
    good(function("db.add(order)", failure="undo()")),
    good(function("db.add(order)", failure="log.debug('no')")),
    good("def send(mails):\n    for mail in mails:\n        try:\n            mail()\n        except Exception:\n            log.exception('no')\n"),
    good(
        "def save(order):\n    try:\n        try:\n            notify(order)\n        except OSError:\n"
        "            log.warning('nobody told')\n        db.add(order)\n    except KeyError:\n        return None\n"
    ),
    Good(function("db.add(order)"), path="tests/test_store.py"),
    *(
        [Bad("def save(order):  #!\n    try:\n        db.add(order)\n    except* OSError:\n        log.error('no')\n")]
        if sys.version_info >= (3, 11)
        else []
    ),
)

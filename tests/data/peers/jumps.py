"""Jumps in ``finally``: what the peers and we say about them. A case is a comment and the code below it."""

from service import clean_up, sync

# case: return-in-finally: bugbear:B012 pylint:W0134 pylint:W0150 ruff:B012


def return_in_finally():
    try:
        sync()
    finally:
        return clean_up()


# case: two-returns: ruff:SIM107


def two_returns():
    try:
        return sync()
    finally:
        return clean_up()


# case: break-in-finally: bugbear:B012 pylint:W0137 pylint:W0150 ruff:B012


def break_in_finally(jobs):
    for job in jobs:
        try:
            sync(job)
        finally:
            break


# case: continue-in-finally: bugbear:B012 pylint:W0136 ruff:B012


def continue_in_finally(jobs):
    for job in jobs:
        try:
            sync(job)
        finally:
            continue

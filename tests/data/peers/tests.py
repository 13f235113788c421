"""Tests that provoke errors: what the peers and we say about them."""

from service import queue, sync

# case: provoked-in-a-test: blind:B901 bugbear:B001 pylint:W0702 ruff:E722 ruff:S110 bandit:B110 blind:B902 pylint:W0718 ruff:BLE001 tryceratops:TRY202 ruff:S112 bandit:B112 bugbear:B036


def test_bare():
    try:
        sync()
    except:
        pass
    assert queue.closed


def test_broad():
    try:
        sync()
    except Exception:
        pass
    assert queue.closed


def test_base():
    try:
        sync()
    except BaseException:
        pass
    assert queue.closed


def test_each(jobs):
    for job in jobs:
        try:
            sync(job)
        except Exception:
            continue
    assert queue.closed

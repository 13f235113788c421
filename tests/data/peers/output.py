"""Prints: what the peers and we say about them. A case is a comment and the code below it."""

import sys
from pprint import pprint

# case: print: print:T201 ruff:T201


def load(model):
    print("loading", model)


# case: print-elsewhere: print:T201


def export(rows, stream):
    for row in rows:
        print(row, file=stream)


# case: print-not-called: print:T202 print:T204


def table(rows, write=print):
    return [write(row) for row in rows]


class Report:
    def print(self, row):
        return row


class Tree:
    def pprint(self):
        return sys.getsizeof(self)


# case: pprint: print:T203 ruff:T203


def describe(model):
    pprint(model)

# SPDX-License-Identifier: MIT
"""Python's dict. Most of the time is spent in the interpreter."""

import random

from entrant import Entrant, expect


def entrants(versions, quick):
    for bits in (6, 10) if quick else (10, 14, 18, 20):
        yield from at(versions["cpython"], 1 << bits)


def at(version, size):
    book, mixed = {}, []
    lookups = min(max(size, 1 << 16), 1 << 20)

    def prepare():
        """Makes the book and keys, half of which are in it; returns the sum of the found values."""
        if not book:
            numbers = random.Random(size)
            keys = numbers.sample(range(1 << 62), 2 * size)
            book.update((key, k + 1) for k, key in enumerate(keys[:size]))
            halves = keys[:size], keys[size:]
            mixed.extend(numbers.choice(halves[numbers.getrandbits(1)]) for _ in range(lookups))
        return sum(book[key] for key in mixed if key in book)

    def insert():
        made = {}
        for value, key in enumerate(book, 1):
            made[key] = value
        return made

    def find():
        get, total = book.get, 0
        for key in mixed:
            total += get(key, 0)
        return total

    def verify_insert():
        prepare()
        expect(insert() == book, "an entry is wrong")

    def verify_find():
        right, total = prepare(), find()
        expect(total == right, f"the values sum to {total} instead of {right}")

    for work, times, run, verify in (
        ("insert", size, insert, verify_insert),
        ("find_mixed", lookups, find, verify_find),
    ):
        problem = f"u64/{work}/random/{size}"
        yield Entrant(
            f"hash_table_{work}",
            size,
            "hash_table/dict",
            "cpython",
            version,
            problem,
            [("keys", times)],
            run,
            verify,
        )

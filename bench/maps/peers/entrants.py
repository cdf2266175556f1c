# SPDX-License-Identifier: MIT
"""Logarithms and cross entropies of arrays (the same book, chapter 12)."""

import math

from entrant import Entrant, expect


class Arrays:
    """numpy: an operation over whole arrays after the other."""

    library = "numpy"

    def __init__(self):
        import numpy

        self.numpy = numpy

    def log(self, p, out):
        self.numpy.log(p, out=out)

    def cross_entropy(self, y, p, out):
        log = self.numpy.log
        out[:] = -(y * log(p) + (1 - y) * log(1 - p))


class Expressions:
    """numexpr on one thread: block by block."""

    library = "numexpr"

    def __init__(self):
        import numexpr

        numexpr.set_num_threads(1)
        self.evaluate = numexpr.evaluate

    def log(self, p, out):
        self.evaluate("log(p)", local_dict={"p": p}, out=out)

    def cross_entropy(self, y, p, out):
        names = {"y": y, "p": p}
        self.evaluate("-(y * log(p) + (1 - y) * log(1 - p))", local_dict=names, out=out)


def entrants(versions, quick):
    if "numpy" not in versions:
        return
    for kind in (Arrays, Expressions):
        if kind.library not in versions:
            continue
        for size in (1 << 12,) if quick else (1 << 12, 1 << 20):
            yield at(kind(), versions, size, "log")
            yield at(kind(), versions, size, "cross_entropy")


def at(how, versions, size, function):
    arrays = []

    def run():
        getattr(how, function)(*arrays)

    def verify():
        import numpy

        generator = numpy.random.default_rng(size)
        p = generator.random(size) + 2**-54
        y = generator.integers(0, 2, size).astype(float)
        arrays[:] = [p, numpy.zeros(size)] if function == "log" else [y, p, numpy.zeros(size)]
        run()
        for k in range(0, size, 1 + size // 1000):
            right = math.log(p[k])
            if function != "log":
                right = -math.log(p[k] if y[k] == 1 else 1 - p[k])
            expect(
                abs(arrays[-1][k] - right) <= 2**-49 * (1 + abs(right)), f"element {k} is wrong"
            )

    return Entrant(
        f"maps_{function}",
        size,
        "maps/expression",
        how.library,
        versions[how.library],
        f"f64/{function}/{size}",
        [("elements", size)],
        run,
        verify,
    )

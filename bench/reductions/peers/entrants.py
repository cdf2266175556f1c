# SPDX-License-Identifier: MIT
"""Sums of numbers, and lines through rows of 14 numbers (the same book, chapters 6 and 7)."""

import math

from entrant import Entrant, expect


def entrants(versions, quick):
    if "numpy" not in versions:
        return
    import numpy

    for size in (1 << 8,) if quick else (1 << 16, 1 << 20):
        yield sum_by(math.fsum, "reductions/fsum", "cpython", versions, size, list)
        yield sum_by(numpy.sum, "reductions/sum", "numpy", versions, size, numpy.array)
    count = 100 if quick else 1000
    yield lines_by(least_squares, "reductions/lstsq", versions, count)
    yield lines_by(matrix_product, "reductions/matmul", versions, count)


def sum_by(add, place, library, versions, size, container):
    numbers = []
    result = []

    def run():
        result[:] = [add(numbers[0])]

    def verify():
        import numpy

        values = numpy.random.default_rng(size).standard_normal(size).tolist()
        numbers[:] = [container(values)]
        run()
        right = math.fsum(values)
        expect(abs(result[0] - right) <= 1e-15 * size, f"the sum is {result[0]}, not {right}")

    problem, work = f"f64/sum/{size}", [("terms", size)]
    version = versions[library]
    return Entrant("reductions_sum", size, place, library, version, problem, work, run, verify)


def least_squares(numpy, rows, weights, lines):
    """Row by row, as the book does it."""
    points = numpy.vstack([numpy.arange(14.0), numpy.ones(14)]).T
    for row, line in zip(rows, lines):
        line[:] = numpy.linalg.lstsq(points, row, rcond=None)[0]


def matrix_product(numpy, rows, weights, lines):
    numpy.matmul(rows, weights, out=lines)


def lines_by(fit, place, versions, count):
    arrays = []

    def run():
        fit(*arrays)

    def verify():
        import numpy

        rows = numpy.random.default_rng(count).random((count, 14))
        slope = (numpy.arange(14.0) - 6.5) / 227.5
        weights = numpy.vstack([slope, 1 / 14 - 6.5 * slope]).T.copy()
        arrays[:] = [numpy, rows, weights, numpy.zeros((count, 2))]
        run()
        expect(abs(arrays[3] - rows @ weights).max() < 1e-13, "a line is wrong")

    problem, work = f"f64/rows/{count}", [("rows", count)]
    version = versions["numpy"]
    return Entrant("reductions_rows", count, place, "numpy", version, problem, work, run, verify)

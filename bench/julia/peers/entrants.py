# SPDX-License-Identifier: MIT
"""The classic Julia set (Gorelick and Ozsvald, High Performance Python, 3rd ed., chapter 2)."""

from entrant import Entrant, expect

C = complex(-0.62772, -0.42193)
KNOWN_SUMS = {(1000, 300): 33219980}


def accumulated(begin, end, width):
    """Coordinates by repeated addition, as hpk::julia::accumulated_plane makes them."""
    step, values, at = (end - begin) / width, [], begin
    while len(values) < width:
        values.append(at)
        at += step
    return values


def points(width):
    x = accumulated(-1.8, 1.8, width)
    y = accumulated(1.8, -1.8, width)
    return [complex(a, b) for b in y for a in x]


def loop(zs, limit):
    """Plain Python."""
    counts = [0] * len(zs)
    for k, z in enumerate(zs):
        n = 0
        while n < limit and abs(z) < 2:
            z = z * z + C
            n += 1
        counts[k] = n
    return counts


def whole_array(np, zs, limit):
    """All points at a time, restricted to those that have not escaped."""
    counts = np.zeros(zs.size, np.int32)
    z, on_the_way = zs.copy(), np.arange(zs.size)
    for _ in range(limit):
        stay = z.real * z.real + z.imag * z.imag < 4
        z, on_the_way = z[stay], on_the_way[stay]
        counts[on_the_way] += 1
        z = z * z + C
    return counts


def compiled_loop(numba, np):
    @numba.njit
    def count(zs, limit, c, counts):
        for k in range(zs.size):
            z, n = zs[k], 0
            while n < limit and z.real * z.real + z.imag * z.imag < 4:
                z = z * z + c
                n += 1
            counts[k] = n

    def run(zs, limit):
        counts = np.empty(zs.size, np.int32)
        count(zs, limit, C, counts)
        return counts

    return run


def entrants(versions, quick):
    width, limit = (16, 300) if quick else (1000, 300)
    zs = points(width)
    known = KNOWN_SUMS.get((width, limit)) or sum(loop(zs, limit))

    def verify(counts):
        total = int(sum(counts))
        expect(total == known, f"the counts sum to {total} instead of {known}")

    def at(variant, library, run):
        return Entrant(
            "julia_classic",
            width,
            "julia/" + variant,
            library,
            versions[library],
            f"f64/classic/{width}x{width}/{limit}",
            [("iterations", known), ("pixels", width * width)],
            run,
            lambda: verify(run()),
        )

    yield at("complex_abs", "cpython", lambda: loop(zs, limit))
    if "numpy" in versions:
        import numpy as np

        array = np.array(zs)
        yield at("whole_array", "numpy", lambda: whole_array(np, array, limit))
        if "numba" in versions:
            import numba

            run = compiled_loop(numba, np)
            yield at("loop", "numba", lambda: run(array, limit))

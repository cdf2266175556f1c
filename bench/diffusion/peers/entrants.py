# SPDX-License-Identifier: MIT
"""Steps of diffusion on a periodic square grid (the same book, chapter 6).

A class for each way: `step` takes a step, from one of two grids to the other.
"""

from entrant import Entrant, expect

SCALE = 0.1  # dt * D, as in hpk_bench


class Loop:
    """Plain Python, on lists."""

    place, library = "diffusion/naive", "cpython"

    def load(self, rows):
        return [list(row) for row in rows], [list(row) for row in rows]

    def step(self, u, new):
        n, m = len(u), len(u[0])
        for i in range(n):
            above, row, below, out = u[i - 1], u[i], u[(i + 1) % n], new[i]
            for j in range(m):
                out[j] = row[j] + SCALE * (
                    above[j] + below[j] + row[j - 1] + row[(j + 1) % m] - 4 * row[j]
                )


class Arrays:
    """The common base of entrants on numpy arrays."""

    def load(self, rows):
        import numpy

        u = numpy.array(rows)
        return u, numpy.empty_like(u)


class Roll(Arrays):
    place, library = "diffusion/roll", "numpy"

    def __init__(self):
        import numpy

        self.roll = numpy.roll

    def step(self, u, new):
        roll = self.roll
        around = roll(u, 1, 0) + roll(u, -1, 0) + roll(u, 1, 1) + roll(u, -1, 1)
        new[:] = u + SCALE * (around - 4 * u)


class RollAdd(Arrays):
    """Shift and add, without temporaries."""

    place, library = "diffusion/roll_add", "numpy"

    def __init__(self):
        import numpy

        self.multiply = numpy.multiply

    def step(self, u, new):
        self.multiply(u, -4, out=new)
        new[1:] += u[:-1]  # each cell's neighbour above
        new[0] += u[-1]
        new[:-1] += u[1:]  # below
        new[-1] += u[0]
        new[:, 1:] += u[:, :-1]  # to the left
        new[:, 0] += u[:, -1]
        new[:, :-1] += u[:, 1:]  # to the right
        new[:, -1] += u[:, 0]
        new *= SCALE
        new += u


class Expression(Arrays):
    """Block by block, in one expression; the neighbours are rolled copies."""

    place, library = "diffusion/expression", "numexpr"

    def __init__(self):
        import numexpr
        import numpy

        numexpr.set_num_threads(1)
        self.roll, self.evaluate = numpy.roll, numexpr.evaluate

    def step(self, u, new):
        roll = self.roll
        names = {
            "u": u,
            "n": roll(u, 1, 0),
            "s": roll(u, -1, 0),
            "w": roll(u, 1, 1),
            "e": roll(u, -1, 1),
            "k": SCALE,
        }
        self.evaluate("u + k * (n + s + w + e - 4 * u)", local_dict=names, out=new)


class Laplace(Arrays):
    place, library = "diffusion/laplace", "scipy"

    def __init__(self):
        import scipy.ndimage

        self.laplace = scipy.ndimage.laplace

    def step(self, u, new):
        self.laplace(u, new, mode="wrap")
        new *= SCALE
        new += u


class CompiledLoop(Arrays):
    place, library = "diffusion/loop", "numba"

    def __init__(self):
        import numba

        @numba.njit
        def step(u, new):
            n, m = u.shape
            for i in range(n):
                above, below = i - 1 if i > 0 else n - 1, i + 1 if i + 1 < n else 0
                for j in range(m):
                    left, right = j - 1 if j > 0 else m - 1, j + 1 if j + 1 < m else 0
                    around = u[above, j] + u[below, j] + u[i, left] + u[i, right]
                    new[i, j] = u[i, j] + SCALE * (around - 4 * u[i, j])

        self.step = step


KINDS = (Loop, Roll, RollAdd, Expression, Laplace, CompiledLoop)


def ramp(rows, columns):
    """Every cell differs from its neighbours, so that a wrong neighbour shows."""
    return [
        [(131 * (i * columns + j) + 17) % 1009 / 1009 for j in range(columns)] for i in range(rows)
    ]


def evolved(how, rows, steps):
    u, new = how.load(rows)
    for _ in range(steps):
        how.step(u, new)
        u, new = new, u
    return u


def entrants(versions, quick):
    right = evolved(Loop(), ramp(9, 12), 7)
    for kind in KINDS:
        if kind.library not in versions or (kind is not Loop and "numpy" not in versions):
            continue
        # An interpreted loop takes seconds where the others take milliseconds.
        size = 128 if quick else 512
        steps = (1 if quick else 2) if kind is Loop else (4 if quick else 50)
        yield at(kind(), versions, size, steps, right)


def at(how, versions, size, steps, right):
    grids = []

    def run():
        u, new = grids
        for _ in range(steps):
            how.step(u, new)
            u, new = new, u
        grids[:] = u, new

    def verify():
        found = evolved(how, ramp(9, 12), 7)
        error = max(abs(a - b) for got, row in zip(found, right) for a, b in zip(got, row))
        expect(error <= 1e-12, f"a cell is {error:.3g} off the loop's")
        cells = ramp(size, size)
        grids[:] = how.load(cells)
        run()
        before, after = sum(map(sum, cells)), float(sum(map(sum, grids[0])))
        expect(abs(after - before) <= 1e-9 * before, f"the total is {after} instead of {before}")

    updates = size * size * steps
    return Entrant(
        "diffusion_sizes",
        size,
        how.place,
        how.library,
        versions[how.library],
        f"f64/ramp/{size}x{size}/periodic/{steps}",
        [("updates", updates), ("bytes", 16 * updates)],
        run,
        verify,
    )

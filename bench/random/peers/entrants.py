# SPDX-License-Identifier: MIT
"""numpy's random numbers: of Philox4x64 and of PCG64, uniform and normal."""

from entrant import Entrant, expect

SIZE = 4096


def entrants(versions, quick):
    if "numpy" not in versions:
        return
    import numpy

    for contest, place, bits in (
        ("random_fill_philox4x64", "random/philox", numpy.random.Philox),
        ("random_fill_pcg64", "random/default_rng", numpy.random.PCG64),
    ):
        generator = numpy.random.Generator(bits(1))
        yield at(generator.random, contest, place, versions, "fill", 0.5, 1 / 12)
    for contest, place, bits in (
        ("random_normal_mt19937", "random/mt19937", numpy.random.MT19937),
        ("random_normal_xoshiro256pp", "random/default_rng", numpy.random.PCG64),
    ):
        generator = numpy.random.Generator(bits(1))
        yield at(generator.standard_normal, contest, place, versions, "normal", 0, 1)


def at(fill, contest, place, versions, problem, mean, variance):
    numbers = []

    def run():
        fill(out=numbers[0])

    def verify():
        import numpy

        numbers[:] = [numpy.zeros(SIZE)]
        run()
        error = abs(numbers[0].mean() - mean)
        expect(error < 6 * (variance / SIZE) ** 0.5, f"the mean is {error} off")

    return Entrant(
        contest,
        SIZE,
        place,
        "numpy",
        versions["numpy"],
        f"f64/{problem}/{SIZE}",
        [("numbers", SIZE)],
        run,
        verify,
    )

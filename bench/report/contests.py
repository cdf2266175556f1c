# SPDX-License-Identifier: MIT
"""Contests: results that are compared with each other, as the program that measured them says."""


class Contest:
    """Entrants that do the same work, at one size or at several (bench/contest.hpp)."""

    def __init__(self, description, results, native):
        self.name, self.family = description["name"], description["family"]
        self.text, self.work = description["title"], description["work"]
        self.unit, self.axis = description["unit"], description["axis"]
        self.is_rate = description["rate"]
        self.bytes, self.power = description["bytes"], description["power"]
        self.ladders, self.sizes = description["ladders"], description["lines"]
        self.native = native
        self.entrants = [
            (size, results[name], yardstick)
            for size, name, yardstick in description["entrants"]
            if name in results
        ]

    def title(self, size="N"):
        return self.text.replace("{}", str(size))

    def at(self, size):
        """The results at a size, the slowest first."""
        here = [result for at, result, _ in self.entrants if at == size]
        return sorted(here, key=lambda result: result.rate(self.work))

    def yardstick(self, size):
        """The fastest of the entrants that the others are compared with; None if there is none."""
        here = [result for at, result, yardstick in self.entrants if at == size and yardstick]
        return max(here, key=lambda result: result.rate(self.work), default=None)

    def in_unit(self, rate):
        return rate / 1e9 if self.is_rate else 1e9 / rate

    def value(self, result):
        """A result in the contest's unit."""
        return self.in_unit(result.rate(self.work))

    def quartiles(self, result):
        """Its quartiles in the contest's unit."""
        return [self.in_unit(rate) for rate in result.quartiles(self.work)]

    def best(self, size, threads):
        """The rate of hpk's fastest rung at a size; 0 if there is none."""
        here = [r for at, r, _ in self.entrants if at == size and not r.is_peer and r.threads == threads]
        return max((r.rate(self.work) for r in here), default=0)

    def is_ahead(self, result, size):
        """True for an entrant from outside that is faster than all of hpk's on as many threads."""
        return result.is_peer and result.rate(self.work) > self.best(size, result.threads) > 0

    def name_of(self, result):
        """With the backend, if the entrant has another, better one."""
        variants = {r.variant for _, r, _ in self.entrants if r.backend == self.native}
        plain = [self.native] if result.variant in variants else [self.native, "scalar"]
        return result.title(plain)

    def lines(self):
        """The results of each entrant on one thread, as points (size, result), if there are several."""
        lines = {}
        for size, result, _ in self.entrants:
            if result.threads == 1 and size in self.sizes and result.type != "f32":
                lines.setdefault(self.name_of(result), []).append((size, result))
        return {
            name: sorted(points, key=lambda point: point[0])
            for name, points in lines.items()
            if len(points) > 1
        }

    def roofline(self):
        """The limit by the bandwidth of memory in the contest's unit; None if there is none."""
        parts = [r for _, r, _ in self.entrants if r.threads == 1 and r.values("of_roofline")]
        limits = [self.value(r) / r.median("of_roofline") for r in parts]
        return max(limits, default=None) if self.is_rate else None


def among(results, context):
    """The contests that the context describes, then a ladder of each other problem."""
    native = context.get("native_backend")
    all_of_them = [Contest(c, results, native) for c in context["contests"]]
    seen = {result.name for contest in all_of_them for _, result, _ in contest.entrants}
    problems = {}
    for result in results.values():
        if result.name not in seen:
            key = result.family, result.type, result.problem
            problems.setdefault(key, []).append(result)
    for (family, kind, problem), here in problems.items():
        if len(here) > 1:
            all_of_them.append(Contest(described(family, kind, problem, here), results, native))
    return [contest for contest in all_of_them if contest.entrants]


def described(family, kind, problem, results):
    """A contest of results that no program has described; all peers are yardsticks."""
    rates = [key for key in results[0].runs[0] if key.endswith("_per_second")]
    work = next((key for key in rates if not key.startswith("bytes")), rates[0])
    work = work.removesuffix("_per_second")
    name = "_".join((family, kind, *problem.split("/")))
    return {
        "name": name, "family": family, "title": f"{family}, {kind}: {problem}", "work": work,
        "unit": f"ns per {work.removesuffix('s')}", "axis": "", "rate": False, "bytes": 0, "power": 1,
        "ladders": [0], "lines": [], "entrants": [[0, r.name, r.is_peer] for r in results],
    }  # fmt: skip


def bandwidth(results):
    """The bandwidth of memory on one thread, in bytes per second; None if it was not measured."""
    parts = [r for r in results.values() if r.threads == 1 and r.values("of_roofline")]
    rates = [r.median("bytes_per_second") / r.median("of_roofline") for r in parts]
    return max(rates, default=None)

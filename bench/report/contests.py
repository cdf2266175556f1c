# SPDX-License-Identifier: MIT
"""Selects the results that are compared with each other."""

# The problems at which whole ladders are shown, if they were measured.
LADDER_PROBLEMS = {
    "julia": "classic/1000x1000/300",
    "diffusion": "ramp/512x512/periodic",
    "hash_table": "find_mixed/random/262144",
}


def of(results, family, kind, threads=1):
    return [r for r in results if (r.family, r.type, r.threads) == (family, kind, threads)]


def on_best_backend(results, native):
    """hpk's results on the native backend, or on the only one that a variant has, and all peers'."""
    vectorised = {r.variant for r in results if not r.is_peer and r.backend == native}
    return [
        r
        for r in results
        if r.is_peer or r.backend == (native if r.variant in vectorised else "scalar")
    ]


def ladder(results, family, native):
    """The problem of a family's ladder and the results there, as the lists of variants have them."""
    kind = "u64" if family == "hash_table" else "f64"
    rungs = on_best_backend(of(results, family, kind), native)
    problems = [r.problem for r in rungs]
    if not problems:
        return None, []
    problem = LADDER_PROBLEMS[family]
    if problem not in problems:
        problem = max(dict.fromkeys(problems), key=problems.count)
    here = [r for r in rungs if r.problem == problem]
    for r in results:  # the top rung on all cores
        if (r.family, r.problem, r.backend, r.type) == (family, problem, native, kind):
            if r.threads > 1:
                here.append(r)
    return problem, here


def yardstick(results):
    """The yardstick: the fastest plain loop, or otherwise the fastest peer."""
    loops = [r for r in results if r.variant == "plain_loop"]
    peers = [r for r in results if r.is_peer and r.threads == 1]
    return min(loops or peers, key=lambda r: r.ns, default=None)


def series(results, size_of):
    """Results of one entrant after the other, each as points (size, result) in order of size.

    `size_of` says a problem's size, and None if the problem is not meant.
    """
    lines = {}
    for r in results:
        size = size_of(r.problem)
        if size is not None:
            lines.setdefault(r.title, []).append((size, r))
    return {title: sorted(points, key=lambda p: p[0]) for title, points in lines.items()}


def several(lines):
    """The results that were measured at several sizes."""
    return {name: points for name, points in lines.items() if len(points) > 1}


def julia_limit(problem):
    """The limit of iterations of those pictures that were measured with many limits."""
    parts = problem.split("/")
    return int(parts[2]) if parts[:2] == ["classic", "500x500"] else None


def grid_width(problem):
    parts = problem.split("/")
    if parts[0] == "ramp" and parts[-1] == "periodic":
        rows, _, columns = parts[1].partition("x")
        return int(rows) if rows == columns else None
    return None


def table_size(work, keys="random"):
    def size(problem):
        parts = problem.split("/")
        return int(parts[2]) if parts[:2] == [work, keys] else None

    return size


def roofline(results):
    """The bandwidth of the roofline in these results, in bytes per second."""
    parts = [r for r in results if r.threads == 1 and r.values("of_roofline")]
    rates = [r.median("bytes_per_second") / r.median("of_roofline") for r in parts]
    return max(rates, default=None)

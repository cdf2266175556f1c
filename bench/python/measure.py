#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times typical Python programs in the contests of hpk_ladder.

Loops of Python itself, numpy, numexpr, scipy and numba, each if this interpreter has it, are
verified, then timed in random order, repetition by repetition. The results are written in the form
of hpk_ladder's, so that they can be read together. The entrants of a family are those of
bench/FAMILY/peers/entrants.py.
"""

import argparse
import importlib.util
import json
import pathlib
import platform
import random
import statistics
import sys
import time

from entrant import WrongAnswer

BENCH = pathlib.Path(__file__).resolve().parents[1]
LIBRARIES = ("numpy", "numexpr", "scipy", "numba")


def libraries():
    """The versions of those that are installed, and the names of the others."""
    found, missing = {"cpython": platform.python_version()}, []
    for name in LIBRARIES:
        try:
            found[name] = importlib.import_module(name).__version__
        except ImportError:
            missing.append(name)
    return found, missing


def all_entrants(versions, quick):
    """Every family's; with `quick` at small problems only."""
    for file in sorted(BENCH.glob("*/peers/entrants.py")):
        description = importlib.util.spec_from_file_location(file.parts[-3], file)
        family = importlib.util.module_from_spec(description)
        description.loader.exec_module(family)
        yield from family.entrants(versions, quick)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", metavar="FILE", help="where the JSON goes (default: nowhere)")
    parser.add_argument("--quick", action="store_true", help="small problems, to see that all works")
    parser.add_argument("--repetitions", type=int, metavar="N")
    parser.add_argument(
        "--min-time", type=float, default=0.05, metavar="SECONDS", help="that a repetition takes"
    )
    parser.add_argument("--filter", default="", metavar="TEXT", help="only names with this in them")
    arguments = parser.parse_args()
    if arguments.repetitions is None:
        arguments.repetitions = 2 if arguments.quick else 3
    if arguments.repetitions < 1:
        parser.error("--repetitions must be at least 1")
    return arguments


def timed(work, passes):
    """Seconds per pass, as wall-clock time and as CPU time."""
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(passes):
        work()
    return (time.perf_counter() - wall) / passes, (time.process_time() - processor) / passes


def repetition(who, wall, processor):
    """A repetition as Google Benchmark describes it."""
    result = {
        "name": who.name,
        "run_type": "iteration",
        "real_time": 1e3 * wall,
        "cpu_time": 1e3 * processor,
        "time_unit": "ms",
        "label": who.label,
        "ns_per_operation": 1e9 * processor / who.work[0][1],
    }
    for what, amount in who.work:
        result[what + "_per_second"] = amount / processor
    return result


def measure(entrants, arguments):
    passes = {}
    for who in entrants:
        print("verifying", who.name, file=sys.stderr)
        who.verify()  # also triggers just-in-time compilation
        seconds = timed(who.run, 1)[0]
        passes[who.name] = max(1, round(arguments.min_time / max(seconds, 1e-9)))
    results = []
    for _ in range(arguments.repetitions):
        for who in random.sample(entrants, len(entrants)):
            results.append(repetition(who, *timed(who.run, passes[who.name])))
    order = {who.name: k for k, who in enumerate(entrants)}
    return sorted(results, key=lambda r: order[r["name"]])


def contests(entrants):
    """The entrants by the contests that they enter."""
    entered = {}
    for who in entrants:
        entered.setdefault(who.contest, []).append([who.size, who.name, False])
    return [{"name": name, "entrants": those} for name, those in entered.items()]


def main():
    arguments = parse()
    versions, missing = libraries()
    if missing:
        names = ", ".join(missing)
        print("missing:", names, "(`sh cmake/setup.sh python` installs them)", file=sys.stderr)
    entrants = list(all_entrants(versions, arguments.quick))
    entrants = [who for who in entrants if arguments.filter in who.name]
    try:
        results = measure(entrants, arguments)
    except WrongAnswer as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for who in entrants:
        times = [r["cpu_time"] for r in results if r["name"] == who.name]
        print(f"{who.name:<72}{statistics.median(times):12.4g} ms")
    if arguments.json:
        context = {"missing_peers": ", ".join(missing), "contests": contests(entrants)}
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"context": context, "benchmarks": results}, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())

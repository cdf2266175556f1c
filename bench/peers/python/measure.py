#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Times typical Python programs at the problems of hpk_bench.

Loops of Python itself, numpy, numexpr, scipy and numba, each if this interpreter has it, are
verified, then timed in random order, repetition by repetition. The results are written in the form
of Google Benchmark's, so that they can be read together with those of hpk_bench.
"""

import argparse
import datetime
import json
import platform
import random
import statistics
import sys
import time

import contestants


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", metavar="FILE", help="where the JSON goes (default: nowhere)")
    parser.add_argument("--quick", action="store_true", help="small problems, to see that all works")
    parser.add_argument("--repetitions", type=int, default=5, metavar="N")
    parser.add_argument(
        "--min-time", type=float, default=0.05, metavar="SECONDS", help="that a repetition takes"
    )
    parser.add_argument("--filter", default="", metavar="TEXT", help="only names with this in them")
    parser.add_argument("--list-peers", action="store_true", help="say which libraries there are")
    arguments = parser.parse_args()
    if arguments.repetitions < 1:
        parser.error("--repetitions must be at least 1")
    return arguments


def timed(work, passes):
    """Seconds per pass, as wall-clock time and as CPU time."""
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(passes):
        work()
    return (time.perf_counter() - wall) / passes, (time.process_time() - processor) / passes


def entry(who, repetition, repetitions, passes, wall, processor):
    """A repetition as Google Benchmark describes it."""
    result = {
        "name": who.name,
        "run_name": who.name,
        "run_type": "iteration",
        "repetitions": repetitions,
        "repetition_index": repetition,
        "threads": 1,
        "iterations": passes,
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
    for repetition in range(arguments.repetitions):
        for who in random.sample(entrants, len(entrants)):
            times = timed(who.run, passes[who.name])
            results.append(
                entry(who, repetition, arguments.repetitions, passes[who.name], *times)
            )
    order = {who.name: k for k, who in enumerate(entrants)}
    return sorted(results, key=lambda r: (order[r["name"]], r["repetition_index"]))


def main():
    arguments = parse()
    missing = ", ".join(contestants.missing)
    if arguments.list_peers:
        for line in contestants.present:
            print(line)
    if missing:
        print("missing:", missing, "(`sh cmake/setup.sh python` installs them)", file=sys.stderr)
    if arguments.list_peers:
        return 0

    entrants = [who for who in contestants.all_of(arguments.quick) if arguments.filter in who.name]
    try:
        results = measure(entrants, arguments)
    except contestants.WrongAnswer as wrong:
        print(wrong, file=sys.stderr)
        return 1
    for who in entrants:
        times = [r["cpu_time"] for r in results if r["name"] == who.name]
        print(f"{who.name:<72}{statistics.median(times):12.4g} ms")
    if arguments.out:
        context = {
            "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
            "made_with": "Python " + platform.python_version(),
            "peers": "; ".join(contestants.present),
            "missing_peers": missing,
        }
        with open(arguments.out, "w", encoding="utf-8") as file:
            json.dump({"context": context, "benchmarks": results}, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())

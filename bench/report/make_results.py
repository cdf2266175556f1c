#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures all that the report shows, and makes it: the reference results of docs/results.

hpk_bench runs once for each family, with its entrants interleaved; then the Python libraries run,
if this interpreter has them; then report.py makes tables and pictures. A full run takes a quarter
of an hour on a quiet machine.
"""

import argparse
import json
import os
import pathlib
import platform
import re
import shlex
import subprocess
import sys
import tempfile
import time

import report

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Plan:
    """The measurements of the report. Everything else is left out to limit the time of a run."""

    repetitions, min_time, python_repetitions = 9, 0.05, 3
    picture = "classic/1000x1000/300"
    limits = (10, 30, 100, 300, 1000, 3000, 10000)
    ladder_width, widths = 512, (64, 128, 256, 512, 1024, 2048, 4096)
    sizes = tuple(1 << bits for bits in range(4, 23, 2))
    few_sizes = (1 << 10, 1 << 14, 1 << 18)


class QuickPlan(Plan):
    repetitions, min_time, python_repetitions = 2, 0.001, 2
    picture = "classic/16x16/300"
    limits = (10, 30)
    ladder_width, widths = 64, (64, 128)
    sizes = (16, 64, 256)
    few_sizes = (1 << 10,)


OVER_SIZES = ("plain_loop", "blitz", "xtensor", "eigen", "fused", "time_blocked")
TOP_RUNGS = ("trapped", "time_blocked")
FEW_WORKS = ("insert", "find_hits", "find_misses", "iterate", "churn")


def wanted(plan, name, native, variants_there):
    """True if an entrant is part of the report."""
    parts = name.removesuffix("/real_time").split("/")
    threads = parts.pop() if parts[-1].startswith("threads:") else ""
    family, variant, backend, kind, *problem = parts
    if family not in ("julia", "diffusion", "hash_table") or variant == "fastest":
        return False
    peer = backend.startswith("peer:")
    if not peer and backend != native and (backend != "scalar" or (variant, native) in variants_there):
        return False  # on its best backend only
    if threads and variant not in TOP_RUNGS:
        return False
    if family == "julia":
        at = "/".join(problem)
        over_limits = [f"classic/500x500/{limit}" for limit in plan.limits]
        return kind == "f64" and (at == plan.picture or (not threads and at in over_limits))
    if family == "diffusion":
        if kind != "f64" or len(problem) < 3 or problem[2] != "periodic":
            return False
        if problem[1] == f"{plan.ladder_width}x{plan.ladder_width}":
            return True
        over_sizes = [f"{width}x{width}" for width in plan.widths]
        return variant in OVER_SIZES and not threads and problem[1] in over_sizes
    work, keys, size = problem
    if kind != "u64":
        return keys == "40_characters" and work == "find_mixed" and int(size) in plan.few_sizes
    if work == "find_mixed" or (work == "find_many" and variant == "tagged"):
        return int(size) in plan.sizes
    return work in FEW_WORKS and int(size) in plan.few_sizes


def run(words):
    """The output of the program; its error output is shown only if it fails."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return done.stdout


def native_backend(bench, folder):
    """As in the context of hpk_bench's results."""
    file = folder / "memory.json"
    words = [bench, "--benchmark_filter=^memory/[^/]*/[^/]*/f64/256MiB$", "--benchmark_repetitions=1"]
    run([*words, f"--benchmark_out={file}"])
    return json.loads(file.read_text(encoding="utf-8"))["context"]["native_backend"]


def measure(bench, plan, folder):
    """Runs hpk_bench family by family, so that each has all memory; returns the files."""
    native = native_backend(bench, folder)
    names = run([bench, "--benchmark_list_tests"]).split()
    there = {(name.split("/")[1], name.split("/")[2]) for name in names}
    chosen = [name for name in names if wanted(plan, name, native, there)]
    files = []
    for family in ("julia", "diffusion", "hash_table"):
        of_family = [re.escape(name) for name in chosen if name.startswith(family + "/")]
        print(f"{family}: {len(of_family)} entrants", flush=True)
        files.append(folder / f"{family}.json")
        run(
            [
                bench,
                f"--benchmark_filter=^({'|'.join(of_family)})$",
                f"--benchmark_repetitions={plan.repetitions}",
                f"--benchmark_min_time={plan.min_time}",
                f"--benchmark_out={files[-1]}",
            ]
        )
    return files


def measure_python(plan, quick, folder):
    file = folder / "python.json"
    words = [sys.executable, "-B", ROOT / "bench/peers/python/measure.py", "--out", file]
    words += ["--repetitions", plan.python_repetitions, *(["--quick"] if quick else [])]
    print("python", flush=True)
    run(words)
    return file


def machine():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        return re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)[1]
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def system():
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        name = platform.system()
    return f"{name}, kernel {'.'.join(platform.release().split('.')[:2])}"


def commit():
    words = ["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=12"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "not a checkout"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--bench", metavar="PROGRAM", type=pathlib.Path, required=True)
    parser.add_argument("--out", metavar="DIRECTORY", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true", help="seconds, to see that all works")
    parser.add_argument("--command", help="what to say that this was called with")
    arguments = parser.parse_args()
    plan = QuickPlan if arguments.quick else Plan
    context = {
        "machine": machine(),
        "system": system(),
        "commit": commit(),
        "load_avg": os.getloadavg(),
        "command": arguments.command or shlex.join(sys.argv),
    }
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            files = measure(arguments.bench, plan, folder)
            files.append(measure_python(plan, arguments.quick, folder))
        except subprocess.CalledProcessError as failed:
            print(f"make_results.py: {failed.cmd[0]} failed ({failed.returncode})", file=sys.stderr)
            return 1
        report.make(arguments.out, files, context)
    print(f"took {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

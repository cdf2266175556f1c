#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures all that the report shows, and makes it: the reference results of docs/results.

hpk_ladder holds its contests at all sizes; then the Python libraries run, if this interpreter has
them; then report.py makes tables and pictures. A full run takes a quarter of an hour on a quiet
machine.
"""

import argparse
import datetime
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


def measure(words, file):
    """Runs a program that writes a JSON file; its error output is shown only if it fails."""
    words = [str(word) for word in (*words, "--json", file)]
    print("measuring:", *words, flush=True)
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        done.check_returncode()
    return file


def machine():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
        return re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)[1]
    except (OSError, TypeError):
        return platform.processor() or platform.machine()


def caches():
    """The caches of the first core, as Google Benchmark describes them."""
    found = []
    for place in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((place / name).read_text().strip() for name in ("level", "type", "size"))
        found.append({"level": int(level), "type": kind, "size": int(size.removesuffix("K")) * 1024})
    return found


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
    parser.add_argument("--ladder", metavar="PROGRAM", type=pathlib.Path, required=True)
    parser.add_argument("--out", metavar="DIRECTORY", type=pathlib.Path, required=True)
    parser.add_argument("--quick", action="store_true", help="seconds, to see that all works")
    parser.add_argument("--command", help="what to say that this was called with")
    arguments = parser.parse_args()
    quick = ["--quick"] if arguments.quick else []
    context = {
        "machine": machine(),
        "system": system(),
        "commit": commit(),
        "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "num_cpus": os.cpu_count(),
        "caches": caches(),
        "load_avg": os.getloadavg(),
        "command": arguments.command or shlex.join(sys.argv),
    }
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        try:
            python = [sys.executable, "-B", ROOT / "bench/python/measure.py"]
            files = [
                measure([arguments.ladder, *quick], folder / "ladder.json"),
                measure([*python, *quick], folder / "python.json"),
            ]
        except subprocess.CalledProcessError as failed:
            print(f"make_results.py: {failed.cmd[0]} failed ({failed.returncode})", file=sys.stderr)
            return 1
        report.make(arguments.out, files, context)
    print(f"took {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breaks the headers in many places, one at a time, and reports the breaks that no test detects.

    tests/mutation/mutate.py --family julia --count 40
    tests/mutation/mutate.py --only julia-17
    tests/mutation/mutate.py --list

Works in copies of the tracked files below --work, never in the tree itself. Which places are broken
does not change from run to run while the headers stay as they are; what was tried is in
WORK/results.jsonl and is not tried again.

A break counts as noticed when a test fails, crashes or does not end, and is left out of the count
when it does not compile. What goes unnoticed by few tests that are quick to compile meets all tests
of its family. What harmless.json explains is not tried.
"""

import argparse
import collections
import difflib
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import places

ROOT = pathlib.Path(__file__).resolve().parents[2]
FAMILIES = ["core", "hash", "io"] + sorted(
    path.parent.name for path in (ROOT / "include/hpk").glob("*/variants.hpp")
)

# The sources that suffice for most breaks, quickest first, then for most of the others; then all.
FEW_SOURCES = {
    "core": ["execution", "grid", "grid_bounds", "lanes", "mdspan"],
    "julia": ["fuzz", "planes", "rungs_f32", "rungs_f64", "shapes", "trap"],
    "diffusion": ["fuzz", "rungs", "shapes", "special_values", "time_blocking"],
    "hash": ["hash", "keyed_hash"],
    "hash_table": ["ordered", "placement", "probe"],
}
MORE_SOURCES = {"hash_table": ["fuzz_integers", "interface"]}
QUICK_FILTER = "~*reference*"

FEW_SURVIVED = "SURVIVED the few"

HARMLESS = {
    (known["file"], known["was"], known["is"]): known["why"]
    for known in json.loads(pathlib.Path(__file__).with_name("harmless.json").read_text())
}


def mutants_of(family):
    """All breaks of a family in an order that is random, and the same each time."""
    result = []
    for header in sorted((ROOT / "include/hpk" / family).rglob("*.hpp")):
        for place in places.places(header.read_text()):
            result.append((str(header.relative_to(ROOT)), place))
    random.Random(family).shuffle(result)
    return [{"id": f"{family}-{k}", "family": family, "file": file, "place": place}
            for k, (file, place) in enumerate(result)]


class Tree:
    """A copy of the tracked files, with a build directory. With `sources`, has only those of the
    tests of the families named there."""

    def __init__(self, directory, sources):
        self.directory = directory
        self.tested = set()
        files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True)
        for name in filter(None, files.stdout.decode().split("\0")):
            source = pathlib.Path(name)
            wanted = sources.get(source.parent.name) if source.parts[0] == "tests" else None
            if wanted and source.suffix == ".cpp" and source.stem not in wanted:
                continue
            to = directory / name
            to.parent.mkdir(parents=True, exist_ok=True)
            if not to.exists() or to.read_bytes() != (ROOT / name).read_bytes():
                shutil.copyfile(ROOT / name, to)
        subprocess.run(["cmake", "--preset", "test", "-B", directory / "build"], cwd=directory,
                       check=True, stdout=subprocess.DEVNULL)

    def build(self, program, jobs):
        command = ["cmake", "--build", self.directory / "build", "--target", program, "-j", str(jobs)]
        return subprocess.run(command, capture_output=True, text=True)

    def run(self, program, selection, limit):
        """True if all tests pass within the limit, in seconds."""
        command = [self.directory / "build/tests" / program, selection, "--abort"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit)
            return done.returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def expect_pass(self, program, selection, options):
        """The unbroken tests must pass once, so that each failure is due to the break."""
        if program in self.tested:
            return
        self.tested.add(program)
        if (self.build(program, options.jobs).returncode != 0
                or not self.run(program, selection, options.limit)):
            raise SystemExit(f"{program} in {self.directory}, which is not broken, does not build, "
                             f"fails, or takes longer than {options.limit} s")


def broken(source, place):
    return source[: place.start] + place.text + source[place.end :]


def stages(family):
    """Which programs a break meets, in this order: (sources, program, selection)."""
    yield "few", family, QUICK_FILTER
    for other in FAMILIES[2:] if family in FAMILIES[:2] else []:
        yield "few", other, QUICK_FILTER
    if family in MORE_SOURCES:
        yield "more", family, QUICK_FILTER
    yield "all", family, "*"


def verdict_on(mutant, tree_of, options):
    original = (ROOT / mutant["file"]).read_text()
    text = broken(original, mutant["place"])
    for sources, room, selection in stages(mutant["family"]):
        if sources == "all" and options.few:
            return FEW_SURVIVED
        tree = tree_of(sources)
        program = f"hpk_test_{room}"
        tree.expect_pass(program, selection, options)
        header = tree.directory / mutant["file"]
        header.write_text(text)
        try:
            if tree.build(program, options.jobs).returncode != 0:
                return "does not compile"
            if not tree.run(program, selection, options.limit):
                return "noticed"
        finally:
            header.write_text(original)
    return "SURVIVED"


def described(mutant):
    original = (ROOT / mutant["file"]).read_text()
    text = broken(original, mutant["place"])
    line = original.count("\n", 0, mutant["place"].start) + 1
    diff = difflib.unified_diff(original.splitlines(), text.splitlines(), n=0, lineterm="")
    changed = [row for row in diff if row[:1] in "+-" and row[:3] not in ("+++", "---")]
    return {"id": mutant["id"], "where": f"{mutant['file']}:{line}",
            "operator": mutant["place"].operator, "diff": changed}


def why_harmless(record):
    """The known reason why a break changes no result, if there is one."""
    lines = [row[1:].strip() for row in record["diff"]]
    return HARMLESS.get((record["where"].rsplit(":", 1)[0], *lines))


def show(record):
    print(f"{record['id']}: {record['verdict']}: {record['where']} ({record['operator']})",
          *record["diff"], sep="\n    ", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--family", choices=FAMILIES, action="append", help="only these families")
    parser.add_argument("--count", type=int, default=40, help="breaks in each family")
    parser.add_argument("--only", help="only this one, such as julia-17, even if it was tried")
    parser.add_argument("--few", action="store_true", help="only the tests that compile quickly")
    parser.add_argument("--list", action="store_true", help="say what would be broken")
    parser.add_argument("--jobs", type=int, default=2, help="compilers at a time")
    parser.add_argument("--limit", type=int, default=300, help="seconds for a program's tests")
    parser.add_argument("--work", type=pathlib.Path,
                        default=pathlib.Path(tempfile.gettempdir()) / "hpk-mutation")
    options = parser.parse_args()

    families = [options.only.rsplit("-", 1)[0]] if options.only else options.family or FAMILIES
    chosen = []
    for family in families:
        mutants = mutants_of(family)
        if options.only:
            mutants = [m for m in mutants if m["id"] == options.only]
        else:
            mutants = mutants[: options.count]
        chosen += sorted(mutants, key=lambda m: (m["file"], m["place"]))
    if options.list:
        for mutant in chosen:
            show({**described(mutant), "verdict": "to be tried"})
        return

    options.work.mkdir(parents=True, exist_ok=True)
    results = options.work / "results.jsonl"
    known = {}
    if results.exists():
        for line in results.read_text().splitlines():
            record = json.loads(line)
            known[record["id"], record["where"], tuple(record["diff"])] = record

    trees = {}
    def tree_of(name):
        if name not in trees:
            sources = {"few": FEW_SOURCES, "more": MORE_SOURCES, "all": {}}[name]
            trees[name] = Tree(options.work / name, sources)
        return trees[name]

    totals = collections.defaultdict(collections.Counter)
    for mutant in chosen:
        record = described(mutant)
        key = record["id"], record["where"], tuple(record["diff"])
        tried = known.get(key, {}).get("verdict")
        why = why_harmless(record)
        if why:
            record["verdict"] = f"harmless: {why}"
            show(record)
        elif tried and not options.only and (options.few or tried != FEW_SURVIVED):
            record = known[key]
        else:
            record["verdict"] = verdict_on(mutant, tree_of, options)
            with results.open("a") as file:
                file.write(json.dumps(record) + "\n")
            show(record)
        totals[mutant["family"]][record["verdict"].partition(" the ")[0].partition(":")[0]] += 1
    print("\nfamily: noticed, survived, harmless, did not compile")
    for family, counts in totals.items():
        print(f"{family}: {counts['noticed']}, {counts['SURVIVED']}, {counts['harmless']}, "
              f"{counts['does not compile']}")


if __name__ == "__main__":
    main()

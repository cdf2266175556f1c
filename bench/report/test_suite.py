#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the benchmarks in their smallest form and checks the output.

    test_suite.py path/to/hpk_bench path/to/hpk_ladder
"""

import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import results as measured

HERE = pathlib.Path(__file__).parent
FAMILIES = [file.parent.name for file in HERE.parent.glob("*/contests.cpp")]
LADDER = sys.argv.pop(2)
BENCH = sys.argv.pop(1)


def output_of(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def without_duplicates(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key twice in {keys}"
    return dict(pairs)


class Bench(unittest.TestCase):
    """hpk_bench alone."""

    def test_filter_selects_peers(self):
        all_names = output_of(BENCH, "--benchmark_list_tests").split()
        peers = output_of(BENCH, "--benchmark_list_tests", "--benchmark_filter=peer").split()
        self.assertEqual(peers, [name for name in all_names if "/peer:" in name])
        for family in FAMILIES:
            self.assertTrue(any(name.startswith(family + "/") for name in peers), family)
            ours = [name for name in all_names if name.startswith(family + "/")]
            self.assertTrue(any(name not in peers for name in ours), family)

    def test_names_are_unique(self):
        names = output_of(BENCH, "--benchmark_list_tests").split()
        self.assertEqual(len(names), len(set(names)))

    def test_peers_are_listed_or_missing(self):
        text = output_of(BENCH, "--list_peers")
        for name in ("eigen", "blitz", "xtensor", "boost", "absl", "tsl", "google", "std"):
            self.assertRegex(text, rf"(?i)\w+/{name} \S+: \w+|missing:.*{name}")

    def test_defaults_and_flags(self):
        words = [BENCH, "--benchmark_filter=^julia/trapped/.*/f64/classic/16x16/300$"]
        words += ["--benchmark_min_time=0.0001", "--benchmark_format=json"]
        # The table has statistics of the repetitions, the file has each of them.
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            output_of(*words, f"--benchmark_out={file}")
            data = json.loads(file.read_text(), object_pairs_hook=without_duplicates)
        names = {run["run_name"] for run in data["benchmarks"]}
        single = [run for run in data["benchmarks"] if run["run_type"] == "iteration"]
        self.assertEqual(len(single), 9 * len(names))
        fewer = json.loads(output_of(*words, "--benchmark_repetitions=2"))
        single = [run for run in fewer["benchmarks"] if run["run_type"] == "iteration"]
        self.assertEqual(len(single), 2 * len(names))

    def test_report(self):
        words = [BENCH, "--benchmark_filter=^diffusion/.*/f64/ramp/64x64/periodic"]
        words += ["--benchmark_min_time=0.0001", "--benchmark_repetitions=2"]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.json"
            output_of(*words, f"--benchmark_out={file}")
            output_of(sys.executable, "-B", HERE / "report.py", "--out", folder, file)
            page = (pathlib.Path(folder) / "README.md").read_text(encoding="utf-8")
        self.assertRegex(page, r"### diffusion, f64: ramp/64x64/periodic/\d+\n")
        self.assertRegex(page, r"\| time_blocked \| \w+ \| [\d.]+ \| [\d.]+ % \| [\d.]+ \| [\d.]+ \|")


class Ladder(unittest.TestCase):
    """hpk_ladder alone."""

    def test_every_family_is_listed(self):
        contests = output_of(LADDER, "--list").splitlines()
        for family in FAMILIES:
            self.assertTrue(any(line.startswith(family + "_") for line in contests), family)

    def test_a_contest_at_sizes(self):
        with tempfile.TemporaryDirectory() as folder:
            text = output_of(LADDER, "search_random", "300", "2k", "--entrants", "std|index", "--rounds", "1",
                             "--out", folder)
        self.assertIn("among 300 sorted numbers", text)
        self.assertRegex(text, r"\nns per key +300 +2000\n")
        self.assertRegex(text, r"\nindex +[\d.]+ +[\d.]+\n")
        self.assertNotIn("branchless", text)
        self.assertRegex(text, r"\nchecked: every position is right; their sum is \d+\n")
        self.assertRegex(text, r"\nChecked: \d+ results, all right \(contests: 1, rungs of hpk: \d\)\.\n")

    def test_wrong_arguments(self):
        for words in (["--no-such-option"], ["no_such_contest"], ["search", "0"], ["--rounds", "0"]):
            done = subprocess.run([LADDER, *words], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("usage:", done.stderr)


class Report(unittest.TestCase):
    """A quick run of everything."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.out = pathlib.Path(cls.folder.name)
        words = ["--ladder", LADDER, "--out", cls.out, "--quick", "--command", "a command"]
        cls.said = output_of(sys.executable, "-B", HERE / "make_results.py", *words)
        cls.context, results, cls.contests = measured.read([cls.out / "results.json"])
        cls.results = list(results.values())

    def test_every_family_is_there(self):
        for family in FAMILIES:
            ours = [r for r in self.results if r.family == family and not r.is_peer]
            peers = [r for r in self.results if r.family == family and r.is_peer]
            self.assertGreater(len(ours), 3, family)
            self.assertGreater(len(peers), 0, family)

    def test_every_result_is_in_a_contest(self):
        entered = {r.name for contest in self.contests for _, r, _ in contest.entrants}
        self.assertEqual({r.name for r in self.results}, entered)
        self.assertEqual(len(self.contests), len(self.context["contests"]))

    def test_contests_have_yardsticks(self):
        for contest in self.contests:
            for size in contest.ladders:
                self.assertIsNotNone(contest.yardstick(size), contest.name)

    def test_counters_agree_with_each_other(self):
        for r in self.results:
            for run in r.runs:
                products = [run["ns_per_operation"] * run[key] for key in run if key.endswith("_per_second")]
                self.assertTrue(any(abs(p / 1e9 - 1) < 1e-3 for p in products), r.name)

    def test_roofline(self):
        stencils = [r for r in self.results if r.values("of_roofline")]
        self.assertGreater(len(stencils), 10)
        for r in stencils:
            # Each process measures one bandwidth for one thread.
            bandwidth = r.median("bytes_per_second") / r.median("of_roofline")
            self.assertTrue(1e8 < bandwidth < 1e13, f"{r.name}: {bandwidth} bytes/s")

    def test_peers_say_what_they_are_made_with(self):
        for r in self.results:
            if r.is_peer:
                self.assertRegex(r.label, r"^([\w ]+ [\d.]+, )?(gcc|clang) \d+\.\d+.* -O|Python 3\.", r.name)
                self.assertNotIn(r.backend, ("", "compiler"), r.name)
            else:
                self.assertEqual(r.label, "", r.name)

    def test_context(self):
        for key in ("machine", "num_cpus", "date", "commit", "made_with", "native_backend", "contests"):
            self.assertTrue(self.context[key], key)
        self.assertEqual(self.context["command"], "a command")

    def test_page(self):
        page = (self.out / "README.md").read_text(encoding="utf-8")
        for words in ("a command", "## Ladders", "### The classic Julia set, 16 x 16", "x roofline"):
            self.assertIn(words, page)
        self.assertRegex(page, r"\| trapped \| \w+ \| [\d.]+ \| [\d.]+ % \| [\d.]+ \|")
        for name in re.findall(r"\]\((\w+\.svg)\)", page):
            self.assertTrue((self.out / name).exists(), name)

    def test_pictures(self):
        if importlib.util.find_spec("matplotlib") is None:
            self.assertIn("matplotlib is missing", self.said)
            self.skipTest("matplotlib is missing")
        names = {f"{c.name}_{size}" for c in self.contests for size in c.ladders}
        self.assertEqual({file.stem for file in self.out.glob("*.png")}, names)
        for name in names:
            png = (self.out / f"{name}.png").read_bytes()
            self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(int.from_bytes(png[16:20], "big"), 800, name)  # pixels wide
            self.assertIn("</svg>", (self.out / f"{name}.svg").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

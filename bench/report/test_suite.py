#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the benchmark suite in its smallest form and checks the output.

    test_suite.py path/to/hpk_bench
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
BENCH = sys.argv.pop(1)

OPERATIONS = {"julia": "iterations", "diffusion": "updates", "hash_table": "keys"}


def output_of(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{words[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def without_duplicates(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key twice in {keys}"
    return dict(pairs)


class Program(unittest.TestCase):
    """hpk_bench alone."""

    def test_filter_selects_peers(self):
        all_names = output_of(BENCH, "--benchmark_list_tests").split()
        peers = output_of(BENCH, "--benchmark_list_tests", "--benchmark_filter=peer").split()
        self.assertEqual(peers, [name for name in all_names if "/peer:" in name])
        for entrant in ("julia/plain_loop", "diffusion/plain_loop", "hash_table/std"):
            self.assertTrue(any(name.startswith(entrant + "/peer:") for name in peers), entrant)
        self.assertFalse(any("/fused/" in name or "/tagged/" in name for name in peers))

    def test_peers_are_listed_or_missing(self):
        text = output_of(BENCH, "--list_peers")
        for name in ("eigen", "blitz", "xtensor", "boost", "absl", "tsl", "google", "std"):
            self.assertRegex(text, rf"(?i)(diffusion|hash_table)/{name} \S+: \w+|missing:.*{name}")

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


class Report(unittest.TestCase):
    """A quick run of everything."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.out = pathlib.Path(cls.folder.name)
        words = ["--bench", BENCH, "--out", cls.out, "--quick", "--command", "a command"]
        cls.said = output_of(sys.executable, "-B", HERE / "make_results.py", *words)
        cls.context, cls.results = measured.read([cls.out / "results.json"])

    def test_every_family_is_there(self):
        for family in OPERATIONS:
            ours = [r for r in self.results if r.family == family and not r.is_peer]
            peers = [r for r in self.results if r.family == family and r.is_peer]
            self.assertGreater(len(ours), 3, family)
            self.assertGreater(len(peers), 1, family)

    def test_counters_agree_with_each_other(self):
        for r in self.results:
            for ns, rate in zip(
                r.values("ns_per_operation"), r.values(OPERATIONS[r.family] + "_per_second"), strict=True
            ):
                self.assertAlmostEqual(ns * rate / 1e9, 1, delta=1e-3, msg=r.title)

    def test_roofline(self):
        stencils = [r for r in self.results if r.family == "diffusion" and r.values("of_roofline")]
        self.assertGreater(len(stencils), 10)
        for r in stencils:
            # 16 bytes per cell; each process measures one bandwidth for one thread.
            bandwidth = r.median("updates_per_second") * 16 / r.median("of_roofline")
            self.assertTrue(1e8 < bandwidth < 1e13, f"{r.title}: {bandwidth} bytes/s")

    def test_peers_say_what_they_are_made_with(self):
        for r in self.results:
            if r.is_peer:
                self.assertRegex(r.label, r"^(gcc|clang) \d+\.\d+.* -O|Python 3\.", r.title)
                self.assertNotIn(r.backend, ("", "compiler"), r.title)
            else:
                self.assertEqual(r.label, "", r.title)

    def test_context(self):
        for key in ("machine", "num_cpus", "date", "commit", "made_with", "native_backend", "peers"):
            self.assertTrue(self.context[key], key)
        self.assertNotIn("host_name", self.context)
        self.assertEqual(self.context["command"], "a command")

    def test_page(self):
        page = (self.out / "README.md").read_text(encoding="utf-8")
        for words in ("a command", "## Ladders", "### julia: classic/16x16/300", "x roofline"):
            self.assertIn(words, page)
        self.assertRegex(page, r"\| trapped \| \w+ \| [\d.]+ \| [\d.]+ % \| [\d.]+ \|")
        for name in re.findall(r"\]\((\w+\.svg)\)", page):
            self.assertTrue((self.out / name).exists(), name)

    def test_pictures(self):
        names = {"julia_ladder", "diffusion_ladder", "hash_table_ladder"}
        names |= {"julia_limits", "diffusion_sizes", "table_lookups"}
        pictures = {file.stem for file in self.out.glob("*.png")}
        if importlib.util.find_spec("matplotlib") is None:
            self.assertIn("matplotlib is missing", self.said)
            self.skipTest("matplotlib is missing")
        self.assertEqual(pictures, names)
        for name in names:
            png = (self.out / f"{name}.png").read_bytes()
            self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
            self.assertEqual(int.from_bytes(png[16:20], "big"), 800, name)  # pixels wide
            self.assertIn("</svg>", (self.out / f"{name}.svg").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(verbosity=2)

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the report of a family that does not exist: no script may know the families by name."""

import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
BENCH = HERE.parent
SIZES = (16, 64, 256, 1024)


def run_of(name, rate, **more):
    return {
        "name": name, "run_type": "iteration", "time_unit": "ms", "real_time": 1.0,
        "ns_per_operation": 1e9 / rate, "clouds_per_second": rate,
    } | more  # fmt: skip


def entrants_at(size):
    yield f"weather/shower/scalar/f64/sky/{size}", False
    yield f"weather/storm/avx9/f64/sky/{size}", False
    yield f"weather/almanac/peer:1900/f64/sky/{size}", True
    yield f"weather/storm/avx9/f64/sky/{size}/threads:2", False


def measurements():
    contest = {
        "name": "weather_sky", "family": "weather", "title": "A sky of {} clouds", "work": "clouds",
        "unit": "ns per cloud", "axis": "clouds in a row", "rate": False, "bytes": 24, "power": 1,
        "ladders": [256], "lines": SIZES,
        "entrants": [[n, name, yardstick] for n in SIZES for name, yardstick in entrants_at(n)],
    }  # fmt: skip
    runs = [
        run_of(name, (1 + k) * 1e6 + repetition * 1e4, label="gcc 99.9.9 -O3" if "peer:" in name else "")
        for n in SIZES
        for k, (name, _) in enumerate(entrants_at(n))
        for repetition in range(3)
    ]
    context = {
        "native_backend": "avx9", "made_with": "gcc 99.9.9 -O3", "missing_peers": "a barometer",
        "caches": [{"level": 1, "type": "Data", "size": 24 * 128}], "contests": [contest],
    }  # fmt: skip
    return {"context": context, "benchmarks": runs}


def more_measurements():
    """As a second program writes them: an entrant of a contest, and a problem of no contest."""
    name = "weather/oracle/peer:delphi_1/f64/sky/256"
    scalar = "weather/storm/scalar/f64/sky/256"
    runs = [run_of(name, 2e6, label="delphi 1"), run_of(scalar, 1.5e6)]
    runs += [run_of(f"climate/{who}/f64/ice/7", 1e6) for who in ("rung/scalar", "other/peer:1")]
    contest = {"name": "weather_sky", "entrants": [[256, name, False], [256, scalar, False]]}
    return {"context": {"missing_peers": "a priest", "contests": [contest]}, "benchmarks": runs}


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.out = pathlib.Path(cls.folder.name) / "out"
        files = []
        for k, data in enumerate((more_measurements(), measurements())):
            files.append(pathlib.Path(cls.folder.name) / f"{k}.json")
            files[-1].write_text(json.dumps(data))
        words = [sys.executable, "-B", HERE / "report.py", "--out", cls.out, *files]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        cls.said = done.stdout
        cls.page = (cls.out / "README.md").read_text(encoding="utf-8")

    def test_ladder(self):
        self.assertIn("### A sky of 256 clouds\n", self.page)
        self.assertIn("|  | backend | ns per cloud | spread | x almanac (1900) |", self.page)
        self.assertRegex(self.page, r"\| storm \| avx9 \| 498 \| [\d.]+ % \| 0\.668 \|")
        self.assertRegex(self.page, r"\| storm, 2 threads \| avx9 \|")
        self.assertRegex(self.page, r"\| oracle \(delphi 1\) \|  \| 500 \|")

    def test_sizes(self):
        self.assertIn("### A sky of N clouds, by N: clouds in a row\n", self.page)
        self.assertIn("| ns per cloud | 16 | 64 | 256 | 1,024 |", self.page)
        self.assertEqual(self.page.count("\n| shower |"), 2)

    def test_the_backend_is_named_where_there_are_several(self):
        self.assertIn("| storm (scalar) |", self.page)
        self.assertIn("| shower |", self.page)

    def test_a_problem_without_a_contest(self):
        self.assertIn("### climate, f64: ice/7\n", self.page)
        self.assertIn("| rung | scalar | 1000 |", self.page)

    def test_conditions(self):
        self.assertIn("| missing | a priest, a barometer |", self.page)
        self.assertIn("weather/almanac 1900: gcc 99.9.9 -O3", self.page)

    def test_pictures(self):
        if importlib.util.find_spec("matplotlib") is None:
            self.assertIn("matplotlib is missing", self.said)
            self.skipTest("matplotlib is missing")
        names = ["weather_sky", "weather_sky_256", "climate_f64_ice_7_0"]
        self.assertEqual(sorted(file.stem for file in self.out.glob("*.png")), sorted(names))
        for name in names:
            self.assertRegex(self.page, rf"!\[[^\]]+\]\({name}\.svg\)")
            png = (self.out / f"{name}.png").read_bytes()
            self.assertEqual(int.from_bytes(png[16:20], "big"), 800, name)  # pixels wide

    def test_results_make_the_same_report(self):
        again = pathlib.Path(self.folder.name) / "again"
        words = [sys.executable, "-B", HERE / "report.py", "--out", again, self.out / "results.json"]
        subprocess.run(words, capture_output=True, check=True)
        self.assertEqual((again / "README.md").read_text(encoding="utf-8"), self.page)

    def test_no_script_names_a_family(self):
        families = [file.parent.name for file in BENCH.glob("*/contests.cpp")]
        self.assertGreater(len(families), 3)
        files = [*HERE.glob("*.py"), *(BENCH / "python").glob("*.py")]
        files += [BENCH / "CMakeLists.txt", *BENCH.glob("*.[ch]pp")]
        for file in files:
            if file.name.startswith("test_"):
                continue
            text = re.sub("//.*", "", file.read_text(encoding="utf-8"))  # examples in comments may
            # In Python, random is a module.
            names = [name for name in families if (file.suffix, name) != (".py", "random")]
            found = re.findall(rf"(?<!\.)\b({'|'.join(names)})\b", text)
            self.assertEqual(found, [], file.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)

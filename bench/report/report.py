#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes tables and pictures of what hpk_ladder, bench/python/measure.py or hpk_bench has measured.

    report.py --out DIRECTORY FILE.json …

writes README.md, results.json and, where matplotlib is, pictures as SVG and PNG.
"""

import argparse
import pathlib
import sys

import results as measured
import tables


def draw(directory, context, contests):
    try:
        import pictures
    except ImportError:
        print("matplotlib is missing: no pictures (`sh cmake/setup.sh python` installs it)")
        return []
    return pictures.draw(directory, context, contests)


def make(directory, paths, more_context=None):
    """Writes everything into the directory."""
    context, results, contests = measured.read(paths)
    context |= more_context or {}
    directory.mkdir(parents=True, exist_ok=True)
    drawn = draw(directory, context, contests)
    measured.write(directory / "results.json", context, results)
    page = tables.page(context, results, contests, drawn)
    (directory / "README.md").write_text(page, encoding="utf-8")
    for name in ["README.md", "results.json", *(name for _, files in drawn for name in files)]:
        print("written:", directory / name)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", metavar="DIRECTORY", type=pathlib.Path, required=True)
    parser.add_argument("files", metavar="FILE.json", nargs="+")
    arguments = parser.parse_args()
    try:
        make(arguments.out, arguments.files)
    except (OSError, ValueError, KeyError) as error:
        print("report.py:", error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

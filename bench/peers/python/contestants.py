# SPDX-License-Identifier: MIT
"""The Python entrants: those whose libraries this interpreter has."""

import importlib
import platform

import diffusion
import julia
import tables
from entrant import WrongAnswer  # noqa: F401 (for those who import this)

LIBRARIES = ("numpy", "numexpr", "scipy", "numba")


def find():
    found, absent = {"cpython": platform.python_version()}, []
    for name in LIBRARIES:
        try:
            found[name] = importlib.import_module(name).__version__
        except ImportError:
            absent.append(name)
    return found, absent


versions, missing = find()
present = [f"{name} {version}" for name, version in versions.items()]


def all_of(quick):
    """Every entrant; with `quick` at small problems only."""
    return [who for family in (julia, diffusion, tables) for who in family.entrants(versions, quick)]

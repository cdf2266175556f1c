# SPDX-License-Identifier: MIT
"""gdb -nx -batch -x cmake/gdb/hpk.py -x tests/gdb/check.py PROGRAM

Fails unless gdb shows the objects of objects.cpp as written here."""
import gdb

expected = {
    "line": "hpk::grid of 3 cells = {[0] = 0, [1] = 1, [2] = 2}",
    "sheet": "hpk::grid of 2 x 3 cells = {[0] = {0, 1, 2}, [1] = {3, 4, 5}}",
    "box": "hpk::grid of 2 x 2 x 2 cells = "
    "{[0, 0] = {0, 1}, [0, 1] = {2, 3}, [1, 0] = {4, 5}, [1, 1] = {6, 7}}",
    "large": "hpk::grid of 1000 x 1000 cells = {[0] = {0, 1, 2, 3, 4, 5, 6, 7...}, ... = 999 rows left out}",
    "no_cells": "hpk::grid of 0 x 0 cells",
    "window": "hpk::grid_view of 2 x 2 cells, rows 3 apart = {[0] = {1, 2}, [1] = {4, 5}}",
    "few_linear.map": "hpk::hash_map of 3 elements = {[-1] = 1.5, [-2] = 3.5, [7] = 0.5}",
    "few_tagged.map": "hpk::hash_map of 3 elements = {[-1] = 1.5, [-2] = 3.5, [7] = 0.5}",
    "few_key_window.map": "hpk::hash_map of 3 elements = {[-2] = 3.5, [-1] = 1.5, [7] = 0.5}",
    "few_ordered.map": "hpk::hash_map of 3 elements = {[7] = 0.5, [-1] = 1.5, [-2] = 3.5}",
    "few_linear.set": "hpk::hash_set of 3 elements = {65534, 65535, 7}",
    "few_tagged.set": "hpk::hash_set of 3 elements = {65534, 65535, 7}",
    "few_key_window.set": "hpk::hash_set of 3 elements = {65534, 65535, 7}",
    "few_ordered.set": "hpk::hash_set of 3 elements = {7, 65535, 65534}",
    "no_elements": "hpk::hash_map of 0 elements",
}

failures = 0


def check(name, shown, wanted):
    global failures
    if shown != wanted:
        failures += 1
        print("%s\n   is shown as %s\n   instead of  %s" % (name, shown, wanted))


def start():
    """Runs the program to where all objects are made."""
    gdb.execute("break look_at")
    gdb.execute("run")
    gdb.execute("up")
    gdb.execute("set print elements 8")


start()
for name, wanted in expected.items():
    check(name, gdb.parse_and_eval(name).format_string(), wanted)
for policy in ["linear", "tagged", "compact", "node", "key_window", "ordered"]:
    many = gdb.parse_and_eval("many_" + policy)
    shown = [int(value) for _, value in gdb.default_visualizer(many["set"]).children()]
    in_order = first(many["in_order"], gdb.TYPE_CODE_PTR)  # from hpk.py
    check("many_" + policy, shown, [int(in_order[k]) for k in range(6300)])
gdb.execute("quit %d" % min(failures, 1))

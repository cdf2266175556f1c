# SPDX-License-Identifier: MIT
"""Diffusion in numpy: shift and add, without temporaries, two grids taking turns.

A program on the other side of stdin and stdout sends lines:

    load TYPE ROWS COLUMNS     then the cells, row by row; TYPE is float32 or float64
    evolve STEPS SCALE         SCALE is dt * D; answered by a line
    cells                      answered by the cells, row by row
"""

import sys

import numpy as np


def step(u, new, scale):
    """Writes the grid after u to new."""
    np.multiply(u, -4, out=new)
    new[1:] += u[:-1]  # each cell's neighbour above
    new[0] += u[-1]
    new[:-1] += u[1:]  # below
    new[-1] += u[0]
    new[:, 1:] += u[:, :-1]  # to the left
    new[:, 0] += u[:, -1]
    new[:, :-1] += u[:, 1:]  # to the right
    new[:, -1] += u[:, 0]
    new *= scale
    new += u


def main():
    commands, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in commands:
        what, *arguments = line.decode().split()
        if what == "load":
            dtype = np.dtype(arguments[0])
            rows, columns = int(arguments[1]), int(arguments[2])
            cells = commands.read(rows * columns * dtype.itemsize)
            u = np.frombuffer(cells, dtype).reshape(rows, columns).copy()
            new = np.empty_like(u)
        elif what == "evolve":
            scale = u.dtype.type(arguments[1])
            for _ in range(int(arguments[0])):
                step(u, new, scale)
                u, new = new, u
            answers.write(b"done\n")
        elif what == "cells":
            answers.write(u.tobytes())
        answers.flush()


if __name__ == "__main__":
    main()

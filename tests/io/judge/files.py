#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""NumPy and VTK judge the files that hpk writes, and hpk reads NumPy's: files.py numpy|vtk PROGRAM

The program is hpk_io_files, made from files.cpp.
"""
import io
import pathlib
import subprocess
import sys
import tempfile

import numpy

TYPES = ("float32", "float64", "int8", "uint16", "int32", "uint64")
SHAPES = ((5,), (6, 7), (3, 4, 5))


def numbered(dtype, shape):
    """What files.cpp has in a grid."""
    cells = numpy.arange(numpy.prod(shape, dtype=int)) + 0.25
    return cells.astype(dtype).reshape(shape)


def text_of(shape):
    return "x".join(map(str, shape))


def same(a, b):
    return a.dtype == b.dtype and a.shape == b.shape and numpy.array_equal(a, b)


def described(path):
    """The array that a file written by hpk must hold, by its name."""
    dtype, extents = path.stem.split("_")
    return numbered(dtype, tuple(map(int, extents.split("x"))))


def judge_numpy(program, directory):
    """numpy.load reads hpk's files, whose bytes are those of numpy.save; hpk reads numpy.save's."""
    subprocess.run([program, "write", directory], check=True)
    files = sorted(directory.glob("*.npy"))
    assert len(files) == 4 * len(TYPES) + 1, files
    for path in files:
        expected = described(path)
        assert same(numpy.load(path), expected), path
        written = io.BytesIO()
        numpy.save(written, expected)
        assert written.getvalue() == path.read_bytes(), path
        mapped = numpy.load(path, mmap_mode="r") if expected.size else expected
        assert same(mapped, expected), path

    for dtype in TYPES:
        for shape in SHAPES:
            cells = numbered(dtype, shape)
            for order, version in (("C", 1), ("C", 2), ("C", 3), ("F", 1), ("F", 2)):
                path = directory / f"{dtype}_{text_of(shape)}_{order}_{version}.npy"
                with open(path, "wb") as file:
                    array = numpy.array(cells, order=order)
                    numpy.lib.format.write_array(file, array, version=(version, 0))
    plate = numbered("float64", (6, 7))
    for name, array in {
        "big_endian": plate.astype(">f8"),
        "complex": plate.astype("complex128"),
        "structured": numpy.zeros((6, 7), [("x", "<f4"), ("y", "<f4")]),
        "object": numpy.array([[None, 1], [2, "three"]], object),
        "bool": plate > 3,
        "scalar": numpy.float64(7),
    }.items():
        numpy.save(directory / f"other_{name}.npy", array)
    subprocess.run([program, "read", directory], check=True)


def judge_vtk(program, directory):
    """VTK reads hpk's files without a complaint, as cells at the right places."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOXML import vtkXMLImageDataReader

    subprocess.run([program, "write", directory], check=True)
    files = sorted(directory.glob("*.vti"))
    assert len(files) == 4 * len(TYPES), files
    for path in files:
        complaints = []
        reader = vtkXMLImageDataReader()
        for event in ("ErrorEvent", "WarningEvent"):
            reader.AddObserver(event, lambda _, what: complaints.append(what))
        assert reader.CanReadFile(str(path)), path
        reader.SetFileName(str(path))
        reader.Update()
        assert not complaints, path
        image, expected = reader.GetOutput(), described(path)
        cells = vtk_to_numpy(image.GetCellData().GetScalars())
        assert image.GetCellData().GetScalars().GetName() == "u", path
        assert same(cells.reshape(expected.shape), expected), path
        # VTK's axes are those of the grid in reverse order.
        n = expected.shape[::-1]
        h = (0.5, 0.25, 3)[: len(n)][::-1]
        assert image.GetNumberOfCells() == expected.size, path
        assert image.GetDimensions() == tuple(k + 1 for k in n) + (1,) * (3 - len(n)), path
        assert image.GetSpacing() == h + (1,) * (3 - len(n)), path
        ends = [end for k, width in zip(n, h) for end in (0, k * width)]
        assert list(image.GetBounds()) == ends + [0] * (6 - len(ends)), path


def main():
    judges = {"numpy": judge_numpy, "vtk": judge_vtk}
    if len(sys.argv) != 3 or sys.argv[1] not in judges:
        sys.exit("usage: files.py numpy|vtk PROGRAM")
    with tempfile.TemporaryDirectory() as directory:
        judges[sys.argv[1]](sys.argv[2], pathlib.Path(directory))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""instructions.py SOURCE NVCC OPTION...: looks at the instructions of all kernels.

Compiles SOURCE for several architectures, for the first also with -use_fast_math, and fails unless
- in PTX, each operation on floating-point numbers is rounded once and keeps subnormal numbers:
  no fma, no add, sub or mul without .rn, no root and no quotient. Numbers may also be compared and
  chosen. Each kernel stores a result and has no trap, which nvcc puts in the place of what a GPU
  cannot do, such as reading a constant of the CPU;
- in machine code, which ptxas makes of it, there is no fused instruction.
Both looks must find the fused instructions of the kernels named `contracted`.
"""
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

ARCHITECTURES = (80, 90, 100)
# The lowest nine bits of a 128-bit instruction, whatever its operands: of FFMA and DFMA.
FUSED = {0x023: "FFMA", 0x02B: "DFMA"}
mistakes = []


def expect(condition, sentence):
    if not condition:
        mistakes.append(sentence)


def floating_point(kernel):
    """The operations of a kernel's PTX on floating-point numbers, with all their modifiers."""
    return set(re.findall(r"^\s*(?:@!?%p\d+ )?((?!ld|st|mov|cvta)[a-z]+[\w.]*\.f(?:32|64)\b[\w.]*)", kernel, re.MULTILINE))


def is_wrong(operation):
    if operation.startswith(("setp.", "selp.", "max.")):
        return False
    return not re.fullmatch(r"(add|sub|mul)\.rn\.f(32|64)|set\.lt\.u32\.f32", operation)


def machine_code(cubin):
    """The opcodes of each kernel in an ELF file with 128-bit instructions."""
    data = cubin.read_bytes()
    (start,) = struct.unpack_from("<Q", data, 0x28)
    size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQ", data, start + k * size) for k in range(count)]
    texts = {}
    for name, _, _, _, offset, length in sections:
        at = sections[names][4] + name
        name = data[at : data.index(b"\0", at)].decode()
        if name.startswith(".text."):
            words = struct.unpack_from(f"<{length // 8}Q", data, offset)
            texts[name.removeprefix(".text.")] = {word & 0x1FF for word in words[::2]}
    return texts


def look(what, kernels, wrong_in):
    """Applies `wrong_in` to each kernel: it must find something in `contracted`, and nowhere else."""
    controls = 0
    for name, content in kernels.items():
        found = wrong_in(content)
        if "contracted" in name:
            controls += 1
            expect(found, f"{what}: the fused instruction of {name} was not found")
        else:
            expect(not found, f"{what}: {name} has {', '.join(sorted(found))}")
    expect(controls == 2 and len(kernels) > 140, f"{what}: only {len(kernels)} kernels were found")


def main():
    source, *nvcc = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        ptx, cubin = pathlib.Path(folder) / "kernels.ptx", pathlib.Path(folder) / "kernels.cubin"
        for architecture in ARCHITECTURES:
            for fast in [[], ["-use_fast_math"]] if architecture == ARCHITECTURES[0] else [[]]:
                what = " ".join([f"sm_{architecture}", *fast])
                compile_for = [*nvcc, *fast, f"-arch=sm_{architecture}"]
                subprocess.run([*compile_for, "-ptx", source, "-o", ptx], check=True)
                parts = re.split(r"^\.visible \.entry |^\.entry ", ptx.read_text(), flags=re.MULTILINE)
                for part in parts[1:]:
                    expect("st.global" in part and "trap" not in part, f"PTX, {what}: {part[:99]} has no result")
                look(
                    f"PTX, {what}",
                    {re.match(r"\w+", part)[0]: part for part in parts[1:]},
                    lambda part: {o for o in floating_point(part) if is_wrong(o)},
                )
                subprocess.run([*compile_for, "-cubin", ptx, "-o", cubin], check=True)
                look(
                    f"machine code, {what}",
                    machine_code(cubin),
                    lambda codes: {FUSED[code] for code in codes & FUSED.keys()},
                )
                print(f"{what}: looked at")
    print("\n".join(mistakes))
    sys.exit(bool(mistakes))


if __name__ == "__main__":
    main()

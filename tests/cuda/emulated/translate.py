#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""translate.py PTX CPP: translates the kernels in a file of PTX into C++, for emulated/kernels.hpp.

Each kernel becomes a function that runs one thread up to its next barrier. Registers are members of a
struct, so that all threads of a block can wait there. Only the instructions that hpk's kernels have are
known; another one is an error, and so is anything else that is not understood.
"""
import re
import sys

# How PTX's comparisons are written in C++; with a u, they are also true for NaN.
COMPARISONS = {"eq": "a == b", "ne": "a != b", "lt": "a < b", "le": "a <= b", "gt": "a > b", "ge": "a >= b",
               "equ": "!(a < b || a > b)", "neu": "!(a == b)", "ltu": "!(a >= b)", "leu": "!(a > b)",
               "gtu": "!(a <= b)", "geu": "!(a < b)"}
# Of two operands a and b of the instruction's type T; integers without a sign wrap around.
BINARY = {"add": "a + b", "sub": "a - b", "mul": "a * b", "mul.lo": "a * b", "and": "a & b", "or": "a | b", "xor": "a ^ b",
          "min": "a != a || b < a ? b : a", "max": "a != a || a < b ? b : a"}
SPECIAL = {"%tid.x": "at.thread", "%ctaid.x": "at.block", "%ntid.x": "at.threads"}


def type_of(suffix):
    """The C++ type of PTX's s32, b64, f32 …"""
    if suffix == "pred":
        return "bool"
    kind, bits = suffix[0], suffix[1:]
    if kind == "f":
        return {"32": "float", "64": "double"}[bits]
    return f"std::{'' if kind == 's' else 'u'}int{bits}_t"


class Kernel:
    """A kernel, and its translation."""

    def __init__(self, number, text):
        self.name = re.match(r"\w+", text)[0]
        self.number = number
        self.parameters = {}
        self.shared = {}
        self.barriers = 0
        size = 0
        header, body = text.split("\n{\n", 1)
        for alignment, name, bytes_ in re.findall(r"\.param \.align (\d+) \.b8 (\w+)\[(\d+)\]", header):
            size = -(-size // int(alignment)) * int(alignment)
            self.parameters[name] = size
            size += int(bytes_)
        if len(self.parameters) != 1:
            sys.exit(f"{self.name} does not have one parameter")
        self.parameter_bytes, self.shared_bytes = size, 0
        registers, statements = [], []
        for line in body.split("\n}\n")[0].splitlines():
            line = line.split("//")[0].strip()
            if match := re.fullmatch(r"\.reg \.(\w+)\s+%(\w+)<(\d+)>;", line):
                registers.append(f"    {type_of(match[1])} {match[2]}[{match[3]}];")
            elif match := re.fullmatch(r"\.shared \.align (\d+) \.b8 (\w+)\[(\d+)\];", line):
                self.shared_bytes = -(-self.shared_bytes // int(match[1])) * int(match[1])
                self.shared[match[2]] = self.shared_bytes
                self.shared_bytes += int(match[3])
            elif match := re.fullmatch(r"\$(\w+):", line):
                statements.append(f"{match[1]}:")
            elif match := re.fullmatch(r"(?:@(!?)%(\w+?)(\d+)\s+)?([a-z][\w.]*)\s*(.*);", line):
                condition = f"if ({match[1]}r.{match[2]}[{match[3]}]) " if match[2] else ""
                statements.append(f"    {condition}{{ {self.statement(match[4], match[5])} }}")
            elif line and line != '.pragma "nounroll";':
                sys.exit(f"{self.name}: what is '{line}'?")
        n = self.number
        self.text = "\n".join([
            f"struct registers_{n} {{", *registers, "};",
            f"bool run_{n}(registers_{n}& r, int& phase, const place& at) {{",
            "    switch (phase) {", "    case 0:;", *statements, "    }", "    return true;", "}",
        ])

    def value(self, operand, type_):
        """An operand as a value of the type."""
        if operand in SPECIAL:
            return f"as<{type_}>({SPECIAL[operand]})"
        if match := re.fullmatch(r"%([a-z]+)(\d+)", operand):
            return f"as<{type_}>(r.{match[1]}[{match[2]}])"
        if match := re.fullmatch(r"0[dD]([0-9A-F]{16})", operand):
            return f"as<{type_}>(std::bit_cast<double>(std::uint64_t{{0x{match[1]}}}))"
        if match := re.fullmatch(r"0[fF]([0-9A-F]{8})", operand):
            return f"as<{type_}>(std::bit_cast<float>(std::uint32_t{{0x{match[1]}}}))"
        if re.fullmatch(r"-?\d+", operand):
            return f"static_cast<{type_}>({operand}LL)"
        for places in (self.shared, self.parameters):
            if operand in places:
                return f"{type_}{{{places[operand]}}}"
        sys.exit(f"{self.name}: what is the operand '{operand}'?")

    def put(self, operand, value):
        """Assigns to a register."""
        match = re.fullmatch(r"%([a-z]+)(\d+)", operand)
        return f"put(r.{match[1]}[{match[2]}], {value});"

    def memory(self, space, type_, address, part):
        """The place in memory of an element."""
        base, offset = re.fullmatch(r"\[([%\w]+)(?:\+(-?\d+))?\]", address).groups()
        return f"{space}<{type_}>(at, {self.value(base, 'std::uint64_t')} + {offset or 0} + {part} * sizeof({type_}))"

    def statement(self, opcode, arguments):
        """The C++ of an instruction."""
        operation, *modifiers = opcode.split(".")
        operands = re.findall(r"\{[^}]*\}|\[[^]]*\]|[^\s,]+", arguments)
        type_ = type_of(modifiers[-1]) if modifiers and modifiers[-1] not in ("uni", "sync") else None
        if operation in ("ld", "st"):
            space = next((m for m in modifiers if m in ("param", "shared", "global")), "global")
            address = operands[operation == "ld"]
            elements = re.findall(r"[%\w]+", operands[operation == "st"])
            each = [self.memory(space, type_, address, part) for part in range(len(elements))]
            if operation == "ld":
                return " ".join(self.put(to, f"*{place}") for to, place in zip(elements, each))
            return " ".join(f"*{place} = {self.value(of, type_)};" for of, place in zip(elements, each))
        if operation == "bra":
            return f"goto {operands[0][1:]};"
        if operation == "ret":
            return "return true;"
        if opcode == "bar.sync":
            self.barriers += 1
            return f"phase = {self.barriers}; return false; case {self.barriers}:;"
        to, *of = operands
        if operation == "setp":
            if len(modifiers) != 2:
                sys.exit(f"{self.name}: what is '{opcode}'?")
            a, b = (self.value(x, type_) for x in of)
            return f"const auto a = {a}, b = {b}; {self.put(to, COMPARISONS[modifiers[0]])}"
        if operation == "set" and len(modifiers) == 3 and modifiers[1] == "u32":
            a, b = (self.value(x, type_) for x in of)
            return f"const auto a = {a}, b = {b}; {self.put(to, f'{COMPARISONS[modifiers[0]]} ? ~0U : 0U')}"
        if operation == "selp":
            a, b, where = self.value(of[0], type_), self.value(of[1], type_), self.value(of[2], "bool")
            return self.put(to, f"{where} ? {a} : {b}")
        if operation == "mov" or opcode.startswith("cvta.to.global"):
            return self.put(to, self.value(of[0], type_))
        if operation == "cvt" and len(modifiers) == 2 and "f" not in modifiers[0][0] + modifiers[1][0]:
            return self.put(to, f"static_cast<{type_of(modifiers[0])}>({self.value(of[0], type_)})")
        if operation in ("neg", "not"):
            sign = {"neg": "-", "not": "!" if type_ == "bool" else "~"}[operation]
            return self.put(to, f"static_cast<{type_}>({sign}{self.value(of[0], type_)})")
        if operation in ("shl", "shr"):
            return self.put(to, f"{operation}({self.value(of[0], type_)}, {self.value(of[1], 'std::uint32_t')})")
        a, b = (self.value(x, type_) for x in of)
        if opcode.startswith("mul.wide."):
            kind, bits = modifiers[-1][0], int(modifiers[-1][1:])
            wide = type_of(f"{kind}{2 * bits}")
            return self.put(to, f"static_cast<{wide}>({wide}{{{a}}} * {wide}{{{b}}})")
        if operation in ("div", "rem") and len(modifiers) == 1 and modifiers[0][0] in "su":
            return self.put(to, f"static_cast<{type_}>({a} {'/' if operation == 'div' else '%'} {b})")
        floating = modifiers[-1][0] == "f"
        name = operation + (".lo" if opcode.startswith("mul.lo.") else "")
        rounded = floating and operation not in ("min", "max")
        expected = f"{operation}.rn.{modifiers[-1]}" if rounded else f"{name}.{modifiers[-1]}"
        if name in BINARY and opcode == expected:
            if not floating and type_ != "bool" and name not in ("min", "max"):
                type_ = type_.replace("std::int", "std::uint")
                a, b = (self.value(x, type_) for x in of)
            return f"const {type_} a = {a}, b = {b}; {self.put(to, f'static_cast<{type_}>({BINARY[name]})')}"
        sys.exit(f"{self.name}: what is '{opcode} {arguments}'?")


def main():
    ptx, cpp = sys.argv[1:]
    with open(ptx, encoding="utf-8") as file:
        entries = file.read().split("\n.visible .entry ")[1:]
    kernels = [Kernel(number, text) for number, text in enumerate(entries)]
    with open(cpp, "w", encoding="utf-8") as file:
        print('#include "cuda/emulated/kernels.hpp"\nnamespace hpk::test::emulated {\nnamespace {', file=file)
        for kernel in kernels:
            print(kernel.text, file=file)
        print("} // namespace\nconst std::vector<kernel>& kernels() {\n    static const std::vector<kernel> all{", file=file)
        for k in kernels:
            print(f'        {{"{k.name}", {k.parameter_bytes}, {k.shared_bytes}, '
                  f"run_block<registers_{k.number}, run_{k.number}>}},", file=file)
        print("    };\n    return all;\n}\n} // namespace hpk::test::emulated", file=file)


if __name__ == "__main__":
    main()

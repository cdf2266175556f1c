# SPDX-License-Identifier: MIT
"""The possible breaks of a header: small changes inside the bodies of functions."""

import re
from typing import NamedTuple


class Place(NamedTuple):
    start: int
    end: int
    text: str  # the replacement
    operator: str


def blanked(source):
    """The source with comments, literals in quotes, preprocessor lines and static_asserts made
    blank: the same length, the same lines."""
    patterns = [
        r"//[^\n]*",
        r"/\*.*?\*/",
        r'"(?:\\.|[^"\\\n])*"',
        r"'(?:\\.|[^'\\\n])'",
        r"^[ \t]*#(?:\\\n|[^\n])*",
        r"\bstatic_assert\b[^;]*;",
        r"\basm\b[^;]*;",
        r"\btemplate <[^{};]*>(?=\s)",
        r"\[\[[^\]]*\]\]",
    ]
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    for pattern in patterns:
        source = re.sub(pattern, blank, source, flags=re.M | re.S)
    return source


def bodies(text):
    """The stretches of blanked text that are bodies of functions."""
    found = []
    opened = []  # for each open brace, whether it opened the outermost body
    inside = 0
    for match in re.finditer(r"[{}]", text):
        at = match.start()
        if match.group() == "{":
            head = re.split(r"[;{}]", text[:at])[-1]
            scope = re.search(r"\b(namespace|struct|class|union|enum|concept)\b|=\s*$", head)
            begins = inside == 0 and not scope and "(" in head
            opened.append(at if begins else None)
            inside += begins
        elif opened:
            begun = opened.pop()
            if begun is not None:
                found.append((begun + 1, at))
                inside -= 1
    return found


SWAPPED = {
    "relation": {" < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > ", " == ": " != ", " != ": " == "},
    "arithmetic": {" + ": " - ", " - ": " + ", " * ": " + ", " / ": " * ", " % ": " / ", " += ": " -= ", " -= ": " += "},
    "bits": {" & ": " | ", " | ": " & ", " ^ ": " & ", " << ": " >> ", " >> ": " << ", " && ": " || ", " || ": " && "},
}


def places(source):
    """All places of a header, in their order."""
    text = blanked(source)
    result = []

    def add(start, end, new, operator):
        result.append(Place(start, end, new, operator))

    for first, last in bodies(text):
        body = text[first:last]
        for operator, pairs in SWAPPED.items():
            for old, new in pairs.items():
                for m in re.finditer(r"(?<=[\w)\]])" + re.escape(old) + r"(?=[\w(~!-])", body):
                    add(first + m.start(), first + m.end(), new, operator)
        for m in re.finditer(r"(?<![\w.])(\d+)(?![\w.'])", body):
            for step in (1, -1):
                value = int(m.group()) + step
                if value >= 0:
                    add(first + m.start(), first + m.end(), str(value), "constant")
        for m in re.finditer(r"\bif \(|\bwhile \(", body):
            start = first + m.end()
            depth, end = 1, start
            while depth and end < last:
                depth += {"(": 1, ")": -1}.get(text[end], 0)
                end += 1
            condition = source[start : end - 1]
            if ";" not in condition:
                add(start, end - 1, f"!({condition})", "negation")
        statement = r"^[ \t]*((?:[\w:.\[\]*>-]+)(?:\([^;{}]*\)| (?:[-+|&^]|<<|>>)?= [^;{}]*|\+\+);)[ \t]*$"
        for m in re.finditer(statement, body, flags=re.M):
            if not re.match(r"(return|using|for|if|while)\b", m.group(1)):
                add(first + m.start(1), first + m.end(1), ";", "dropped statement")
        for m in re.finditer(r"(?<=[\w>]\()([\w.]+), ([\w.]+)(?=\))", body):
            if m.group(1) != m.group(2):
                add(first + m.start(), first + m.end(), f"{m.group(2)}, {m.group(1)}", "swapped arguments")
    return sorted(set(result))

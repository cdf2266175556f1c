#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks of the project itself, each a test: check.py CHECK [ARGUMENT]...

Each prints one sentence per mistake, and fails if there is one.
"""
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include" / "hpk"
BRIDGES = ("eigen", "mpi", "cuda")
MAY_INCLUDE = {  # headers that only some of hpk's may include
    "xsimd": re.compile(r"core/(backend|lanes)\.hpp"),
    "Eigen": re.compile(r"eigen\.hpp"),
    "unsupported/Eigen": re.compile(r"eigen\.hpp"),
    "mpi.h": re.compile(r"mpi/.*"),
    "cuda_runtime": re.compile(r"cuda/(\w+|kernels/launch)\.hpp"),
    "cuda_runtime_api": re.compile(r"cuda/(\w+|kernels/launch)\.hpp"),
}
mistakes = []


def expect(condition, sentence):
    if not condition:
        mistakes.append(sentence)


def families():
    return sorted(path.parent.name for path in INCLUDE.glob("*/variants.hpp"))


def headers():
    """The headers, and the includes of each, as paths relative to include/."""
    result = {}
    for path in INCLUDE.rglob("*.hpp"):
        found = re.findall(r'^ *# *include *([<"])([^>"]+)[>"]', path.read_text(), re.MULTILINE)
        result[path.relative_to(INCLUDE).as_posix()] = found
    return result


def floor(header):
    """Headers may include those of their own floor and of lower ones."""
    top = header.split("/")[0].removesuffix(".hpp")
    if top in BRIDGES:
        return 5
    return {"core": 0, "hash": 1, "io": 2, "hpk": 4}.get(top, 3)


def room(header):
    """A folder; each header at the top of a family's folder is a room of its own."""
    parts = header.split("/")
    return "/".join(parts[:2]) if len(parts) > 2 else header


def circle_in(arrows):
    """A room that is part of a cycle, if there is one."""
    state = {}

    def visit(node):
        if state.get(node) == "open":
            return node
        if node in state:
            return None
        state[node] = "open"
        for target in sorted(arrows.get(node, ())):
            if found := visit(target):
                return found
        state[node] = "closed"
        return None

    return next((found for node in sorted(arrows) if (found := visit(node))), None)


def reached_from(start, arrows):
    """What can be reached from a node along arrows, a set of nodes for each, and the node itself."""
    reached, unread = {start}, [start]
    while unread:
        new = arrows.get(unread.pop(), set()) - reached
        reached |= new
        unread += new
    return reached


def check_rooms():
    """Includes run one way: core <- hash <- io <- a family <- hpk.hpp, with the bridges on top. Within a
    family no circle runs through its rooms, and a rung includes no other rung; its variants.hpp
    includes every header in rungs/. A header whose namespace is HPK_ISA includes, itself or through
    others, the header that defines this name."""
    all_headers = headers()
    expect(len(all_headers) > 50, "there are hardly any headers")
    arrows = {}
    for header, included_by_it in all_headers.items():
        for mark, included in included_by_it:
            for what, where in MAY_INCLUDE.items():
                if included == what or included.startswith((what + "/", what + ".")):
                    expect(where.fullmatch(header), f"{header} must not include {included}")
            if not included.startswith("hpk/"):
                expect(mark == "<", f"{header} includes {included}: not a path from hpk/ on")
                continue
            included = included.removeprefix("hpk/")
            expect(included in all_headers, f"{header} includes {included}: there is no such file")
            expect(floor(included) <= floor(header), f"{header} includes {included}, from above it")
            if floor(header) == 3 == floor(included):
                same = header.split("/")[0].split(".")[0] == included.split("/")[0].split(".")[0]
                expect(same, f"{header} includes {included}, of another family")
            both_rungs = "/rungs/" in header and "/rungs/" in included
            expect(not both_rungs, f"{header} includes {included}, another rung")
            if floor(header) == 3 and room(header) != room(included):
                arrows.setdefault(room(header), set()).add(room(included))
    includes = {
        header: {name.removeprefix("hpk/") for _, name in included_by_it}
        for header, included_by_it in all_headers.items()
    }
    for header in all_headers:
        if "namespace HPK_ISA" in (INCLUDE / header).read_text():
            found = "core/isa.hpp" in reached_from(header, includes)
            expect(found, f"{header} does not include hpk/core/isa.hpp")
    found = circle_in(arrows)
    expect(found is None, f"a circle of includes runs through {found}")
    for family in families():
        listed = {included for _, included in all_headers[f"{family}/variants.hpp"]}
        for rung in (INCLUDE / family / "rungs").glob("*.hpp"):
            path = rung.relative_to(ROOT / "include").as_posix()
            expect(path in listed, f"{family}/variants.hpp does not include {path}")


def check_module():
    """hpk.hpp includes every family, and the module exports every rung."""
    module = (ROOT / "modules" / "hpk.cppm").read_text()
    everything = {included for _, included in headers()["hpk.hpp"]}
    for family in families():
        expect(f"hpk/{family}.hpp" in everything, f"hpk.hpp does not include hpk/{family}.hpp")
        for rung in (INCLUDE / family / "rungs").glob("*.hpp"):
            name = f"using {family}::{rung.stem};"
            expect(f"\n{name}" in module, f"modules/hpk.cppm does not say `{name}`")


def without_code(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors_of(page):
    """The names by which GitHub and GitLab link to a page's headings."""
    headings = re.findall(r"^#+ (.*)$", without_code(page.read_text()), re.MULTILINE)
    return {re.sub(r"[!-,./:-@\[-^`{-~]", "", h).replace(" ", "-").lower() for h in headings}


def check_links():
    """Each link in README.md and docs/*.md leads to a file, and to a heading if it names one; each
    page can be reached from docs/index.md, and that from README.md."""
    readme, index = ROOT / "README.md", ROOT / "docs" / "index.md"
    pages = [readme, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    links = {}
    for page in pages:
        text = re.sub(r"`[^`\n]*`", "", without_code(page.read_text()))
        for link in re.findall(r"\]\(([^)\s]*)", text):
            if re.match(r"(https?|mailto):", link):
                continue
            file, _, anchor = link.partition("#")
            target = (page.parent / file).resolve() if file else page
            links.setdefault(page, set()).add(target)
            if not target.exists():
                mistakes.append(f"{page.name} links to {link}, which does not exist")
            elif anchor:
                expect(anchor in anchors_of(target), f"{page.name}: {link} names no heading")
    expect(len(links) > 5, "there are hardly any links")
    reached = reached_from(index, links)
    for page in pages[2:]:
        expect(page in reached, f"no way leads from docs/index.md to {page.name}")
    expect(index in links.get(readme, ()), "README.md does not link to docs/index.md")


def check_presets():
    """Each preset that the README's commands name exists."""
    kinds = {"ctest": "testPresets", "--workflow": "workflowPresets", "--build": "buildPresets"}
    files, presets = [ROOT / "CMakePresets.json"], {}
    for file in files:
        content = json.loads(file.read_text())
        files += [ROOT / name for name in content.get("include", [])]
        for kind, list_of_them in content.items():
            if kind.endswith("Presets"):
                presets.setdefault(kind, set()).update(preset["name"] for preset in list_of_them)
    commands = re.findall(r"^.*--preset.*$", (ROOT / "README.md").read_text(), re.MULTILINE)
    expect(commands, "README.md names no preset")
    for command in commands:
        name = re.search(r"--preset[= ]([\w-]+)", command)
        kind = next((kinds[word] for word in kinds if word in command), "configurePresets")
        expect(name and name[1] in presets[kind], f"none of the {kind} is that of: {command}")


def check_spdx():
    """Each source and script names its licence in its first line, or after the #! of a script."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files"], check=True, text=True, capture_output=True)
    kinds = re.compile(r".*\.([ch]pp|cu|cppm|cmake|in|py|sed|sh)|(.*/)?CMakeLists\.txt|\.ci/.*")
    files = [ROOT / name for name in listed.stdout.splitlines() if kinds.fullmatch(name)]
    expect(len(files) > 100, f"only {len(files)} files were looked at")
    for file in filter(pathlib.Path.exists, files):
        lines = file.read_text().splitlines()[:2]
        first = lines[1] if lines[0].startswith("#!") else lines[0]
        comment = "//" if re.search(r"\.([ch]pp|cu|cpp\.in|cppm)$", file.name) else "#"
        expected = f"{comment} SPDX-License-Identifier: MIT"
        expect(first == expected, f"{file.relative_to(ROOT)} does not begin with `{expected}`")


def check_versions(version, pkg_config):
    """Every file that names hpk's version names the project's."""
    minor = re.match(r"\d+\.\d+", version)[0]
    for file, pattern, expected in (
        (pkg_config, r"^Version: ", version),
        ("CHANGELOG.md", r"^## ", version),
        ("cmake/conan/conanfile.py", r'^    version = "', version),
        ("cmake/vcpkg/ports/hpk/vcpkg.json", r'^ *"version": "', version),
        ("README.md", r"^find_package\(hpk ", minor),
        ("docs/installing.md", r"^find_package\(hpk ", minor),
    ):
        found = re.search(pattern + r"([\d.]+)", (ROOT / file).read_text(), re.MULTILINE)
        expect(found and found[1] == expected, f"{file} has {found and found[0]!r}, not {expected}")


def main():
    checks = {name.removeprefix("check_"): f for name, f in globals().items() if name.startswith("check_")}
    if len(sys.argv) < 2 or sys.argv[1] not in checks:
        sys.exit(f"usage: check.py {'|'.join(checks)} [ARGUMENT]...")
    checks[sys.argv[1]](*sys.argv[2:])
    print("\n".join(mistakes))
    sys.exit(bool(mistakes))


if __name__ == "__main__":
    main()

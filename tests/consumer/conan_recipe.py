# SPDX-License-Identifier: MIT
"""conan_recipe.py DIRECTORY: runs the recipe that is there.

Where Conan is, Conan itself reads it. Its steps are run with a stand-in for each thing that the
recipe takes from Conan; what they leave must be a package with every header and the licence.
"""

import fnmatch
import pathlib
import shutil
import subprocess
import sys
import tempfile
import types


def copy(_recipe, pattern, src, dst):
    """As conan.tools.files.copy: the pattern is for the path from src on."""
    for file in pathlib.Path(src).rglob("*"):
        path = file.relative_to(src)
        if file.is_file() and fnmatch.fnmatch(path.as_posix(), pattern):
            (dst / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, dst / path)


def stand_in(name, **contents):
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(contents)


def check(recipe_folder, scratch):
    stand_in("conan", ConanFile=type("ConanFile", (), {}))
    stand_in("conan.tools")
    stand_in("conan.tools.build", check_min_cppstd=lambda recipe, standard: None)
    stand_in("conan.tools.files", copy=copy)
    sys.path.insert(0, str(recipe_folder))
    sys.dont_write_bytecode = True
    from conanfile import Hpk

    recipe = Hpk()
    recipe.recipe_folder = recipe_folder
    recipe.export_sources_folder = recipe.source_folder = scratch / "sources"
    recipe.package_folder = scratch / "package"
    recipe.export_sources()
    recipe.package()

    headers = recipe_folder / ".." / ".." / "include"
    expected = {"include" / p.relative_to(headers) for p in headers.rglob("*.hpp")}
    expected.add(pathlib.Path("licenses/LICENSE"))
    packed = {p.relative_to(recipe.package_folder) for p in recipe.package_folder.rglob("*.*")}
    packed |= {p.relative_to(recipe.package_folder) for p in recipe.package_folder.rglob("LICENSE")}
    if packed != expected:
        sys.exit(f"missing: {expected - packed}, too many: {packed - expected}")


if shutil.which("conan"):
    subprocess.run(["conan", "inspect", sys.argv[1]], check=True)
with tempfile.TemporaryDirectory() as directory:
    check(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(directory))

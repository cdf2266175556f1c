# SPDX-License-Identifier: MIT
"""Packages the checkout that contains it: conan create cmake/conan"""

from os.path import join

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.files import copy


class Hpk(ConanFile):
    name = "hpk"
    version = "0.1.0"
    description = "Numerical kernels, each a ladder of interchangeable variants"
    license = "MIT"
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def export_sources(self):
        checkout = join(self.recipe_folder, "..", "..")
        copy(self, "include/*", checkout, self.export_sources_folder)
        copy(self, "LICENSE", checkout, self.export_sources_folder)

    def requirements(self):
        self.requires("xsimd/[>=8.1 <14]", transitive_headers=True)

    def package_id(self):
        self.info.clear()  # headers are the same for all settings

    def validate(self):
        check_min_cppstd(self, 20)

    def package(self):
        copy(self, "*.hpp", join(self.source_folder, "include"), join(self.package_folder, "include"))
        copy(self, "LICENSE", self.source_folder, join(self.package_folder, "licenses"))

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []

# SPDX-License-Identifier: MIT
# An overlay port that packages the checkout that contains it.
#     vcpkg install hpk --overlay-ports=cmake/vcpkg/ports
set(checkout "${CMAKE_CURRENT_LIST_DIR}/../../../..")
set(VCPKG_BUILD_TYPE release) # headers are the same for debug builds
vcpkg_cmake_configure(
    SOURCE_PATH "${checkout}"
    OPTIONS -DHPK_BUILD_TESTS=OFF -DHPK_BUILD_BENCH=OFF -DHPK_BUILD_EXAMPLES=OFF
)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH share/cmake/hpk)
vcpkg_fixup_pkgconfig()
vcpkg_install_copyright(FILE_LIST "${checkout}/LICENSE")

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>

#if defined(HPK_HAVE_PNG)
#include <png.h>
#endif

#include "colour.hpp"

/// The format that `write_picture` writes: PNG if libpng was found, otherwise PGM for greys and PPM
/// for colours, which need no library.
#if defined(HPK_HAVE_PNG)
inline constexpr const char* picture_format = "png";
inline constexpr const char* colour_picture_format = "png";
#else
inline constexpr const char* picture_format = "pgm";
inline constexpr const char* colour_picture_format = "ppm";
#endif

/// Writes pixels of one byte (greys) or three (red, green, blue), row by row from the top.
///
/// \throws std::runtime_error when the file cannot be written
inline void write_bytes(const std::string& file, std::span<const std::uint8_t> bytes,
                        std::size_t columns, bool colours) {
    const std::size_t rows = bytes.size() / columns / (colours ? 3 : 1);
#if defined(HPK_HAVE_PNG)
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(columns);
    image.height = static_cast<png_uint_32>(rows);
    image.format = colours ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    if (png_image_write_to_file(&image, file.c_str(), 0, bytes.data(), 0, nullptr) == 0)
        throw std::runtime_error(file + ": " + image.message);
#else
    if (file.ends_with(".png"))
        throw std::runtime_error(file + ": this program was built without libpng");
    std::ofstream to(file, std::ios::binary);
    to << (colours ? "P6\n" : "P5\n") << columns << ' ' << rows << "\n255\n";
    to.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
    if (!to.flush()) throw std::runtime_error(file + ": cannot be written");
#endif
}

/// Writes grey pixels, 0 for black and 255 for white.
inline void write_picture(const std::string& file, std::span<const std::uint8_t> greys,
                          std::size_t columns) {
    write_bytes(file, greys, columns, false);
}

/// Writes coloured pixels.
inline void write_picture(const std::string& file, std::span<const rgb> pixels,
                          std::size_t columns) {
    static_assert(sizeof(rgb) == 3);
    write_bytes(file, {&pixels.data()->red, 3 * pixels.size()}, columns, true);
}

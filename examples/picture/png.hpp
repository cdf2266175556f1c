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

/// What `write_picture` writes: PNG where libpng was found, else PGM, which needs no library.
#if defined(HPK_HAVE_PNG)
inline constexpr const char* picture_format = "png";
#else
inline constexpr const char* picture_format = "pgm";
#endif

/// Writes grey pixels, row by row from the top, 0 for black and 255 for white.
///
/// \throws std::runtime_error when the file cannot be written
inline void write_picture(const std::string& file, std::span<const std::uint8_t> pixels,
                          std::size_t columns) {
    const std::size_t rows = pixels.size() / columns;
#if defined(HPK_HAVE_PNG)
    png_image image;
    std::memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(columns);
    image.height = static_cast<png_uint_32>(rows);
    image.format = PNG_FORMAT_GRAY;
    if (png_image_write_to_file(&image, file.c_str(), 0, pixels.data(), 0, nullptr) == 0)
        throw std::runtime_error(file + ": " + image.message);
#else
    std::ofstream to(file, std::ios::binary);
    to << "P5\n" << columns << ' ' << rows << "\n255\n";
    to.write(reinterpret_cast<const char*>(pixels.data()),
             static_cast<std::streamsize>(pixels.size()));
    if (!to.flush()) throw std::runtime_error(file + ": cannot be written");
#endif
}

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "../crc32.hpp"

namespace hpk::test {

/// Names of results, and a checksum of each.
class bits_table {
public:
    /// Enters what `source` (a variant and a backend, say) has for a name. Whoever has an entry of
    /// the same name must have the same checksum.
    void enter(const std::string& name, const std::string& source, std::span<const std::byte>);
    template <class T>
    void enter(const std::string& name, const std::string& source, std::span<const T> values) {
        enter(name, source, std::as_bytes(values));
    }

    /// How many sources disagreed; each has had a sentence.
    [[nodiscard]] int disagreements() const { return disagreements_; }

    /// How many names and checksums differ from those in a file; each gets a sentence.
    [[nodiscard]] int differences_from(const std::string& path) const;
    void write(const std::string& path) const;

private:
    struct entry {
        std::uint32_t crc;
        std::string source; ///< who entered it first
    };
    std::map<std::string, entry> entries_;
    int disagreements_ = 0;
};

// What is entered, a family and a file at a time.
void enter_julia(bits_table&);
void enter_diffusion_1d(bits_table&);
void enter_diffusion_2d(bits_table&);
void enter_diffusion_3d(bits_table&);
void enter_hashes(bits_table&);
void enter_tables(bits_table&);

} // namespace hpk::test

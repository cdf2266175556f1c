// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "crc32.hpp"

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

/// As a global variable: has main() call `enter`, which enters the results of a family. Such
/// variables are in tests/FAMILY/bits/.
class register_bits {
public:
    using function = void (*)(bits_table&);

    explicit register_bits(function enter) { all().push_back(enter); }
    static std::vector<function>& all() {
        static std::vector<function> functions;
        return functions;
    }
};

} // namespace hpk::test

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
    /// Enters the result of `source` (for example a variant and a backend) under a name. All
    /// sources with the same name must have the same checksum.
    void enter(const std::string& name, const std::string& source, std::span<const std::byte>);
    template <class T>
    void enter(const std::string& name, const std::string& source, std::span<const T> values) {
        enter(name, source, std::as_bytes(values));
    }

    /// The number of sources that disagreed; a message has been printed for each.
    [[nodiscard]] int disagreements() const { return disagreements_; }

    /// The number of names and checksums that differ from those in a file; prints a message for
    /// each.
    [[nodiscard]] int differences_from(const std::string& path) const;
    void write(const std::string& path) const;

private:
    struct entry {
        std::uint32_t crc;
        std::string source; ///< the first source
    };
    std::map<std::string, entry> entries_;
    int disagreements_ = 0;
};

/// Registers `enter`, which enters the results of a family, to be called by main(); to be defined
/// as a global variable. Such variables are in tests/FAMILY/bits/.
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

// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// What docs/variants.md says of a family; each says it in tests/FAMILY/page/.

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace hpk::test {

struct page_section {
    std::string_view title;
    std::string_view header; ///< the façade
    std::string_view more;   ///< what follows the name of the header
    std::string_view unit;   ///< what a variant without vectors does one of at a time
};

struct page_row {
    std::string_view name, summary;
    bool vectorised;
};

/// As a global variable, made by of(): a family's part of the page.
class page_part {
public:
    template <class Variants>
    static page_part of(const page_section& section) {
        page_part result;
        Variants::for_each([&]<class V>(std::type_identity<V>) {
            result.rows.push_back({V::name, V::summary, V::vectorised});
        });
        result.section = section;
        all()[std::string(section.title)] = result;
        return result;
    }
    static std::map<std::string, page_part>& all() {
        static std::map<std::string, page_part> parts;
        return parts;
    }

    page_section section;
    std::vector<page_row> rows;
};

} // namespace hpk::test

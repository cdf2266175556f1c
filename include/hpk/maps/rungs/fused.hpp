// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "hpk/core/execution.hpp"
#include "hpk/core/functions/one_nan.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/ranges/source.hpp"
#include "hpk/core/vectors/by_vectors.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {

/// All operations of f on one vector after the other: values between them stay in registers.
struct fused {
    /// What every variant has: see hpk::maps::variants.
    /// \{
    static constexpr std::string_view name = "fused";
    static constexpr std::string_view summary = "all operations on one vector after the other";
    static constexpr bool vectorised = true;

    template <class L, class Source, class Output>
    static void map(const Source& source, const Output& out, execution_policy auto how) noexcept {
        constexpr std::size_t for_a_thread = std::size_t{1} << 14;
        distribute_stretches(how, source.size(), for_a_thread, [&] {
            return [&](std::size_t first, std::size_t n) {
                const std::size_t last = first + n;
                hpk::detail::for_each_block(source, first, last, Output::longest,
                                            [&](const auto& terms, std::size_t count) {
                                                typename Output::buffer copy;
                                                map_block<L>(terms, count, out.block(first, copy));
                                                out.put(first, count, copy);
                                                first += count;
                                            });
            };
        });
    }
    /// \}

private:
    template <class L, class Terms>
    static void map_block(const Terms& terms, std::size_t count,
                          typename L::value_type* to) noexcept {
        by_vectors<L>(count, [&]<class V>(std::size_t k) __attribute__((always_inline)) {
            hpk::detail::with_one_nan(terms.template at<V>(k)).store(to + k);
        });
    }
};

} // namespace HPK_ISA
} // namespace hpk::maps

// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <utility>
#include <vector>

#include "hpk/core/execution.hpp"
#include "hpk/core/functions/one_nan.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/vectors/by_vectors.hpp"
#include "hpk/maps/arrays/array.hpp"
#include "hpk/maps/arrays/buffers.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

/// f of arrays of the elements that terms are made of.
template <class L, class Terms>
[[nodiscard]] array<L> of_arrays(const Terms& terms, std::size_t count,
                                 buffers<typename L::value_type>& memory) noexcept {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return terms.function()(array<L>(terms.elements(I), count, memory)...);
    }(std::make_index_sequence<Terms::inputs>{});
}

/// Maps blocks of at most `length` elements as arrays: one operation of f after the other.
/// \throws std::bad_alloc, before anything is written
template <class L, class Source, class Output>
void evaluate_by_arrays(const Source& source, const Output& out, std::size_t length,
                        execution_policy auto how) {
    using T = typename L::value_type;
    length = (std::min)({length, source.size(), Source::longest, Output::longest});

    // The first call counts the temporaries of f, with arrays of no elements.
    buffers<T> counted;
    typename Source::buffers copies;
    static_cast<void>(of_arrays<L>(source.block(0, 0, copies), 0, counted));
    std::vector<buffers<T>> memory;
    const auto blocks = static_cast<std::ptrdiff_t>((source.size() + length - 1) / length);
    for (int t = thread_count(at_most(blocks, how)); t > 0; --t)
        memory.emplace_back(counted.most(), length);

    std::atomic<std::size_t> threads = 0;
    distribute_stretches(how, source.size(), length, [&] {
        return [&, own = &memory[threads++]](std::size_t first, std::size_t n) {
            typename Source::buffers elements;
            const array<L> result = of_arrays<L>(source.block(first, n, elements), n, *own);
            typename Output::buffer copy;
            T* const to = out.block(first, copy);
            by_vectors<L>(n, [&]<class V>(std::size_t k) __attribute__((always_inline)) {
                hpk::detail::with_one_nan(result.template at<V>(k)).store(to + k);
            });
            out.put(first, n, copy);
        };
    });
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::maps

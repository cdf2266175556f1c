// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/words.hpp"
#include "hpk/random/numbers/unit_interval.hpp"
#include "hpk/random/numbers/words.hpp"

namespace hpk::random {
inline namespace HPK_ISA {

/// The types that `fill` writes: double, float and an engine's own numbers.
template <class T, class Engine>
concept fillable = deviate<T> || std::same_as<T, typename Engine::result_type>;

namespace detail {

/// What a range holds, const in a range that is only read.
template <class Range>
using element_of = std::remove_reference_t<std::ranges::range_reference_t<Range>>;

/// A contiguous range that `fill` writes.
template <class Range, class Engine>
concept fillable_range = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
                         fillable<element_of<Range>, Engine>;
/// A contiguous range of double or float.
template <class Range>
concept deviates_range = std::ranges::contiguous_range<Range> && std::ranges::sized_range<Range> &&
                         deviate<element_of<Range>>;

/// The next T: of float and double one in [0, 1), else the next number.
template <class T, class Engine>
T next(Engine& engine) {
    if constexpr (std::floating_point<T>)
        return uniform<T>(engine);
    else
        return engine();
}

/// Calls `take(first, numbers, n)` for the next `count` numbers of an engine, a block at a time.
template <class Backend, class Engine, class Take>
void take_numbers(Engine& engine, std::size_t count, const Take& take) noexcept {
    using number = typename Engine::result_type;
    constexpr std::size_t per_word = numbers_per_word<Engine>;
    std::size_t first = 0;
    const auto take_one = [&] {
        const number next = engine();
        take(first++, &next, 1);
    };
    // Some engines are quick only from an even position on.
    if constexpr (requires { engine.position(); })
        if (count > 0 && engine.position() % per_word != 0) take_one();
    std::array<std::uint64_t, block_size> words;
    std::array<number, block_size * per_word> numbers;
    while (count - first >= per_word) {
        const std::size_t n = (std::min)(block_size, (count - first) / per_word);
        write_words<Backend>(engine, words.data(), n);
        for (std::size_t k = 0; k < n * per_word; ++k)
            numbers[k] =
                static_cast<number>(words[k / per_word] >> (8 * sizeof(number) * (k % per_word)));
        take(first, numbers.data(), n * per_word);
        first += n * per_word;
    }
    if (first < count) take_one();
}

/// Writes the next `count` T of an engine, whose words are made side by side.
template <class Backend, class T, class Engine>
void fill_by_blocks(Engine& engine, T* to, std::size_t count) noexcept {
    using number = typename Engine::result_type;
    if constexpr (std::same_as<T, double>) {
        using convert = typename doubles_of<Engine>::type;
        std::array<std::uint64_t, block_size> block;
        for (std::size_t first = 0; first < count; first += block_size) {
            const std::size_t n = (std::min)(block_size, count - first);
            write_words<Backend>(engine, block.data(), n);
            using L = words<Backend>;
            std::size_t k = 0;
            for (; k + L::size <= n; k += L::size)
                convert::of(L::load(&block[k])).store(to + first + k);
            for (; k < n; ++k) to[first + k] = convert::of(block[k]);
        }
    } else if constexpr (sizeof(T) == sizeof(std::uint64_t)) {
        write_words<Backend>(engine, to, count);
    } else {
        take_numbers<Backend>(engine, count,
                              [to](std::size_t first, const number* from, std::size_t n) {
                                  for (std::size_t k = 0; k < n; ++k) {
                                      if constexpr (std::same_as<T, float>)
                                          to[first + k] = as_float(from[k]);
                                      else
                                          to[first + k] = from[k];
                                  }
                              });
    }
}

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::random

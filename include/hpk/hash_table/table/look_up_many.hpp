// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/hash_table/table/bulk.hpp"
#include "hpk/hash_table/table/many.hpp"

namespace hpk::hash_table::detail {
inline namespace HPK_ISA {

/// Looks up many keys on one thread or several: calls visit(k, element, is_there) for each, as
/// look_up_each does. Threads take stretches that begin at multiples of 64.
/// \{
template <class Core, class Keys, class Visit>
std::size_t look_up_many(const Core& table, const Keys& keys, std::size_t results,
                         const Visit& visit, sequential) {
    return look_up_each(table, keys, results, visit);
}
template <class Core, class Keys, class Visit>
std::size_t look_up_many(const Core& table, const Keys& keys, std::size_t results,
                         const Visit& visit, parallel how) {
    using value_type = typename Core::element::value_type;
    constexpr std::size_t stretch = 8192;
    const std::span all(std::ranges::data(keys), std::ranges::size(keys));
    if (all.size() <= stretch || all.size() != results)
        return look_up_each(table, keys, results, visit);
    std::atomic<std::size_t> hits = 0;
    distribute_stretches(how, all.size(), stretch, [&] {
        return [&](std::size_t first, std::size_t n) {
            hits += look_up_each(table, all.subspan(first, n), n,
                                 [&](std::size_t k, value_type* element, std::size_t is_there) {
                                     visit(first + k, element, is_there);
                                 });
        };
    });
    return hits;
}
/// \}

/// Looks up many keys; results are pointers to what was found, or null.
template <class Core, class Keys, class Pointer>
std::size_t find_pointers(const Core& table, const Keys& keys, std::span<Pointer> results,
                          execution_policy auto how) {
    using element = typename Core::element;
    return look_up_many(
        table, keys, results.size(),
        [results](std::size_t k, typename element::value_type* found, std::size_t is_there) {
            results[k] = found == nullptr ? nullptr : pointer_if(is_there, element::found(found));
        },
        how);
}

/// Looks up many keys; results are the mapped values, `missing` for a key that is not there.
template <class Core, class Keys, class T>
std::size_t find_values(const Core& table, const Keys& keys, std::span<T> results, const T& missing,
                        execution_policy auto how) {
    using element = typename Core::element;
    return look_up_many(
        table, keys, results.size(),
        [&](std::size_t k, typename element::value_type* found, std::size_t is_there) {
            results[k] = is_there != 0 ? *element::found(found) : missing;
        },
        how);
}

/// Looks up many keys; bit k % 64 of word k / 64 is 1 if key k is in the table.
/// \throws std::invalid_argument if there are not as many words as the bits need
template <class Core, class Keys>
std::size_t find_bits(const Core& table, const Keys& keys, std::span<std::uint64_t> bits,
                      execution_policy auto how) {
    const std::size_t count = std::ranges::size(keys);
    const std::size_t words = count / 64 + (count % 64 != 0 ? 1 : 0);
    expects(bits.size() == words, [&] {
        return "the bits of " + hpk::detail::shown(count) + " keys are " +
               hpk::detail::shown(words) + " words but there are " +
               hpk::detail::shown(bits.size());
    });
    std::ranges::fill(bits, 0);
    return look_up_many(
        table, keys, count,
        [bits](std::size_t k, const void*, std::size_t is_there) {
            bits[k / 64] |= std::uint64_t{is_there} << k % 64;
        },
        how);
}

} // namespace HPK_ISA
} // namespace hpk::hash_table::detail

// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "hpk/core/vectors/words.hpp"

namespace hpk::distinct {
inline namespace HPK_ISA {

/// The k smallest of the different hashes in two sorted ranges, into a third one without elements.
template <class Hashes>
void unite_smallest(const Hashes& a, const Hashes& b, std::size_t k,
                    std::vector<std::uint64_t>& to) {
    auto i = a.begin();
    auto j = b.begin();
    while (to.size() < k && (i != a.end() || j != b.end())) {
        const bool from_a = j == b.end() || (i != a.end() && *i <= *j);
        const std::uint64_t next = from_a ? *i++ : *j++;
        if (to.empty() || to.back() != next) to.push_back(next);
    }
}

/// Writes hashes to `to` in ascending order. They are dealt to buckets by their leading bits, which
/// takes O(n) because all values up to the largest are about equally likely, and buckets are
/// sorted, so that others take O(n log n). `to` must have room for all.
inline void sort_hashes(std::span<const std::uint64_t> hashes, std::uint64_t* to) {
    if (hashes.size() < 256) { // too few to pay for buckets
        std::ranges::copy(hashes, to);
        std::sort(to, to + hashes.size());
        return;
    }
    constexpr int bits = 11;
    std::array<std::size_t, (std::size_t{1} << bits) + 1> ends{}; // of the bucket before
    const std::uint64_t largest = *std::ranges::max_element(hashes);
    const int shift = (std::max)(0, static_cast<int>(std::bit_width(largest)) - bits);
    for (const std::uint64_t h : hashes) ++ends[(h >> shift) + 1];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    for (const std::uint64_t h : hashes) to[ends[h >> shift]++] = h;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        std::sort(to + begin, to + end);
        begin = end;
    }
}

/// Collects the k smallest different hashes of many keys.
///
/// Hashes below the k-th smallest so far are put aside, vectors of them at once; the others, soon
/// most, fall through. When as many are put aside as there may be smallest ones, they are sorted
/// and united with these, which halves the limit: so n keys are sorted log2(n/k) times k at a time.
template <class Backend>
class smallest_hashes {
public:
    /// Those of `found`, which must be sorted, and of about so many keys to come.
    /// \throws std::bad_alloc
    smallest_hashes(std::vector<std::uint64_t> found, std::size_t k, std::size_t keys)
        : k_(k), found_(std::move(found)) {
        const std::size_t most = (std::min)(k, found_.size() + keys);
        found_.reserve(most);
        united_.reserve(most);
        aside_.resize((std::max)(most, block_size) + block_size);
        sorted_.resize(aside_.size());
    }

    /// Adds `count` keys, from number `first` on.
    template <class Keys>
    void add(const Keys& keys, std::size_t first, std::size_t count) {
        for (std::size_t k = 0; k < count; k += block_size) {
            const std::size_t n = (std::min)(block_size, count - k);
            std::uint64_t* const to = aside_.data() + number_aside_;
            if (found_.size() < k_) {
                keys.template write<L>(first + k, n, to);
                number_aside_ += n;
            } else {
                const auto is_smaller =
                    [limit = found_.back()]<class W>(W h)
                        __attribute__((always_inline)) { return is_below(h, W::broadcast(limit)); };
                const bool rare = found_.back() >> 57 == 0;
                number_aside_ += keys.template select<L>(first + k, n, to, rare, is_smaller);
            }
            if (number_aside_ + block_size > aside_.size()) settle();
        }
    }

    /// The hashes, sorted.
    [[nodiscard]] std::vector<std::uint64_t>& settled() {
        settle();
        return found_;
    }

private:
    using L = words<Backend>;
    static constexpr std::size_t block_size = 512;

    void settle() {
        const std::span<std::uint64_t> sorted(sorted_.data(), number_aside_);
        sort_hashes({aside_.data(), number_aside_}, sorted.data());
        united_.clear();
        unite_smallest(std::span<std::uint64_t>(found_), sorted, k_, united_);
        found_.swap(united_);
        number_aside_ = 0;
    }

    std::size_t k_, number_aside_ = 0;
    std::vector<std::uint64_t> found_, united_, aside_, sorted_;
};

} // namespace HPK_ISA
} // namespace hpk::distinct

// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Makes a sorted array, keys and a way to call from a stream of bytes; every rung must give the
/// positions that comparing with each element gives.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "choices.hpp"
#include "search/problem.hpp"

namespace hpk::test {

template <class T>
class search_problem {
public:
    static constexpr const char* family = "search";

    explicit search_problem(choices from) : from_(from), random_(from_.byte()) {
        const std::uint32_t form = from_.byte();
        threads_ = form % 8 == 1 ? 2 : 1;
        // Many small arrays, and some with a tree of several levels.
        const std::uint32_t size = from_.byte() | from_.byte() << 8;
        sorted_.resize(form / 8 % 4 == 3 ? size % 5000 : size % 300);
        different_ = 1 + from_.byte();
        for (T& x : sorted_) x = value();
        std::sort(sorted_.begin(), sorted_.end(), comes_before<T>);
        keys_.resize(from_.byte());
        for (T& key : keys_)
            key = sorted_.empty() || from_.byte() % 2 == 0 ? value()
                                                           : sorted_[random_() % sorted_.size()];
        lower_ = counted_positions<T>(sorted_, keys_, search::side::lower);
        upper_ = counted_positions<T>(sorted_, keys_, search::side::upper);
    }

    /// Throws std::logic_error if the rung's positions are wrong.
    template <class Variant, class Backend>
    void check(const std::string& rung) const {
        const parallel how{threads_};
        const std::span<const T> sorted = sorted_, keys = keys_;
        std::vector<std::uint32_t> positions(keys.size());
        search::lower_bound<Variant, Backend>(sorted, keys, positions, how);
        expect(std::ranges::equal(positions, lower_), rung + "/lower_bound");
        search::upper_bound<Variant, Backend>(sorted, keys, positions, how);
        expect(std::ranges::equal(positions, upper_), rung + "/upper_bound");
        if (sorted.empty()) return;
        search::closest<Variant, Backend>(sorted, keys, positions, how);
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const std::size_t closest = positions[k];
            // One of the elements on both sides, and the very element if there is one.
            expect(closest < sorted.size() && closest + 1 >= lower_[k] && closest <= upper_[k],
                   rung + "/closest");
            expect(lower_[k] == upper_[k] || closest == lower_[k], rung + "/closest to an equal");
        }
    }

    /// The same for an index and each of its functions.
    template <class Backend>
    void check_index(const std::string& name) const {
        const search::index<T, Backend> index{std::span<const T>(sorted_)};
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            expect(index.equal_range(keys_[k]) == std::pair(lower_[k], upper_[k]), name);
            expect(index.count(keys_[k]) == upper_[k] - lower_[k], name + "/count");
        }
    }

private:
    static void expect(bool right, const std::string& what) {
        if (!right) throw std::logic_error(what + " is wrong");
    }

    /// One of few or many different numbers, any bits, or an extreme number.
    T value() {
        using limits = std::numeric_limits<T>;
        static constexpr std::array<T, 7> extremes{
            limits::lowest(),     limits::max(),     T(0), -T(0), T(1),
            limits::denorm_min(), limits::infinity()};
        switch (from_.byte() % 4) {
        case 0:
            return extremes[random_() % extremes.size()];
        case 1:
            return std::bit_cast<T>(static_cast<integer_like<T>>(random_())); // NaN, too
        default:
            return static_cast<T>(random_() % different_);
        }
    }

    choices from_;
    std::mt19937_64 random_;
    int threads_ = 1;
    std::uint64_t different_ = 1;
    std::vector<T> sorted_, keys_;
    std::vector<std::size_t> lower_, upper_;
};

} // namespace hpk::test

// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Makes a plane or a list of points, a c and a limit from a stream of bytes; a rung must give the
/// oracle's counts.

#include <array>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "choices.hpp"
#include "julia/rung.hpp"
#include "julia/support.hpp"

namespace hpk::test {

template <class T>
class julia_problem {
public:
    static constexpr const char* family = "julia";

    explicit julia_problem(choices from) : from_(from), random_(from_.byte()) {
        const std::uint32_t form = from_.byte();
        threads_ = form / 2 % 8 == 1 ? 2 : run_sequentially;
        static constexpr std::array<int, 8> some{300, 0, 1, 2, 3, 17, 100, 1000};
        const std::uint32_t limit = from_.byte();
        max_iterations_ = limit < 8 ? some[limit] : static_cast<int>(limit);
        c_ = parameter();
        if (form % 2 == 0)
            make_plane();
        else
            make_list();
    }

    /// Throws std::logic_error if rung and oracle differ.
    void check(const rung<T>& tested) const {
        // Sentinels around the counts catch writes beyond them.
        std::vector<std::int32_t> guarded(expected_.size() + 2, -7);
        const auto counts = std::span(guarded).subspan(1, expected_.size());
        if (z_.empty())
            tested.plane(plane_, c_, max_iterations_, counts, threads_);
        else
            tested.list(z_, cs_, max_iterations_, counts, threads_);
        if (guarded.front() != -7 || guarded.back() != -7)
            throw std::logic_error(tested.name + " wrote beyond the counts");
        for (std::size_t k = 0; k < expected_.size(); ++k)
            if (counts[k] != expected_[k])
                throw std::logic_error(tested.name + " and the oracle differ at point " +
                                       std::to_string(k));
    }

private:
    void make_plane() {
        const std::uint32_t columns = from_.byte() % 71, rows = from_.byte() % 41;
        // Around a centre at some zoom, or with independent coordinates.
        if (from_.byte() % 4 != 3) {
            const double x = random_.uniform(-1.5, 1.5), y = random_.uniform(-1.5, 1.5);
            const double size = 4.0 / static_cast<double>(1U << from_.byte() % 30);
            const auto near = [&](double at) {
                return static_cast<T>(at + random_.uniform(-size, size));
            };
            for (std::uint32_t k = 0; k < columns; ++k) plane_.x.push_back(near(x));
            for (std::uint32_t k = 0; k < rows; ++k) plane_.y.push_back(near(y));
        } else {
            for (std::uint32_t k = 0; k < columns; ++k) plane_.x.push_back(number(2));
            for (std::uint32_t k = 0; k < rows; ++k) plane_.y.push_back(number(2));
        }
        expected_ = oracle_counts<T>(plane_, c_, max_iterations_);
    }

    void make_list() {
        const std::uint32_t points = 1 + (from_.byte() | from_.byte() << 8) % 600;
        for (std::uint32_t k = 0; k < points; ++k) {
            z_.emplace_back(number(1.2), number(1.2));
            // The same c for a while, as in lists from planes, or another one.
            cs_.push_back(k == 0 || from_.byte() % 4 == 3 ? parameter() : cs_.back());
            expected_.push_back(oracle::escape_count(z_.back().real(), z_.back().imag(),
                                                     cs_.back().real(), cs_.back().imag(),
                                                     max_iterations_));
        }
    }

    /// A well-known c, or any.
    std::complex<T> parameter() {
        static constexpr std::array<std::array<double, 2>, 16> some{{{classic_re, classic_im},
                                                                     {0, 0},
                                                                     {-1, 0},
                                                                     {0.25, 0},
                                                                     {-0.75, 0},
                                                                     {-2, 0},
                                                                     {0, 1},
                                                                     {-0.12256, 0.74486},
                                                                     {-1.25, 0},
                                                                     {-1.3107, 0},
                                                                     {-1.7549, 0},
                                                                     {0.28, 0.008},
                                                                     {-0.8, 0.156},
                                                                     {0.285, 0.01},
                                                                     {-0.4, 0.6},
                                                                     {-0.125, 0.6495}}};
        const std::uint32_t choice = from_.byte();
        if (choice < some.size())
            return {static_cast<T>(some[choice][0]), static_cast<T>(some[choice][1])};
        const T re = number(1.5);
        return {re, number(1.5)};
    }

    /// Any number in [-size, size), also after the end of the stream, or an extreme one.
    T number(double size) {
        static constexpr std::array<T, 16> extremes{T(0),
                                                    -T(0),
                                                    T(2),
                                                    -T(2),
                                                    T(2) - 2 * limits::epsilon(),
                                                    T(4),
                                                    T(4) + 4 * limits::epsilon(),
                                                    T(1.4142135623730951),
                                                    limits::denorm_min(),
                                                    -limits::denorm_min(),
                                                    limits::min(),
                                                    limits::max(),
                                                    -limits::max(),
                                                    limits::infinity(),
                                                    -limits::infinity(),
                                                    limits::quiet_NaN()};
        const std::uint32_t choice = from_.byte();
        if (choice >= 256 - extremes.size()) return extremes[choice - (256 - extremes.size())];
        return static_cast<T>(random_.uniform(-size, size));
    }

    using limits = std::numeric_limits<T>;
    choices from_;
    random_numbers random_;
    int threads_, max_iterations_;
    std::complex<T> c_;
    julia::plane<T> plane_;
    std::vector<std::complex<T>> z_, cs_;
    std::vector<std::int32_t> expected_;
};

} // namespace hpk::test

// SPDX-License-Identifier: MIT
//
// Laws of diffusion that every variant must obey; they need no second computation.

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "diffusion/rung.hpp"
#include "diffusion/support.hpp"

namespace hpk::test {
namespace {

constexpr std::int64_t steps = 20;

const std::vector<std::size_t> all_extents[] = {{50}, {12, 21}, {6, 7, 18}};

/// The indices of cell k of a grid.
std::vector<std::size_t> index_of(std::size_t k, const std::vector<std::size_t>& extents) {
    std::vector<std::size_t> index(extents.size());
    for (std::size_t axis = extents.size(); axis-- > 0; k /= extents[axis])
        index[axis] = k % extents[axis];
    return index;
}
std::size_t place_of(const std::vector<std::size_t>& index,
                     const std::vector<std::size_t>& extents) {
    std::size_t k = 0;
    for (std::size_t axis = 0; axis < extents.size(); ++axis) k = k * extents[axis] + index[axis];
    return k;
}

/// The same cells in other places: f returns the index from which each comes.
template <class T, class F>
oracle::cells<T> moved(const oracle::cells<T>& u, F f) {
    oracle::cells<T> result = u;
    for (std::size_t k = 0; k < u.values.size(); ++k)
        result.values[k] = u.values[place_of(f(index_of(k, u.extents)), u.extents)];
    return result;
}

template <class T>
T largest_difference(const std::vector<T>& a, const std::vector<T>& b) {
    T largest = 0;
    for (std::size_t k = 0; k < a.size(); ++k) largest = std::max(largest, std::abs(a[k] - b[k]));
    return largest;
}

constexpr double epsilon(float) {
    return std::numeric_limits<float>::epsilon();
}
constexpr double epsilon(double) {
    return std::numeric_limits<double>::epsilon();
}

struct law {
    template <class T>
    static bool concerns(const rung<T>& r) {
        return r.extent != extent_of_tests::reference;
    }
};

/// A constant field does not change: to the bit if its multiples are exact, otherwise up to
/// rounding.
struct constant_fields : law {
    static constexpr const char* name = "constant_fields";
    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = crooked_parameters<T>();
        for (const auto& extents : all_extents) {
            for (auto outside : all_surroundings<T>()) {
                const auto evolved = [&](T value) {
                    outside.value = value;
                    oracle::cells<T> u = noise<T>(extents);
                    u.values.assign(u.values.size(), value);
                    return tested.evolved(u, p, steps, outside, run_sequentially);
                };
                for (const T value : {T(0), T(0.25), T(-3), T(1000)}) {
                    for (const T x : evolved(value))
                        if (x != value) FAIL(x << " is no longer " << value);
                }
                for (const T value : {T(0.1), T(0.7), T(-1) / T(3)}) {
                    for (const T x : evolved(value))
                        if (!(std::abs(x - value) <= 8 * steps * epsilon(T()) * std::abs(value)))
                            FAIL(x << " is far from " << value);
                }
            }
        }
        SUCCEED();
    }
};

/// The total is conserved.
struct totals : law {
    static constexpr const char* name = "totals";
    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = crooked_parameters<T>();
        for (const auto& extents : all_extents) {
            const auto start = noise<T>(extents);
            const long double before = oracle::total(start.values);
            const double tolerance = static_cast<double>(start.values.size()) * epsilon(T());
            for (const auto edge : {oracle::edge::periodic, oracle::edge::reflecting}) {
                const auto u = tested.evolved(start, p, steps, {edge}, run_sequentially);
                const auto change = static_cast<double>(oracle::total(u) - before);
                CHECK(std::abs(change) <= tolerance);
                CHECK(largest_difference(u, start.values) > T(0.1));
            }
        }
    }
};

/// A cosine or sine that fits the grid keeps its shape; each step multiplies it by 1 - D dt times
/// the sum over the axes of 2 - 2 cos(angle per cell).
struct modes : law {
    static constexpr const char* name = "modes";
    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = crooked_parameters<T>();
        for (const auto& extents : all_extents) {
            for (auto outside : all_surroundings<T>()) {
                outside.value = 0;
                oracle::cells<T> u = noise<T>(extents);
                double rate = 0;
                for (const std::size_t n : extents)
                    rate += 2 - 2 * std::cos(angle(outside.edge, n));
                for (std::size_t k = 0; k < u.values.size(); ++k) {
                    double value = 1;
                    const auto index = index_of(k, extents);
                    for (std::size_t axis = 0; axis < extents.size(); ++axis)
                        value *= wave(outside.edge, index[axis], extents[axis]);
                    u.values[k] = static_cast<T>(value);
                }
                const double factor = std::pow(1 - double(p.D) * double(p.dt) * rate, steps);
                CHECK(factor < 0.97);
                const auto after = tested.evolved(u, p, steps, outside, run_sequentially);
                for (std::size_t k = 0; k < after.size(); ++k)
                    if (!(std::abs(after[k] - factor * u.values[k]) <= 10 * steps * epsilon(T())))
                        FAIL(shape_of(extents)
                             << " " << shown(outside) << ": cell " << k << " is " << after[k]
                             << ", not " << factor << " * " << u.values[k]);
            }
        }
    }

private:
    static double angle(oracle::edge edge, std::size_t extent) {
        const auto n = static_cast<double>(extent);
        switch (edge) {
        case oracle::edge::periodic:
            return 6 * std::numbers::pi / n;
        case oracle::edge::reflecting:
            return 3 * std::numbers::pi / n;
        case oracle::edge::fixed: // 0 in the cells before the first and after the last
            return 3 * std::numbers::pi / (n + 1);
        default: // frozen: 0 in the first and the last cell
            return 3 * std::numbers::pi / (n - 1);
        }
    }
    static double wave(oracle::edge edge, std::size_t index, std::size_t extent) {
        const auto i = static_cast<double>(index);
        const double a = angle(edge, extent);
        switch (edge) {
        case oracle::edge::periodic:
            return std::cos(a * i);
        case oracle::edge::reflecting:
            return std::cos(a * (i + 0.5));
        case oracle::edge::fixed:
            return std::sin(a * (i + 1));
        default:
            // sin(pi) is not quite 0, but a frozen edge must be.
            return index == 0 || index + 1 == extent ? 0 : std::sin(a * i);
        }
    }
};

/// A start that equals its mirror image stays symmetric: to the bit along those axes whose two
/// neighbours the operation order adds to each other first, since x + y is y + x; up to rounding
/// along others.
struct symmetry : law {
    static constexpr const char* name = "symmetry";
    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = crooked_parameters<T>();
        for (const auto& extents : all_extents) {
            for (std::size_t axis = 0; axis < extents.size(); ++axis) {
                const auto mirrored = [&](const oracle::cells<T>& u) {
                    return moved(u, [&](std::vector<std::size_t> index) {
                        index[axis] = extents[axis] - 1 - index[axis];
                        return index;
                    });
                };
                auto start = noise<T>(extents);
                const auto image = mirrored(start);
                for (std::size_t k = 0; k < start.values.size(); ++k)
                    start.values[k] = (start.values[k] + image.values[k]) / 2;
                for (const auto& outside : all_surroundings<T>()) {
                    INFO(shape_of(extents) << ", axis " << axis << ", " << shown(outside));
                    oracle::cells<T> u = start;
                    u.values = tested.evolved(start, p, steps, outside, run_sequentially);
                    const T off = largest_difference(u.values, mirrored(u).values);
                    if (is_exact(tested.order, axis))
                        CHECK(off == 0);
                    else
                        CHECK((off > 0 && off <= 8 * steps * epsilon(T())));
                }
            }
        }
    }

private:
    static bool is_exact(oracle::program order, std::size_t axis) {
        switch (order) {
        case oracle::program::python:
        case oracle::program::scipy:
            return true;
        case oracle::program::numpy_roll:
        case oracle::program::c:
            return axis == 0; // (((S+N)+E)+W)
        default:
            return false; // ((((-4c)+N)+S)+W)+E
        }
    }
};

/// With periodic edges, results are invariant under translation, to the bit: any error near edges,
/// at the ends of vectors or between tiles would show.
struct translation : law {
    static constexpr const char* name = "translation";
    template <class T>
    static void check(const rung<T>& tested) {
        const auto p = crooked_parameters<T>();
        for (const auto& extents : all_extents) {
            const auto start = noise<T>(extents);
            oracle::cells<T> expected = start;
            expected.values =
                tested.evolved(start, p, steps, {oracle::edge::periodic}, run_sequentially);
            for (std::size_t distance = 1; distance < 20; distance += 3) {
                const auto further = [&](std::vector<std::size_t> index) {
                    for (std::size_t axis = 0; axis < extents.size(); ++axis)
                        index[axis] = (index[axis] + distance * (axis + 1)) % extents[axis];
                    return index;
                };
                const auto u = tested.evolved(moved(start, further), p, steps,
                                              {oracle::edge::periodic}, run_sequentially);
                require_same(u, moved(expected, further).values, [&] {
                    return shape_of(extents) + " moved by " + std::to_string(distance);
                });
            }
        }
        SUCCEED();
    }
};

const check_every_rung<constant_fields> register_constant_fields;
const check_every_rung<totals> register_totals;
const check_every_rung<modes> register_modes;
const check_every_rung<symmetry> register_symmetry;
const check_every_rung<translation> register_translation;

} // namespace
} // namespace hpk::test

// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/random.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "random/peers/generators.hpp"

namespace hpk::bench::random {

template <class Engine>
constexpr std::string_view engine_name() {
    using namespace hpk::random;
    if (std::is_same_v<Engine, philox4x32>) return "philox4x32";
    if (std::is_same_v<Engine, philox4x64>) return "philox4x64";
    if (std::is_same_v<Engine, threefry4x64>) return "threefry4x64";
    if (std::is_same_v<Engine, xoshiro256pp>) return "xoshiro256pp";
    if (std::is_same_v<Engine, hpk::random::mt19937>) return "mt19937";
    return "pcg64";
}

/// Doubles in [0, 1).
struct uniform_numbers {
    static constexpr std::string_view name = "fill";
    static constexpr std::string_view distribution = "the mean of the numbers is right";
    static constexpr double unset = -1; ///< none of them

    template <class Variant, class Backend, class Engine, class Execution>
    static void fill(Engine& engine, std::vector<double>& values, Execution how) {
        hpk::random::fill<Variant, Backend>(engine, values, how);
    }
    template <class Engine>
    static double one(Engine& engine) {
        return hpk::random::uniform(engine);
    }
    /// What is wrong with the distribution; empty if nothing is.
    static std::string fault(const std::vector<double>& values) {
        const auto n = static_cast<double>(values.size());
        double sum = 0;
        for (const double x : values) {
            if (!(0 <= x && x < 1)) return "a number is not in [0, 1)";
            sum += x;
        }
        return std::fabs(sum / n - 0.5) > 6 / std::sqrt(12 * n) ? "the mean is wrong" : "";
    }
};

/// Normal deviates.
struct normal_deviates {
    static constexpr std::string_view name = "normal";
    static constexpr std::string_view distribution = "the variance of the numbers is right";
    static constexpr double unset = 0;

    template <class Variant, class Backend, class Engine, class Execution>
    static void fill(Engine& engine, std::vector<double>& values, Execution how) {
        hpk::random::fill_normal<Variant, Backend>(engine, values, how);
    }
    template <class Engine>
    static double one(Engine& engine) {
        return hpk::random::normal(engine);
    }
    static std::string fault(const std::vector<double>& values) {
        const auto n = static_cast<double>(values.size());
        double squares = 0;
        for (const double x : values) squares += x * x;
        return std::fabs(squares / n - 1) > 6 * std::sqrt(2 / n) ? "the variance is wrong" : "";
    }
};

/// Numbers of a distribution, in an array.
template <class Engine, class Numbers = uniform_numbers>
class filling {
public:
    using value_type = double;
    static constexpr std::string_view family = "random";

    explicit filling(std::size_t size) : size_(size) {}

    [[nodiscard]] std::string name() const {
        return std::string(Numbers::name) + "/" + std::string(engine_name<Engine>()) + "/" +
               std::to_string(size_);
    }
    [[nodiscard]] double* values() { return values_.data(); }
    [[nodiscard]] std::size_t size() const { return size_; }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        Numbers::template fill<Variant, Backend>(engine_, values_, how);
        is_ours_ = true;
    }

    verdict verify(const std::function<void()>& pass) {
        values_.assign(size_, Numbers::unset);
        is_ours_ = false;
        Engine one_by_one = engine_;
        pass();
        verdict v;
        v.failure = Numbers::fault(values_);
        if (is_ours_)
            for (const double x : values_)
                if (x != Numbers::one(one_by_one)) v.failure = "a number is wrong";
        v.answer = is_ours_ ? "every number is the one that the engine returns alone"
                            : std::string(Numbers::distribution);
        v.work = {{"numbers", static_cast<double>(size_)}};
        return v;
    }

private:
    std::size_t size_;
    Engine engine_{1};
    std::vector<double> values_;
    bool is_ours_ = false; ///< the pass was hpk's
};

template <class Engine>
using filling_normal = filling<Engine, normal_deviates>;

/// The darts inside the quarter circle.
template <class Engine>
class throwing {
public:
    using value_type = double;
    static constexpr std::string_view family = "random";

    explicit throwing(std::size_t darts) : darts_(static_cast<std::int64_t>(darts)) {}

    [[nodiscard]] std::string name() const {
        return "darts/" + std::string(engine_name<Engine>()) + "/" + std::to_string(darts_);
    }
    [[nodiscard]] std::int64_t darts() const { return darts_; }
    [[nodiscard]] std::int64_t& inside() { return inside_; }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        Engine engine(7);
        inside_ = hpk::random::count_in_quarter_circle<Variant, Backend>(engine, darts_, how);
    }

    verdict verify(const std::function<void()>& pass) {
        pass();
        verdict v;
        const auto n = static_cast<double>(darts_);
        const double pi = 4 * static_cast<double>(inside_) / n;
        // The standard error is sqrt(pi * (4 - pi) / n).
        if (std::fabs(pi - 3.14159265358979) > 6 * 1.6422 / std::sqrt(n)) v.failure = "pi is wrong";
        v.answer = "pi is right within six standard errors: " + std::to_string(pi);
        v.work = {{"darts", n}};
        return v;
    }

private:
    std::int64_t darts_, inside_ = 0;
};

template <class Problem, class Pass>
entrant peer(const std::shared_ptr<Problem>& p, const char* name, Pass pass) {
    entrant e = entrant_at(p, name, compiler_name, std::move(pass));
    e.peer = bench::peers::generators_made_with();
    e.yardstick = true;
    return e;
}

/// The generators that one would compare an engine with.
template <class Engine>
std::vector<entrant> peers_at(const std::shared_ptr<filling<Engine>>& p) {
    const auto filled_by = [&](const char* name, void (*fill)(double*, std::size_t)) {
        return peer(p, name, [p, fill] { fill(p->values(), p->size()); });
    };
    using namespace hpk::random;
    if constexpr (std::is_same_v<Engine, xoshiro256pp>)
        return {filled_by("one_stream", bench::peers::fill_xoshiro256pp)};
#if defined(HPK_BENCH_HAS_RANDOM123)
    else if constexpr (std::is_same_v<Engine, philox4x32>)
        return {filled_by("random123", bench::peers::fill_random123_philox4x32)};
    else if constexpr (std::is_same_v<Engine, philox4x64>)
        return {filled_by("random123", bench::peers::fill_random123_philox4x64)};
    else if constexpr (std::is_same_v<Engine, threefry4x64>)
        return {filled_by("random123", bench::peers::fill_random123_threefry4x64)};
#endif
    else if constexpr (std::is_same_v<Engine, hpk::random::mt19937>)
        return {filled_by("std_mt19937", bench::peers::fill_std_mt19937)};
    else
        return {filled_by("std_mt19937_64", bench::peers::fill_std_mt19937_64)};
}

/// The standard library's normal deviates.
template <class Engine>
std::vector<entrant> peers_at(const std::shared_ptr<filling_normal<Engine>>& p) {
    return {peer(p, "std_normal", [p] { bench::peers::fill_std_normal(p->values(), p->size()); })};
}

/// The book's loop in C++, and its numpy program.
template <class Engine>
std::vector<entrant> peers_at(const std::shared_ptr<throwing<Engine>>& p) {
    return {
        peer(p, "std_mt19937", [p] { p->inside() = bench::peers::darts_std_mt19937(p->darts()); }),
        peer(p, "arrays", [p] { p->inside() = bench::peers::darts_in_arrays(p->darts()); })};
}

} // namespace hpk::bench::random

// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/distinct.hpp>

#include "compiled_with.hpp"
#include "distinct/peers/exact_count.hpp"
#include "distinct/peers/sketches.hpp"
#include "entrants.hpp"

namespace hpk::bench::distinct {

using sketch = hpk::distinct::hyperloglog<std::uint64_t>;

inline std::vector<std::uint64_t> consecutive_keys(std::size_t size) {
    std::vector<std::uint64_t> keys(size);
    std::iota(keys.begin(), keys.end(), std::uint64_t{0});
    return keys;
}

/// Sketches of other libraries.
struct other_sketches {
    const char* name;
    std::string made_with;
    std::shared_ptr<peers::sketches> sketches;
};

/// HyperLogLog of the libraries that this build has found.
inline std::vector<other_sketches> other_hyperloglogs([[maybe_unused]] int p) {
    return {
#ifdef HPK_BENCH_HAS_DATASKETCHES
        {"datasketches_hll", peers::datasketches_made_with(), peers::datasketches_hll(p)},
#endif
#ifdef HPK_BENCH_HAS_DNBAKER_SKETCH
        {"dnbaker_hll", peers::dnbaker_made_with(), peers::dnbaker_hll(p)},
#endif
    };
}

/// Enters another library, whose sketches are an argument of a member function of the problem.
template <class Problem>
entrant entrant_of(const other_sketches& other, const std::shared_ptr<Problem>& p,
                   void (Problem::*pass)(peers::sketches&)) {
    entrant e = entrant_at(p, other.name, compiler_name,
                           [p, pass, s = other.sketches] { ((*p).*pass)(*s); });
    e.peer = other.made_with;
    return e;
}

/// What an estimate is worth.
inline verdict judged(double estimate, double number, double standard_error) {
    verdict result;
    if (std::abs(estimate / number - 1) > 5 * standard_error)
        result.failure = "the estimate is " + std::to_string(estimate);
    result.answer =
        "the estimate is within five standard errors: " + std::to_string(std::llround(estimate));
    return result;
}

/// Consecutive keys to be added to an empty sketch.
class problem {
public:
    using value_type = std::uint64_t;
    static constexpr std::string_view family = "distinct";

    problem(int p, std::size_t keys) : size_(keys), sketch_(p) {}

    [[nodiscard]] std::string name() const {
        return "p" + std::to_string(sketch_.p()) + "/" + std::to_string(size_);
    }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        sketch_.clear();
        sketch_.add_many<Variant, Backend>(keys_, how);
        count_.reset();
        other_ = nullptr;
    }
    /// Counts exactly, by a set of all keys.
    void count() {
        count_ = peers::exact_count(keys_.data(), keys_.size());
        other_ = nullptr;
    }
    /// Adds the keys to another library's sketch.
    void add_to(peers::sketches& other) {
        other.clear();
        other.append(keys_.data(), keys_.size());
        other_ = &other;
    }
    [[nodiscard]] int p() const { return sketch_.p(); }

    verdict verify(const std::function<void()>& pass) {
        if (keys_.empty()) keys_ = consecutive_keys(size_);
        pass();
        verdict result;
        if (other_ != nullptr) {
            result =
                judged(other_->estimate(), static_cast<double>(size_), sketch_.standard_error());
        } else if (count_) {
            if (*count_ != size_) result.failure = "the number is wrong";
            result.answer = "the number is exact: " + std::to_string(*count_);
        } else {
            sketch expected(sketch_.p());
            for (const std::uint64_t key : keys_) expected.add(key);
            if (sketch_ != expected) result.failure = "the registers are wrong";
            result.answer = "the registers are right; they estimate " +
                            std::to_string(std::llround(sketch_.estimate()));
        }
        result.work = {{"keys", static_cast<double>(size_)}};
        return result;
    }

private:
    std::size_t size_;
    std::vector<std::uint64_t> keys_;
    sketch sketch_;
    std::optional<std::size_t> count_; ///< if the last pass was an exact count
    peers::sketches* other_ = nullptr; ///< if the last pass was theirs
};

/// A set of the keys, whose memory grows with their number, and other libraries' sketches.
inline std::vector<entrant> peers_at(const std::shared_ptr<problem>& p) {
    entrant e = entrant_at(p, "std_unordered_set", compiler_name, [p] { p->count(); });
    e.peer = peers::exact_count_made_with();
    e.yardstick = true;
    std::vector<entrant> all{e};
    for (const other_sketches& other : other_hyperloglogs(p->p()))
        all.push_back(entrant_of(other, p, &problem::add_to));
    return all;
}

/// The union of many sketches, and its estimate.
class union_problem {
public:
    using value_type = std::uint64_t;
    static constexpr std::string_view family = "distinct";

    union_problem(int p, std::size_t sketches) : p_(p), count_(sketches) {}

    [[nodiscard]] std::string name() const {
        return "p" + std::to_string(p_) + "/union_of_" + std::to_string(count_);
    }

    /// By merge().
    void merge() {
        sketch all(p_);
        for (const sketch& s : sketches_) all.merge(s);
        estimate_ = all.estimate();
    }
    /// Register by register, as one would write it.
    void maxima() {
        std::vector<std::uint8_t> all(std::size_t{1} << p_);
        for (const sketch& s : sketches_)
            for (std::size_t k = 0; k < all.size(); ++k)
                all[k] = std::max(all[k], s.registers()[k]);
        estimate_ = sketch(all).estimate();
    }
    /// By another library, whose sketches are made by the first call.
    void unite(peers::sketches& other) {
        while (other.size() < count_) {
            const auto own = keys_of(other.size());
            other.append(own.data(), own.size());
        }
        estimate_ = other.union_estimate();
    }
    [[nodiscard]] int p() const { return p_; }

    verdict verify(const std::function<void()>& pass) {
        if (sketches_.empty())
            for (std::size_t k = 0; k < count_; ++k)
                sketches_.emplace_back(p_).add_many(keys_of(k));
        pass();
        const std::uint64_t different = (count_ + 1) * keys / 2;
        verdict result =
            judged(estimate_, static_cast<double>(different), sketches_[0].standard_error());
        result.work = {{"sketches", static_cast<double>(count_)}};
        return result;
    }

private:
    static constexpr std::uint64_t keys =
        50'000; // per sketch; half of them are the next one's, too

    static std::vector<std::uint64_t> keys_of(std::size_t number) {
        std::vector<std::uint64_t> own(keys);
        std::iota(own.begin(), own.end(), number * keys / 2);
        return own;
    }

    int p_;
    std::size_t count_;
    std::vector<sketch> sketches_;
    double estimate_ = 0;
};

/// Consecutive keys to be added to k minimum values.
class minimum_problem {
public:
    using value_type = std::uint64_t;
    static constexpr std::string_view family = "distinct";

    minimum_problem(std::size_t k, std::size_t keys) : size_(keys), sketch_(k) {}

    [[nodiscard]] std::string name() const {
        return "k" + std::to_string(sketch_.k()) + "/" + std::to_string(size_);
    }

    void add() {
        sketch_.clear();
        for (const std::uint64_t key : keys_) sketch_.add(key);
        other_ = nullptr;
    }
    void add_many() {
        sketch_.clear();
        sketch_.add_many(keys_);
        other_ = nullptr;
    }
    /// Adds the keys to another library's sketch.
    void add_to(peers::sketches& other) {
        other.clear();
        other.append(keys_.data(), keys_.size());
        other_ = &other;
    }
    [[nodiscard]] std::size_t k() const { return sketch_.k(); }

    verdict verify(const std::function<void()>& pass) {
        if (keys_.empty()) keys_ = consecutive_keys(size_);
        pass();
        verdict result = judged(other_ != nullptr ? other_->estimate() : sketch_.estimate(),
                                static_cast<double>(size_), sketch_.standard_error());
        result.work = {{"keys", static_cast<double>(size_)}};
        return result;
    }

private:
    std::size_t size_;
    std::vector<std::uint64_t> keys_;
    hpk::distinct::k_minimum_values<std::uint64_t> sketch_;
    peers::sketches* other_ = nullptr; ///< if the last pass was theirs
};

/// The ways to k minimum values.
inline std::vector<entrant> minimum_values(const std::shared_ptr<minimum_problem>& p) {
    std::vector<entrant> all{
        entrant_at(p, "minimum_one", "scalar", [p] { p->add(); }),
        entrant_at(p, "minimum_many", backend_name<native>(), [p] { p->add_many(); })};
    all.front().yardstick = true;
#ifdef HPK_BENCH_HAS_DATASKETCHES
    const other_sketches theta{"datasketches_theta", peers::datasketches_made_with(),
                               peers::datasketches_theta(std::countr_zero(p->k()))};
    all.push_back(entrant_of(theta, p, &minimum_problem::add_to));
#endif
    return all;
}

/// The ways to the union.
inline std::vector<entrant> unions(const std::shared_ptr<union_problem>& p) {
    std::vector<entrant> all{entrant_at(p, "maxima", "scalar", [p] { p->maxima(); }),
                             entrant_at(p, "merge", backend_name<native>(), [p] { p->merge(); })};
    all.front().yardstick = true;
    for (const other_sketches& other : other_hyperloglogs(p->p()))
        all.push_back(entrant_of(other, p, &union_problem::unite));
    return all;
}

/// Look-ups in a Bloom filter of as many keys, with a rate of false positives of 0.5 %. Half of the
/// keys looked up were added.
class filter_problem {
public:
    using value_type = std::uint64_t;
    static constexpr std::string_view family = "distinct";
    static constexpr double rate = 0.005;

    explicit filter_problem(std::size_t keys)
        : size_(keys), split_(keys, rate), classic_(keys, rate) {}

    [[nodiscard]] std::string name() const { return "bloom/" + std::to_string(size_); }

    void look_up_one_by_one() { look_up_in(split_); }
    void look_up_in_classic() { look_up_in(classic_); }
    void look_up_many() {
        contained_ = split_.contains_many(asked_, std::span(found_.get(), asked_.size()));
    }

    verdict verify(const std::function<void()>& pass) {
        if (asked_.empty()) {
            found_ = std::make_unique<bool[]>(size_);
            const auto keys = consecutive_keys(size_ + size_ / 2);
            split_.add_many(std::span(keys).first(size_));
            classic_.add_many(std::span(keys).first(size_));
            asked_.assign(keys.end() - static_cast<std::ptrdiff_t>(size_), keys.end());
        }
        pass();
        verdict result;
        const std::size_t added = size_ - size_ / 2, others = size_ / 2;
        const double most = 2 * rate * static_cast<double>(others) + 10;
        if (contained_ < added || static_cast<double>(contained_ - added) > most)
            result.failure = std::to_string(contained_) + " are contained";
        result.answer = "all keys that were added are found; others rarely";
        result.work = {{"keys", static_cast<double>(size_)}};
        return result;
    }

private:
    template <class Filter>
    void look_up_in(const Filter& filter) {
        std::size_t contained = 0;
        for (std::size_t k = 0; k < asked_.size(); ++k)
            contained += std::size_t{found_[k] = filter.contains(asked_[k])};
        contained_ = contained;
    }

    std::size_t size_, contained_ = 0;
    hpk::distinct::bloom_filter<std::uint64_t> split_;
    hpk::distinct::bloom_filter<std::uint64_t, sketch_hash<std::uint64_t>, hpk::distinct::classic>
        classic_;
    std::vector<std::uint64_t> asked_;
    std::unique_ptr<bool[]> found_;
};

/// The ways to look keys up.
inline std::vector<entrant> look_ups(const std::shared_ptr<filter_problem>& p) {
    std::vector<entrant> all{
        entrant_at(p, "classic", "scalar", [p] { p->look_up_in_classic(); }),
        entrant_at(p, "split_block", "scalar", [p] { p->look_up_one_by_one(); }),
        entrant_at(p, "split_block_many", backend_name<native>(), [p] { p->look_up_many(); })};
    all.front().yardstick = true;
    return all;
}

} // namespace hpk::bench::distinct

// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/search.hpp>

#include "compiled_with.hpp"
#include "entrants.hpp"
#include "search/peers/sorted_search.hpp"

namespace hpk::bench::search {

/// Random keys to be found in an array of random numbers; every other one is there.
class problem {
public:
    using value_type = std::int32_t;
    static constexpr std::string_view family = "search";
    static constexpr std::size_t number_of_keys = std::size_t{1} << 18;

    explicit problem(std::size_t size) : size_(size) {}

    [[nodiscard]] std::string name() const { return "random/" + std::to_string(size_); }
    [[nodiscard]] const std::vector<std::int32_t>& sorted() const { return sorted_; }
    [[nodiscard]] const std::vector<std::int32_t>& keys() const { return keys_; }
    [[nodiscard]] std::vector<std::uint32_t>& positions() { return positions_; }
    [[nodiscard]] const hpk::search::index<std::int32_t>& index() const { return index_; }
    [[nodiscard]] const bench::peers::eytzinger& eytzinger() const { return *eytzinger_; }

    template <class Variant, class Backend, class Execution>
    void pass(Execution how) {
        hpk::search::lower_bound<Variant, Backend>(sorted_, keys_, positions_, how);
    }

    verdict verify(const std::function<void()>& pass) {
        if (sorted_.empty()) prepare();
        std::ranges::fill(positions_, ~std::uint32_t{0});
        pass();
        verdict result;
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < keys_.size(); ++k) {
            const std::size_t p = positions_[k];
            sum += p;
            if (p > sorted_.size() || (p > 0 && sorted_[p - 1] >= keys_[k]) ||
                (p < sorted_.size() && sorted_[p] < keys_[k]))
                result.failure = "key " + std::to_string(k) + " has the position " +
                                 std::to_string(p) + ", which is wrong";
        }
        result.answer = "every position is right; their sum is " + std::to_string(sum);
        result.work = {{"keys", static_cast<double>(keys_.size())}};
        return result;
    }

private:
    /// Makes the numbers when they are first needed.
    void prepare() {
        sorted_.resize(size_);
        keys_.resize(number_of_keys);
        positions_.resize(number_of_keys);
        std::mt19937_64 bits(size_);
        for (std::int32_t& x : sorted_) x = static_cast<std::int32_t>(bits());
        std::sort(sorted_.begin(), sorted_.end());
        for (std::size_t k = 0; k < keys_.size(); ++k)
            keys_[k] = k % 2 == 0 ? static_cast<std::int32_t>(bits()) : sorted_[bits() % size_];
        index_ = hpk::search::index<std::int32_t>(sorted_);
        eytzinger_.emplace(sorted_.data(), size_);
    }

    std::size_t size_;
    std::vector<std::int32_t> sorted_, keys_;
    std::vector<std::uint32_t> positions_;
    hpk::search::index<std::int32_t> index_;
    std::optional<bench::peers::eytzinger> eytzinger_;
};

/// The searches that hpk is compared with; std::lower_bound is the yardstick.
inline std::vector<entrant> peers_at(const std::shared_ptr<problem>& p) {
    const auto peer = [&](const char* name, std::function<void()> pass) {
        entrant e = entrant_at(p, name, compiler_name, std::move(pass));
        e.peer = bench::peers::sorted_search_made_with();
        return e;
    };
    const auto search_by = [&](auto search) {
        return [p, search] {
            search(p->sorted().data(), p->sorted().size(), p->keys().data(), p->keys().size(),
                   p->positions().data());
        };
    };
    std::vector<entrant> all{
        peer("std_lower_bound", search_by(bench::peers::std_lower_bound)),
        peer("searchsorted", search_by(bench::peers::searchsorted)), peer("eytzinger", [p] {
            p->eytzinger().lower_bound(p->keys().data(), p->keys().size(), p->positions().data());
        })};
#ifdef HPK_BENCH_HAS_PGM_INDEX
    const auto index = std::make_shared<std::optional<bench::peers::pgm_index>>();
    all.push_back(peer("pgm_index", [p, index] {
        if (!*index) index->emplace(p->sorted().data(), p->sorted().size());
        (*index)->lower_bound(p->keys().data(), p->keys().size(), p->positions().data());
    }));
#endif
    all.front().yardstick = true;
    return all;
}

/// Drops `linear`, which takes too long from one end to the other, in all but the smallest arrays.
inline void drop_slow(std::vector<entrant>& all) {
    std::erase_if(
        all, [](const entrant& e) { return e.variant == "linear" && e.problem != "random/253"; });
}

/// An index that was made before, on one thread or several, for many keys or one after the other.
/// \{
inline entrant with_index(const std::shared_ptr<problem>& p, int threads = 0) {
    entrant e = entrant_at(p, "index", backend_name<native>(), [p, threads] {
        if (threads > 0)
            p->index().lower_bound(p->keys(), p->positions(), parallel{threads});
        else
            p->index().lower_bound(p->keys(), p->positions());
    });
    e.threads = threads;
    return e;
}
inline entrant one_by_one(const std::shared_ptr<problem>& p) {
    return entrant_at(p, "index_one", backend_name<native>(), [p] {
        for (std::size_t k = 0; k < p->keys().size(); ++k)
            p->positions()[k] = static_cast<std::uint32_t>(p->index().lower_bound(p->keys()[k]));
    });
}
/// \}

} // namespace hpk::bench::search

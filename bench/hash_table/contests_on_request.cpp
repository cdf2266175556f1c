// SPDX-License-Identifier: MIT
#include "contest.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <hpk/core/share.hpp>

#include "compiled_with.hpp"
#include "hash_table/keys.hpp"
#include "hash_table/shared_tables.hpp"

namespace hpk::bench::hash_table {
namespace {

/// The kinds of work of threads that share a table.
enum class shared_work {
    build, ///< every member into an empty table
    reads, ///< look-ups of members
    half   ///< look-ups of members, and as many increments of their values
};

using keys_in_common = std::shared_ptr<key_source<std::uint64_t>>;

/// One of the tables of shared_tables.hpp at one kind of work, which threads share.
template <class Table>
class shared_problem {
public:
    shared_problem(shared_work work, int threads, keys_in_common keys)
        : work_(work), threads_(static_cast<std::size_t>(threads)), source_(std::move(keys)) {}

    void pass() {
        if (work_ == shared_work::build) return build(made_.emplace());
        std::vector<std::uint64_t> sums(threads_);
        in_shares(keys().hits.size(), [&](std::size_t thread, std::size_t first, std::size_t end) {
            sums[thread] = work_ == shared_work::reads ? read(first, end) : read_half(first, end);
        });
        if (work_ == shared_work::half) increments_ += keys().hits.size() / 2;
        sum_ = 0;
        for (const std::uint64_t s : sums) sum_ += s;
    }
    void clean() { made_.reset(); }

    verdict verify() {
        if (work_ != shared_work::build && !made_) build(made_.emplace());
        pass();
        verdict v;
        const std::size_t operations =
            work_ == shared_work::build ? keys().size() : keys().hits.size();
        v.work = {{"keys", static_cast<double>(operations)}};
        v.answer = "the table has all members, and their values have the right sum";
        if (made_->size() != keys().size()) v.failure = "the table has another size";
        std::uint64_t values = 0, right = increments_;
        for (std::size_t k = 0; k < keys().size(); ++k) {
            values += made_->find(keys().members[k]);
            right += k + 1;
        }
        if (values != right) v.failure = "the values have another sum";
        if (work_ == shared_work::reads && sum_ != keys().sum_of_hits)
            v.failure = "what was read has another sum";
        if (work_ == shared_work::build) clean();
        return v;
    }

private:
    [[nodiscard]] const key_set<std::uint64_t>& keys() const { return source_->get(); }

    /// Calls f(thread, first, end) on every thread for its share of n operations.
    template <class F>
    void in_shares(std::size_t n, const F& f) {
        const auto begin_of = [&](std::size_t t) {
            return hpk::detail::begin_of_share(n, threads_, t);
        };
        std::vector<std::thread> others;
        for (std::size_t t = 1; t < threads_; ++t)
            others.emplace_back([&, t] { f(t, begin_of(t), begin_of(t + 1)); });
        f(0, 0, begin_of(1));
        for (std::thread& t : others) t.join();
    }
    void build(Table& table) {
        in_shares(keys().size(), [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t k = first; k < end; ++k) table.insert(keys().members[k], k + 1);
        });
    }
    [[nodiscard]] std::uint64_t read(std::size_t first, std::size_t end) const {
        std::uint64_t sum = 0;
        for (std::size_t k = first; k < end; ++k) sum += made_->find(keys().hits[k]);
        return sum;
    }
    [[nodiscard]] std::uint64_t read_half(std::size_t first, std::size_t end) {
        std::uint64_t sum = 0;
        for (std::size_t k = first; k < end; ++k)
            if (k % 2 == 0)
                sum += made_->find(keys().hits[k]);
            else
                made_->increment(keys().hits[k]);
        return sum;
    }

    shared_work work_;
    std::size_t threads_;
    keys_in_common source_;
    std::optional<Table> made_;
    std::uint64_t sum_ = 0;        ///< of what the last pass has read
    std::uint64_t increments_ = 0; ///< of all passes
};

template <class Table>
entrant shared_entrant(shared_work work, const std::string& problem, int threads,
                       const keys_in_common& keys) {
    const auto p = std::make_shared<shared_problem<Table>>(work, threads, keys);
    entrant e;
    e.family = "hash_table";
    e.variant = Table::name;
    e.backend = Table::version;
    e.type = "u64";
    e.problem = problem;
    e.threads = threads;
    if (Table::is_peer) e.peer = made_with;
    e.yardstick = Table::is_peer;
    e.pass = [p] { p->pass(); };
    e.verify = [p] { return p->verify(); };
    if (work == shared_work::build) e.clean = [p] { p->clean(); };
    return e;
}

/// hpk::shared_map and the peers that were found.
template <class... Tables>
std::vector<entrant> entrants_of(shared_work work, const std::string& problem, int threads,
                                 const keys_in_common& keys) {
    return {shared_entrant<Tables>(work, problem, threads, keys)...};
}
std::vector<entrant> shared_entrants(shared_work work, const std::string& problem, int threads,
                                     const keys_in_common& keys) {
    return entrants_of<
#if defined(BOOST_UNORDERED_CONCURRENT_FLAT_MAP_HPP)
        boost_shared,
#endif
#if defined(_CUCKOOHASH_MAP_HH)
        cuckoo_shared,
#endif
#if defined(PHMAP_VERSION_MAJOR)
        phmap_shared,
#endif
#if defined(HPK_BENCH_TBB)
        tbb_shared,
#endif
        std_shared<1>, std_shared<32>, hpk_shared>(work, problem, threads, keys);
}

std::vector<contest> contests() {
    struct task {
        shared_work work;
        const char *name, *title;
    };
    constexpr task tasks[]{
        {shared_work::build, "build", "insertion without reserve"},
        {shared_work::reads, "reads", "look-ups of members"},
        {shared_work::half, "half", "look-ups of members, half of them change the value"},
    };
    std::vector<contest> all;
    for (const task& t : tasks)
        for (const int threads : {1, 2}) {
            const std::string name =
                std::string("hash_table_shared_") + t.name + "_" + std::to_string(threads);
            contest c{name, "A table that threads share, {} random keys: " + std::string(t.title),
                      "keys", "ns per key", [=, work = t.work](std::size_t n) {
                          const auto keys = std::make_shared<key_source<std::uint64_t>>(
                              [n] { return random_keys(n); });
                          return shared_entrants(work, name + "/random/" + std::to_string(n),
                                                 threads, keys);
                      }};
            c.sizes = {1 << 10, 1 << 15, 1 << 20};
            c.axis = "entries";
            c.on_request = true;
            all.push_back(c);
        }
    return all;
}

const ladder_registration entered("hash_table", contests);

} // namespace
} // namespace hpk::bench::hash_table

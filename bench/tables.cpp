// SPDX-License-Identifier: MIT
/// \file
/// Compares hpk's hash tables with other libraries': every kind of work, at many sizes, with
/// interleaved tables.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <hpk/core/backend.hpp>

#include "../examples/picture/arguments.hpp"
#include "../examples/picture/progress.hpp"
#include "compiled_with.hpp"
#include "hash_table/candidate.hpp"
#include "hash_table/policies.hpp"
#include "median.hpp"

namespace {

using namespace hpk::bench;
using namespace hpk::bench::hash_table;

constexpr std::string_view usage =
    "usage: hpk_tables [options] [SIZE ...]\n"
    "Times hash tables of SIZE entries (like 900k or 8M; default: 1k 32k 1M 8M), in ns a key, "
    "entry\n"
    "or pair of erasure and insertion, and says how many times faster than the best peer ours "
    "are.\n"
    "  --table NAME     only this one (may be repeated, as those below)\n"
    "  --work NAME      only this kind of work\n"
    "  --keys KIND      only these keys: random, sequential, 12 or 40 (characters; by default at\n"
    "                   most 1M of them)\n"
    "  --huge-pages     the tables that take an allocator with hpk::huge_page_allocator\n"
    "  --rounds N       the median of at most N rounds (default: 15)\n"
    "  --seconds N      fewer rounds, but at least three, after N seconds (default: 15)\n"
    "  --list           what there is\n"
    "  --help           this text\n";

struct options {
    std::vector<std::string> tables, works, kinds;
    std::vector<std::size_t> sizes;
    int rounds = 15;
    double seconds = 15;
    bool huge_pages = false, list = false, help = false;
};

/// 32000 from "32k".
std::size_t size_from(std::string_view word) {
    std::size_t unit = 1;
    if (word.ends_with('k')) unit = 1'000;
    if (word.ends_with('M')) unit = 1'000'000;
    const std::string digits(word.substr(0, word.size() - (unit > 1)));
    char* end = nullptr;
    const std::size_t size = unit * std::strtoull(digits.c_str(), &end, 10);
    if (size == 0 || *end != '\0')
        throw std::invalid_argument("'" + std::string(word) + "' is not a number of entries");
    return size;
}

/// \throws std::invalid_argument with a sentence
options parse(arguments a) {
    options o;
    while (a.next()) {
        if (a.option() == "--table")
            o.tables.emplace_back(a.word());
        else if (a.option() == "--work")
            o.works.emplace_back(a.word());
        else if (a.option() == "--keys")
            o.kinds.emplace_back(a.word());
        else if (a.option() == "--huge-pages")
            o.huge_pages = true;
        else if (a.option() == "--rounds")
            a.read(o.rounds);
        else if (a.option() == "--seconds")
            a.read(o.seconds);
        else if (a.option() == "--list")
            o.list = true;
        else if (a.option() == "--help")
            o.help = true;
        else if (a.option().starts_with("-"))
            a.refuse();
        else
            o.sizes.push_back(size_from(a.option()));
    }
    if (o.rounds < 1) throw std::invalid_argument("--rounds must be at least 1");
    return o;
}

/// True for a name in the list, and for all if there is none in it.
bool wanted(const std::vector<std::string>& list, std::string_view name) {
    return list.empty() || std::ranges::find(list, name) != list.end();
}

/// The requested candidates, peers first.
std::vector<candidate> chosen(const options& o) {
    std::vector<candidate> all = peers();
    for (candidate& c : policies()) all.push_back(std::move(c));
    std::erase_if(all, [&](const candidate& c) {
        return c.huge_pages != o.huge_pages || !wanted(o.tables, c.name);
    });
    if (all.empty()) throw std::invalid_argument("no such table; --list says which there are");
    return all;
}

/// A candidate at the keys of a table of results.
struct participant {
    const candidate* who;
    std::unique_ptr<contestant> table;
    std::vector<double> rounds; ///< ns per operation

    [[nodiscard]] double median() const { return hpk::bench::median(rounds); }
};

/// Returns freed memory to the system, so that every measurement of a large table begins with the
/// same heap.
void return_freed_memory() {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}

/// Repeats passes until the time is long enough for the clock.
double nanoseconds(contestant& table, workload w, bool large) {
    if (large) return_freed_memory();
    double seconds = 0, operations = 0;
    do {
        seconds += table.pass(w);
        operations += static_cast<double>(table.operations(w));
    } while (seconds < 0.01);
    return 1e9 * seconds / operations;
}

/// Times all, one after the other, round by round.
void time(std::vector<participant>& all, workload w, bool large, const options& o,
          progress_bar& progress) {
    const auto say = [&](double done, const char* what, const participant& p) {
        progress.show(done, std::string(what) + " " + std::string(name_of(w)) + " " + p.who->name);
    };
    for (participant& p : all) {
        say(0, "verifying", p);
        p.table->verify(w);
        p.rounds.clear();
    }
    using timer = std::chrono::steady_clock;
    const auto start = timer::now();
    for (int round = 0; round < o.rounds; ++round) {
        const std::chrono::duration<double> spent = timer::now() - start;
        if (round >= 3 && spent.count() > o.seconds) return;
        for (participant& p : all) {
            say(static_cast<double>(round) / o.rounds, "timing", p);
            p.rounds.push_back(nanoseconds(*p.table, w, large));
        }
    }
}

/// True for the peers with which hpk's tables are compared.
bool is_yardstick(const candidate& who, std::string_view work) {
    if (!who.peer) return false;
    return work != name_of(workload::iterate) || who.name.starts_with("boost") ||
           who.name.starts_with("absl");
}

void print_row(const std::vector<participant>& all, std::string_view work) {
    const participant* best = nullptr;
    for (const participant& p : all)
        if (is_yardstick(*p.who, work) && (best == nullptr || p.median() < best->median()))
            best = &p;
    std::printf("%-16.*s", static_cast<int>(work.size()), work.data());
    for (const participant& p : all) {
        std::printf(" %10.2f", p.median());
        if (p.who->peer) continue;
        if (best != nullptr)
            std::printf(" x%-5.2f", best->median() / p.median());
        else
            std::printf("%7s", "");
    }
    std::printf("%s%s\n", best != nullptr ? "  best peer: " : "",
                best != nullptr ? best->who->name.c_str() : "");
    std::fflush(stdout);
}

void print_head(const std::vector<participant>& all, const std::string& kind, std::size_t size) {
    std::printf("\n%zu entries, keys: %s\n%-16s", size, kind.c_str(), "ns");
    for (const participant& p : all)
        std::printf(p.who->peer ? " %10.10s" : " %10.10s       ", p.who->name.c_str());
    std::printf("\n");
}

/// Times and prints all work with keys of one kind.
template <class Key>
void run(const options& o, const std::vector<candidate>& candidates,
         contestant_maker<Key> candidate::* maker, const std::vector<workload>& works,
         const std::function<key_set<Key>()>& make) {
    std::vector<workload> mine;
    std::ranges::copy_if(works, std::back_inserter(mine),
                         [&](workload w) { return wanted(o.works, name_of(w)); });
    if (mine.empty() && !wanted(o.works, "bytes")) return;

    const auto keys = std::make_shared<const key_set<Key>>(make());
    const bool large = keys->size() >= 100'000;
    std::vector<participant> all;
    for (const candidate& c : candidates)
        if (c.*maker) all.push_back({&c, (c.*maker)(keys), {}});
    if (all.empty()) return;

    print_head(all, keys->kind, keys->size());
    for (const workload w : mine) {
        {
            progress_bar progress;
            if (!wants_members(w))
                for (participant& p : all) p.table->release();
            time(all, w, large, o, progress);
        }
        print_row(all, name_of(w));
    }
    if (!wanted(o.works, "bytes")) return;
    const std::array<std::size_t, 1> size{keys->size()};
    for (participant& p : all) p.rounds = p.table->bytes_an_entry(size);
    if (all.front().median() > 0) print_row(all, "bytes"); // otherwise malloc does not report it
}

void run(const options& o, const std::vector<candidate>& candidates) {
    using enum workload;
    auto sizes = o.sizes;
    if (sizes.empty()) sizes = {1'000, 32'000, 1'000'000, 8'000'000};
    const std::vector<workload> all{insert,     insert_reserved, build,   find_hits, find_misses,
                                    find_mixed, find_many,       iterate, copy,      churn};
    for (const std::size_t n : sizes) {
        if (wanted(o.kinds, "random"))
            run<std::uint64_t>(o, candidates, &candidate::with_numbers, all,
                               [n] { return random_keys(n); });
        if (wanted(o.kinds, "sequential"))
            run<std::uint64_t>(o, candidates, &candidate::with_numbers, {insert, churn},
                               [n] { return sequential_keys(n); });
        for (const std::size_t length : {std::size_t{12}, std::size_t{40}})
            if (wanted(o.kinds, std::to_string(length)) && (!o.sizes.empty() || n <= 1'000'000))
                run<std::string>(o, candidates, &candidate::with_strings,
                                 {insert, find_hits, find_mixed, find_many, churn},
                                 [n, length] { return string_keys(n, length); });
    }
}

void list(const std::vector<candidate>& candidates) {
    std::printf("tables:");
    for (const candidate& c : candidates) std::printf(" %s", c.name.c_str());
    std::printf("\nwork:");
    for (const std::string_view name : workload_names)
        std::printf(" %.*s", static_cast<int>(name.size()), name.data());
    std::printf(" bytes (an entry, after insertion without reserve)\n");
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argc, argv});
        const auto candidates = chosen(o);
        if (o.help) {
            std::fputs(usage.data(), stdout);
        } else if (o.list) {
            list(candidates);
        } else {
            std::printf("%s; native backend %s\n", made_with,
                        hpk::backend_name<hpk::native>().c_str());
            run(o, candidates);
        }
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "hpk_tables: %s\n%s", e.what(), usage.data());
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "hpk_tables: %s\n", e.what());
        return EXIT_FAILURE;
    }
}

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <hpk/hash/hash.hpp>
#include <hpk/hash_table/shared_map.hpp>

#if __has_include(<boost/unordered/concurrent_flat_map.hpp>)
#include <boost/unordered/concurrent_flat_map.hpp>
#include <boost/version.hpp>
#endif
#if __has_include(<libcuckoo/cuckoohash_map.hh>)
#include <libcuckoo/cuckoohash_map.hh>
#endif
#if __has_include(<parallel_hashmap/phmap.h>)
#include <parallel_hashmap/phmap.h>
#endif
#if defined(HPK_BENCH_TBB)
#include <tbb/concurrent_hash_map.h>
#include <tbb/version.h>
#endif

#include "compiled_with.hpp"

/// \file
/// Tables that several threads use, from std::uint64_t to std::uint64_t, all with hpk::hash. Each
/// has the functions
///
///     void insert(key, value);                // a key that is not there
///     std::uint64_t find(key) const;          // its value, or 0
///     void increment(key);                    // the value of a key that is there
///     std::size_t size() const;               // while no other thread changes it
///     static constexpr std::string_view name, version;

namespace hpk::bench::hash_table {

using shared_number = std::uint64_t;
using shared_hash = hpk::hash<shared_number>;

class hpk_shared {
public:
    static constexpr std::string_view name = "shared_map", version = compiler_name;
    static constexpr bool is_peer = false;

    void insert(shared_number key, shared_number value) { table_.try_emplace(key, value); }
    [[nodiscard]] shared_number find(shared_number key) const { return table_.at_or(key, 0); }
    void increment(shared_number key) {
        table_.visit(key, [](shared_number& value) { ++value; });
    }
    [[nodiscard]] std::size_t size() const { return table_.size(); }

private:
    hpk::shared_map<shared_number, shared_number> table_;
};

/// What most programs begin with: a lock around std::unordered_map, or around each of some.
template <std::size_t Shards>
class std_shared {
public:
    static constexpr std::string_view name = Shards == 1 ? "std_mutex" : "std_shards",
                                      version = compiler_name;
    static constexpr bool is_peer = true;

    void insert(shared_number key, shared_number value) {
        shard& s = shard_of(key);
        const std::scoped_lock lock(s.mutex);
        s.table.try_emplace(key, value);
    }
    [[nodiscard]] shared_number find(shared_number key) const {
        const shard& s = shard_of(key);
        const std::scoped_lock lock(s.mutex);
        const auto at = s.table.find(key);
        return at == s.table.end() ? 0 : at->second;
    }
    void increment(shared_number key) {
        shard& s = shard_of(key);
        const std::scoped_lock lock(s.mutex);
        ++s.table.find(key)->second;
    }
    [[nodiscard]] std::size_t size() const {
        std::size_t sum = 0;
        for (const shard& s : shards_) sum += s.table.size();
        return sum;
    }

private:
    struct alignas(64) shard {
        mutable std::mutex mutex;
        std::unordered_map<shared_number, shared_number, shared_hash> table;
    };
    [[nodiscard]] const shard& shard_of(shared_number key) const {
        return shards_[shared_hash{}(key) >> 32 & (Shards - 1)];
    }
    shard& shard_of(shared_number key) { return shards_[shared_hash{}(key) >> 32 & (Shards - 1)]; }

    std::array<shard, Shards> shards_;
};

#if defined(BOOST_UNORDERED_CONCURRENT_FLAT_MAP_HPP)
class boost_shared {
public:
    static constexpr std::string_view name = "boost_concurrent_flat_map",
                                      version = HPK_BENCH_TEXT(BOOST_VERSION);
    static constexpr bool is_peer = true;

    void insert(shared_number key, shared_number value) { table_.try_emplace(key, value); }
    [[nodiscard]] shared_number find(shared_number key) const {
        shared_number result = 0;
        table_.cvisit(key, [&](const auto& element) { result = element.second; });
        return result;
    }
    void increment(shared_number key) {
        table_.visit(key, [](auto& element) { ++element.second; });
    }
    [[nodiscard]] std::size_t size() const { return table_.size(); }

private:
    boost::concurrent_flat_map<shared_number, shared_number, shared_hash> table_;
};
#endif

#if defined(_CUCKOOHASH_MAP_HH)
class cuckoo_shared {
public:
    static constexpr std::string_view name = "libcuckoo", version = "installed";
    static constexpr bool is_peer = true;

    void insert(shared_number key, shared_number value) { table_.insert(key, value); }
    [[nodiscard]] shared_number find(shared_number key) const {
        shared_number result = 0;
        table_.find(key, result);
        return result;
    }
    void increment(shared_number key) {
        table_.update_fn(key, [](shared_number& value) { ++value; });
    }
    [[nodiscard]] std::size_t size() const { return table_.size(); }

private:
    libcuckoo::cuckoohash_map<shared_number, shared_number, shared_hash> table_;
};
#endif

#if defined(PHMAP_VERSION_MAJOR)
/// With 64 parts, each with a lock, as its author recommends for many threads.
class phmap_shared {
public:
    static constexpr std::string_view name = "phmap_parallel_flat_hash_map",
                                      version =
                                          HPK_BENCH_TEXT(PHMAP_VERSION_MAJOR) "." HPK_BENCH_TEXT(
                                              PHMAP_VERSION_MINOR);
    static constexpr bool is_peer = true;

    void insert(shared_number key, shared_number value) {
        table_.try_emplace_l(key, [](auto&) {}, value);
    }
    [[nodiscard]] shared_number find(shared_number key) const {
        shared_number result = 0;
        table_.if_contains(key, [&](const auto& element) { result = element.second; });
        return result;
    }
    void increment(shared_number key) {
        table_.modify_if(key, [](auto& element) { ++element.second; });
    }
    [[nodiscard]] std::size_t size() const { return table_.size(); }

private:
    phmap::parallel_flat_hash_map<shared_number, shared_number, shared_hash, std::equal_to<>,
                                  std::allocator<std::pair<const shared_number, shared_number>>, 6,
                                  std::mutex>
        table_;
};
#endif

#if defined(HPK_BENCH_TBB)
class tbb_shared {
    struct comparison {
        static std::size_t hash(shared_number key) { return shared_hash{}(key); }
        static bool equal(shared_number a, shared_number b) { return a == b; }
    };
    using map = tbb::concurrent_hash_map<shared_number, shared_number, comparison>;

public:
    static constexpr std::string_view name = "tbb_concurrent_hash_map",
                                      version = HPK_BENCH_TEXT(
                                          TBB_VERSION_MAJOR) "." HPK_BENCH_TEXT(TBB_VERSION_MINOR);
    static constexpr bool is_peer = true;

    void insert(shared_number key, shared_number value) { table_.insert({key, value}); }
    [[nodiscard]] shared_number find(shared_number key) const {
        map::const_accessor at;
        return table_.find(at, key) ? at->second : 0;
    }
    void increment(shared_number key) {
        map::accessor at;
        if (table_.find(at, key)) ++at->second;
    }
    [[nodiscard]] std::size_t size() const { return table_.size(); }

private:
    map table_;
};
#endif

} // namespace hpk::bench::hash_table

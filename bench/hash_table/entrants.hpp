// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "compiled_with.hpp"
#include "entrant.hpp"
#include "hash_table/candidate.hpp"

namespace hpk::bench::hash_table {

/// Keys that are made on first use.
template <class Key>
class key_source {
public:
    explicit key_source(std::function<key_set<Key>()> make) : make_(std::move(make)) {}

    const std::shared_ptr<const key_set<Key>>& get() {
        if (!keys_) keys_ = std::make_shared<const key_set<Key>>(make_());
        return keys_;
    }

private:
    std::function<key_set<Key>()> make_;
    std::shared_ptr<const key_set<Key>> keys_;
};

/// A candidate's table, made on first use.
template <class Key>
class seat {
public:
    seat(const candidate& who, std::shared_ptr<key_source<Key>> keys)
        : make_(maker_of(who)), keys_(std::move(keys)) {}

    contestant& table() {
        if (!table_) table_ = make_(keys_->get());
        return *table_;
    }

    /// True if a candidate supports such keys.
    static bool suits(const candidate& who) { return static_cast<bool>(maker_of(who)); }

private:
    static const contestant_maker<Key>& maker_of(const candidate& who) {
        if constexpr (std::is_same_v<Key, std::string>)
            return who.with_strings;
        else
            return who.with_numbers;
    }

    contestant_maker<Key> make_;
    std::shared_ptr<key_source<Key>> keys_;
    std::unique_ptr<contestant> table_;
};

/// A candidate at one kind of work. `problem` names the keys.
template <class Key>
entrant entrant_at(const candidate& who, const std::shared_ptr<seat<Key>>& at, workload w,
                   const std::string& problem) {
    entrant e;
    e.family = "hash_table";
    e.variant = who.name;
    e.backend = who.backend;
    if (who.peer) e.peer = made_with;
    e.type = std::is_same_v<Key, std::string> ? "text" : "u64";
    e.problem = std::string(name_of(w)) + "/" + problem;
    e.pass = [at, w] { at->table().pass(w); };
    e.verify = [at, w] {
        verdict result;
        try {
            contestant& table = at->table();
            table.verify(w);
            result.answer = std::to_string(table.operations(w)) + " " + std::string(name_of(w));
            result.work = {{"keys", static_cast<double>(table.operations(w))}};
        } catch (const std::runtime_error& error) {
            result.failure = error.what();
        }
        return result;
    };
    return e;
}

/// True for a candidate that is not a variation of another.
inline bool is_plain(const candidate& who) {
    return !who.huge_pages && who.name.find('/') == std::string::npos;
}

} // namespace hpk::bench::hash_table

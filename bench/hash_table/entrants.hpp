// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "compiled_with.hpp"
#include "entrant.hpp"
#include "hash_table/table.hpp"

namespace hpk::bench::hash_table {

/// A table at one kind of work. `keys` names its keys.
template <class Key>
entrant entrant_at(const table_type& type, const std::shared_ptr<table>& t, workload w,
                   const std::string& keys) {
    entrant e;
    e.family = "hash_table";
    e.variant = type.name;
    e.backend = type.backend;
    if (type.peer) e.peer = made_with;
    e.type = std::is_same_v<Key, std::string> ? "text" : "u64";
    e.problem = std::string(name_of(w)) + "/" + keys;
    e.pass = [t, w] { t->pass(w); };
    if (makes_table(w)) e.clean = [t] { t->clean(); };
    e.verify = [t, w] {
        verdict result;
        try {
            t->verify(w);
            result.answer = std::to_string(t->operations(w)) + " operations (" +
                            std::string(name_of(w)) + ") left the right elements";
            result.work = {{"keys", static_cast<double>(t->operations(w))}};
        } catch (const std::runtime_error& error) {
            result.failure = error.what();
        }
        return result;
    };
    return e;
}

} // namespace hpk::bench::hash_table

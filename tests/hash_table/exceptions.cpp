// SPDX-License-Identifier: MIT

#include <stdexcept>
#include <string>
#include <utility>

#include "hash_table/exceptions.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

template <class Policy, class Key, class T, class Hash>
using fragile_map =
    hash_table::map<Policy, Key, T, Hash,
                    std::conditional_t<takes_any_key<Policy>, throwing_equal, std::equal_to<>>,
                    counting_allocator<std::pair<const Key, T>>>;

struct exceptions {
    static constexpr const char* name = "exceptions";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        using key = std::conditional_t<takes_any_key<Policy>, tracked, std::uint32_t>;
        throwing_operations<fragile_map<Policy, key, tracked, throwing_hash>>::check_all();
    }
};

const check_policies<exceptions> register_exceptions;

/// Can be copied, but not moved.
struct fails_to_move {
    fails_to_move() = default;
    fails_to_move(const fails_to_move&) = default;
    fails_to_move(fails_to_move&&) { throw std::runtime_error("moved"); } // NOLINT
    fails_to_move& operator=(const fails_to_move&) = default;
    ~fails_to_move() = default;
};

struct exceptions_in_moves {
    static constexpr const char* name = "exceptions/in moves";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        using moved = object<moves::throwing>;
        throwing_operations<fragile_map<Policy, moved, moved, trusted_hash>>::check_all();

        // Between allocators that are not equal, elements are copied if a move may throw: its key
        // would be lost.
        using map =
            hash_table::map<Policy, std::string, fails_to_move, hash<std::string>, std::equal_to<>,
                            counting_allocator<std::pair<const std::string, fails_to_move>>>;
        map from(0, typename map::allocator_type(1)), to(0, typename map::allocator_type(2));
        const std::string key = "a key in memory of its own";
        from.try_emplace(key);
        to = std::move(from);
        CHECK(to.contains(key));
        CHECK(from.empty()); // NOLINT(bugprone-use-after-move)
    }
};

const check_policies<exceptions_in_moves> register_exceptions_in_moves;

struct exceptions_with_move_only {
    static constexpr const char* name = "exceptions/move only";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        using moved = object<moves::only>;
        throwing_operations<fragile_map<Policy, moved, moved, throwing_hash>>::check_all();
    }
};

const check_policies<exceptions_with_move_only> register_exceptions_with_move_only;

} // namespace
} // namespace hpk::test

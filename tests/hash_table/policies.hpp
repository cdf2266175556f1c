// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Test cases that are made from the list of the hash table's policies: a policy on a backend
/// corresponds to a variant on a backend in a type in the other families. An aspect is
///
///     struct churn {
///         static constexpr const char* name = "churn";
///         template <class Policy> static constexpr bool concerns = every_policy<Policy>;
///         template <class Policy> static void check(); // the body of hash_table/tagged/avx2/churn
///     };

#include <string>
#include <type_traits>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/variants.hpp>

#include "catch.hpp"
#include "kernels.hpp"

namespace hpk::test {

/// Policies that `concerns` may name: all of them on every backend that is tried,
template <class Policy>
inline constexpr bool every_policy = true;
/// all of them on the scalar and the native backend, where every backend would take too long to
/// compile,
template <class Policy>
inline constexpr bool scalar_or_native_policy =
    std::is_same_v<Policy, typename Policy::template on<scalar>> ||
    std::is_same_v<Policy, typename Policy::template on<native>>;
/// those in the family's list, on the backend that users get,
template <class Policy>
inline constexpr bool listed_policy = hash_table::variants::contains<Policy>;
/// those and `compact`, whose numbers of buckets are its own,
template <class Policy>
inline constexpr bool listed_or_compact =
    listed_policy<Policy> || std::is_same_v<Policy, hash_table::compact>;
/// and those whose keys may be of any type.
template <class Policy>
inline constexpr bool takes_any_key = Policy::name != hash_table::key_window::name;

/// Calls f.operator()<Policy>(name) for every policy in the family's list on every backend that is
/// tried, and for the other choices that the policies offer.
template <class F>
void for_each_policy(F f) {
    hash_table::variants::for_each([&]<class P>(std::type_identity<P>) {
        for_each_backend<P, std::uint8_t>([&]<class B>() {
            f.template operator()<typename P::template on<B>>("hash_table/" + std::string(P::name) +
                                                              "/" + backend_name<B>());
        });
    });
    f.template operator()<hash_table::compact>("hash_table/tagged/" + backend_name<native>() +
                                               "/compact");
    f.template operator()<hash_table::basic_ordered<hash_table::probe::linear>>(
        "hash_table/ordered/scalar/linear_probe");
    f.template operator()<hash_table::basic_ordered<hash_table::probe::congruential>>(
        "hash_table/ordered/scalar/congruential_probe");
}

/// Registers one test case, hash_table/policy/backend/Aspect::name, for every policy that the
/// aspect concerns. To be defined as a global variable.
template <class Aspect>
struct check_policies : deferred_registration {
    check_policies()
        : deferred_registration([] {
              for_each_policy([]<class P>(const std::string& name) {
                  if constexpr (Aspect::template concerns<P>) {
                      void (*const body)() = &Aspect::template check<P>;
                      REGISTER_TEST_CASE(body, name + "/" + Aspect::name);
                  }
              });
          }) {}
};

} // namespace hpk::test

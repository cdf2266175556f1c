// SPDX-License-Identifier: MIT
//
// The differential fuzzer over maps from integers to integers. (placement.cpp tries the part that
// differs between vector backends, the comparison of windows, on all of them.)

#include "hash_table/fuzz_policies.hpp"

namespace hpk::test {
namespace {

struct fuzz_integers {
    static constexpr const char* name = "fuzz/integers";
    template <class Policy>
    static constexpr bool concerns = scalar_or_native_policy<Policy>;

    template <class Policy>
    static void check() {
        fuzz_table<hash_table::map<Policy, std::uint32_t, std::uint32_t, trusted_hash>>(
            fresh_operations());
    }
};

const check_policies<fuzz_integers> register_fuzz_integers;

} // namespace
} // namespace hpk::test

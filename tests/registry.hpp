// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Test cases that are made from hpk's lists of types. Names are built at run time, so the cases
/// are registered from main(), when all that they are built from exists.

#include <functional>
#include <vector>

namespace hpk::test {

inline std::vector<std::function<void()>>& deferred_registrations() {
    static std::vector<std::function<void()>> registrations;
    return registrations;
}

/// Registers `register_cases` to be called by main() before it runs the tests; to be defined as a
/// global variable.
struct deferred_registration {
    explicit deferred_registration(std::function<void()> register_cases) {
        deferred_registrations().push_back(std::move(register_cases));
    }
};

} // namespace hpk::test

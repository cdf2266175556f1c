// SPDX-License-Identifier: MIT

#if HPK_CATCH2_MAJOR == 2
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#else
#include <catch2/catch_session.hpp>
#endif

#include "registry.hpp"

int main(int argc, char** argv) {
    for (const auto& register_cases : hpk::test::deferred_registrations()) register_cases();
    return Catch::Session().run(argc, argv);
}

// SPDX-License-Identifier: MIT

#include <cstdint>
#include <string>

#include "cuda/machine.hpp"

namespace hpk::test {

std::string machine() {
    return "The kernels run on the CPU, instruction by instruction of their PTX.";
}

std::int64_t most_work() {
    return 30'000'000;
}

} // namespace hpk::test

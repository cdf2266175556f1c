// SPDX-License-Identifier: MIT
#include "compiled_with.hpp"
#include "maps/peers/loops.hpp"
#include "maps/peers/plain_loops.hpp"

namespace hpk::bench::peers {

loops std_loops() {
    return {"std_log", plain_log, plain_cross_entropy, made_with};
}

} // namespace hpk::bench::peers

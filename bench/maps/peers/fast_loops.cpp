// SPDX-License-Identifier: MIT
#include "compiled_with.hpp"
#include "maps/peers/loops.hpp"
#include "maps/peers/plain_loops.hpp"

namespace hpk::bench::peers {

loops fast_loops() {
    return {"std_log_ofast", plain_log, plain_cross_entropy, made_with};
}

} // namespace hpk::bench::peers

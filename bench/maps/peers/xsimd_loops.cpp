// SPDX-License-Identifier: MIT
#include <xsimd/xsimd.hpp>

#include "compiled_with.hpp"
#include "maps/peers/loops.hpp"
#include "maps/peers/vector_loops.hpp"

namespace hpk::bench::peers {
namespace {

struct batches {
    using batch = xsimd::batch<double>;
    static constexpr std::size_t size = batch::size;

    static batch broadcast(double x) { return batch(x); }
    static batch load(const double* from) { return batch::load_unaligned(from); }
    static void store(double* to, batch x) { x.store_unaligned(to); }
    static batch log(batch x) { return xsimd::log(x); }
};

} // namespace

loops xsimd_loops() {
    return {"xsimd_log", vector_log<batches>, vector_cross_entropy<batches>, made_with};
}

} // namespace hpk::bench::peers

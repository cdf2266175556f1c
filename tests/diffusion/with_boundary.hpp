// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>

#include <hpk/diffusion/boundary.hpp>

#include "oracle/diffusion.hpp"

namespace hpk::test {

/// Calls f with hpk's boundary.
template <class T, class F>
auto with_boundary(oracle::surroundings<T> outside, const F& f) {
    switch (outside.edge) {
    case oracle::edge::periodic:
        return f(diffusion::periodic{});
    case oracle::edge::fixed:
        return f(diffusion::fixed<T>{outside.value});
    case oracle::edge::reflecting:
        return f(diffusion::reflecting{});
    case oracle::edge::frozen:
        return f(diffusion::frozen{});
    }
    throw std::invalid_argument("there is no such boundary");
}

} // namespace hpk::test

// SPDX-License-Identifier: MIT

#include <hpk/diffusion/variants.hpp>

#include "diffusion/rung.hpp"

namespace hpk::test {

/// Defined in the files that the build makes from rungs_of.cpp.in.
template <class Variant, class T>
std::vector<rung<T>> rungs_of();

template <class T>
const std::vector<rung<T>>& diffusion_family::rungs() {
    static const std::vector<rung<T>> all = [] {
        std::vector<rung<T>> result;
        diffusion::variants::for_each([&]<class V>(std::type_identity<V>) {
            for (rung<T>& r : rungs_of<V, T>()) result.push_back(std::move(r));
        });
        return result;
    }();
    return all;
}

template const std::vector<rung<float>>& diffusion_family::rungs();
template const std::vector<rung<double>>& diffusion_family::rungs();

} // namespace hpk::test

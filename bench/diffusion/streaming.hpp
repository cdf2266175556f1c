// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <hpk/core/grid.hpp>

#include "contestants.hpp"
#include "peers/streaming_copy.hpp"

namespace hpk::bench::diffusion {

/// Copies an array that no cache holds. A step over a grid that lies in memory moves as much as
/// copying it does, so no variant that sweeps once per step can be faster than this: its roofline.
class streaming {
public:
    using value_type = double;
    static constexpr std::string_view family = "memory";

    [[nodiscard]] std::string name() const { return "256MiB"; }
    void pass() { peers::streaming_copy(from_.data(), to_.data(), size * sizeof(double)); }

    verdict verify(const std::function<void()>& pass) {
        from_ = to_ = hpk::grid<double, 1>(size);
        for (std::size_t k = 0; k < size; ++k) from_(k) = static_cast<double>(k);
        pass();
        verdict result;
        if (from_ != to_) result.failure = "the copy differs";
        result.work = {{"bytes", 2.0 * size * sizeof(double)}};
        return result;
    }

private:
    static constexpr std::size_t size = std::size_t{1} << 25;
    hpk::grid<double, 1> from_, to_;
};

inline entrant roofline() {
    const auto p = std::make_shared<streaming>();
    return participant(p, "streaming_copy", "compiler", [p] { p->pass(); });
}

} // namespace hpk::bench::diffusion

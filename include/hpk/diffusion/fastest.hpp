// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "hpk/core/isa.hpp"
#include "hpk/diffusion/rule.hpp"

namespace hpk::diffusion {
inline namespace HPK_ISA {

/// The faster of two variants that give the same bits: `Many` for many steps, `Few` when there are
/// too few steps for the preparations of `Many` to pay, such as copying a rule's coefficients.
template <class Few, class Many>
    requires(Few::order == Many::order)
struct quickest_of {
    /// The members of every variant: see hpk::diffusion::variants.
    /// \{
    static constexpr std::string_view name = "fastest";
    static constexpr std::string_view summary = "whichever is quickest for the number of steps";
    static constexpr std::string_view order = Many::order;
    static constexpr bool vectorised = true;
    static constexpr bool takes_rules = Few::takes_rules && Many::takes_rules;

    /// The variant for a boundary: `Few` alone where `Many` does not support it.
    template <class B>
    using within = std::conditional_t<Many::template knows<B>, quickest_of, Few>;

    template <class L, class Request>
    [[nodiscard]] static std::size_t scratch(const Request& r) noexcept {
        return r.steps < enough<Request> ? Few::template scratch<L>(r)
                                         : Many::template scratch<L>(r);
    }

    template <class L, class Request>
    static void evolve(const Request& r) noexcept {
        if (r.steps < enough<Request>)
            Few::template evolve<L>(r);
        else
            Many::template evolve<L>(r);
    }
    /// \}

private:
    template <class Request>
    static constexpr std::int64_t enough =
        4 + 4 * std::int64_t{coefficients_of<typename Request::parameters_type>};
};

} // namespace HPK_ISA
} // namespace hpk::diffusion

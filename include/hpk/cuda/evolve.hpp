// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <cuda_runtime_api.h>

#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/grid_view.hpp"
#include "hpk/cuda/coefficients.hpp"
#include "hpk/cuda/error.hpp"
#include "hpk/cuda/grid.hpp"
#include "hpk/cuda/kernels/cells.hpp"
#include "hpk/cuda/kernels/launch.hpp"
#include "hpk/cuda/kernels/steps.hpp"
#include "hpk/cuda/kernels/thread.hpp"
#include "hpk/diffusion.hpp"

namespace hpk::cuda {
inline namespace HPK_ISA {

/// The grids of the fields of a call: a grid, or a tuple of references to several of one type.
/// \{
template <class T, std::size_t Rank>
[[nodiscard]] std::array<grid<T, Rank>*, 1> grids_of(grid<T, Rank>& u) noexcept {
    return {&u};
}
template <class T, std::size_t Rank, std::same_as<grid<T, Rank>&>... More>
[[nodiscard]] std::array<grid<T, Rank>*, 1 + sizeof...(More)>
grids_of(const std::tuple<grid<T, Rank>&, More...>& u) noexcept {
    return std::apply([](auto&... each) { return std::array{&each...}; }, u);
}
/// \}

/// A grid, or std::tie(u, v, …) of grids.
template <class X>
concept fields = requires(X&& x) { grids_of(x); };

/// The addresses of their grids.
template <fields Fields>
using field_grids = decltype(grids_of(std::declval<Fields&>()));

/// The type of each grid of the fields.
template <fields Fields>
using grid_of_fields = std::remove_pointer_t<typename field_grids<Fields>::value_type>;

/// The type of their cells.
template <fields Fields>
using cell_of_fields = typename grid_of_fields<Fields>::value_type;

/// Rules for fields on a GPU: see hpk/diffusion/rule.hpp. The formula's type must have a name (it
/// is not a lambda expression), be literal and trivially copyable, and have a constexpr operator().
template <class Rule, class Fields>
concept rule_for =
    fields<Fields> && diffusion::fields_of_rule<Rule> == std::tuple_size_v<field_grids<Fields>> &&
    diffusion::has_formula<Rule, lanes<cell_of_fields<Fields>, thread>,
                           grid_of_fields<Fields>::rank>;

namespace detail {

/// A GPU that runs kernels in a stream: the machine of take_steps. The destructor waits for the
/// kernels if they read values that were copied for them.
class gpu {
public:
    /// With the stream in which kernels run.
    explicit gpu(cudaStream_t stream) noexcept : stream_(stream) {}
    gpu(const gpu&) = delete;
    gpu& operator=(const gpu&) = delete;
    ~gpu() {
        if (!copies_.empty()) (void)cudaStreamSynchronize(stream_);
    }

    /// Begins a kernel.
    template <kernel Kernel>
    void run(const Kernel& k) const {
        launch(k, stream_);
    }
    /// Copies values to the GPU, where they stay until the object is destroyed.
    template <class T>
    [[nodiscard]] const T* copy(std::span<const T> values) const {
        copies_.emplace_back(std::as_bytes(values), stream_);
        return static_cast<const T*>(static_cast<const void*>(copies_.back().data()));
    }

private:
    cudaStream_t stream_;
    mutable std::vector<grid<std::byte, 1>> copies_;
};

/// Checks that the scratch grids are other grids than those of the fields, and than each other.
///
/// \throws std::invalid_argument
template <class T, std::size_t Rank, std::size_t F>
void expect_scratch(const std::array<grid<T, Rank>*, F>& u,
                    const std::array<grid<T, Rank>*, F>& second) {
    const auto numbered = [](const std::string& name, std::size_t f) {
        return F == 1 ? name : name + "[" + hpk::detail::shown(f) + "]";
    };
    const auto expect_other = [&](std::size_t f, const char* name, std::size_t other,
                                  const grid<T, Rank>* taken) {
        expects(second[f] != taken, [&] {
            return numbered("second", f) + " is the grid " + numbered(name, other) +
                   ", but must be another";
        });
    };
    for (std::size_t f = 0; f < F; ++f) {
        for (std::size_t other = 0; other < F; ++other) expect_other(f, "u", other, u[other]);
        for (std::size_t other = 0; other < f; ++other)
            expect_other(f, "second", other, second[other]);
    }
}

/// evolve, for parameters and for rules. `rows` are called with the boundary as kernels get it, and
/// return the coefficients.
template <class Variant, class T, std::size_t Rank, std::size_t F, class P, class Boundary,
          class Rows>
void evolve(const std::array<grid<T, Rank>*, F>& u, const P& p, std::int64_t steps,
            const Boundary& outside, cudaStream_t stream,
            const std::array<grid<T, Rank>*, F>& second, const Rows& rows) {
    static_assert(std::same_as<T, float> || std::same_as<T, double>,
                  "evolve works in float or double");
    diffusion::field_views<T, Rank, F> views;
    for (std::size_t f = 0; f < F; ++f) views[f] = {u[f]->data(), u[f]->extents()};
    diffusion::detail::side_arrays<T> arrays;
    const auto all =
        diffusion::detail::checked<Variant>(views, p, steps, outside, sequential{}, arrays);
    expect_scratch(u, second);
    if (steps == 0 || u[0]->empty()) return;
    const auto of_rule = rows(all.outside);
    for (std::size_t f = 0; f < F; ++f)
        if (second[f]->extents() != u[f]->extents()) *second[f] = grid<T, Rank>(u[f]->extents());
    diffusion::detail::evolve_from(0, all, outside, [&](const auto& r) {
        std::array<T*, F> from{}, to{};
        for (std::size_t f = 0; f < F; ++f) {
            from[f] = u[f]->data();
            to[f] = second[f]->data();
        }
        const gpu machine(stream);
        take_steps<Variant>(r, from, to, of_rule, machine);
        // Now, because sides that vary may throw when they are asked for the next steps.
        for (std::size_t f = 0; f < F; ++f)
            if (from[f] != u[f]->data()) u[f]->swap(*second[f]);
    });
}

/// evolve with a rule and its coefficients.
template <class Variant, class T, std::size_t Rank, std::size_t F, class Rule, class Boundary>
void evolve(const std::array<grid<T, Rank>*, F>& u, const Rule& rule, T dt, std::int64_t steps,
            const Boundary& outside, cudaStream_t stream,
            const std::array<grid<T, Rank>*, F>& second, const coefficients<T, Rank>& beside) {
    using P = diffusion::timed_rule<Rule, T>;
    const auto rows = [&](const auto& boundary) {
        return beside.template rows<diffusion::coefficients_of<P>>(u[0]->extents(), boundary);
    };
    evolve<Variant>(u, P{&rule, dt}, steps, outside, stream, second, rows);
}

} // namespace detail

/// Takes `steps` steps on the GPU, with the bits of diffusion::evolve.
///
/// The steps are begun in the stream, and the call does not wait for them, unless sides differ from
/// cell to cell or vary. So an error on the GPU is reported by a later call, such as a copy.
///
/// \tparam Variant  diffusion::fused, or diffusion::time_blocked, which takes several steps in one
///                  pass over memory and supports hpk's own boundaries and sides
/// \param  u        the cells; afterwards their address may be another
/// \param  p        as for diffusion::evolve
/// \param  steps    the number of steps, at least 0
/// \param  outside  periodic, fixed, reflecting, frozen or sides; with `fused` also a type with a
///                  constexpr resolve(i, n): see diffusion::resolving_boundary
/// \param  stream   the stream that takes the steps
/// \param  second   scratch memory, to be kept from call to call: another grid than u; it gets the
///                  extents of u if it has others
/// \throws std::invalid_argument as diffusion::evolve, and hpk::cuda::error
///
/// Cost: O(cells · steps) operations; `fused` makes one pass over memory per step.
template <diffusion_rung Variant = diffusion::fused, class T, std::size_t Rank,
          diffusion::boundary Boundary>
void evolve(grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside, cudaStream_t stream, grid<T, Rank>& second) {
    detail::evolve<Variant>(grids_of(u), p, steps, outside, stream, grids_of(second),
                            [](const auto&) { return coefficient_rows<T, 0>{}; });
}

/// The same, with scratch memory that is allocated for this call; it ends when all steps are
/// taken.
template <diffusion_rung Variant = diffusion::fused, class T, std::size_t Rank,
          diffusion::boundary Boundary = diffusion::periodic>
void evolve(grid<T, Rank>& u, const diffusion::parameters<std::type_identity_t<T>>& p,
            std::int64_t steps, Boundary outside = {}, cudaStream_t stream = nullptr) {
    grid<T, Rank> second;
    evolve<Variant>(u, p, steps, outside, stream, second);
    check(cudaStreamSynchronize(stream), "cudaStreamSynchronize");
}

/// The same with a rule: evolve(u, diffusion::rules::cells(k), dt, steps, …), or for several fields
/// evolve(std::tie(u, v), diffusion::rules::gray_scott{}, dt, steps, …), which only `fused` takes.
///
/// \param u        the grid of each field
/// \param rule     a rule whose formula a GPU can compute: see hpk::cuda::rule_for
/// \param dt       the time step
/// \param steps    as above
/// \param outside  as above
/// \param stream   as above
/// \param second   scratch memory: as many grids as u has
/// \param beside   the rule's coefficients, made for the same rule and boundary
template <diffusion_rung Variant = diffusion::fused, fields Fields, rule_for<Fields> Rule,
          diffusion::boundary Boundary, fields Second>
    requires std::same_as<field_grids<Fields>, field_grids<Second>>
void evolve(Fields&& u, const Rule& rule, cell_of_fields<Fields> dt, std::int64_t steps,
            Boundary outside, cudaStream_t stream, Second&& second,
            const coefficients<cell_of_fields<Fields>, grid_of_fields<Fields>::rank>& beside) {
    detail::evolve<Variant>(grids_of(u), rule, dt, steps, outside, stream, grids_of(second),
                            beside);
}

/// The same, with scratch memory and coefficients that are made for this call; it ends when all
/// steps are taken.
template <diffusion_rung Variant = diffusion::fused, fields Fields, rule_for<Fields> Rule,
          diffusion::boundary Boundary = diffusion::periodic>
void evolve(Fields&& u, const Rule& rule, cell_of_fields<Fields> dt, std::int64_t steps,
            Boundary outside = {}, cudaStream_t stream = nullptr) {
    std::array<grid_of_fields<Fields>, std::tuple_size_v<field_grids<Fields>>> scratch;
    field_grids<Fields> second;
    for (std::size_t f = 0; f < scratch.size(); ++f) second[f] = &scratch[f];
    const coefficients beside(rule, *grids_of(u)[0], outside, stream);
    detail::evolve<Variant>(grids_of(u), rule, dt, steps, outside, stream, second, beside);
    check(cudaStreamSynchronize(stream), "cudaStreamSynchronize");
}

} // namespace HPK_ISA
} // namespace hpk::cuda

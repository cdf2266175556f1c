// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "hpk/core/backend.hpp"
#include "hpk/core/exact.hpp"
#include "hpk/core/execution.hpp"
#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/subnormals.hpp"
#include "hpk/reductions/exact/exact_sum.hpp"
#include "hpk/reductions/exact/extraction.hpp"
#include "hpk/reductions/exact/fixed_point.hpp"
#include "hpk/reductions/terms/elements.hpp"

namespace hpk::reductions {
inline namespace HPK_ISA {

/// A sum that grows without rounding: of a stream, of parts computed elsewhere, of products. Its
/// value is the real sum, rounded once, whatever the order in which terms and parts came. It holds
/// 2^63 terms and takes about a kilobyte.
///
/// \tparam T  float or double
template <std::floating_point T>
class exact_accumulator {
    /// The elements of ranges that can be added.
    template <class Element>
    static constexpr bool adds_exactly =
        std::integral<Element> || std::same_as<Element, float> || std::same_as<Element, T>;
    template <class X>
    static constexpr bool addable = [] {
        if constexpr (reducible_range<X>)
            return adds_exactly<element_of<const X>>;
        else
            return false;
    }();

public:
    /// What `saved` returns.
    using bytes = std::array<std::byte, 2 + detail::fixed_point::saved_size>;

    /// Adds a number.
    void add(T x) noexcept {
        sum_.add(detail::as_double(x));
        note(detail::is_zero(x) && detail::is_negative(x));
    }
    /// Adds an integer, which is not rounded, however large it is.
    template <std::integral I>
    void add(I x) noexcept {
        add_integers(std::array{x}.data(), 1);
        note(false);
    }
    /// Adds all elements of a range, by threads if `how` is hpk::parallel: elements of T or of
    /// integers, and, if T is double, of float. They are not rounded.
    /// \throws std::invalid_argument for threads < 0; with hpk::parallel std::bad_alloc; the
    ///         accumulator has not changed then
    template <class Backend = native, reducible_range X, execution_policy Execution = sequential>
        requires addable<X>
    void add(const X& x, Execution how = {}) noexcept(std::same_as<Execution, sequential>) {
        using element = element_of<const X>;
        hpk::detail::expect_threads(how);
        const subnormals_kept guard;
        const detail::element_itself itself;
        const detail::source all(itself, detail::input_of(x));
        if (all.size() == 0) return;
        if constexpr (std::integral<element>) {
            add_all_integers(all, how);
            note(false);
        } else {
            using terms = detail::terms<detail::element_itself, element, 1>;
            using backend = std::conditional_t<backend_has_lanes<Backend, double>, Backend, scalar>;
            using adder = detail::extraction<lanes<double, backend>, terms>;
            detail::add_terms<adder, lanes<element, scalar>>(all, how, sum_);
            note(terms_ != kind::others && detail::all_are_negative_zeros(all));
        }
    }
    /// Refuses other ranges.
    template <class Backend = native, detail::has_elements X, class... Rest>
        requires(!addable<X>)
    void add(const X&, const Rest&...) noexcept {
        static_assert(addable<X>, "exact_accumulator<double> adds numbers, and ranges with random "
                                  "access and grids, of double, float or integers, and "
                                  "exact_accumulator<float> of float or integers");
    }
    /// Adds a product, which is not rounded.
    void add_product(T x, T y) noexcept {
        sum_.add_product(detail::as_double(x), detail::as_double(y));
        const bool zero = detail::is_zero(x) ? is_finite(y) : detail::is_zero(y) && is_finite(x);
        note(zero && detail::is_negative(x) != detail::is_negative(y));
    }
    /// Adds what another has added.
    void merge(const exact_accumulator& other) noexcept {
        sum_.merge(other.sum_);
        terms_ = (std::max)(terms_, other.terms_);
    }

    /// The sum of all terms, rounded once; 0 if there are none.
    [[nodiscard]] T value() const noexcept {
        return terms_ == kind::negative_zeros ? pinned(-T(0)) : sum_.value<T>();
    }
    /// Forgets all terms.
    void clear() noexcept { *this = exact_accumulator(); }

    /// The accumulator as bytes that are the same on every machine, for a file or another process.
    [[nodiscard]] bytes saved() const noexcept {
        bytes result{};
        result[0] = std::byte{version};
        result[1] = static_cast<std::byte>(terms_);
        sum_.save(std::span(result).template last<detail::fixed_point::saved_size>());
        return result;
    }
    /// The accumulator that was saved.
    /// \throws std::invalid_argument for bytes that `saved` does not return
    [[nodiscard]] static exact_accumulator restored(std::span<const std::byte> from) {
        expects(from.size() == std::tuple_size_v<bytes>, [&] {
            return "a saved exact_accumulator has " + hpk::detail::shown(std::tuple_size_v<bytes>) +
                   " bytes but there are " + hpk::detail::shown(from.size());
        });
        exact_accumulator result;
        result.terms_ = static_cast<kind>(from[1]);
        const bool right =
            from[0] == std::byte{version} && result.terms_ <= kind::others &&
            result.sum_.restore(from.template last<detail::fixed_point::saved_size>()) &&
            (result.terms_ == kind::others || result.sum_ == detail::fixed_point());
        expects(right, [] { return std::string("these are not bytes of an exact_accumulator"); });
        return result;
    }

    /// True if the sums are equal before rounding, and so are the signs of sums that are zero.
    friend bool operator==(const exact_accumulator&, const exact_accumulator&) = default;

private:
    static constexpr unsigned char version = 1;

    /// Adds integers, less than 2^31 of them: the lower and the upper halves of 64 bits apart,
    /// whose sums have less than 64 bits.
    template <class I>
    void add_integers(const I* x, std::size_t count) noexcept {
        std::uint64_t low = 0;
        std::int64_t high = 0;
        for (std::size_t k = 0; k < count; ++k) {
            low += static_cast<std::uint64_t>(x[k]) & 0xffffffff;
            high += static_cast<std::int64_t>(
                std::conditional_t<std::signed_integral<I>, std::int64_t, std::uint64_t>(x[k]) >>
                32);
        }
        sum_.add_scaled(static_cast<std::int64_t>(low), 0);
        sum_.add_scaled(high, 32);
    }
    template <class Source>
    void add_all_integers(const Source& all, execution_policy auto how) {
        const auto add_part = [&](exact_accumulator& to, std::size_t first, std::size_t last) {
            constexpr std::size_t longest = std::size_t{1} << 30;
            detail::for_each_block(all, first, last, longest,
                                   [&](const auto& terms, std::size_t count) {
                                       to.add_integers(terms.elements(0), count);
                                   });
        };
        constexpr std::size_t for_a_thread = std::size_t{1} << 16;
        const auto threads = static_cast<std::size_t>(thread_count(how));
        const std::size_t parts = (std::min)(all.size() / for_a_thread, 4 * threads);
        if (threads < 2 || parts < 2) return add_part(*this, 0, all.size());
        const std::size_t longest = (all.size() + parts - 1) / parts;
        std::vector<exact_accumulator> sums(parts);
        distribute_stretches(how, all.size(), longest, [&] {
            return [&](std::size_t first, std::size_t n) {
                add_part(sums[first / longest], first, first + n);
            };
        });
        for (const exact_accumulator& sum : sums) sum_.merge(sum.sum_);
    }

    /// What was added, for the sign of a sum that is zero.
    enum class kind : std::uint8_t { nothing, negative_zeros, others };
    void note(bool negative_zero) noexcept {
        terms_ = (std::max)(terms_, negative_zero ? kind::negative_zeros : kind::others);
    }

    detail::fixed_point sum_;
    kind terms_ = kind::nothing;
};

} // namespace HPK_ISA
} // namespace hpk::reductions

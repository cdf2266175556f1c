// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

#include "hpk/core/expects.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/prefetch_ahead.hpp"
#include "hpk/core/ranges/inputs.hpp"

namespace hpk::detail {
inline namespace HPK_ISA {

/// Values of a function of elements that follow each other in memory: term k is f(x[k], y[k], …).
template <class F, class T, std::size_t Inputs>
class terms {
public:
    using value_type = T;
    static constexpr std::size_t inputs = Inputs;

    terms(const F& f, std::array<const T*, Inputs> from) noexcept : f_(&f), from_(from) {}

    /// Terms k … k + L::size - 1. L is hpk::lanes of T.
    template <class L>
    [[gnu::always_inline, nodiscard]] L at(std::size_t k) const noexcept {
        return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
            return (*f_)(L::load_unknown(from_[I] + k)...);
        }(std::make_index_sequence<Inputs>{});
    }
    /// Prefetches what lies a page behind the elements of terms k … k + Count - 1.
    template <std::size_t Count>
    [[gnu::always_inline]] void prefetch_ahead(std::size_t k) const noexcept {
        for (const T* const from : from_) detail::prefetch_ahead<Count>(from + k);
    }
    /// How many terms come before the first whose elements lie at a multiple of so many bytes; 0 if
    /// there is none, since the inputs differ in that. `Bytes` is that of a vector of T.
    template <std::size_t Bytes>
    [[nodiscard]] std::size_t before_aligned() const noexcept {
        const auto past = [](const T* from) {
            return reinterpret_cast<std::uintptr_t>(from) % Bytes;
        };
        for (const T* const from : from_)
            if (past(from) != past(from_[0])) return 0;
        return (Bytes - past(from_[0])) % Bytes / sizeof(T);
    }
    /// Term k.
    [[nodiscard]] T value(std::size_t k) const noexcept { return at<lanes<T, scalar>>(k).value; }
    /// The elements of one of the inputs.
    [[nodiscard]] const T* elements(std::size_t input) const noexcept { return from_[input]; }
    /// The function.
    [[nodiscard]] const F& function() const noexcept { return *f_; }
    /// The same function of other elements.
    [[nodiscard]] terms of(std::array<const T*, Inputs> elements) const noexcept {
        return terms(*f_, elements);
    }

private:
    const F* f_;
    std::array<const T*, Inputs> from_;
};

/// Terms that are a function of the elements of one or more inputs of the same size.
template <class F, class... Inputs>
class source {
public:
    using value_type = std::common_type_t<typename Inputs::value_type...>;
    static_assert((std::same_as<value_type, typename Inputs::value_type> && ...),
                  "the ranges must have elements of the same type");
    using terms_type = terms<F, value_type, sizeof...(Inputs)>;
    using buffers = std::tuple<typename Inputs::buffer...>;
    static constexpr std::size_t longest = (std::min)({Inputs::longest...});

    explicit source(const F& f, const Inputs&... inputs) noexcept : f_(f), inputs_(inputs...) {}

    [[nodiscard]] std::size_t size() const noexcept { return std::get<0>(inputs_).size(); }

    /// Terms first … first+count-1, count <= longest.
    [[nodiscard]] terms_type block(std::size_t first, std::size_t count,
                                   buffers& copies) const noexcept {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return terms_type(f_,
                              {std::get<I>(inputs_).block(first, count, std::get<I>(copies))...});
        }(std::index_sequence_for<Inputs...>{});
    }

private:
    const F& f_;
    std::tuple<Inputs...> inputs_;
};

template <class X, class Y>
void expect_same_size(const X& x, const Y& y) {
    expects(x.size() == y.size(), [&] {
        return "the first range has " + shown(x.size()) + " elements but another has " +
               shown(y.size());
    });
}

/// The source of f's values.
template <class F, class First, class... Others>
auto source_of(const F& f, First& first, Others&... others) {
    return [&f](const auto& x, const auto&... y) {
        (expect_same_size(x, y), ...);
        return source(f, x, y...);
    }(input_of(first), input_of(others)...);
}

/// Calls f(terms, count) for terms first … last-1, in order, at most `longest` at a time.
template <class Source, class F>
void for_each_block(const Source& s, std::size_t first, std::size_t last, std::size_t longest,
                    const F& f) noexcept {
    longest = (std::min)(longest, Source::longest);
    typename Source::buffers copies;
    while (first < last) {
        const std::size_t count = (std::min)(longest, last - first);
        f(s.block(first, count, copies), count);
        first += count;
    }
}

} // namespace HPK_ISA
} // namespace hpk::detail

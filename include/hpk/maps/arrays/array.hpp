// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <utility>

#include "hpk/core/functions.hpp"
#include "hpk/core/isa.hpp"
#include "hpk/core/lanes.hpp"
#include "hpk/core/vectors/by_vectors.hpp"
#include "hpk/maps/arrays/buffers.hpp"

namespace hpk::maps {
inline namespace HPK_ISA {
namespace detail {

/// An operand as array languages have it: elements that follow each other in memory. It has the
/// operations of lanes, but each goes over all elements and writes the results to a temporary.
template <class L>
class array {
public:
    using value_type = typename L::value_type;

    /// Elements in memory, not changed.
    array(const value_type* elements, std::size_t size, buffers<value_type>& memory) noexcept
        : memory_(&memory), elements_(elements), size_(size) {}
    array(const array& x) noexcept : array(x.elements_, x.size_, *x.memory_) {
        if (!x.is_temporary_) return;
        take();
        std::copy_n(x.elements_, size_, own_);
    }
    array(array&& x) noexcept
        : memory_(x.memory_), elements_(x.elements_), size_(x.size_),
          own_(std::exchange(x.own_, nullptr)),
          is_temporary_(std::exchange(x.is_temporary_, false)) {}
    array& operator=(array x) noexcept {
        std::swap(memory_, x.memory_);
        std::swap(elements_, x.elements_);
        std::swap(size_, x.size_);
        std::swap(own_, x.own_);
        std::swap(is_temporary_, x.is_temporary_);
        return *this;
    }
    ~array() {
        if (is_temporary_) memory_->give_back(own_);
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Elements k … k + V::size - 1.
    template <class V>
    [[gnu::always_inline, nodiscard]] V at(std::size_t k) const noexcept {
        return V::load_unknown(elements_ + k);
    }

    friend array operator+(const array& a, const array& b) noexcept { return sum(a, b); }
    friend array operator+(const array& a, value_type b) noexcept { return sum(a, number{b}); }
    friend array operator+(value_type a, const array& b) noexcept { return sum(number{a}, b); }
    friend array operator-(const array& a, const array& b) noexcept { return difference(a, b); }
    friend array operator-(const array& a, value_type b) noexcept {
        return difference(a, number{b});
    }
    friend array operator-(value_type a, const array& b) noexcept {
        return difference(number{a}, b);
    }
    friend array operator*(const array& a, const array& b) noexcept { return product(a, b); }
    friend array operator*(const array& a, value_type b) noexcept { return product(a, number{b}); }
    friend array operator*(value_type a, const array& b) noexcept { return product(number{a}, b); }
    friend array operator/(const array& a, const array& b) noexcept { return ratio(a, b); }
    friend array operator/(const array& a, value_type b) noexcept { return ratio(a, number{b}); }
    friend array operator/(value_type a, const array& b) noexcept { return ratio(number{a}, b); }
    friend array operator-(const array& a) noexcept {
        return a.evaluate([](auto x) { return -x; }, a);
    }
    friend array log(const array& a) noexcept {
        return a.evaluate([](auto x) { return log(x); }, a);
    }
    friend array exp(const array& a) noexcept {
        return a.evaluate([](auto x) { return exp(x); }, a);
    }
    friend array log1p(const array& a) noexcept {
        return a.evaluate([](auto x) { return log1p(x); }, a);
    }
    friend array expm1(const array& a) noexcept {
        return a.evaluate([](auto x) { return expm1(x); }, a);
    }
    friend array sin(const array& a) noexcept {
        return a.evaluate([](auto x) { return sin(x); }, a);
    }
    friend array cos(const array& a) noexcept {
        return a.evaluate([](auto x) { return cos(x); }, a);
    }

private:
    /// The same value for all elements.
    struct number {
        value_type value;

        template <class V>
        [[gnu::always_inline, nodiscard]] V at(std::size_t) const noexcept {
            return V::broadcast(value);
        }
    };

    static const array& array_of(const array& a, const auto&) noexcept { return a; }
    static const array& array_of(const number&, const array& b) noexcept { return b; }

    template <class A, class B>
    static array sum(const A& a, const B& b) noexcept {
        return array_of(a, b).evaluate([](auto x, auto y) { return x + y; }, a, b);
    }
    template <class A, class B>
    static array difference(const A& a, const B& b) noexcept {
        return array_of(a, b).evaluate([](auto x, auto y) { return x - y; }, a, b);
    }
    template <class A, class B>
    static array product(const A& a, const B& b) noexcept {
        return array_of(a, b).evaluate([](auto x, auto y) { return x * y; }, a, b);
    }
    template <class A, class B>
    static array ratio(const A& a, const B& b) noexcept {
        return array_of(a, b).evaluate([](auto x, auto y) { return x / y; }, a, b);
    }

    /// The results of an operation on lanes, in a temporary.
    template <class Operation, class... Operands>
    [[nodiscard]] array evaluate(const Operation& operation,
                                 const Operands&... operands) const noexcept {
        array result(elements_, size_, *memory_);
        result.take();
        by_vectors<L>(size_, [&]<class V>(std::size_t k) __attribute__((always_inline)) {
            operation(operands.template at<V>(k)...).store(result.own_ + k);
        });
        return result;
    }

    void take() noexcept {
        own_ = memory_->take();
        elements_ = own_;
        is_temporary_ = true;
    }

    buffers<value_type>* memory_;
    const value_type* elements_;
    std::size_t size_;
    value_type* own_ = nullptr;
    bool is_temporary_ = false; ///< the elements are in a buffer, which is given back
};

} // namespace detail
} // namespace HPK_ISA
} // namespace hpk::maps

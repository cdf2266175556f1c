// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Objects that record the operations on them, and throw on request.

#include <cstddef>
#include <cstdint>
#include <functional>

namespace hpk::test {

/// The exception that is thrown on purpose.
struct injected {};

/// Every operation that may throw ticks first. The n-th tick after arm(n) throws; no other does.
class countdown {
public:
    static void arm(long n) { left = n; }
    static void disarm() { left = 0; }
    static void tick() {
        if (left > 0 && --left == 0) throw injected{};
    }

private:
    static inline long left = 0;
};

/// The moves of an object: without throwing; throwing like its copies; or without throwing, and not
/// copyable.
enum class moves { quietly, throwing, only };

/// A number that records its own address. Live objects are counted, and so is each misuse: a read
/// or destruction after the end of its lifetime, after it was moved from, or at a place to which
/// only its bytes were copied.
template <moves How>
class object {
public:
    static inline long live = 0;
    static inline long constructed = 0; ///< constructions from numbers, not from other objects
    static inline long misuses = 0;

    object() : object(0U) {}
    explicit object(std::uint32_t number) : self_((countdown::tick(), this)), number_(number) {
        ++live;
        ++constructed;
    }
    object(const object& other)
        requires(How != moves::only)
        : self_((countdown::tick(), this)), number_(other.number()) {
        ++live;
    }
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): what it is for
    object(object&& other) noexcept(How != moves::throwing)
        : self_((may_throw(), this)), number_(other.number()) {
        other.moved_from_ = true;
        ++live;
    }
    // NOLINTNEXTLINE(bugprone-unhandled-self-assignment): it is tested with itself, too
    object& operator=(const object& other)
        requires(How != moves::only)
    {
        countdown::tick();
        assign(other.number());
        return *this;
    }
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): what it is for
    object& operator=(object&& other) noexcept(How != moves::throwing) {
        may_throw();
        const std::uint32_t number = other.number();
        other.moved_from_ = true;
        assign(number);
        return *this;
    }
    ~object() {
        misuses += self_ != this;
        self_ = nullptr;
        --live;
    }

    [[nodiscard]] std::uint32_t number() const {
        misuses += self_ != this || moved_from_;
        return number_;
    }
    friend bool operator==(const object& a, const object& b) { return a.number() == b.number(); }

private:
    static void may_throw() noexcept(How != moves::throwing) {
        if constexpr (How == moves::throwing) countdown::tick();
    }
    void assign(std::uint32_t number) {
        misuses += self_ != this;
        number_ = number;
        moved_from_ = false;
    }

    const object* self_;
    std::uint32_t number_;
    bool moved_from_ = false;
};

using tracked = object<moves::quietly>;

} // namespace hpk::test

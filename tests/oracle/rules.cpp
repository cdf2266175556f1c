// SPDX-License-Identifier: MIT

#include "oracle/rules.hpp"

#include <cstddef>
#include <optional>

#ifdef __FAST_MATH__
#error "The oracle must be compiled without -ffast-math."
#endif

namespace oracle {
namespace {

template <class T>
class stepper {
public:
    stepper(const rule<T>& what, const cells<T>& start, const sides& outside, bool frozen, T dt)
        : rule_(what), extents_(start.extents), outside_(outside), frozen_(frozen), dt_(dt),
          now_(start.values) {}

    void step() {
        std::vector<T> next = now_;
        for (std::size_t x = 0; x < now_.size(); ++x) {
            const bool stays = (frozen_ && is_at_edge(x)) || (!rule_.held.empty() && rule_.held[x]);
            if (!stays) next[x] = advanced_cell(x);
        }
        now_ = next;
    }
    const std::vector<T>& values() const { return now_; }

private:
    std::size_t stride(std::size_t axis) const {
        std::size_t result = 1;
        for (std::size_t a = axis + 1; a < extents_.size(); ++a) result *= extents_[a];
        return result;
    }
    std::size_t index(std::size_t x, std::size_t axis) const {
        return x / stride(axis) % extents_[axis];
    }
    bool is_at_edge(std::size_t x) const {
        bool at_edge = false;
        for (std::size_t axis = 0; axis < extents_.size(); ++axis)
            at_edge = at_edge || index(x, axis) == 0 || index(x, axis) + 1 == extents_[axis];
        return at_edge;
    }

    /// The neighbour of a cell; none where there is an edge that is not periodic.
    std::optional<std::size_t> neighbour(std::size_t x, std::size_t axis, int side) const {
        const std::size_t i = index(x, axis), n = extents_[axis], first = x - i * stride(axis);
        if (side < 0 ? i > 0 : i + 1 < n) return side < 0 ? x - stride(axis) : x + stride(axis);
        if (outside_[axis][0].kind == side_kind::periodic)
            return first + (side < 0 ? n - 1 : 0) * stride(axis);
        return {};
    }
    T value(std::size_t x, std::size_t axis, int side) const {
        if (const auto there = neighbour(x, axis, side)) return now_[*there];
        const oracle::side& s = outside_[axis][side < 0 ? 0 : 1];
        const double k = s.conductivity, h = s.spacing, of_wall = h * s.transfer;
        switch (s.kind) {
        case side_kind::fixed:
            return static_cast<T>(s.value);
        case side_kind::face_value:
            return static_cast<T>(2 * s.value) - now_[x];
        case side_kind::flux:
            return now_[x] + static_cast<T>((h * s.value) / k);
        case side_kind::convective: {
            const double sum = 2 * k + of_wall;
            const T product = static_cast<T>((2 * k - of_wall) / sum) * now_[x];
            return product + static_cast<T>((2 * (of_wall * s.value)) / sum);
        }
        case side_kind::mirrored:
            if (extents_[axis] > 1) return now_[side < 0 ? x + stride(axis) : x - stride(axis)];
            return now_[x];
        default:
            return now_[x];
        }
    }
    T face(std::size_t x, std::size_t axis, int side) const {
        const T a = rule_.k[x], b = rule_.k[neighbour(x, axis, side).value_or(x)];
        if (rule_.arithmetic) return (a + b) * T(0.5);
        if (a + b == 0) return 0;
        return ((T(2) * a) * b) / (a + b);
    }

    T advanced_cell(std::size_t x) const {
        const T c = now_[x];
        T sum = 0;
        for (std::size_t axis = 0; axis < extents_.size(); ++axis) {
            const T before = value(x, axis, -1), after = value(x, axis, +1);
            T part;
            if (rule_.k.empty()) {
                const T rate = (rule_.D[axis] * dt_) / (rule_.h[axis] * rule_.h[axis]);
                part = rate * ((after + before) - T(2) * c);
            } else {
                part = face(x, axis, +1) * (after - c) - face(x, axis, -1) * (c - before);
            }
            sum = axis == 0 ? part : sum + part;
        }
        T next = rule_.k.empty() ? c + sum : c + dt_ * sum;
        if (!rule_.sources.empty()) next = next + dt_ * rule_.sources[x];
        if (rule_.logistic) next = next + dt_ * (c * (T(1) - c));
        return next;
    }

    rule<T> rule_;
    std::vector<std::size_t> extents_;
    sides outside_;
    bool frozen_;
    T dt_;
    std::vector<T> now_;
};

} // namespace

template <class T>
std::vector<T> advanced(const rule<T>& what, const cells<T>& start, const sides& outside, T dt,
                        std::int64_t steps) {
    stepper<T> s(what, start, outside, false, dt);
    for (std::int64_t k = 0; k < steps; ++k) s.step();
    return s.values();
}

template <class T>
std::vector<T> advanced(const rule<T>& what, const cells<T>& start, surroundings<T> outside, T dt,
                        std::int64_t steps) {
    side every{side_kind::reflecting, static_cast<double>(outside.value)};
    if (outside.edge == edge::periodic) every.kind = side_kind::periodic;
    if (outside.edge == edge::fixed) every.kind = side_kind::fixed;
    sides all;
    all.fill({every, every});
    stepper<T> s(what, start, all, outside.edge == edge::frozen, dt);
    for (std::int64_t k = 0; k < steps; ++k) s.step();
    return s.values();
}

template std::vector<float> advanced(const rule<float>&, const cells<float>&, const sides&, float,
                                     std::int64_t);
template std::vector<double> advanced(const rule<double>&, const cells<double>&, const sides&,
                                      double, std::int64_t);
template std::vector<float> advanced(const rule<float>&, const cells<float>&, surroundings<float>,
                                     float, std::int64_t);
template std::vector<double> advanced(const rule<double>&, const cells<double>&,
                                      surroundings<double>, double, std::int64_t);

} // namespace oracle

// SPDX-License-Identifier: MIT

#include "oracle/rules.hpp"

#include <cstddef>
#include <optional>
#include <utility>

#ifdef __FAST_MATH__
#error "The oracle must be compiled without -ffast-math."
#endif

namespace oracle {
namespace {

/// Looks up the neighbours of cells by index.
template <class T>
class neighbourhood {
public:
    neighbourhood(std::vector<std::size_t> extents, sides outside, bool frozen)
        : extents_(std::move(extents)), outside_(std::move(outside)), frozen_(frozen) {}
    /// With one boundary for all sides.
    neighbourhood(std::vector<std::size_t> extents, surroundings<T> outside)
        : extents_(std::move(extents)), frozen_(outside.edge == edge::frozen) {
        side every{side_kind::reflecting, static_cast<double>(outside.value)};
        if (outside.edge == edge::periodic) every.kind = side_kind::periodic;
        if (outside.edge == edge::fixed) every.kind = side_kind::fixed;
        outside_.fill({every, every});
    }

    std::size_t axes() const { return extents_.size(); }
    /// True for cells that never change.
    bool keeps(std::size_t x) const {
        if (!frozen_) return false;
        bool at_edge = false;
        for (std::size_t axis = 0; axis < extents_.size(); ++axis)
            at_edge = at_edge || index(x, axis) == 0 || index(x, axis) + 1 == extents_[axis];
        return at_edge;
    }
    /// The neighbour of a cell; none where there is an edge that is not periodic.
    std::optional<std::size_t> of(std::size_t x, std::size_t axis, int side) const {
        const std::size_t i = index(x, axis), n = extents_[axis], first = x - i * stride(axis);
        if (side < 0 ? i > 0 : i + 1 < n) return side < 0 ? x - stride(axis) : x + stride(axis);
        if (outside_[axis][0].kind == side_kind::periodic)
            return first + (side < 0 ? n - 1 : 0) * stride(axis);
        return {};
    }
    /// Its value.
    T value(const std::vector<T>& now, std::size_t x, std::size_t axis, int side) const {
        if (const auto there = of(x, axis, side)) return now[*there];
        const oracle::side& all = outside_[axis][side < 0 ? 0 : 1];
        const std::size_t inner = stride(axis), outer = x / (inner * extents_[axis]);
        const oracle::side& s = all.along.empty() ? all : all.along[outer * inner + x % inner];
        const double k = s.conductivity, h = s.spacing, of_wall = h * s.transfer;
        switch (s.kind) {
        case side_kind::fixed:
            return static_cast<T>(s.value);
        case side_kind::face_value:
            return static_cast<T>(2 * s.value) - now[x];
        case side_kind::flux:
            return now[x] + static_cast<T>((h * s.value) / k);
        case side_kind::convective: {
            const double sum = 2 * k + of_wall;
            const T product = static_cast<T>((2 * k - of_wall) / sum) * now[x];
            return product + static_cast<T>((2 * (of_wall * s.value)) / sum);
        }
        case side_kind::mirrored:
            if (extents_[axis] > 1) return now[side < 0 ? x + stride(axis) : x - stride(axis)];
            return now[x];
        default:
            return now[x];
        }
    }

private:
    std::size_t stride(std::size_t axis) const {
        std::size_t result = 1;
        for (std::size_t a = axis + 1; a < extents_.size(); ++a) result *= extents_[a];
        return result;
    }
    std::size_t index(std::size_t x, std::size_t axis) const {
        return x / stride(axis) % extents_[axis];
    }

    std::vector<std::size_t> extents_;
    sides outside_{};
    bool frozen_;
};

template <class T>
class stepper {
public:
    stepper(const rule<T>& what, const cells<T>& start, neighbourhood<T> around, T dt)
        : rule_(what), around_(std::move(around)), dt_(dt), now_(start.values) {}

    void step() {
        std::vector<T> next = now_;
        for (std::size_t x = 0; x < now_.size(); ++x)
            if (!around_.keeps(x) && (rule_.held.empty() || !rule_.held[x]))
                next[x] = advanced_cell(x);
        now_ = next;
    }
    const std::vector<T>& values() const { return now_; }

private:
    T face(std::size_t x, std::size_t axis, int side) const {
        const T a = rule_.k[x], b = rule_.k[around_.of(x, axis, side).value_or(x)];
        const T square = rule_.h[axis] * rule_.h[axis];
        if (rule_.arithmetic) return ((a + b) * T(0.5)) / square;
        if (a + b == 0) return 0;
        return (((T(2) * a) * b) / (a + b)) / square;
    }

    T advanced_cell(std::size_t x) const {
        const T c = now_[x];
        T sum = 0;
        for (std::size_t axis = 0; axis < around_.axes(); ++axis) {
            const T before = around_.value(now_, x, axis, -1);
            const T after = around_.value(now_, x, axis, +1);
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
    neighbourhood<T> around_;
    T dt_;
    std::vector<T> now_;
};

} // namespace

template <class T>
std::vector<T> advanced(const rule<T>& what, const cells<T>& start, const sides& outside, T dt,
                        std::int64_t steps) {
    stepper<T> s(what, start, {start.extents, outside, false}, dt);
    for (std::int64_t k = 0; k < steps; ++k) s.step();
    return s.values();
}

template <class T>
std::vector<T> advanced(const rule<T>& what, const cells<T>& start, surroundings<T> outside, T dt,
                        std::int64_t steps) {
    stepper<T> s(what, start, {start.extents, outside}, dt);
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

namespace {

template <class T>
std::array<std::vector<T>, 2> reacted(const gray_scott<T>& what,
                                      const std::array<cells<T>, 2>& start,
                                      const neighbourhood<T>& around, T dt, std::int64_t steps) {
    const T r = dt * what.D_u, q = dt * what.D_v, f = dt * what.feed;
    const T l = dt * (what.feed + what.kill), all = T(2 * around.axes());
    const T a = (T(1) - all * r) - f, b = (T(1) - all * q) - l;
    std::vector<T> u = start[0].values, v = start[1].values;
    const auto sum = [&](const std::vector<T>& now, std::size_t x) {
        T result = 0;
        for (std::size_t axis = 0; axis < around.axes(); ++axis) {
            const T after = around.value(now, x, axis, +1);
            const T before = around.value(now, x, axis, -1);
            result = axis == 0 ? after + before : (result + after) + before;
        }
        return result;
    };
    for (std::int64_t k = 0; k < steps; ++k) {
        std::vector<T> next_u = u, next_v = v;
        for (std::size_t x = 0; x < u.size(); ++x) {
            if (around.keeps(x)) continue;
            const T w = ((dt * u[x]) * v[x]) * v[x];
            next_u[x] = ((a * u[x] + r * sum(u, x)) - w) + f;
            next_v[x] = (b * v[x] + q * sum(v, x)) + w;
        }
        u = next_u;
        v = next_v;
    }
    return {u, v};
}

} // namespace

template <class T>
std::array<std::vector<T>, 2> advanced(const gray_scott<T>& what,
                                       const std::array<cells<T>, 2>& start,
                                       surroundings<T> outside, T dt, std::int64_t steps) {
    return reacted(what, start, neighbourhood<T>(start[0].extents, outside), dt, steps);
}

template <class T>
std::array<std::vector<T>, 2> advanced(const gray_scott<T>& what,
                                       const std::array<cells<T>, 2>& start, const sides& outside,
                                       T dt, std::int64_t steps) {
    return reacted(what, start, neighbourhood<T>(start[0].extents, outside, false), dt, steps);
}

template std::array<std::vector<float>, 2> advanced(const gray_scott<float>&,
                                                    const std::array<cells<float>, 2>&,
                                                    surroundings<float>, float, std::int64_t);
template std::array<std::vector<double>, 2> advanced(const gray_scott<double>&,
                                                     const std::array<cells<double>, 2>&,
                                                     surroundings<double>, double, std::int64_t);
template std::array<std::vector<float>, 2> advanced(const gray_scott<float>&,
                                                    const std::array<cells<float>, 2>&,
                                                    const sides&, float, std::int64_t);
template std::array<std::vector<double>, 2> advanced(const gray_scott<double>&,
                                                     const std::array<cells<double>, 2>&,
                                                     const sides&, double, std::int64_t);

} // namespace oracle

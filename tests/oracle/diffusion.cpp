// SPDX-License-Identifier: MIT

#include "oracle/diffusion.hpp"

#include <algorithm>
#include <numeric>

#ifdef __FAST_MATH__
#error "The oracle must be compiled without -ffast-math."
#endif

namespace {

using oracle::program;

/// A cell of a padded grid, with its neighbours: along axis 0 before it N and after it S, along
/// axis 1 W and E.
template <class T, std::size_t Rank>
struct cell {
    const T* at;
    std::array<std::ptrdiff_t, Rank> strides;

    T value() const { return *at; }
    T before(std::size_t axis) const { return at[-strides[axis]]; }
    T after(std::size_t axis) const { return at[strides[axis]]; }
};

/// (((S+N)+E)+W) - 4c
template <class T, std::size_t Rank>
T c_laplacian(cell<T, Rank> u) {
    T sum = u.after(0) + u.before(0);
    for (std::size_t axis = 1; axis < Rank; ++axis) {
        sum = sum + u.after(axis);
        sum = sum + u.before(axis);
    }
    const T centre = T(2 * Rank) * u.value();
    return sum - centre;
}

template <program Program, class T, std::size_t Rank>
T updated(cell<T, Rank> u, T dt, T D) {
    const T c = u.value();
    T sum = 0;
    if constexpr (Program == program::python) { // c + ((D * (((S+N)-2c) + ((E+W)-2c))) * dt)
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            const T curvature = (u.after(axis) + u.before(axis)) - T(2) * c;
            sum = axis == 0 ? curvature : sum + curvature;
        }
        sum = D * sum;
        return c + sum * dt;
    } else if constexpr (Program == program::numpy_roll) { // c + ((dt*D) * ((((N+S)+W)+E)-4c))
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            sum = axis == 0 ? u.before(axis) : sum + u.before(axis);
            sum = sum + u.after(axis);
        }
        sum = sum - T(2 * Rank) * c;
        return c + (dt * D) * sum;
    } else if constexpr (Program == program::scipy) { // ((((-2c)+(N+S))+((-2c)+(W+E)))*(D*dt)) + c
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            const T filtered = T(-2) * c + (u.before(axis) + u.after(axis));
            sum = axis == 0 ? filtered : sum + filtered;
        }
        return sum * (D * dt) + c;
    } else if constexpr (Program == program::c) { // c + ((D*dt) * ((((S+N)+E)+W)-4c))
        return c + (D * dt) * c_laplacian(u);
    } else { // (((((-4c)+N)+S)+W)+E), times (D*dt) or, in numexpr, times D times dt; + c
        sum = -T(2 * Rank) * c;
        for (std::size_t axis = 0; axis < Rank; ++axis) {
            sum = sum + u.before(axis);
            sum = sum + u.after(axis);
        }
        if constexpr (Program == program::numexpr) {
            sum = sum * D;
            return sum * dt + c;
        } else {
            return sum * (D * dt) + c;
        }
    }
}

/// Calls f(i, j, k, at_edge) for each cell of a grid in row-major order; an axis that the grid does
/// not have has no edges.
template <class F>
void for_each_cell(const std::array<std::size_t, 3>& n, std::size_t rank, F f) {
    for (std::size_t i = 0; i < n[0]; ++i)
        for (std::size_t j = 0; j < n[1]; ++j)
            for (std::size_t k = 0; k < n[2]; ++k) {
                const std::array<std::size_t, 3> index{i, j, k};
                bool at_edge = false;
                for (std::size_t axis = 3 - rank; axis < 3; ++axis)
                    at_edge |= index[axis] == 0 || index[axis] + 1 == n[axis];
                f(i, j, k, at_edge);
            }
}

/// The extents as those of three axes.
std::array<std::size_t, 3> three_of(const std::vector<std::size_t>& extents) {
    std::array<std::size_t, 3> three{1, 1, 1};
    std::copy_backward(extents.begin(), extents.end(), three.end());
    return three;
}

} // namespace

namespace oracle {

template <class T>
diffusion<T>::diffusion(oracle::program from, const cells<T>& start, surroundings<T> outside, T dt,
                        T D)
    : program_(from), outside_(outside), dt_(dt), D_(D), rank_(start.extents.size()),
      extents_(three_of(start.extents)) {
    std::size_t size = 1;
    for (std::size_t axis = 3; axis-- > 0;) {
        padding_[axis] = axis >= 3 - rank_ ? 1 : 0;
        strides_[axis] = size;
        size *= extents_[axis] + 2 * padding_[axis];
    }
    now_.resize(size);
    next_.resize(size);
    auto value = start.values.begin();
    for_each_cell(extents_, rank_, [&](std::size_t i, std::size_t j, std::size_t k, bool) {
        now_[place(i, j, k)] = *value++;
    });
}

template <class T>
std::size_t diffusion<T>::place(std::size_t i, std::size_t j, std::size_t k) const {
    return (i + padding_[0]) * strides_[0] + (j + padding_[1]) * strides_[1] +
           (k + padding_[2]) * strides_[2];
}

template <class T>
std::vector<T> diffusion<T>::values() const {
    std::vector<T> result;
    for_each_cell(extents_, rank_, [&](std::size_t i, std::size_t j, std::size_t k, bool) {
        result.push_back(now_[place(i, j, k)]);
    });
    return result;
}

/// Writes the cells beyond each edge into the padding. Corners are never read.
template <class T>
void diffusion<T>::fill_padding() {
    for (std::size_t axis = 3 - rank_; axis < 3; ++axis) {
        std::array<std::size_t, 3> face = extents_;
        face[axis] = 1;
        const std::size_t along = (extents_[axis] - 1) * strides_[axis]; // from first to last
        for_each_cell(face, rank_, [&](std::size_t i, std::size_t j, std::size_t k, bool) {
            T* const first = &now_[place(i, j, k)];
            T* const last = first + along;
            T* const before = first - strides_[axis];
            T* const after = last + strides_[axis];
            switch (outside_.edge) {
            case edge::periodic:
                *before = *last;
                *after = *first;
                break;
            case edge::reflecting:
                *before = *first;
                *after = *last;
                break;
            case edge::fixed:
                *before = *after = outside_.value;
                break;
            case edge::frozen:
                break; // edges are put back after each step
            }
        });
    }
}

template <class T>
template <program Program, std::size_t Rank>
void diffusion<T>::advance_row(const T* now, T* next, std::size_t n) const {
    std::array<std::ptrdiff_t, Rank> strides;
    for (std::size_t axis = 0; axis < Rank; ++axis)
        strides[axis] = static_cast<std::ptrdiff_t>(strides_[axis + 3 - Rank]);
    const T dt = dt_;
    const T D = D_;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep
#endif
    for (std::size_t k = 0; k < n; ++k)
        next[k] = updated<Program, T, Rank>({now + k, strides}, dt, D);
}

template <class T>
template <std::size_t Rank>
void diffusion<T>::advance_row(const T* now, T* next, std::size_t n) const {
    switch (program_) {
    case program::python:
        return advance_row<program::python, Rank>(now, next, n);
    case program::numpy_roll:
        return advance_row<program::numpy_roll, Rank>(now, next, n);
    case program::numpy_in_place:
        return advance_row<program::numpy_in_place, Rank>(now, next, n);
    case program::numexpr:
        return advance_row<program::numexpr, Rank>(now, next, n);
    case program::scipy:
        return advance_row<program::scipy, Rank>(now, next, n);
    case program::c:
        return advance_row<program::c, Rank>(now, next, n);
    }
}

template <class T>
void diffusion<T>::step() {
    fill_padding();
    for (std::size_t i = 0; i < extents_[0]; ++i)
        for (std::size_t j = 0; j < extents_[1]; ++j) {
            const T* const now = &now_[place(i, j, 0)];
            T* const next = &next_[place(i, j, 0)];
            if (rank_ == 1) advance_row<1>(now, next, extents_[2]);
            if (rank_ == 2) advance_row<2>(now, next, extents_[2]);
            if (rank_ == 3) advance_row<3>(now, next, extents_[2]);
        }
    if (outside_.edge == edge::frozen)
        for_each_cell(extents_, rank_,
                      [&](std::size_t i, std::size_t j, std::size_t k, bool at_edge) {
                          if (at_edge) next_[place(i, j, k)] = now_[place(i, j, k)];
                      });
    std::swap(now_, next_);
}

template <class T>
std::vector<T> diffused(program from, const cells<T>& start, surroundings<T> outside, T dt, T D,
                        std::int64_t steps) {
    diffusion<T> u(from, start, outside, dt, D);
    for (std::int64_t step = 0; step < steps; ++step) u.step();
    return u.values();
}

namespace {

/// The value at any index along one axis of a grid, however far outside.
template <class T>
T value_at(const cells<T>& u, std::array<std::size_t, 3> index, std::size_t axis,
           std::ptrdiff_t distance, surroundings<T> outside) {
    const auto n = three_of(u.extents);
    const auto extent = static_cast<std::ptrdiff_t>(n[axis]);
    auto i = static_cast<std::ptrdiff_t>(index[axis]) + distance;
    while (i < 0 || i >= extent) {
        if (outside.edge == edge::fixed) return outside.value;
        if (outside.edge == edge::periodic) i += i < 0 ? extent : -extent;
        if (outside.edge == edge::reflecting) i = i < 0 ? -1 - i : 2 * extent - 1 - i;
    }
    index[axis] = static_cast<std::size_t>(i);
    return u.values[(index[0] * n[1] + index[1]) * n[2] + index[2]];
}

} // namespace

template <class T>
std::vector<T> laplacian(const cells<T>& u, surroundings<T> outside) {
    std::vector<T> result;
    const std::size_t rank = u.extents.size();
    for_each_cell(three_of(u.extents), rank,
                  [&](std::size_t i, std::size_t j, std::size_t k, bool at_edge) {
                      if (outside.edge == edge::frozen && at_edge) {
                          result.push_back(0);
                          return;
                      }
                      const auto at = [&](std::size_t axis, std::ptrdiff_t distance) {
                          return value_at(u, {i, j, k}, axis, distance, outside);
                      };
                      const std::size_t first = 3 - rank;
                      T sum = at(first, 1) + at(first, -1);
                      for (std::size_t axis = first + 1; axis < 3; ++axis) {
                          sum = sum + at(axis, 1);
                          sum = sum + at(axis, -1);
                      }
                      const T centre = T(2 * rank) * at(first, 0);
                      result.push_back(sum - centre);
                  });
    return result;
}

template <class T>
std::vector<T> convolved(const cells<T>& u, std::span<const T> taps, surroundings<T> outside) {
    const auto reach = static_cast<std::ptrdiff_t>(taps.size() / 2);
    const auto tap = [&](std::ptrdiff_t k) { return taps[static_cast<std::size_t>(k + reach)]; };
    bool symmetric = true, antisymmetric = true;
    for (std::ptrdiff_t k = 1; k <= reach; ++k) {
        symmetric &= tap(k) == tap(-k);
        antisymmetric &= tap(k) == -tap(-k);
    }
    const bool in_pairs = symmetric || antisymmetric;

    std::vector<T> result;
    const std::size_t rank = u.extents.size();
    for_each_cell(three_of(u.extents), rank,
                  [&](std::size_t i, std::size_t j, std::size_t k, bool) {
                      T sum = 0;
                      for (std::size_t axis = 3 - rank; axis < 3; ++axis) {
                          const auto at = [&](std::ptrdiff_t distance) {
                              return value_at(u, {i, j, k}, axis, distance, outside);
                          };
                          T filtered = in_pairs ? at(0) * tap(0) : at(reach) * tap(reach);
                          for (std::ptrdiff_t d = -reach; d < (in_pairs ? 0 : reach); ++d) {
                              const T cells = symmetric       ? at(d) + at(-d)
                                              : antisymmetric ? at(d) - at(-d)
                                                              : at(d);
                              const T product = cells * tap(d);
                              filtered = filtered + product;
                          }
                          sum = axis == 3 - rank ? filtered : sum + filtered;
                      }
                      result.push_back(sum);
                  });
    return result;
}

template <class T>
long double total(const std::vector<T>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0L);
}

template class diffusion<float>;
template class diffusion<double>;
template std::vector<float> diffused(program, const cells<float>&, surroundings<float>, float,
                                     float, std::int64_t);
template std::vector<double> diffused(program, const cells<double>&, surroundings<double>, double,
                                      double, std::int64_t);
template std::vector<float> laplacian(const cells<float>&, surroundings<float>);
template std::vector<double> laplacian(const cells<double>&, surroundings<double>);
template std::vector<float> convolved(const cells<float>&, std::span<const float>,
                                      surroundings<float>);
template std::vector<double> convolved(const cells<double>&, std::span<const double>,
                                       surroundings<double>);
template long double total(const std::vector<float>&);
template long double total(const std::vector<double>&);

} // namespace oracle

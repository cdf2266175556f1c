// SPDX-License-Identifier: MIT
#include "reductions/peers/row_products.hpp"

#include <algorithm>
#include <vector>

#if defined(HPK_BENCH_HAS_BLAS)
#include <cblas.h>
#endif

#include "compiled_with.hpp"

#if defined(HPK_BENCH_HAS_LAPACK)
// NOLINTNEXTLINE(readability-identifier-naming): LAPACK's own
extern "C" void dgelsd_(const int* m, const int* n, const int* right_sides, double* a,
                        const int* a_stride, double* b, const int* b_stride, double* singular,
                        const double* least, int* rank, double* work, const int* work_size,
                        int* integer_work, int* info);
#endif

namespace hpk::bench::peers {

void rows_in_loops(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines) {
    for (std::size_t i = 0; i < count; ++i) {
        double slope = 0, offset = 0;
        for (std::size_t k = 0; k < length; ++k) {
            slope += rows[i * length + k] * weights[2 * k];
            offset += rows[i * length + k] * weights[2 * k + 1];
        }
        lines[2 * i] = slope;
        lines[2 * i + 1] = offset;
    }
}

#if defined(HPK_BENCH_HAS_BLAS)
namespace {

void use_one_thread() {
#if defined(OPENBLAS_VERSION)
    openblas_set_num_threads(1);
#endif
}

} // namespace

void rows_by_dgemv(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines) {
    const int m = static_cast<int>(count), n = static_cast<int>(length);
    use_one_thread();
    for (int column = 0; column < 2; ++column)
        cblas_dgemv(CblasRowMajor, CblasNoTrans, m, n, 1, rows, n, weights + column, 2, 0,
                    lines + column, 2);
}
void rows_by_dgemm(const double* rows, std::size_t count, std::size_t length, const double* weights,
                   double* lines) {
    const int m = static_cast<int>(count), n = static_cast<int>(length);
    use_one_thread();
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, 2, n, 1, rows, n, weights, 2, 0,
                lines, 2);
}
#endif

#if defined(HPK_BENCH_HAS_LAPACK)
void rows_by_dgelsd(const double* rows, std::size_t count, std::size_t length, const double*,
                    double* lines) {
    const int m = static_cast<int>(length), n = 2, one = 1, work_size = 4096;
    std::vector<double> points(2 * length), row(length), work(work_size);
    std::vector<int> integers(256);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t k = 0; k < length; ++k) {
            points[k] = static_cast<double>(k);
            points[length + k] = 1;
        }
        std::copy_n(rows + i * length, length, row.data());
        const double machine_precision = -1;
        double singular[2];
        int rank = 0, info = 0;
        dgelsd_(&m, &n, &one, points.data(), &m, row.data(), &m, singular, &machine_precision,
                &rank, work.data(), &work_size, integers.data(), &info);
        std::copy_n(row.data(), 2, lines + 2 * i);
    }
}
#endif

std::string row_products_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers

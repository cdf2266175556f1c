// SPDX-License-Identifier: MIT
//
// Decomposition, scatter and gather of grids.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "ranks.hpp"

namespace hpk::test {
namespace {

using mpi::decomposition;
using mpi::distributed_grid;

TEST_CASE("mpi/every cell has one owner") {
    const int ranks = mpi::size_of(MPI_COMM_WORLD);
    const std::vector<std::array<std::size_t, 2>> shapes{
        {37, 23}, {2, 100}, {1, 1}, {5, 0}, {6, 6}};
    for (const auto& extents : shapes) {
        for (const auto& parts : ways_to_cut(extents, ranks)) {
            const decomposition<2> layout(MPI_COMM_WORLD, extents, parts);
            grid<int> owners(extents);
            for (int rank = 0; rank < ranks; ++rank) {
                const auto share = layout.share_of(rank);
                for (auto i = share.first[0]; i < share.last[0]; ++i)
                    for (auto j = share.first[1]; j < share.last[1]; ++j) ++owners(i, j);
                // Parts differ by one cell at most.
                for (std::size_t axis = 0; axis < 2 && share.size() != 0; ++axis) {
                    const std::size_t n = extents[axis], k = share.extent(axis);
                    const auto p = static_cast<std::size_t>(layout.parts()[axis]);
                    CHECK((k == n / p || k == n / p + 1));
                }
            }
            CHECK(std::all_of(owners.begin(), owners.end(), [](int n) { return n == 1; }));
            CHECK(layout.own() == layout.share_of(mpi::rank_in(MPI_COMM_WORLD)));
        }
    }
}

TEST_CASE("mpi/parts are cut where the fewest cells are") {
    using mpi::detail::best_parts;
    const auto best = [](std::array<std::size_t, 2> extents, int ranks,
                         std::array<int, 2> wanted = {}) {
        return best_parts<2>(extents, wanted, ranks).get();
    };
    CHECK(best({4096, 4096}, 2) == std::array{2, 1});
    CHECK(best({4096, 4096}, 4) == std::array{4, 1}); // 2 x 2 cuts as many: rows are preferred
    CHECK(best({4096, 4096}, 6) == std::array{3, 2});
    CHECK(best({4096, 4096}, 64) == std::array{8, 8});
    CHECK(best({100, 10000}, 4) == std::array{1, 4});
    CHECK(best({1, 1000}, 6) == std::array{1, 6});
    CHECK(best({3, 1}, 6) == std::array{3, 1});
    CHECK(best({2, 2}, 7) == std::array{2, 2});
    CHECK(best({4096, 4096}, 4, {0, 4}) == std::array{1, 4});
    CHECK(best({4096, 4096}, 6, {2, 0}) == std::array{2, 3});
}

TEST_CASE("mpi/parts that do not fit are refused") {
    const int ranks = mpi::size_of(MPI_COMM_WORLD);
    const auto with = [](std::array<std::size_t, 2> extents, std::array<int, 2> parts) {
        return refusal([&] { decomposition<2>(MPI_COMM_WORLD, extents, parts); });
    };
    const auto text = std::to_string(ranks) + (ranks == 1 ? " rank" : " ranks");
    CHECK(with({9, 9}, {7, 1}) == "parts is 7 x 1, which does not fit " + text);
    CHECK(with({9, 9}, {-1, 0}) == "parts is -1 x 0, which does not fit " + text);
    CHECK(with({9, 9}, {0, 8}) == "parts is 0 x 8, which does not fit " + text);
    CHECK(with({3, 9}, {4, 0}) == "parts is 4 x 0 but axis 0 has only 3 cells");
    CHECK(with({std::size_t{1} << 40, 1}, {}) ==
          "extents is 1099511627776 x 1, longer than MPI can count");
}

TEST_CASE("mpi/scatter and gather") {
    const int ranks = mpi::size_of(MPI_COMM_WORLD), rank = mpi::rank_in(MPI_COMM_WORLD);
    const std::vector<std::array<std::size_t, 2>> shapes{{17, 9}, {1, 30}, {2, 2}, {0, 4}};
    for (const auto& extents : shapes) {
        for (int root = 0; root < ranks; ++root) {
            const auto whole = whole_grid<float>(extents);
            distributed_grid<float> u(MPI_COMM_WORLD, extents);
            if (rank == root)
                mpi::scatter(whole.view(), u, root);
            else
                mpi::scatter({}, u, root);
            CHECK(is_part_of(u, whole));

            // Into rows with gaps, which stay as they are.
            const std::size_t stride = extents[1] + 3;
            std::vector<float> memory(extents[0] * stride + 1, -1.0F);
            if (rank == root)
                mpi::gather(u, grid_view<float>(memory.data(), extents, stride), root);
            else
                mpi::gather(u, {}, root);
            for (std::size_t k = 0; k < memory.size(); ++k) {
                const bool there =
                    rank == root && k / stride < extents[0] && k % stride < extents[1];
                CHECK(memory[k] == (there ? whole(k / stride, k % stride) : -1.0F));
            }
        }
    }
    const auto box = whole_grid<double, 3>({4, 5, 6});
    distributed_grid<double, 3> u(MPI_COMM_WORLD, {4, 5, 6});
    mpi::scatter(box, u);
    CHECK(is_part_of(u, box));
    grid<double, 3> back(4, 5, 6);
    mpi::gather(u, back);
    CHECK((back == box) == (rank == 0));
}

TEST_CASE("mpi/scatter and gather refuse on every rank") {
    distributed_grid<double> u(MPI_COMM_WORLD, {4, 4});
    grid<double> other(4, 5);
    const auto sentence = "whole has 4 x 5 cells on the root but the distributed grid has 4 x 4";
    CHECK(refusal([&] { mpi::scatter(other, u); }) == sentence);
    CHECK(refusal([&] { mpi::gather(u, other); }) == sentence);
    const int ranks = mpi::size_of(MPI_COMM_WORLD);
    CHECK(refusal([&] { mpi::gather(u, other, ranks); }) == "root is " + std::to_string(ranks) +
                                                                " but must be from 0 to " +
                                                                std::to_string(ranks - 1));
    CHECK(refusal([&] { mpi::scatter(other, u, -1); }).starts_with("root is -1 but must be"));
}

} // namespace
} // namespace hpk::test

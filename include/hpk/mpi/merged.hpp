// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include <mpi.h>

#include "hpk/core/backend.hpp"
#include "hpk/distinct/hashes/smallest_hashes.hpp"
#include "hpk/distinct/hyperloglog.hpp"
#include "hpk/distinct/k_minimum_values.hpp"
#include "hpk/mpi/environment.hpp"
#include "hpk/reductions/exact_accumulator.hpp"

namespace hpk::mpi {
namespace detail {

/// Replaces the block of every rank, `size` elements of an MPI datatype, by what Merge makes of all
/// of them. `Merge(from, into, bytes)` must be commutative and associative, and must not throw.
/// Collective.
template <auto Merge>
void merge_blocks(MPI_Comm all, void* block, std::size_t size, MPI_Datatype unit) {
    const auto merge_some = [](void* from, void* into, int* blocks, MPI_Datatype* type) {
        int bytes = 0;
        MPI_Type_size(*type, &bytes);
        const auto step = static_cast<std::size_t>(bytes);
        for (std::size_t k = 0; k < static_cast<std::size_t>(*blocks); ++k)
            Merge(static_cast<const std::byte*>(from) + k * step,
                  static_cast<std::byte*>(into) + k * step, step);
    };
    const int count = as_count(size, "a block to be merged");
    MPI_Datatype type = MPI_DATATYPE_NULL;
    check(MPI_Type_contiguous(count, unit, &type), "MPI_Type_contiguous");
    check(MPI_Type_commit(&type), "MPI_Type_commit");
    MPI_Op merging = MPI_OP_NULL;
    check(MPI_Op_create(merge_some, 1, &merging), "MPI_Op_create");
    const int code = MPI_Allreduce(MPI_IN_PLACE, block, 1, type, merging, all);
    MPI_Op_free(&merging);
    MPI_Type_free(&type);
    check(code, "MPI_Allreduce");
}

/// The least, largest or sum of the ranks' numbers. Collective.
[[nodiscard]] inline std::uint64_t reduced(MPI_Comm all, std::uint64_t own, MPI_Op how) {
    std::uint64_t result = 0;
    check(MPI_Allreduce(&own, &result, 1, MPI_UINT64_T, how, all), "MPI_Allreduce");
    return result;
}

/// Refuses, on every rank, sketches whose hash functions differ, as far as bytes can show it.
template <class Hash>
void expect_same_hash(MPI_Comm all, const Hash& hash) {
    if constexpr (!std::is_empty_v<Hash> && std::has_unique_object_representations_v<Hash>) {
        std::array<std::byte, sizeof(Hash)> own, first;
        std::memcpy(own.data(), &hash, sizeof hash);
        first = own;
        check(MPI_Bcast(first.data(), static_cast<int>(sizeof hash), MPI_BYTE, 0, all),
              "MPI_Bcast");
        agree<std::invalid_argument>(
            all, own == first ? std::string()
                              : "the ranks' sketches have different hash functions or seeds, so "
                                "that they cannot be combined");
    }
}

/// Merges blocks of smallest hashes: the first word of a block is their number, and the rest has
/// room for as many as are wanted.
inline void merge_hashes(const std::byte* from, std::byte* into, std::size_t size) noexcept {
    const auto hashes_of = [](const std::byte* block) {
        const auto* words = reinterpret_cast<const std::uint64_t*>(block);
        return std::span(words + 1, static_cast<std::size_t>(words[0]));
    };
    const std::size_t room = size / sizeof(std::uint64_t) - 1;
    std::vector<std::uint64_t> united;
    united.reserve(room);
    distinct::unite_smallest(hashes_of(from), hashes_of(into), room, united);
    auto* words = reinterpret_cast<std::uint64_t*>(into);
    words[0] = united.size();
    std::ranges::copy(united, words + 1);
}

} // namespace detail

inline namespace HPK_ISA {

/// What the accumulators of all ranks merge to, on every rank: its value is the sum of the terms of
/// all ranks, rounded once. Collective.
/// \throws hpk::mpi::error if MPI fails
template <std::floating_point T>
[[nodiscard]] reductions::exact_accumulator<T> merged(MPI_Comm all,
                                                      const reductions::exact_accumulator<T>& own) {
    using accumulator = reductions::exact_accumulator<T>;
    using bytes = typename accumulator::bytes;
    constexpr auto merge = [](const std::byte* from, std::byte* into, std::size_t size) {
        auto sum = accumulator::restored({into, size});
        sum.merge(accumulator::restored({from, size}));
        const bytes result = sum.saved();
        std::ranges::copy(result, into);
    };
    bytes block = own.saved();
    detail::merge_blocks<merge>(all, block.data(), block.size(), MPI_BYTE);
    return accumulator::restored(block);
}

/// What the sketches of all ranks merge to, on every rank: the sketch that one process would have
/// made of the keys of all ranks. If they differ in p, it has the least. Collective.
/// \throws std::invalid_argument on every rank if the hash functions have different seeds (a Hash
///         whose bytes do not tell, such as one with a pointer, must be the same on every rank);
///         hpk::mpi::error if MPI fails
template <class Key, class Hash>
[[nodiscard]] distinct::hyperloglog<Key, Hash> merged(MPI_Comm all,
                                                      const distinct::hyperloglog<Key, Hash>& own) {
    detail::expect_same_hash(all, own.hash_function());
    const auto p = detail::reduced(all, static_cast<std::uint64_t>(own.p()), MPI_MIN);
    const auto shared = own.reduced(static_cast<int>(p));
    const auto registers = shared.registers();
    std::vector<std::uint8_t> largest(registers.size());
    detail::check(MPI_Allreduce(registers.data(), largest.data(),
                                static_cast<int>(registers.size()), MPI_UINT8_T, MPI_MAX, all),
                  "MPI_Allreduce");
    return distinct::hyperloglog<Key, Hash>(largest, own.hash_function());
}

/// As above. If the sketches differ in k, the result has the least.
/// \throws std::invalid_argument as above; hpk::mpi::error also if more than 2^31 - 2 hashes are
///         kept
template <class Key, class Hash>
[[nodiscard]] distinct::k_minimum_values<Key, Hash>
merged(MPI_Comm all, const distinct::k_minimum_values<Key, Hash>& own) {
    detail::expect_same_hash(all, own.hash_function());
    const std::uint64_t k = detail::reduced(all, own.k(), MPI_MIN);
    const auto kept = own.hashes().first(std::min<std::size_t>(k, own.hashes().size()));
    const std::uint64_t room = std::min(k, detail::reduced(all, kept.size(), MPI_SUM));
    std::vector<std::uint64_t> block(room + 1);
    block[0] = kept.size();
    std::ranges::copy(kept, block.begin() + 1);
    detail::merge_blocks<detail::merge_hashes>(all, block.data(), block.size(), MPI_UINT64_T);
    return {k, std::span(block).subspan(1, block[0]), own.hash_function()};
}

} // namespace HPK_ISA
} // namespace hpk::mpi

// SPDX-License-Identifier: MIT
//
// Elements of every size from 1 to 96 bytes, with keys of 1, 2, 4, 8 and 16 bytes, on every
// backend: windows of keys are cut into vectors whose lengths the sizes do not divide.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/storage/key_lanes.hpp>

#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using detail::uint128;

constexpr std::size_t largest = 96;

/// The bytes of a value that follow from a number.
void write(std::uint8_t* to, std::size_t size, std::size_t number) {
    for (std::size_t k = 0; k < size; ++k) to[k] = static_cast<std::uint8_t>(number * 37 + k * 11);
}
bool is_written(const std::uint8_t* from, std::size_t size, std::size_t number) {
    std::array<std::uint8_t, largest> expected{};
    write(expected.data(), size, number);
    return std::equal(from, from + size, expected.begin());
}

/// False if an element is lost, or has the value of another. (It has no assertions, because it is
/// compiled for hundreds of types.)
template <class Table>
bool keeps_elements(std::size_t number_of_keys) {
    using key = typename Table::key_type;
    constexpr bool is_set = std::is_same_v<key, typename Table::value_type>;
    Table table;
    for (std::size_t k = 0; k < number_of_keys; ++k) {
        if constexpr (is_set)
            table.insert(static_cast<key>(k));
        else if (auto& value = table[static_cast<key>(k)]; true)
            write(value.data(), value.size(), k);
    }
    for (std::size_t k = 0; k < number_of_keys; k += 3) table.erase(static_cast<key>(k));
    bool right = table.size() == number_of_keys - (number_of_keys + 2) / 3;
    for (std::size_t k = 0; k < number_of_keys; ++k) {
        const auto at = table.find(static_cast<key>(k));
        right = right && (at == table.end()) == (k % 3 == 0);
        if constexpr (!is_set)
            right =
                right && (at == table.end() || is_written(at->second.data(), at->second.size(), k));
    }
    return right;
}

/// The step between the multiples of the key's size that are tried: 1 in a full build, which takes
/// a minute to compile; otherwise larger, but sizes such as 6 bytes with a key of one byte are
/// included.
template <class Key>
inline constexpr std::size_t step = HPK_FULL_TESTS    ? 1
                                    : sizeof(Key) > 4 ? 2
                                                      : 5;

/// Sizes of elements that are wrong, among every Step-th multiple of the key's size to `largest`.
template <class Policy, class Key, std::size_t Step>
std::vector<std::size_t> wrong_sizes() {
    std::vector<std::size_t> wrong;
    const std::size_t number_of_keys = sizeof(Key) == 1 ? 250 : 400;
    if (!keeps_elements<hash_table::set<Policy, Key>>(number_of_keys)) wrong.push_back(sizeof(Key));
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((keeps_elements<
              hash_table::map<Policy, Key, std::array<std::uint8_t, (K + 1) * Step * sizeof(Key)>>>(
              number_of_keys)
              ? void()
              : wrong.push_back(((K + 1) * Step + 1) * sizeof(Key))),
         ...);
    }(std::make_index_sequence<(largest / sizeof(Key) - 1) / Step>());
    return wrong;
}

struct element_sizes {
    static constexpr const char* name = "element sizes";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        constexpr bool windows = Policy::name == hash_table::key_window::name;
        if constexpr (!windows) {
            CHECK(wrong_sizes<Policy, std::uint8_t, 3 * step<std::uint8_t>>().empty());
        } else {
            CHECK(wrong_sizes<Policy, std::uint8_t, step<std::uint8_t>>().empty());
            CHECK(wrong_sizes<Policy, std::uint16_t, step<std::uint16_t>>().empty());
            CHECK(wrong_sizes<Policy, std::uint32_t, step<std::uint32_t>>().empty());
            CHECK(wrong_sizes<Policy, std::uint64_t, step<std::uint64_t>>().empty());
            CHECK(wrong_sizes<Policy, uint128, step<uint128>>().empty());
        }
    }
};

const check_policies<element_sizes> register_element_sizes;

/// Slots of any size that begin with a key.
template <class Key, std::size_t Size>
struct slot {
    Key key;
    std::array<std::uint8_t, Size - sizeof(Key)> rest;
};
template <class Key>
struct slot<Key, sizeof(Key)> {
    Key key;
};

/// False if a window misses a key, or finds it in a wrong slot.
template <class Backend, class Key, std::size_t Size>
bool finds_keys() {
    using entry = slot<Key, Size>;
    static_assert(sizeof(entry) == Size);
    constexpr std::size_t slots =
        std::clamp<std::size_t>(std::bit_floor(64 / std::min<std::size_t>(Size, 64)), 4, 16);
    using window = hash_table::detail::key_lanes<entry, Key, slots, Backend>;
    alignas(64) std::array<std::uint8_t, slots * Size + 128> memory;
    const auto* const first = reinterpret_cast<const entry*>(memory.data());
    Key wanted;
    std::memset(&wanted, 7, sizeof wanted);
    bool right = true;
    for (const int others : {0, 7}) { // bytes outside keys may have any value
        memory.fill(static_cast<std::uint8_t>(others));
        for (std::size_t s = 0; s < slots; ++s) std::memset(&memory[s * Size], 1, sizeof(Key));
        right = right && window(first).equal_to(wanted) == 0;
        for (std::size_t s = 0; s < slots; ++s) {
            std::memset(&memory[s * Size], 7, sizeof(Key));
            const std::uint64_t found = window(first).equal_to(wanted);
            right = right && found != 0 && window::slot_of(found) == s;
            memory[s * Size + sizeof(Key) - 1] = 8; // all bytes of a key are compared
            right = right && window(first).equal_to(wanted) == 0;
            std::memset(&memory[s * Size], 1, sizeof(Key));
        }
    }
    return right;
}

template <class Backend, class Key>
std::vector<std::size_t> sizes_with_wrong_windows() {
    constexpr std::size_t every = HPK_FULL_TESTS || sizeof(Key) > 4 ? 1 : 3; // 3 and 6 bytes, too
    std::vector<std::size_t> wrong;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((finds_keys<Backend, Key, (K + 1) * every * sizeof(Key)>()
              ? void()
              : wrong.push_back((K + 1) * every * sizeof(Key))),
         ...);
    }(std::make_index_sequence<largest / sizeof(Key) / every>());
    return wrong;
}

TEST_CASE("a window of slots of any size finds each key in its slot") {
    for_each_backend<hash_table::key_window, std::uint8_t>([]<class B>() {
        INFO(backend_name<B>());
        CHECK(sizes_with_wrong_windows<B, std::uint8_t>().empty());
        CHECK(sizes_with_wrong_windows<B, std::uint16_t>().empty());
        CHECK(sizes_with_wrong_windows<B, std::uint32_t>().empty());
        CHECK(sizes_with_wrong_windows<B, std::uint64_t>().empty());
        CHECK(sizes_with_wrong_windows<B, uint128>().empty());
    });
}

/// The bits of different vectors must not overlap, for vectors of every machine: those of AVX-512
/// are tried here even if they cannot run.
TEST_CASE("the bits of a window's slots are 64 at most and all different") {
    using hash_table::detail::slot_bits;
    for (const std::size_t key : {1U, 2U, 4U, 8U})
        for (const std::size_t vector : {16U, 32U, 64U})
            for (const std::size_t bits_per_lane : {std::size_t{1}, key})
                for (std::size_t stride = 1; stride * key <= 200; ++stride)
                    for (const std::size_t slots : {4U, 8U, 16U}) {
                        if (vector / key * bits_per_lane > 64) continue; // too many bits for a mask
                        const slot_bits b(slots, vector / key, stride, bits_per_lane);
                        INFO(key << ' ' << vector << ' ' << bits_per_lane << ' ' << stride << ' '
                                 << slots);
                        std::uint64_t seen = 0;
                        for (std::size_t s = 0; s < slots; ++s) {
                            const std::size_t within = s % b.slots_per_vector * b.per_slot;
                            const std::size_t bit = s / b.slots_per_vector * b.per_vector + within;
                            // The key is in a lane of the vector that was loaded from its slot on.
                            REQUIRE(within / bits_per_lane < vector / key);
                            REQUIRE(bit < 64);
                            REQUIRE((seen >> bit & 1) == 0);
                            REQUIRE(b.slot_of(bit) == s);
                            seen |= std::uint64_t{1} << bit;
                        }
                        REQUIRE(b.vectors * b.slots_per_vector == slots);
                    }
}

struct lower_half {
    using is_avalanching = void;
    std::size_t operator()(uint128 key) const noexcept { return static_cast<std::size_t>(key); }
};

TEST_CASE("keys of 128 bits are compared whole") {
    hash_table::map<hash_table::key_window, uint128, int> mixed;
    hash_table::map<hash_table::key_window, uint128, int, lower_half> colliding;
    hash_map<uint128, int> tagged;
    const auto key = [](int k) { return static_cast<uint128>(k) << 64 | 5; };
    for (int k = 0; k < 1000; ++k) mixed[key(k)] = colliding[key(k)] = tagged[key(k)] = k;
    CHECK(mixed.size() == 1000);
    CHECK(colliding.size() == 1000);
    CHECK(tagged.size() == 1000);
    for (int k = 0; k < 1000; ++k)
        REQUIRE((mixed.at(key(k)) == k && colliding.at(key(k)) == k && tagged.at(key(k)) == k));
}

enum class wide : uint128 { one = 1 };

TEST_CASE("enumerations of 128 bits are keys") {
    hash_table::set<hash_table::key_window, wide> s{wide::one};
    hash_set<wide> t{wide::one};
    CHECK(s.contains(wide::one));
    CHECK_FALSE(t.contains(static_cast<wide>(uint128{1} << 64 | 1)));
}

} // namespace
} // namespace hpk::test

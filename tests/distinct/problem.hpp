// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// Keys, and the registers that they make: computed bit by bit.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/distinct.hpp>
#include <hpk/hash/mixing/splitmix.hpp>

#include "common.hpp"
#include "kernels.hpp"

namespace hpk::test {

using distinct_types = type_list<std::uint64_t, std::int32_t, std::string>;

/// u64, i32 or string.
template <class T>
std::string key_type_name() {
    if constexpr (std::is_same_v<T, std::string>)
        return "string";
    else
        return sizeof(T) == 8 ? "u64" : "i32";
}

/// Key number k of many that differ.
template <class T>
T numbered_key(std::uint64_t k) {
    if constexpr (std::is_same_v<T, std::string>)
        return "key " + std::to_string(k);
    else
        return static_cast<T>(k * 3 - 1000);
}

template <class T>
std::vector<T> numbered_keys(std::uint64_t first, std::size_t count) {
    std::vector<T> keys(count);
    for (std::size_t k = 0; k < count; ++k) keys[k] = numbered_key<T>(first + k);
    return keys;
}

/// MurmurHash3's finaliser, written in another way than hpk's.
inline std::uint64_t finalised(std::uint64_t k) {
    k ^= k / (std::uint64_t{1} << 33);
    k *= 18397679294719823053U;
    k ^= k / (std::uint64_t{1} << 33);
    k *= 14181476777654086739U;
    return k ^ k / (std::uint64_t{1} << 33);
}

/// The registers of hashes: each hash is read from its first bit on.
inline std::vector<std::uint8_t> counted_registers(const std::vector<std::uint64_t>& hashes,
                                                   int p) {
    std::vector<std::uint8_t> registers(std::size_t{1} << p);
    for (const std::uint64_t h : hashes) {
        const auto bit = [h](int k) { return h >> (63 - k) & 1; };
        std::size_t number = 0;
        for (int k = 0; k < p; ++k) number = 2 * number + bit(k);
        int zeros = 0;
        while (p + zeros < 64 && bit(p + zeros) == 0) ++zeros;
        registers[number] = std::max(registers[number], static_cast<std::uint8_t>(zeros + 1));
    }
    return registers;
}

template <class T>
std::vector<std::uint8_t> counted_registers_of(const std::vector<T>& keys, int p,
                                               std::uint64_t seed = 0) {
    std::vector<std::uint64_t> hashes(keys.size());
    const sketch_hash<T> hash{seed};
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if constexpr (std::is_integral_v<T>)
            hashes[k] = finalised(static_cast<std::uint64_t>(keys[k]) ^ finalised(seed));
        else
            hashes[k] = hash(keys[k]);
    }
    return counted_registers(hashes, p);
}

template <class Sketch>
std::vector<std::uint8_t> registers_of(const Sketch& sketch) {
    return {sketch.registers().begin(), sketch.registers().end()};
}

/// Bytes from hexadecimal digits.
inline std::string from_hex(const std::string& digits) {
    std::string bytes;
    for (std::size_t k = 0; k < digits.size(); k += 2)
        bytes += static_cast<char>(std::stoi(digits.substr(k, 2), nullptr, 16));
    return bytes;
}

/// Calls f.operator()<Variant, Backend, T>(name) for all rungs.
template <class F>
void for_each_distinct_rung(F f) {
    distinct::variants::for_each([&]<class V>(std::type_identity<V>) {
        distinct_types::for_each([&]<class T>(std::type_identity<T>) {
            for_each_backend<V, std::uint64_t>([&]<class B>() {
                f.template operator()<V, B, T>("distinct/" + std::string(V::name) + "/" +
                                               backend_name<B>() + "/" + key_type_name<T>());
            });
        });
    });
}

/// As a global variable: a test case, distinct/variant/backend/type/Aspect::name, for every rung,
/// with Aspect::check<Variant, Backend, T>() as its body.
template <class Aspect>
struct check_sketches : deferred_registration {
    check_sketches()
        : deferred_registration([] {
              for_each_distinct_rung([]<class V, class B, class T>(const std::string& name) {
                  void (*const body)() = &Aspect::template check<V, B, T>;
                  REGISTER_TEST_CASE(body, name + "/" + Aspect::name);
              });
          }) {}
};

} // namespace hpk::test

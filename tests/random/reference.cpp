// SPDX-License-Identifier: MIT
//
// Every row of reference/random.csv, the streams of CPython's and numpy's generators and numpy's
// counts of darts, and of reference/random123.csv, blocks that Random123 1.14 encrypts.

#include <array>
#include <cstdint>
#include <span>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

#include "crc32.hpp"
#include "random/problem.hpp"

namespace hpk::test {
namespace {

using random::mt19937;
using random::pcg64;
using random::philox4x64;

/// Calls f with the engine of a row, if it is an E.
template <class E, class F>
void with_engine(const std::string& stream, std::uint64_t seed, F f) {
    const auto begins = [&](const char* text) { return stream.rfind(text, 0) == 0; };
    if constexpr (std::same_as<E, mt19937>) {
        if (begins("random.Random")) f(mt19937::of_python(seed));
        if (begins("numpy.RandomState")) f(mt19937(static_cast<std::uint32_t>(seed)));
        if (begins("pi: x = random_sample")) f(mt19937(static_cast<std::uint32_t>(seed)));
    }
    if constexpr (std::same_as<E, philox4x64>)
        if (begins("numpy.Philox") || begins("numpy.Generator(Philox") ||
            begins("pi: x = random(n)"))
            f(philox4x64(seed));
    if constexpr (std::same_as<E, pcg64>)
        if (begins("numpy.default_rng")) f(pcg64(seed));
}

template <class V, class B, class T, class E>
std::uint32_t crc_of_stream(E engine, std::size_t count, execution_policy auto how) {
    std::vector<T> values(count);
    random::fill<V, B>(engine, values, how);
    return crc32(std::as_bytes(std::span(values)));
}

struct reference_rows {
    static constexpr const char* name = "reference";

    template <class V, class B, class E>
    static void check() {
        int checked = 0;
        const reference_table table =
            read_reference("random.csv", "stream,seed,kind,count,first_four,crc32");
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const auto& f = table.fields[r];
            INFO(table.rows[r]);
            with_engine<E>(f[0], std::stoull(f[1]), [&](const E& engine) {
                ++checked;
                const std::size_t count = std::stoull(f[3]);
                if (f[2] == "count") {
                    if (!optimised && count > 100'000) return;
                    const auto darts = static_cast<std::int64_t>(count);
                    E one = engine, several = engine;
                    CHECK(std::to_string(random::count_in_quarter_circle<V, B>(one, darts)) ==
                          f[4]);
                    CHECK(std::to_string(random::count_in_quarter_circle<V, B>(
                              several, darts, parallel{3})) == f[4]);
                    return;
                }
                const auto crc = std::stoul(f[5], nullptr, 16);
                if (f[2] == "f64") {
                    CHECK(crc_of_stream<V, B, double>(engine, count, sequential{}) == crc);
                    CHECK(crc_of_stream<V, B, double>(engine, count, parallel{2}) == crc);
                } else {
                    using number = typename E::result_type;
                    CHECK(crc_of_stream<V, B, number>(engine, count, sequential{}) == crc);
                }
            });
        }
        const bool is_there =
            std::is_same_v<E, mt19937> || std::is_same_v<E, philox4x64> || std::is_same_v<E, pcg64>;
        CHECK(checked >= (is_there ? 6 : 0));
    }
};

const check_engines<reference_rows> register_reference_rows;

template <class Number>
std::vector<Number> parsed(const std::string& text) {
    std::istringstream in(text);
    std::vector<Number> numbers;
    for (std::string word; in >> word;)
        numbers.push_back(static_cast<Number>(std::stoull(word, nullptr, 16)));
    return numbers;
}

/// Encrypts a counter, and finds the block in the stream if it has one of that counter.
template <class Cipher>
void check_block(const std::vector<std::string>& f) {
    using number = typename Cipher::number;
    const auto counter = parsed<number>(f[1]), expected = parsed<number>(f[3]);
    typename Cipher::key_type key{};
    const auto words = parsed<number>(f[2]);
    REQUIRE(words.size() == key.size());
    for (std::size_t j = 0; j < key.size(); ++j) key[j] = words[j];

    std::array<std::array<lanes<std::uint64_t, scalar>, 4>, 1> block;
    for (std::size_t j = 0; j < 4; ++j) block[0][j].value = counter[j];
    Cipher::encrypt(block, Cipher::schedule(key));
    for (std::size_t j = 0; j < 4; ++j)
        CHECK(static_cast<number>(block[0][j].value) == expected[j]);

    std::uint64_t number_of_block = counter[0];
    if (sizeof(number) == 4) number_of_block |= std::uint64_t{counter[1]} << 32;
    if (counter[2] != 0 || counter[3] != 0 || number_of_block > ~std::uint64_t{0} / 4) return;
    if (number_of_block < Cipher::first_counter) return;
    if (sizeof(number) == 8 && counter[1] != 0) return;
    const std::uint64_t position = 4 * (number_of_block - Cipher::first_counter);
    random::counter_engine<Cipher> engine(key);
    engine.discard(position);
    for (std::size_t j = 0; j < 4; ++j) {
        CHECK(engine.at(position + j) == expected[j]);
        CHECK(engine() == expected[j]);
    }
}

TEST_CASE("blocks are those of Random123") {
    const reference_table table = read_reference("random123.csv", "cipher,counter,key,block");
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        INFO(table.rows[r]);
        const auto& f = table.fields[r];
        if (f[0] == "philox4x32")
            check_block<random::detail::philox_cipher<std::uint32_t, random::detail::multiply_32>>(
                f);
        if (f[0] == "philox4x64")
            check_block<random::detail::philox_cipher<std::uint64_t, random::detail::multiply_64>>(
                f);
        if (f[0] == "threefry4x64") check_block<random::detail::threefry_cipher>(f);
    }
    CHECK(table.rows.size() == 27);
}

} // namespace
} // namespace hpk::test

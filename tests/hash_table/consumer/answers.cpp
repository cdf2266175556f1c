// SPDX-License-Identifier: MIT

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include <hpk/hash_table.hpp>

#include "consumer/answers.hpp"

namespace {

using hpk::test::crc_of;
using hpk::test::expect;

/// Tables of every policy are walked through in one order, whatever the flags. The answers are
/// those of an unoptimised build.
void check() {
    std::vector<std::uint32_t> walk;
    std::string letters;
    hpk::hash_table::variants::for_each([&]<class Policy>(std::type_identity<Policy>) {
        hpk::hash_table::map<Policy, std::uint32_t, float> squares;
        for (std::uint32_t k = 0; k < 3000; ++k) squares[k * k] = static_cast<float>(k);
        hpk::erase_if(squares, [](const auto& element) { return element.first % 5 == 1; });
        for (const auto& element : squares) walk.push_back(element.first);
    });
    hpk::hash_set<std::string> words;
    for (int k = 0; k < 1000; ++k) words.insert(std::to_string(k));
    for (const std::string& word : words) letters += word;
    expect(0x0015fa96, crc_of(walk), "the order of numbers");
    expect(0xe9158260, crc_of(letters), "the order of words");
}

const hpk::test::register_answers hash_table(check);

} // namespace

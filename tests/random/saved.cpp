// SPDX-License-Identifier: MIT
//
// Engines written to streams and read again, and texts that are no engines.

#include <iomanip>
#include <limits>
#include <locale>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "problem.hpp"

using namespace hpk::test;
using namespace hpk::random;

namespace {

template <class Engine>
std::string text_of(const Engine& engine) {
    std::ostringstream out;
    out << engine;
    return out.str();
}

/// True if the text is read as an engine. Else it must have left the engine as it was.
template <class Engine>
bool reads(const std::string& text, Engine& engine) {
    const Engine before = engine;
    std::istringstream in(text);
    in >> engine;
    if (in.fail()) REQUIRE(engine == before);
    return !in.fail();
}

/// Groups digits, as many languages do.
struct grouping : std::numpunct<char> {
    [[nodiscard]] std::string do_grouping() const override { return "\3"; }
    [[nodiscard]] char do_thousands_sep() const override { return ' '; }
};

/// The numbers of a text.
std::vector<std::string> split(const std::string& text) {
    std::istringstream in(text);
    std::vector<std::string> parts;
    for (std::string part; in >> part;) parts.push_back(part);
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
    return text;
}

} // namespace

TEST_CASE("an engine that is written and read again is equal and goes on alike") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        INFO(engine_name<E>());
        for (const std::uint32_t moved :
             {0U, 1U, 2U, 3U, 15U, 16U, 17U, 63U, 64U, 65U, 623U, 624U, 625U, 100'003U}) {
            E engine(moved + 42);
            engine.discard(moved);
            E found;
            REQUIRE(reads(text_of(engine), found));
            REQUIRE(found == engine);
            REQUIRE(text_of(found) == text_of(engine));
            for (int k = 0; k < 1500; ++k) REQUIRE(found() == engine());
            REQUIRE(found == engine);
        }
    });
}

TEST_CASE("texts of engines do not depend on the stream's format, nor change it") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        E engine(7);
        engine.discard(5);
        std::stringstream odd;
        odd.imbue(std::locale(std::locale::classic(), new grouping));
        odd << std::hex << std::showbase << std::showpos << std::setfill('x') << std::right;
        odd << engine << '\n' << engine;
        CHECK(odd.str() == text_of(engine) + "\n" + text_of(engine));
        CHECK((odd.flags() & std::ios_base::hex) != 0);
        E first, second;
        odd >> std::noskipws >> first >> second;
        CHECK(!odd.fail());
        CHECK((first == engine && second == engine));

        std::wstringstream wide;
        wide << engine;
        E found;
        wide >> found;
        CHECK(found == engine);
    });
}

TEST_CASE("what stands behind an engine stays in the stream") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        std::istringstream in(" \t\r\n" + text_of(E(3)) + ", then");
        E found;
        std::string rest;
        in >> found;
        CHECK(!in.fail());
        std::getline(in, rest);
        CHECK(rest == ", then");
        std::istringstream alone(text_of(E(3)));
        alone >> found;
        CHECK((alone.eof() && !alone.fail()));
    });
}

TEST_CASE("the text of mt19937 is libstdc++'s") {
#if defined(__GLIBCXX__)
    for (const std::uint64_t moved : {0U, 1U, 623U, 624U, 625U, 5000U}) {
        std::mt19937 theirs(42);
        hpk::random::mt19937 ours(42);
        theirs.discard(moved);
        ours.discard(moved);
        REQUIRE(text_of(ours) == text_of(theirs));
        hpk::random::mt19937 found;
        REQUIRE(reads(text_of(theirs), found));
        REQUIRE(found == ours);
        std::mt19937 back;
        REQUIRE(reads(text_of(ours), back));
        REQUIRE(back == theirs);
    }
#else
    WARN("skipped: this is not libstdc++");
#endif
}

TEST_CASE("the text of pcg64 is numpy's state and inc, those of counters their key and position") {
    // numpy.random.default_rng(42).bit_generator.state
    CHECK(text_of(pcg64(42)) == "274674114334540486603088602300644985544 "
                                "332724090758049132448979897138935081983");
    philox4x32 engine(42 + (std::uint64_t{7} << 32));
    engine.discard(1000);
    CHECK(text_of(engine) == "42 7 1000");
    CHECK(text_of(threefry4x64({1, 2, 3, 4})) == "1 2 3 4 0");
    CHECK(text_of(xoshiro256pp({1, 2, 3, 4})) == "1 2 3 4 0");
}

TEST_CASE("texts that no engine writes set failbit and change nothing") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        INFO(engine_name<E>());
        E engine(1);
        engine.discard(3);
        const std::vector<std::string> right = split(text_of(engine));
        const auto refused = [&](const std::vector<std::string>& parts) {
            return !reads(joined(parts), engine);
        };
        CHECK(!reads("", engine));
        CHECK(!reads("  \n", engine));
        for (const std::size_t k : {std::size_t{0}, right.size() / 2, right.size() - 1}) {
            for (const char* const wrong :
                 {"", "x", "-1", "+1", "0x", ".5", "\x80",
                  "340282366920938463463374607431768211456",
                  "99999999999999999999999999999999999999999999999999999999999999999999"}) {
                auto parts = right;
                parts[k] = wrong;
                INFO("number " << k << " is '" << wrong << "'");
                // "0x" at the end is a 0 and something behind it.
                if (std::string(wrong) != "0x" || k + 1 < right.size()) REQUIRE(refused(parts));
            }
            auto fewer = right;
            fewer.resize(k);
            REQUIRE(refused(fewer));
        }
        REQUIRE(refused(std::vector<std::string>(right.size(), "0")) ==
                (!std::same_as<E, philox4x32> && !std::same_as<E, philox4x64> &&
                 !std::same_as<E, threefry4x64>));

        std::istringstream throwing("1 2 x");
        throwing.exceptions(std::ios_base::failbit);
        const E before = engine;
        CHECK_THROWS_AS(throwing >> engine, std::ios_base::failure);
        CHECK(engine == before);
    });
    hpk::random::mt19937 twister;
    auto parts = split(text_of(twister));
    parts.back() = "625";
    CHECK(!reads(joined(parts), twister));
    parts.back() = "4294967296";
    CHECK(!reads(joined(parts), twister));
    std::vector<std::string> zeros(625, "0");
    zeros[0] = "2147483647";
    CHECK(!reads(joined(zeros), twister));
    zeros[0] = "2147483648";
    CHECK(reads(joined(zeros), twister));
    xoshiro256pp x;
    CHECK(!reads("1 2 3 4 16", x));
    CHECK(reads("1 2 3 4 15", x));
    pcg64 p;
    CHECK(!reads("5 4", p));
    philox4x32 counter;
    CHECK(!reads("4294967296 0 0", counter));
}

TEST_CASE("hostile texts: an engine is read whole or not at all") {
    random_engines::for_each([]<class E>(std::type_identity<E>) {
        INFO(engine_name<E>());
        xoshiro256pp chance(99);
        const std::string alphabet = std::string("0123456789 \t\n-+.xeE,\xff") + '\0';
        E engine(5);
        engine.discard(11);
        const std::string right = text_of(engine);
        int accepted = 0;
        for (int round = 0; round < 2000; ++round) {
            std::string text = right;
            for (std::uint64_t edits = 1 + below(chance, 4); edits > 0 && !text.empty(); --edits) {
                const std::size_t at = below(chance, text.size());
                const char chosen = alphabet[below(chance, alphabet.size())];
                switch (below(chance, 4)) {
                case 0:
                    text[at] = chosen;
                    break;
                case 1:
                    text.insert(at, 1, chosen);
                    break;
                case 2:
                    text.erase(at, 1 + below(chance, 30));
                    break;
                default:
                    text.resize(at);
                    break;
                }
            }
            E found(77);
            if (!reads(text, found)) continue;
            ++accepted;
            // Whatever was read is an engine: it can be written, read and used.
            E again;
            REQUIRE(reads(text_of(found), again));
            REQUIRE(again == found);
            REQUIRE(again() == found());
        }
        CHECK(accepted > 0);
    });
}

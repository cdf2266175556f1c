// SPDX-License-Identifier: MIT
//
// `compact` keeps its promise about memory at every size, and the sizes that it rests on are sound.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <type_traits>
#include <vector>

#include "common.hpp"
#include "hash_table/invariants.hpp"
#include "hash_table/numbered.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

using sizes = hash_table::detail::stepped_sizes;
using map = hash_table::map<hash_table::compact, std::uint64_t, std::uint64_t>;
using set = hash_table::set<hash_table::compact, std::uint32_t>;

template <class Table>
std::size_t bytes_of(const Table& table) {
    return (table.*&opened<Table>::core_).storage().bytes();
}

/// How often a table takes more than 1.35 times the bytes of its elements and their tags.
template <class Table>
class bound {
public:
    void check(const Table& table) { check(table, table.size()); }
    /// The same for a table that has room for so many elements.
    void check(const Table& table, std::size_t elements) {
        const double per_element = sizeof(typename Table::value_type) + 1;
        const double ratio =
            static_cast<double>(bytes_of(table)) / (static_cast<double>(elements) * per_element);
        worst_ = std::max(worst_, ratio);
    }
    [[nodiscard]] double worst() const { return worst_; }

private:
    double worst_ = 0;
};

template <class Table>
void insert(Table& table, std::uint64_t k) {
    const auto key = static_cast<typename Table::key_type>(detail::splitmix(k));
    if constexpr (std::is_same_v<Table, map>)
        table.try_emplace(key, k);
    else
        table.insert(key);
}

template <class Table>
void check_growth(std::size_t last) {
    Table table;
    bound<Table> all;
    for (std::uint64_t k = 0; table.size() < last; ++k) {
        insert(table, k);
        if (table.size() >= 1000) all.check(table);
    }
    CHECK(all.worst() < 1.35);
    CHECK(all.worst() > 1.3); // the test sees the memory
}

TEST_CASE("compact/memory as it grows") {
    check_growth<map>(optimised ? 8'000'000 : 300'000);
    check_growth<set>(optimised ? 4'000'000 : 300'000);
    if (!optimised) WARN("up to 300,000 elements; optimised builds go up to 8 million");
}

TEST_CASE("compact/memory at every size") {
    std::vector<std::size_t> sizes_to_try;
    for (double size = 1000; size < 300'000; size *= optimised ? 1.015 : 1.15)
        sizes_to_try.push_back(static_cast<std::size_t>(size));
    if (!optimised) WARN("sizes in steps of 15 %; optimised builds take 1.5 % and up to 8 million");
    if (optimised)
        for (const std::size_t size : {1'000'000U, 1'048'576U, 4'000'000U, 8'000'000U})
            sizes_to_try.push_back(size);
    std::vector<std::uint64_t> keys(sizes_to_try.back()), values(keys.size());
    for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = detail::splitmix(k);
    bound<map> reserved, built, inserted, shrunk;
    bool rehashed = false;
    for (const std::size_t size : sizes_to_try) {
        const auto some = std::span(keys).first(size);
        const auto their = std::span(values).first(size);
        map a, b, c;
        a.reserve(size);
        const std::size_t buckets = a.bucket_count();
        reserved.check(a, size);
        a.insert_many(some, their);
        rehashed = rehashed || a.bucket_count() != buckets;
        b.build(some, their);
        REQUIRE(b.size() == size);
        built.check(b);
        c.insert_many(some, their);
        inserted.check(c);
        const std::size_t rest = std::max<std::size_t>(1000, size / 3);
        for (std::size_t k = rest; k < size; ++k) c.erase(keys[k]);
        c.shrink_to_fit();
        REQUIRE(c.size() == rest);
        shrunk.check(c);
        hpk::erase_if(b, [](const auto& element) { return element.first % 16 == 0; });
        b.rehash(0);
        if (b.size() >= 1000) shrunk.check(b);
    }
    CHECK(!rehashed);
    CHECK(reserved.worst() < 1.35);
    CHECK(built.worst() < 1.35);
    CHECK(inserted.worst() < 1.35);
    CHECK(shrunk.worst() < 1.35);
}

TEST_CASE("compact/sizes") {
    std::size_t before = 0;
    long wrong = 0;
    for (std::size_t n = 0; n < 100'000; ++n) {
        const std::size_t size = sizes::at_least(n);
        wrong += size < n || size < 16 || size % 16 != 0 || size < before;
        wrong += sizes::at_least(size) != size;
        if (n > before && before >= 1024)
            wrong += static_cast<double>(size) > 1.157 * static_cast<double>(before);
        before = size;
    }
    CHECK(wrong == 0);
    for (int bits = 4; bits < 62; ++bits) {
        const std::size_t power = std::size_t{1} << bits;
        wrong += sizes::at_least(power) != power || sizes::at_least(power + 1) <= power;
    }
    CHECK(wrong == 0);
}

TEST_CASE("compact/homes are spread evenly") {
    for (const std::size_t count : {16U, 48U, 176U, 1360U, 1U << 12, 7104U}) {
        INFO(count << " buckets");
        const auto by = sizes::spread_over(count);
        std::vector<long> homes(count);
        const std::size_t hashes = 256 * count;
        std::mt19937_64 bits(count);
        for (std::size_t k = 0; k < hashes; ++k) ++homes.at(sizes::home(bits(), by, count - 1));
        double chi = 0;
        for (const long n : homes) {
            const double off = static_cast<double>(n) - 256;
            chi += off * off / 256;
        }
        const auto expected = static_cast<double>(count);
        CHECK(chi < expected + 5 * std::sqrt(2 * expected));
        CHECK(sizes::home(~std::uint64_t{0}, sizes::gathered, count - 1) == 0);
    }
}

TEST_CASE("compact/steps and distances go round") {
    constexpr std::size_t width = 16;
    std::size_t count = 176;
    long wrong = 0;
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t n = 0; n < count; ++n) {
            const std::size_t at = sizes::after(k, n, count - 1);
            wrong += at != (k + n) % count || sizes::distance(k, at, count - 1) != n;
        }
    CHECK(wrong == 0);
    // A sequence of windows visits all, wherever it begins.
    for (count = 32; count < 100'000; count = sizes::at_least(count + 1))
        for (std::uint64_t number = 0; number < 8; ++number) {
            const std::size_t step = sizes::random_step(number, width, count - 1);
            std::size_t at = sizes::random_window(detail::splitmix(number), width, count - 1);
            std::vector<bool> seen(count / width);
            for (std::size_t n = 0; n < count / width; ++n) {
                wrong += at % width != 0 || seen.at(at / width);
                seen.at(at / width) = true;
                at = sizes::after(at, step, count - 1);
            }
        }
    CHECK(wrong == 0);
}

} // namespace
} // namespace hpk::test

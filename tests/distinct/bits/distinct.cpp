// SPDX-License-Identifier: MIT

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>

#include "bits/numbers.hpp"
#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class Key, class Make>
void enter_sketches(bits_table& table, const std::string& type, Make make) {
    std::vector<Key> keys(20'000);
    numbers n;
    for (Key& key : keys) key = make(n);
    for (const int p : {4, 11})
        for_each_source<distinct::variants, scalar_and_native, std::uint64_t>(
            [&]<class Variant, class Backend>(const std::string& source) {
                const std::string name = "distinct/hyperloglog/" + std::to_string(p) + "/" + type;
                distinct::hyperloglog<Key> sketch(p);
                std::vector<double> estimates;
                for (std::size_t k = 0; k < keys.size(); k += 1000) {
                    sketch.template add_many<Variant, Backend>(
                        std::span<const Key>(keys).subspan(k, 1000));
                    estimates.push_back(sketch.estimate());
                }
                table.enter<std::uint8_t>(name, source, sketch.registers());
                table.enter<double>(name + "/estimates", source, estimates);
            });
}

/// Unions of sketches with the same p and with different ones, and a count on several threads.
void enter_unions(bits_table& table) {
    numbers n;
    std::vector<std::uint64_t> keys(40'000);
    for (std::uint64_t& key : keys) key = n.next();
    const std::span<const std::uint64_t> all(keys);
    distinct::hyperloglog<std::uint64_t> a(11), b(11), c(14);
    a.add_many(all.first(20'000), parallel{3});
    b.add_many(all.subspan(10'000, 20'000));
    c.add_many(all.subspan(15'000), parallel{2});
    const auto either = union_of(union_of(a, b), c);
    const std::vector<double> estimates{either.estimate(), intersection_estimate(a, b),
                                        intersection_estimate(a, c), jaccard(b, c),
                                        either.standard_error()};
    table.enter<std::uint8_t>("distinct/union", "native", either.registers());
    table.enter<double>("distinct/union/estimates", "native", estimates);
}

void enter_minimum_values(bits_table& table) {
    numbers n;
    std::vector<std::uint64_t> keys(20'000);
    for (std::uint64_t& key : keys) key = n.next();
    scalar_and_native::for_each([&]<class Backend>(std::type_identity<Backend>) {
        distinct::k_minimum_values<std::uint64_t> sketch(1000);
        sketch.add_many<Backend>(keys);
        const std::vector<double> estimates{sketch.estimate(), sketch.standard_error()};
        const std::string name = "distinct/k_minimum_values", source = backend_name<Backend>();
        table.enter<std::uint64_t>(name, source, sketch.hashes());
        table.enter<double>(name + "/estimates", source, estimates);
    });
}

const register_bits sketches([](bits_table& table) {
    enter_sketches<std::uint64_t>(table, "u64", [](numbers& n) { return n.next(); });
    enter_sketches<std::string>(table, "string",
                                [](numbers& n) { return std::to_string(n.next() % 100'000); });
    enter_unions(table);
    enter_minimum_values(table);
});

} // namespace
} // namespace hpk::test

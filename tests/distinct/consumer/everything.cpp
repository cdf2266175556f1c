// SPDX-License-Identifier: MIT
//
// Compiles a good part of the distinct family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <hpk/distinct.hpp>

void use_distinct();

namespace {

template <class Key>
void count_all(const Key& key) {
    using namespace hpk::distinct;
    const std::vector<Key> keys{key};
    hyperloglog<Key> a(12), b(14, hpk::sketch_hash<Key>{1});
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        a.template add_many<Variant>(keys);
        a.template add_many<Variant, hpk::scalar>(keys, hpk::parallel{2});
    });
    a.add(key);
    k_minimum_values<Key> d(100), e(200);
    d.add_many(keys, hpk::parallel{2});
    d.add_many(keys);
    d.add(key);
    d.merge(e.reduced(150));
    static_cast<void>(d.estimate() + d.standard_error() + jaccard(d, e) +
                      intersection_estimate(d, e));
    static_cast<void>(d == union_of(d, k_minimum_values<Key>(100, d.hashes())));
    a.merge(b.reduced(12));
    const auto c = union_of(a, b);
    static_cast<void>(c.estimate() + c.template estimate<loglog>() +
                      c.template estimate<hyperloglog_2007>() + c.standard_error() +
                      intersection_estimate(a, b) + jaccard(a, b));
    static_cast<void>(a == b);
    static_cast<void>(hyperloglog<Key>(a.registers()));
    const auto filter = [&](auto f) {
        std::vector<char> found(keys.size());
        f.add(key);
        f.add_many(keys, hpk::parallel{2});
        f.merge(f);
        static_cast<void>(f.contains(key) && f.contains_many(keys, found, hpk::parallel{2}) > 0);
        static_cast<void>(f == decltype(f)(f.shape(), f.words()));
        static_cast<void>(f.estimate() + f.false_positive_rate());
    };
    filter(bloom_filter<Key>(10, 0.01));
    filter(bloom_filter<Key, hpk::sketch_hash<Key>, classic>(10, 0.01));
}

} // namespace

void use_distinct() {
    count_all<std::int8_t>(1);
    count_all<std::int32_t>(1);
    count_all<std::uint64_t>(1);
    count_all<double>(1);
    count_all<std::string>("one");
    count_all<std::string_view>("one");
    count_all<std::pair<int, std::string>>({1, "one"});
    hpk::distinct::redis_hyperloglog kept(14);
    kept.add("one");
    kept.merge(hpk::distinct::from_redis(to_redis(kept)));
    hpk::distinct::datasketches_hyperloglog<int> shared(14, {14});
    shared.merge(hpk::distinct::from_datasketches<int>(to_datasketches(shared)));
    hpk::distinct::parquet_bloom_filter<std::int16_t> column(10, 0.01);
    column.merge(hpk::distinct::from_parquet<std::int16_t>(to_parquet(column)));
    hpk::distinct::parquet_bloom_filter<std::string_view> names(10, 0.01);
    names.add("one");
}

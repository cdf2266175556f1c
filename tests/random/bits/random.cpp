// SPDX-License-Identifier: MIT

#include <cstdint>
#include <string>
#include <vector>

#include <hpk/random.hpp>

#include "bits/sources.hpp"
#include "bits/table.hpp"

namespace hpk::test {
namespace {

template <class Engine>
void enter_stream(bits_table& table, const std::string& name) {
    using namespace random;
    for_each_source<variants, scalar_and_native, std::uint64_t>(
        [&]<class Variant, class Backend>(const std::string& source) {
            Engine engine(2024);
            engine.discard(3);
            std::vector<double> doubles(5001), normals(5001);
            std::vector<float> floats(5001);
            std::vector<typename Engine::result_type> numbers(5001);
            fill<Variant, Backend>(engine, numbers);
            fill<Variant, Backend>(engine, doubles);
            fill<Variant, Backend>(engine, floats);
            table.enter<typename Engine::result_type>("random/" + name, source, numbers);
            table.enter<double>("random/" + name + "/f64", source, doubles);
            table.enter<float>("random/" + name + "/f32", source, floats);
            const std::vector<std::int64_t> inside{
                count_in_quarter_circle<Variant, Backend>(engine, 20'001)};
            table.enter<std::int64_t>("random/" + name + "/darts", source, inside);
            fill_normal<Variant, Backend>(engine, normals);
            table.enter<double>("random/" + name + "/normal", source, normals);
        });
    Engine engine(5);
    std::vector<std::uint64_t> integers;
    for (const std::uint64_t n : {6ULL, 1'000'003ULL, 12'000'000'000'000'000'000ULL})
        for (int k = 0; k < 100; ++k) integers.push_back(below(engine, n));
    for (const std::uint64_t chosen : sample(engine, 1'000'000, 100)) integers.push_back(chosen);
    shuffle(engine, integers);
    table.enter<std::uint64_t>("random/" + name + "/integers", "native", integers);
}

const register_bits random_streams([](bits_table& table) {
    enter_stream<random::philox4x32>(table, "philox4x32");
    enter_stream<random::philox4x64>(table, "philox4x64");
    enter_stream<random::threefry4x64>(table, "threefry4x64");
    enter_stream<random::xoshiro256pp>(table, "xoshiro256pp");
    enter_stream<random::mt19937>(table, "mt19937");
    enter_stream<random::pcg64>(table, "pcg64");
});

} // namespace
} // namespace hpk::test

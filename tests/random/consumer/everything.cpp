// SPDX-License-Identifier: MIT
//
// Compiles a good part of the random family, as a consumer does whose warnings are errors:
// templates warn only where they are instantiated. Never run.

#include <cstdint>
#include <type_traits>
#include <vector>

#include <hpk/random.hpp>

void use_random();

namespace {

template <class Engine>
void draw_all() {
    using namespace hpk::random;
    Engine e(1);
    std::vector<double> doubles(10);
    std::vector<float> floats(10);
    std::vector<typename Engine::result_type> numbers(10);
    std::int64_t n = 0;
    variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        fill<Variant>(e, doubles, hpk::parallel{2});
        fill<Variant, hpk::scalar>(e, floats);
        fill<Variant>(e, numbers);
        fill_normal<Variant>(e, doubles, hpk::parallel{2});
        fill_normal<Variant, hpk::scalar>(e, floats);
        n += count_in_quarter_circle<Variant>(e, 10, hpk::parallel{});
        n += count_in_quarter_circle<Variant, hpk::scalar>(e, 10);
    });
    shuffle(e, doubles);
    e.discard(below(e, 6));
    static_cast<void>(sample(e, 100, 3).size() + static_cast<std::uint64_t>(n));
    static_cast<void>(uniform(e) + static_cast<double>(uniform<float>(e)));
    static_cast<void>(normal(e) + static_cast<double>(normal<float>(e)));
    static_cast<void>(e == Engine(2));
}

} // namespace

void use_random() {
    using namespace hpk::random;
    draw_all<philox4x32>();
    draw_all<philox4x64>();
    draw_all<threefry4x64>();
    draw_all<xoshiro256pp>();
    draw_all<hpk::random::mt19937>();
    draw_all<pcg64>();
    static_cast<void>(philox4x32({1, 2}).at(3) + philox4x64(1).position());
    static_cast<void>(pcg64(seed_sequence(1, {2, 3})) == pcg64());
    static_cast<void>(hpk::random::mt19937::of_python(1));
}

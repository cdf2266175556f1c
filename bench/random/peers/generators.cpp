// SPDX-License-Identifier: MIT
#include "random/peers/generators.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

#include "compiled_with.hpp"

#if defined(HPK_BENCH_HAS_RANDOM123)
#include <Random123/philox.h>
#include <Random123/threefry.h>
#endif

namespace hpk::bench::peers {

namespace {

double from_64_bits(std::uint64_t bits) {
    return static_cast<double>(static_cast<std::int64_t>(bits >> 11)) * 0x1p-53;
}
double from_mt19937(std::mt19937& engine) {
    const auto high = static_cast<double>(engine() >> 5), low = static_cast<double>(engine() >> 6);
    return (high * 67108864 + low) * 0x1p-53;
}

struct xoshiro {
    std::uint64_t s[4];

    std::uint64_t operator()() {
        const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0], t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = std::rotl(s[3], 45);
        return result;
    }
};

/// Philox4x64-10 of one block.
void encrypt(std::uint64_t counter, std::uint64_t key, std::uint64_t* block) {
    __extension__ using wide = unsigned __int128;
    std::uint64_t x[4]{counter, 0, 0, 0}, keys[2]{key, 0};
    for (int round = 0; round < 10; ++round) {
        const wide a = wide{0xD2E7470EE14C6C93} * x[0], b = wide{0xCA5A826395121157} * x[2];
        x[0] = static_cast<std::uint64_t>(b >> 64) ^ x[1] ^ keys[0];
        x[1] = static_cast<std::uint64_t>(b);
        x[2] = static_cast<std::uint64_t>(a >> 64) ^ x[3] ^ keys[1];
        x[3] = static_cast<std::uint64_t>(a);
        keys[0] += 0x9E3779B97F4A7C15;
        keys[1] += 0xBB67AE8584CAA73B;
    }
    std::copy_n(x, 4, block);
}

} // namespace

void fill_std_mt19937(double* to, std::size_t count) {
    static std::mt19937 engine(1);
    for (std::size_t k = 0; k < count; ++k) to[k] = from_mt19937(engine);
}
void fill_std_mt19937_64(double* to, std::size_t count) {
    static std::mt19937_64 engine(1);
    for (std::size_t k = 0; k < count; ++k) to[k] = from_64_bits(engine());
}
void fill_xoshiro256pp(double* to, std::size_t count) {
    static xoshiro engine{{1, 2, 3, 4}};
    xoshiro in_registers = engine;
    for (std::size_t k = 0; k < count; ++k) to[k] = from_64_bits(in_registers());
    engine = in_registers;
}
void fill_std_normal(double* to, std::size_t count) {
    static std::mt19937 engine(1);
    static std::normal_distribution<double> normal;
    for (std::size_t k = 0; k < count; ++k) to[k] = normal(engine);
}

std::int64_t darts_std_mt19937(std::int64_t darts) {
    static std::mt19937 engine(1);
    std::int64_t inside = 0;
    for (std::int64_t k = 0; k < darts; ++k) {
        const double x = from_mt19937(engine), y = from_mt19937(engine);
        if (x * x + y * y <= 1) ++inside;
    }
    return inside;
}

std::int64_t darts_in_arrays(std::int64_t darts) {
    const auto n = static_cast<std::size_t>(darts);
    const auto random = [n](std::uint64_t first) {
        std::vector<double> x(n);
        for (std::size_t k = 0; k < n;) {
            std::uint64_t block[4];
            encrypt(first + k / 4, 7, block);
            for (std::size_t j = 0; j < 4 && k < n; ++j, ++k) x[k] = from_64_bits(block[j]);
        }
        return x;
    };
    const std::vector<double> x = random(1), y = random(1 + n / 4);
    std::vector<double> of_x(n), of_y(n), sum(n);
    std::transform(x.begin(), x.end(), x.begin(), of_x.begin(), std::multiplies<>{});
    std::transform(y.begin(), y.end(), y.begin(), of_y.begin(), std::multiplies<>{});
    std::transform(of_x.begin(), of_x.end(), of_y.begin(), sum.begin(), std::plus<>{});
    return std::count_if(sum.begin(), sum.end(), [](double s) { return s <= 1; });
}

#if defined(HPK_BENCH_HAS_RANDOM123)
namespace {

template <class Generator>
void fill_by_blocks(double* to, std::size_t count) {
    static std::uint64_t block = 0;
    using counter_type = typename Generator::ctr_type;
    using number = typename counter_type::value_type;
    constexpr std::size_t per_block = 4 * sizeof(number) / 8;
    const typename Generator::key_type key{};
    for (std::size_t k = 0; k < count; ++block) {
        counter_type counter{};
        counter[0] = static_cast<number>(block);
        if constexpr (sizeof(number) == 4) counter[1] = static_cast<number>(block >> 32);
        const counter_type made = Generator()(counter, key);
        for (std::size_t j = 0; j < per_block && k < count; ++j, ++k) {
            if constexpr (sizeof(number) == 4)
                to[k] = from_64_bits(made[2 * j] | std::uint64_t{made[2 * j + 1]} << 32);
            else
                to[k] = from_64_bits(made[j]);
        }
    }
}

} // namespace

void fill_random123_philox4x32(double* to, std::size_t count) {
    fill_by_blocks<r123::Philox4x32>(to, count);
}
void fill_random123_philox4x64(double* to, std::size_t count) {
    fill_by_blocks<r123::Philox4x64>(to, count);
}
void fill_random123_threefry4x64(double* to, std::size_t count) {
    fill_by_blocks<r123::Threefry4x64>(to, count);
}
#endif

std::string generators_made_with() {
    return made_with;
}

} // namespace hpk::bench::peers

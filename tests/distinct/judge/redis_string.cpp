// SPDX-License-Identifier: MIT
//
// Writes the Redis string of a sketch of as many keys as its argument says; redis.py shows it to
// redis-server.

#include <cstdio>
#include <cstdlib>
#include <string>

#include <hpk/distinct.hpp>

int main(int count, char** arguments) {
    if (count != 2) return 2;
    hpk::distinct::redis_hyperloglog sketch(14);
    for (long k = 0; k < std::strtol(arguments[1], nullptr, 10); ++k)
        sketch.add("key:" + std::to_string(k));
    const std::string bytes = hpk::distinct::to_redis(sketch);
    return std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() ? 0 : 1;
}

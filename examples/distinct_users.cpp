// SPDX-License-Identifier: MIT
//
// Distinct users per day and over the week. Every day's log goes into a sketch of 16 KiB; the
// week's is the union of the seven, without reading a log again. With a file's name as argument the
// week is saved there, for Redis:
//
//     distinct_users week.hll && redis-cli -x SET users:week < week.hll && redis-cli PFCOUNT
//     users:week

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <hpk/distinct.hpp>
#include <hpk/hash_table.hpp>

namespace {

/// The user of each visit on a day, as a log has them: some come often, and each day has new ones.
std::vector<std::string> visits(unsigned day) {
    std::mt19937 bits(day);
    std::vector<std::string> users(60'000);
    for (std::string& user : users) {
        const auto u = (static_cast<double>(bits()) + 0.5) * 0x1p-32;
        user = "user" + std::to_string(5'000 * day + static_cast<unsigned>(40'000 * u * u));
    }
    return users;
}

/// True if an estimate is within four standard errors.
bool is_near(const hpk::distinct::redis_hyperloglog& sketch, std::size_t exact) {
    const auto n = static_cast<double>(exact);
    return std::abs(sketch.estimate() - n) < 4 * sketch.standard_error() * n;
}

} // namespace

int main(int count, char** arguments) {
    hpk::distinct::redis_hyperloglog week(14);
    hpk::hash_set<std::string> everybody; // to compare with: megabytes
    bool is_as_expected = true;
    for (unsigned day = 1; day <= 7; ++day) {
        const std::vector<std::string> users = visits(day);
        hpk::distinct::redis_hyperloglog today(14);
        today.add_many(users, hpk::parallel{});
        week.merge(today);

        const hpk::hash_set<std::string> exact(users.begin(), users.end());
        everybody.insert(users.begin(), users.end());
        std::printf("day %u: about %6.0f users (%zu)\n", day, today.estimate(), exact.size());
        is_as_expected &= is_near(today, exact.size());
    }
    std::printf("week:  about %6.0f users (%zu)\n", week.estimate(), everybody.size());
    is_as_expected &= is_near(week, everybody.size());

    const std::string saved = to_redis(week);
    is_as_expected &= hpk::distinct::from_redis(saved) == week;
    if (count > 1) {
        std::ofstream file(arguments[1], std::ios::binary);
        if (!file.write(saved.data(), static_cast<std::streamsize>(saved.size())).flush()) {
            std::fprintf(stderr, "%s cannot be written\n", arguments[1]);
            return 1;
        }
    }
    std::puts(is_as_expected ? "ok" : "WRONG");
    return is_as_expected ? 0 : 1;
}

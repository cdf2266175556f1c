// SPDX-License-Identifier: MIT
/// \file
/// The ladder for a person to look at: every entrant is verified, then timed, and the pictures are
/// drawn. The full benchmark, with more of everything, is main.cpp.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <hpk/core/backend.hpp>

#include "../examples/picture/progress.hpp"
#include "compiled_with.hpp"
#include "contest.hpp"
#include "julia/ladder.hpp"
#include "julia/pictures.hpp"

namespace {

using namespace hpk::bench;
using seconds = std::chrono::duration<double>;
using timer = std::chrono::steady_clock;

constexpr std::string_view usage =
    "usage: hpk_ladder [--out DIRECTORY]\n"
    "Verifies and times every rung of the ladder, and draws its pictures.\n"
    "  --out DIRECTORY  where the pictures go (default: the current directory)\n"
    "  --help           this text\n";

/// An entrant and how it fared.
struct row {
    const entrant* who;
    verdict found;
    std::vector<double> rounds; ///< seconds a pass

    [[nodiscard]] double median() const {
        auto sorted = rounds;
        const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
        std::ranges::nth_element(sorted, middle);
        return *middle;
    }
};

using table = std::vector<row>; // the rows of a contest

std::vector<table> verify(const std::vector<contest>& contests, progress_bar& progress) {
    std::vector<table> tables;
    for (std::size_t i = 0; i < contests.size(); ++i) {
        auto& rows = tables.emplace_back();
        const auto& entrants = contests[i].entrants;
        for (std::size_t k = 0; k < entrants.size(); ++k) {
            const double part = static_cast<double>(k) / static_cast<double>(entrants.size());
            progress.show((static_cast<double>(i) + part) / static_cast<double>(contests.size()),
                          "verifying " + entrants[k].name());
            rows.push_back({&entrants[k], entrants[k].verify(), {}});
        }
    }
    return tables;
}

/// Passes until they have taken long enough for the clock.
double seconds_a_pass(const entrant& e) {
    const auto start = timer::now();
    int passes = 0;
    seconds taken{};
    do {
        e.pass();
        ++passes;
        taken = timer::now() - start;
    } while (taken < seconds(0.01));
    return taken.count() / passes;
}

/// Times the entrants one after the other, round by round, so that a slow spell of the machine hits
/// all of them; the median of the rounds then passes over it.
void time(std::vector<table>& tables, progress_bar& progress) {
    constexpr int rounds = 15;
    const auto start = timer::now();
    for (int round = 0; round < rounds; ++round) {
        // A slow machine gets fewer rounds rather than a bored user.
        if (round >= 3 && timer::now() - start > seconds(25)) return;
        for (table& rows : tables) {
            for (row& r : rows) {
                if (r.who->takes_long && round % 5 != 0) continue;
                progress.show(static_cast<double>(round) / rounds, "timing " + r.who->name());
                r.rounds.push_back(seconds_a_pass(*r.who));
            }
        }
    }
}

void print_ratio(const std::optional<double>& ratio) {
    if (ratio)
        std::printf("  %12.1f", *ratio);
    else
        std::printf("  %12s", "-");
}

void print(const contest& c, const table& rows) {
    std::printf("\n%s\n%-8s%-13s%-12s%-5s%8s%14s%14s%14s\n", c.title.c_str(), "family", "variant",
                "backend", "type", "threads", "time", "x first rung", "x plain loop");
    for (const row& r : rows) {
        const entrant& e = *r.who;
        const double time = r.median();
        std::printf("%-8s%-13s%-12s%-5s%8d%11.2f ms", e.family.c_str(), e.variant.c_str(),
                    e.backend.c_str(), e.type.c_str(), std::max(e.threads, 1), 1e3 * time);
        std::optional<double> by_first_rung;
        if (c.first_rung) by_first_rung = rows[*c.first_rung].median() / time;
        print_ratio(by_first_rung);
        print_ratio(rows[c.yardstick].median() / time);
        std::printf("\n");
    }
    std::printf("%s ok\n", rows[c.yardstick].found.answer.c_str());
}

/// Prints what went wrong and returns true, if anything did.
bool print_failures(const std::vector<table>& tables) {
    bool any = false;
    for (const table& rows : tables) {
        for (const row& r : rows) {
            if (r.found.failure.empty()) continue;
            std::printf("%s: %s\n", r.who->name().c_str(), r.found.failure.c_str());
            any = true;
        }
    }
    if (any) std::printf("FAILED\n");
    return any;
}

int run(const std::filesystem::path& directory) {
    std::filesystem::create_directories(directory);
    const auto contests = julia::contests(); // a further family appends its own
    std::vector<table> tables;
    {
        progress_bar progress;
        tables = verify(contests, progress);
        if (print_failures(tables)) return EXIT_FAILURE;
        time(tables, progress);
    }
    std::printf("%s, -march %s: the native backend is %s\n", compiler().c_str(), march().c_str(),
                hpk::backend_name<hpk::native>().c_str());
    for (std::size_t i = 0; i < contests.size(); ++i) print(contests[i], tables[i]);
    std::printf("\n");
#if defined(HPK_HAVE_PNG)
    for (const std::string& file : julia::draw(directory)) std::printf("drawn: %s\n", file.c_str());
#else
    std::printf("no pictures: this was built without libpng\n");
#endif
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    std::filesystem::path directory = ".";
    if (arguments.size() == 1 && arguments[0] == "--help") {
        std::fputs(usage.data(), stdout);
        return EXIT_SUCCESS;
    }
    if (arguments.size() == 2 && arguments[0] == "--out") {
        directory = arguments[1];
    } else if (!arguments.empty()) {
        std::fputs(usage.data(), stderr);
        return 2;
    }
    try {
        return run(directory);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "hpk_ladder: %s\n", e.what());
        return EXIT_FAILURE;
    }
}

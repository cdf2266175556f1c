// SPDX-License-Identifier: MIT
/// \file
/// The ladder as a table to read: every entrant is verified, then timed, and the pictures are
/// drawn. The full benchmark is main.cpp.

#include <algorithm>
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
#include "diffusion/ladder.hpp"
#include "diffusion/pictures.hpp"
#include "hash_table/ladder.hpp"
#include "hash_table/pictures.hpp"
#include "julia/ladder.hpp"
#include "julia/pictures.hpp"
#include "peers/numpy_process.hpp"
#include "timing.hpp"

namespace {

using namespace hpk::bench;

constexpr std::string_view usage =
    "usage: hpk_ladder [--out DIRECTORY]\n"
    "Verifies and times every rung of the ladders, and draws their pictures.\n"
    "  --out DIRECTORY  where the pictures go (default: the current directory)\n"
    "  --help           this text\n";

void print_ratio(const std::optional<double>& ratio) {
    if (ratio)
        std::printf("  %12.2f", *ratio);
    else
        std::printf("  %12s", "-");
}

void print(const contest& c, const table& rows) {
    int backend_width = 14;
    for (const row& r : rows)
        backend_width = std::max(backend_width, static_cast<int>(r.who->backend.size()) + 2);
    std::printf("\n%s\n%-11s%-15s%-*s%-6s%8s%14s%14s%14s", c.title.c_str(), "family", "variant",
                backend_width, "backend", "type", "threads", "time", "x first rung",
                ("x " + c.yardstick).c_str());
    if (c.roofline) std::printf("%14s%14s", "updates/ns", "x roofline");
    std::printf("\n");

    const auto cost = [&](std::size_t k) { return rows[k].cost(c.unit); };
    const double yardstick = cost(std::ranges::min(c.yardsticks, {}, cost));
    for (std::size_t k = 0; k < rows.size(); ++k) {
        if (c.roofline == k) continue; // not a rung: it does other work
        const row& r = rows[k];
        const entrant& e = *r.who;
        const double time = cost(k);
        std::printf("%-11s%-15s%-*s%-6s%8d%11.2f %s", e.family.c_str(), e.variant.c_str(),
                    backend_width, e.backend.c_str(), e.type.c_str(), std::max(e.threads, 1),
                    (c.unit.empty() ? 1e3 : 1e9) * time, c.unit.empty() ? "ms" : "ns");
        std::optional<double> by_first_rung;
        if (c.first_rung) by_first_rung = cost(*c.first_rung) / time;
        print_ratio(by_first_rung);
        print_ratio(yardstick / time);
        if (c.roofline) {
            print_ratio(1e-9 * r.rate("updates"));
            print_ratio(r.rate("bytes") / rows[*c.roofline].rate("bytes"));
        }
        std::printf("\n");
    }
    if (c.roofline)
        std::printf(
            "roofline: memory copies %.1f GB/s, read and written; a sweep moves as much for each "
            "step\n",
            1e-9 * rows[*c.roofline].rate("bytes"));
    std::printf("%s ok\n", rows[c.yardsticks.front()].found.answer.c_str());
    std::fflush(stdout);
}

/// Prints the failures; returns true if there are any.
bool print_failures(const table& rows) {
    bool any = false;
    for (const row& r : rows) {
        if (r.found.failure.empty()) continue;
        std::printf("%s: %s\n", r.who->name().c_str(), r.found.failure.c_str());
        any = true;
    }
    if (any) std::printf("FAILED\n");
    return any;
}

/// Verifies, times and prints a contest; false if an entrant was wrong.
bool hold(const contest& c) {
    table rows;
    {
        progress_bar progress;
        rows = verify(c.entrants, progress);
        if (print_failures(rows)) return false;
        time(rows, progress);
    }
    print(c, rows);
    return true;
}

void print_pictures(const std::vector<std::string>& files) {
    for (const std::string& file : files) std::printf("drawn: %s\n", file.c_str());
}

int run(const std::filesystem::path& directory) {
    std::filesystem::create_directories(directory);
    std::printf("%s; the native backend is %s\n", made_with,
                hpk::backend_name<hpk::native>().c_str());
    if (peers::numpy_version().empty()) std::printf("numpy is not installed, so not measured\n");
    // A contest's grids and counts are freed after it.
    for (const auto& contests : {julia::contests, diffusion::contests, hash_table::contests})
        for (const auto& make : contests())
            if (!hold(make())) return EXIT_FAILURE;
    std::printf("\n");
#if defined(HPK_HAVE_PNG)
    print_pictures(julia::draw(directory));
    print_pictures(diffusion::draw(directory));
    print_pictures(hash_table::draw(directory));
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

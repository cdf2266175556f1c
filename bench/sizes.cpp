// SPDX-License-Identifier: MIT
/// \file
/// Times square grids of many sizes, and grids of one size with many steps, to check that `fastest`
/// chooses well and that the cost is proportional to the cells and the steps.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <hpk/diffusion.hpp>

#include "../examples/picture/arguments.hpp"
#include "../examples/picture/progress.hpp"
#include "compiled_with.hpp"
#include "diffusion/problem.hpp"
#include "streaming.hpp"
#include "timing.hpp"

namespace {

using namespace hpk::bench;

constexpr std::string_view usage =
    "usage: hpk_sizes [options] [SIZE ...]\n"
    "Times the diffusion variants on periodic grids of SIZE x SIZE cells (default: 8 to 8192, "
    "four\n"
    "sizes to each fourfold extent and odd ones besides).\n"
    "  --f32         float instead of double\n"
    "  --threads N   on N threads\n"
    "  --all         keep those that were eight times slower than the best at a smaller size\n"
    "  --rounds N    the median of N rounds (default: 9)\n"
    "  --steps       many numbers of steps at each SIZE (default: 64 512), top rung only\n"
    "  --help        this text\n";

struct options {
    bool f32 = false, all = false, steps = false, help = false;
    int threads = 0;
    int rounds = 9;
    std::vector<std::size_t> sizes;
};

/// \throws std::invalid_argument with a sentence
options parse(arguments a) {
    options o;
    while (a.next()) {
        if (a.option() == "--f32")
            o.f32 = true;
        else if (a.option() == "--all")
            o.all = true;
        else if (a.option() == "--steps")
            o.steps = true;
        else if (a.option() == "--help")
            o.help = true;
        else if (a.option() == "--threads")
            a.read(o.threads);
        else if (a.option() == "--rounds")
            a.read(o.rounds);
        else if (a.option().starts_with("-"))
            a.refuse();
        else
            a.read_option(o.sizes.emplace_back());
    }
    if (o.rounds < 1 || o.threads < 0 || std::ranges::count(o.sizes, 0) > 0)
        throw std::invalid_argument("sizes and rounds must be at least 1, threads at least 0");
    return o;
}

template <class Variant, class Problem>
entrant as_asked(const options& o, const std::shared_ptr<Problem>& p) {
    return o.threads > 0 ? contestant<Variant, hpk::native>(p, hpk::parallel{o.threads})
                         : contestant<Variant, hpk::native>(p);
}

/// \throws std::runtime_error unless all are right
table measured(const std::vector<entrant>& entrants, const options& o) {
    progress_bar progress;
    table rows = verify(entrants, progress);
    for (const row& r : rows)
        if (!r.found.failure.empty())
            throw std::runtime_error(r.who->name() + ": " + r.found.failure);
    time(rows, progress, {o.rounds, 20});
    return rows;
}

/// The plain loop, the faster variants, and `fastest` at the end.
template <class T>
std::vector<entrant> field(const options& o, std::size_t n, const std::set<std::string>& dropped) {
    const auto p = std::make_shared<diffusion::evolution<T>>(diffusion::start::ramp,
                                                             std::array<std::size_t, 2>{n, n});
    std::vector<entrant> all = diffusion::peers(p);
    hpk::diffusion::variants::for_each([&]<class Variant>(std::type_identity<Variant>) {
        if (!dropped.contains(std::string(Variant::name))) all.push_back(as_asked<Variant>(o, p));
    });
    all.push_back(as_asked<hpk::diffusion::fastest>(o, p));
    return all;
}

template <class T>
void sweep_sizes(const options& o) {
    std::vector<std::size_t> sizes = o.sizes;
    if (sizes.empty())
        sizes = {8,   11,  16,  23,   32,   45,   64,   91,   128,  181,  256, 362,
                 512, 724, 999, 1024, 1448, 2048, 2896, 4096, 4097, 5793, 8192};
    std::set<std::string> dropped;
    double worst = 0;
    std::printf("10^9 cell updates a second\n");
    for (const std::size_t n : sizes) {
        const auto entrants = field<T>(o, n, dropped);
        const table rows = measured(entrants, o);
        double best = 0;
        for (std::size_t k = 0; k + 1 < rows.size(); ++k)
            if (rows[k].who->variant != "plain_loop")
                best = std::max(best, rows[k].rate("updates"));
        std::printf("%5zu", n);
        for (const row& r : rows) {
            const bool loop = r.who->variant == "plain_loop";
            std::printf("  %s %.2f", (loop ? r.who->backend : r.who->variant).c_str(),
                        1e-9 * r.rate("updates"));
            if (!loop && !o.all && 8 * r.rate("updates") < best) dropped.insert(r.who->variant);
        }
        const double slower = best / rows.back().rate("updates");
        worst = std::max(worst, slower);
        std::printf("  | best other / fastest %.3f%s\n", slower,
                    slower > 1.05 ? "  <- over 5 %" : "");
        std::fflush(stdout);
    }
    std::printf("best other / fastest: at most %.3f\n", worst);
}

template <class T>
void sweep_steps(const options& o) {
    const std::vector<std::size_t> sizes =
        o.sizes.empty() ? std::vector<std::size_t>{64, 512} : o.sizes;
    for (const std::size_t n : sizes) {
        std::vector<entrant> entrants;
        std::vector<std::int64_t> steps;
        for (std::int64_t s = 1; s <= 4096 && s * std::int64_t(n * n) <= 4'000'000'000; s *= 2) {
            steps.push_back(s);
            entrants.push_back(as_asked<hpk::diffusion::fastest>(
                o, std::make_shared<diffusion::evolution<T>>(diffusion::start::ramp,
                                                             std::array<std::size_t, 2>{n, n}, s)));
        }
        const table rows = measured(entrants, o);
        std::printf("%zu x %zu: steps, time, ns a cell and step\n", n, n);
        for (std::size_t k = 0; k < rows.size(); ++k)
            std::printf("%6lld  %12.4f ms  %8.4f\n", static_cast<long long>(steps[k]),
                        1e3 * rows[k].median(), 1e9 / rows[k].rate("updates"));
    }
}

template <class T>
void run(const options& o) {
    if (o.steps) {
        sweep_steps<T>(o);
        return;
    }
    {
        const std::vector<entrant> copy{roofline()};
        const double bytes = measured(copy, o).front().rate("bytes");
        std::printf("%s; native backend %s; memory: %.1f GB/s, a single-sweep roofline of "
                    "%.2f * 10^9 updates a second\n",
                    made_with, hpk::backend_name<hpk::native>().c_str(), 1e-9 * bytes,
                    1e-9 * bytes / (2 * sizeof(T)));
    }
    sweep_sizes<T>(o);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const options o = parse({argc, argv});
        if (o.help)
            std::fputs(usage.data(), stdout);
        else if (o.f32)
            run<float>(o);
        else
            run<double>(o);
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "hpk_sizes: %s\n%s", e.what(), usage.data());
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "hpk_sizes: %s\n", e.what());
        return EXIT_FAILURE;
    }
}

// SPDX-License-Identifier: MIT
/// \file
/// Holds the contests of all families: every entrant is verified, then timed in turn with the
/// others, and pictures are drawn. It is linked to the contests of the ladder as hpk_ladder, and
/// also to those on request as hpk_contests. bench.cpp measures more backends and problems.

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/core/backend.hpp>

#include "../examples/picture/arguments.hpp"
#include "../examples/picture/progress.hpp"
#include "compiled_with.hpp"
#include "contest.hpp"
#include "json_report.hpp"
#include "line_plot.hpp"
#include "roofline.hpp"
#include "timing.hpp"

namespace {

using namespace hpk::bench;

constexpr std::string_view usage =
    " [options] [CONTEST ...] [SIZE ...]\n"
    "Verifies and times every rung of the ladders, and draws their pictures; or holds each "
    "contest\n"
    "whose name begins with CONTEST, at its sizes or at every SIZE (900000, 900k or 8M).\n"
    "  --list            the contests and their sizes\n"
    "  --entrants A|B    only those with A or B in their names\n"
    "  --rounds N        the median of at most N rounds (default: 15; of all contests, 3)\n"
    "  --seconds N       fewer rounds after N seconds (default: 15, at least three rounds; of all\n"
    "                    contests, 1)\n"
    "  --quick           the smallest sizes and two rounds, to see that all works\n"
    "  --out DIRECTORY   where the pictures go (default: the current directory)\n"
    "  --json FILE       at all sizes; writes what was measured, for bench/report/report.py\n"
    "  --help            this text\n";

struct options {
    std::vector<std::string> contests;
    std::vector<std::size_t> sizes;
    std::string entrants, json;
    std::filesystem::path out = ".";
    limits most;
    bool list = false, quick = false, help = false;
};

/// 32000 from "32k".
std::size_t size_from(const std::string& word) {
    char* end = nullptr;
    std::size_t size = std::strtoull(word.c_str(), &end, 10);
    const std::string_view unit = end;
    if (unit == "k") size *= 1'000;
    if (unit == "M") size *= 1'000'000;
    if (size == 0 || (unit != "k" && unit != "M" && !unit.empty()))
        throw std::invalid_argument("'" + word + "' is no size");
    return size;
}

/// \throws std::invalid_argument with a sentence
options parse(arguments a) {
    options o;
    std::optional<int> rounds;
    std::optional<double> seconds;
    while (a.next()) {
        const std::string word(a.option());
        if (word == "--list")
            o.list = true;
        else if (word == "--entrants")
            a.read(o.entrants);
        else if (word == "--rounds")
            a.read(rounds.emplace());
        else if (word == "--seconds")
            a.read(seconds.emplace());
        else if (word == "--quick")
            o.quick = true;
        else if (word == "--out")
            o.out = a.word();
        else if (word == "--json")
            a.read(o.json);
        else if (word == "--help")
            o.help = true;
        else if (word.starts_with("-"))
            a.refuse();
        else if (word[0] >= '0' && word[0] <= '9')
            o.sizes.push_back(size_from(word));
        else
            o.contests.push_back(word);
    }
    if (o.contests.empty() && o.json.empty()) o.most = {3, 1, 1, 0.1};
    o.most.rounds = rounds.value_or(o.most.rounds);
    o.most.seconds = seconds.value_or(o.most.seconds);
    if (o.most.rounds < 1) throw std::invalid_argument("--rounds must be at least 1");
    if (o.quick) o.most = {2, 1};
    return o;
}

/// The sizes at which a contest is held.
struct schedule {
    std::vector<std::size_t> ladders, lines;

    [[nodiscard]] std::set<std::size_t> all() const {
        std::set<std::size_t> sizes(ladders.begin(), ladders.end());
        sizes.insert(lines.begin(), lines.end());
        return sizes;
    }
};

/// Those that were asked for; otherwise the ladders, and the lines if something is made of them.
schedule schedule_of(const contest& c, const options& o) {
    if (!o.sizes.empty()) return {o.sizes, o.sizes};
    if (o.quick) {
        std::vector<std::size_t> sizes = c.quick;
        if (sizes.empty()) {
            const auto all = schedule{c.ladders, c.sizes}.all();
            sizes.assign(all.begin(),
                         std::next(all.begin(), std::min<std::ptrdiff_t>(2, std::ssize(all))));
        }
        return {c.ladders.empty() ? std::vector<std::size_t>{} : std::vector{sizes.back()},
                c.sizes.empty() ? std::vector<std::size_t>{} : sizes};
    }
    if (!o.contests.empty() || !o.json.empty()) return {c.ladders, c.sizes};
    schedule when{c.ladders, {}};
    if (!c.picture.empty())
        std::ranges::copy_if(c.sizes, std::back_inserter(when.lines),
                             [&](std::size_t size) { return size <= c.pictured; });
    return when;
}

bool is_chosen(const contest& c, const options& o) {
    if (o.contests.empty()) return !c.on_request;
    return std::ranges::any_of(o.contests,
                               [&](const std::string& name) { return c.name.starts_with(name); });
}

/// True if one of the parts of `wanted`, which | separates, is in a name.
bool is_wanted(const std::string& name, std::string_view wanted) {
    for (;;) {
        const std::size_t end = wanted.find('|');
        if (name.find(wanted.substr(0, end)) != std::string::npos) return true;
        if (end == std::string_view::npos) return false;
        wanted.remove_prefix(end + 1);
    }
}

/// The title of a contest at a size.
std::string title_at(std::string title, const std::string& number) {
    for (auto at = title.find("{}"); at != std::string::npos; at = title.find("{}"))
        title.replace(at, 2, number);
    return title;
}

/// A name for a line, the same at every size.
std::string line_name(const entrant& e) {
    std::string name = e.variant;
    if (e.variant == "plain_loop") name += " (" + e.backend + ")";
    if (e.threads > 1) name += ", " + std::to_string(e.threads) + " threads";
    return name;
}

/// The result of an entrant in the unit of the contest.
double shown(const contest& c, const row& r) {
    return c.rate ? 1e-9 * r.rate(c.work) : 1e9 / r.rate(c.work);
}

void print_ratio(std::optional<double> ratio) {
    if (ratio)
        std::printf("%13.2f", *ratio);
    else
        std::printf("%13s", "-");
}

/// Prints one row per entrant.
void print_ladder(const contest& c, std::size_t size, const results& rows) {
    int name_width = 16, width = 14;
    const row *first_rung = nullptr, *yardstick = nullptr;
    bool streams = false;
    for (const row& r : rows) {
        const entrant& e = *r.who;
        name_width = std::max(name_width, static_cast<int>(e.variant.size()) + 2);
        width = std::max(width, static_cast<int>(e.backend.size()) + 2);
        if (e.peer.empty() && first_rung == nullptr) first_rung = &r;
        if (e.yardstick && (yardstick == nullptr || r.rate(c.work) > yardstick->rate(c.work)))
            yardstick = &r;
        streams = streams || r.amount("bytes") > 0;
    }
    std::printf("\n%s\n%-*s%-*s%-6s%8s%18s%13s%13s%s\n",
                title_at(c.title, std::to_string(size)).c_str(), name_width, "variant", width,
                "backend", "type", "threads", c.unit.c_str(), "x first rung", "x yardstick",
                streams ? "   x roofline" : "");
    for (const row& r : rows) {
        const entrant& e = *r.who;
        std::printf("%-*s%-*s%-6s%8d%18.4g", name_width, e.variant.c_str(), width,
                    e.backend.c_str(), e.type.c_str(), std::max(e.threads, 1), shown(c, r));
        const auto times_as_fast_as = [&](const row* other) -> std::optional<double> {
            if (other == nullptr) return {};
            return r.rate(c.work) / other->rate(c.work);
        };
        print_ratio(times_as_fast_as(first_rung));
        print_ratio(times_as_fast_as(yardstick));
        if (streams) print_ratio(r.rate("bytes") / memory_bandwidth(std::max(e.threads, 1)));
        std::printf("\n");
    }
    if (yardstick != nullptr)
        std::printf("yardstick: %s of %s\n", yardstick->who->variant.c_str(),
                    yardstick->who->backend.c_str());
    if (streams)
        std::printf("roofline: memory copies %.1f GB/s, read and written, on one thread\n",
                    1e-9 * memory_bandwidth(1));
    std::printf("checked: %s\n", rows.front().found.answer.c_str());
    std::fflush(stdout);
}

/// An entrant's results over the sizes.
struct line {
    std::string name;
    bool is_peer, on_threads;
    std::map<std::size_t, double> values;
};

void add_to(std::vector<line>& lines, const contest& c, std::size_t size, const results& rows) {
    for (const row& r : rows) {
        const std::string name = line_name(*r.who);
        auto at = std::ranges::find(lines, name, &line::name);
        if (at == lines.end())
            at = lines.insert(at, {name, !r.who->peer.empty(), r.who->threads > 0, {}});
        at->values.try_emplace(size, shown(c, r));
    }
}

/// Prints one row per entrant and one column per size.
void print_lines(const contest& c, const std::vector<line>& lines,
                 const std::set<std::size_t>& sizes) {
    std::printf("\n%s, by n: %s\n%-28s", title_at(c.title, "n").c_str(), c.axis.c_str(),
                c.unit.c_str());
    for (const std::size_t n : sizes) std::printf("%10zu", n);
    for (const line& l : lines) {
        std::printf("\n%-28s", l.name.c_str());
        for (const std::size_t n : sizes) {
            if (const auto at = l.values.find(n); at != l.values.end())
                std::printf("%10.3g", at->second);
            else
                std::printf("%10s", "");
        }
    }
    std::printf("\n");
    std::fflush(stdout);
}

canvas drawn(const contest& c, const std::vector<line>& lines, const std::set<std::size_t>& sizes) {
    std::vector<curve> curves;
    pens choose;
    double least = 1e9, most = 0;
    for (const line& l : lines) {
        if (l.on_threads || l.values.size() < 2) continue;
        curve& next = curves.emplace_back(choose.next(l.name, l.is_peer));
        for (const auto& [size, value] : l.values) {
            next.points.push_back({static_cast<double>(size), value});
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    axis x{c.axis,
           static_cast<double>(*sizes.begin()),
           static_cast<double>(*sizes.rbegin()),
           true,
           {}};
    for (const std::size_t n : sizes)
        x.ticks.emplace_back(static_cast<double>(n), std::to_string(n));
    axis y{c.unit,
           std::exp2(std::floor(std::log2(least))),
           std::exp2(std::ceil(std::log2(most))),
           true,
           {}};
    char text[16];
    for (double tick = y.lowest; tick <= y.highest; tick *= 2) {
        std::snprintf(text, sizeof text, "%g", tick);
        y.ticks.emplace_back(tick, text);
    }
    return line_plot(title_at(c.title, "n"), x, y).draw(curves);
}

/// What a run has done.
struct record {
    std::set<std::string> rungs; ///< of hpk
    std::size_t contests = 0, checks = 0;
    std::vector<std::string> pictures;

    void add(const results& rows) {
        checks += rows.size();
        for (const row& r : rows)
            if (r.who->peer.empty()) rungs.insert(r.who->family + "/" + r.who->variant);
    }
    void add_picture(const std::string& file) {
        std::printf("drawn: %s\n", file.c_str());
        pictures.push_back(file);
    }
    void print(const std::filesystem::path& directory) const {
        std::printf("\nChecked: %zu results, all right (contests: %zu, rungs of hpk: %zu).\n",
                    checks, contests, rungs.size());
        if (pictures.empty()) return;
        std::printf("Pictures in %s:",
                    std::filesystem::absolute(directory).lexically_normal().c_str());
        for (const std::string& file : pictures)
            std::printf(" %s", std::filesystem::path(file).filename().c_str());
        std::printf("\n");
    }
};

/// Prints what went wrong and returns true, if anything did.
bool print_failures(const results& rows) {
    bool any = false;
    for (const row& r : rows) {
        if (r.found.failure.empty()) continue;
        std::printf("%s: %s\n", r.who->name().c_str(), r.found.failure.c_str());
        any = true;
    }
    if (any) std::printf("FAILED\n");
    return any;
}

/// Holds a contest; false if an entrant was wrong.
bool hold(const std::string& family, const contest& c, const options& o, json_report& report,
          record& done) {
    ++done.contests;
    const schedule when = schedule_of(c, o);
    const auto sizes = when.all();
    report.add(family, c, when.ladders, when.lines);
    std::vector<line> lines;
    for (const std::size_t size : sizes) {
        auto entrants = c.entrants(size); // their memory goes when the size is over
        std::erase_if(entrants, [&](const entrant& e) { return !is_wanted(e.name(), o.entrants); });
        if (entrants.empty()) continue;
        const bool is_ladder = std::ranges::count(when.ladders, size) > 0;
        results rows;
        {
            progress_bar progress;
            rows = verify(entrants, progress);
            if (print_failures(rows)) return false;
            time(rows, progress, o.most);
        }
        if (is_ladder) print_ladder(c, size, rows);
        add_to(lines, c, size, rows);
        done.add(rows);
        for (const row& r : rows) report.add(size, r);
    }
    if (when.lines.size() < 2 || lines.empty()) return true;
    print_lines(c, lines, sizes);
    if (!c.picture.empty() && o.json.empty())
        done.add_picture(write_canvas(o.out, c.picture, drawn(c, lines, sizes)));
    return true;
}

void list() {
    for (const auto& [family, part] : ladder_parts()) {
        for (const contest& c : part.contests()) {
            std::printf("%s%s:", c.name.c_str(), c.on_request ? " (only if named)" : "");
            for (const std::size_t n : schedule{c.ladders, c.sizes}.all()) std::printf(" %zu", n);
            std::printf(" %s\n", c.axis.c_str());
        }
    }
}

int run(const options& o) {
    std::filesystem::create_directories(o.out);
    std::printf("%s; the native backend is %s\n", made_with,
                hpk::backend_name<hpk::native>().c_str());
    json_report report;
    record done;
    for (const auto& [family, part] : ladder_parts()) {
        for (const contest& c : part.contests()) {
            if (!is_chosen(c, o)) continue;
            if (!hold(family, c, o, report, done)) return EXIT_FAILURE;
        }
        if (o.contests.empty() && o.json.empty() && part.draw != nullptr)
            for (const std::string& file : part.draw(o.out)) done.add_picture(file);
    }
    if (done.contests == 0)
        throw std::invalid_argument("there is no such contest; --list says which there are");
    if (!o.json.empty()) report.write(o.json, HPK_BENCH_MISSING_PEERS);
    done.print(o.out);
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const std::string name = std::filesystem::path(argv[0]).filename();
    try {
        const options o = parse({argc, argv});
        if (o.help)
            std::printf("usage: %s%s", name.c_str(), usage.data());
        else if (o.list)
            list();
        else
            return run(o);
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& e) {
        std::fprintf(stderr, "%s: %s\nusage: %s%s", name.c_str(), e.what(), name.c_str(),
                     usage.data());
        return 2;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), e.what());
        return EXIT_FAILURE;
    }
}

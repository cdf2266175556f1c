// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <hpk/core/backend.hpp>

#include "compiled_with.hpp"
#include "contest.hpp"
#include "roofline.hpp"
#include "timing.hpp"

namespace hpk::bench {

/// Measurements as JSON for bench/report: Google Benchmark's form, with one run per round, and the
/// contests in the context.
class json_report {
public:
    /// Begins a contest; `ladders` and `lines` are the sizes to be shown as these.
    void add(const std::string& family, const contest& c, const std::vector<std::size_t>& ladders,
             const std::vector<std::size_t>& lines) {
        end_contest();
        contests_ += contests_.empty() ? "\n" : ",\n";
        contests_ += "{" + member("name", c.name) + ", " + member("family", family) + ", " +
                     member("title", c.title) + ", " + member("work", c.work) + ", " +
                     member("unit", c.unit) + ", " + member("axis", c.axis) +
                     ", \"rate\": " + (c.rate ? "true" : "false") +
                     ", \"bytes\": " + number(c.bytes) + ", \"power\": " + std::to_string(c.power) +
                     ", \"ladders\": " + list(ladders) + ", \"lines\": " + list(lines) +
                     ", \"entrants\": [";
    }

    /// Adds an entrant's rounds to the contest that was begun last.
    void add(std::size_t size, const row& r) {
        const entrant& e = *r.who;
        entrants_ += entrants_.empty() ? "\n" : ",\n";
        entrants_ += "[" + std::to_string(size) + ", " + quoted(e.name()) +
                     (e.yardstick ? ", true]" : ", false]");
        for (const double seconds : r.rounds) {
            runs_ += runs_.empty() ? "\n" : ",\n";
            runs_ += "{" + member("name", e.name()) + ", " + member("label", e.peer) +
                     R"(, "run_type": "iteration", "time_unit": "ms", "real_time": )" +
                     number(1e3 * seconds) + ", \"ns_per_operation\": " +
                     number(1e9 * seconds / r.found.work.front().second);
            for (const auto& [what, amount] : r.found.work)
                runs_ += ", \"" + what + "_per_second\": " + number(amount / seconds);
            if (const double bytes = r.amount("bytes"); bytes > 0)
                runs_ += ", \"of_roofline\": " +
                         number(bytes / seconds / memory_bandwidth(std::max(e.threads, 1)));
            runs_ += "}";
        }
    }

    /// \throws std::runtime_error if the file cannot be written
    void write(const std::string& file, const std::string& missing_peers) {
        end_contest();
        std::ofstream to(file);
        to << "{\"context\": {" << member("made_with", made_with) << ", "
           << member("native_backend", backend_name<native>()) << ", "
           << member("missing_peers", missing_peers) << ", \"contests\": [" << contests_
           << "]},\n\"benchmarks\": [" << runs_ << "]}\n";
        if (!to.flush()) throw std::runtime_error(file + ": cannot be written");
    }

private:
    static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') result += '\\';
            result += c;
        }
        return result + '"';
    }
    static std::string member(const std::string& name, const std::string& text) {
        return quoted(name) + ": " + quoted(text);
    }
    static std::string number(double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.9g", value);
        return text;
    }
    static std::string list(const std::vector<std::size_t>& sizes) {
        std::string result = "[";
        for (const std::size_t n : sizes)
            result += (result.size() > 1 ? ", " : "") + std::to_string(n);
        return result + "]";
    }

    void end_contest() {
        if (!contests_.empty() && contests_.back() == '[') contests_ += entrants_ + "]}";
        entrants_.clear();
    }

    std::string contests_, entrants_, runs_;
};

} // namespace hpk::bench

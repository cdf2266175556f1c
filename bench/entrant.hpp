// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace hpk::bench {

/// The result of the check of one pass. No entrant is timed before its verdict is known.
struct verdict {
    std::string failure; ///< empty if the result was right
    std::string answer;  ///< what was checked of the result, in a sentence
    /// The amount of work of a pass: ("iterations", 33219980) and so on.
    std::vector<std::pair<std::string, double>> work;
    double seconds = 0; ///< that the pass took; 0 if it was not timed
};

/// Something that can be verified and timed: a variant on a backend, or a peer, at one problem.
/// This is the only interface between families and the programs that measure them.
struct entrant {
    std::string family, variant;
    std::string backend; ///< a peer's version
    std::string type;
    std::string problem;
    int threads = 0;            ///< 0: the calling thread alone
    std::string peer{};         ///< the compiler and flags of a peer; empty for hpk's variants
    bool yardstick = false;     ///< the others are compared with the fastest of these
    std::function<void()> pass; ///< `verify` must have been called before
    std::function<verdict()> verify;
    std::function<void()> clean{}; ///< if there is one, called after each pass and not timed

    [[nodiscard]] std::string name() const {
        std::string result = family;
        result += "/" + variant + (peer.empty() ? "/" : "/peer:") + backend;
        for (const std::string* part : {&type, &problem}) result += "/" + *part;
        if (threads > 0) result += "/threads:" + std::to_string(threads);
        return result;
    }
};

/// Adds entrants to others.
inline void add(std::vector<entrant>& all, std::vector<entrant> more) {
    for (entrant& e : more) all.push_back(std::move(e));
}

} // namespace hpk::bench

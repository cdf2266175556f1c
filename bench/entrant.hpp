// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace hpk::bench {

/// What became of one pass over a problem. Nothing is timed before its verdict is known.
struct verdict {
    std::string failure; ///< empty when the result was right
    std::string answer;  ///< the result in a word
    /// What a pass works through, counted in its result: ("iterations", 33219980) and so on.
    std::vector<std::pair<std::string, double>> work;
};

/// Something that can be verified and timed: a variant on a backend, or a peer from outside, at one
/// problem. Every family describes its contestants so; the benchmarks and the ladder know no more.
struct entrant {
    std::string family, variant;
    std::string backend; ///< a peer's version
    std::string type;
    std::string problem;
    int threads = 0;            ///< 0: sequential
    std::string peer{};         ///< what one from outside is made with; empty for ours
    std::function<void()> pass; ///< to be called only when `verify` has been
    std::function<verdict()> verify;

    [[nodiscard]] std::string name() const {
        std::string result = family;
        result += "/" + variant + (peer.empty() ? "/" : "/peer:") + backend;
        for (const std::string* part : {&type, &problem}) result += "/" + *part;
        if (threads > 0) result += "/threads:" + std::to_string(threads);
        return result;
    }
};

} // namespace hpk::bench

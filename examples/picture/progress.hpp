// SPDX-License-Identifier: MIT
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include <unistd.h>

/// A progress bar on the terminal; it prints nothing if stderr is not a terminal.
class progress_bar {
public:
    progress_bar() = default;
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar() {
        if (shown_) std::fputs("\r\033[K", stderr);
    }

    /// Shows that the part `done` of the work, in 0 … 1, is finished, and names the next part.
    void show(double done, std::string_view what = "") {
        if (!on_terminal_) return;
        constexpr int width = 30;
        const int filled = static_cast<int>(done * width);
        const std::string bar(static_cast<std::size_t>(filled), '#');
        std::fprintf(stderr, "\r\033[K[%-*s] %3.0f %%  %.*s", width, bar.c_str(), 100 * done,
                     static_cast<int>(what.size()), what.data());
        std::fflush(stderr);
        shown_ = true;
    }

private:
    bool on_terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
};

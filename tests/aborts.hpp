// SPDX-License-Identifier: MIT
#pragma once

#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"

namespace hpk::test {

/// True if the call aborts the process; it runs in a child process.
template <class F>
bool aborts(F f) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL); // the test framework has its own
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        f();
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

} // namespace hpk::test

// SPDX-License-Identifier: MIT
#include "peers/numpy_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace hpk::bench::peers {
namespace {

std::string found_version() {
    std::FILE* const python =
        popen("python3 -c 'import numpy; print(numpy.__version__)' 2>/dev/null", "r");
    if (python == nullptr) return {};
    std::array<char, 64> text{};
    const bool read = std::fgets(text.data(), text.size(), python) != nullptr;
    pclose(python);
    if (!read) return {};
    text[std::strcspn(text.data(), "\n")] = '\0';
    return text.data();
}

[[noreturn]] void fail() {
    throw std::runtime_error("the numpy process does not answer");
}

} // namespace

const std::string& numpy_version() {
    static const std::string version = found_version();
    return version;
}

numpy_process::~numpy_process() {
    if (process_ < 0) return;
    close(to_); // the process ends at the end of its input
    close(from_);
    waitpid(process_, nullptr, 0);
}

void numpy_process::begin() {
    std::array<int, 2> commands{}, answers{};
    if (pipe(commands.data()) != 0) fail();
    if (pipe(answers.data()) != 0) fail();
    std::signal(SIGPIPE, SIG_IGN); // if the process has ended, `write` fails instead
    process_ = fork();
    if (process_ < 0) fail();
    if (process_ == 0) {
        dup2(commands[0], STDIN_FILENO);
        dup2(answers[1], STDOUT_FILENO);
        for (const int end : {commands[0], commands[1], answers[0], answers[1]}) close(end);
        execlp("python3", "python3", HPK_BENCH_NUMPY_SCRIPT, nullptr);
        _exit(127);
    }
    close(commands[0]);
    close(answers[1]);
    to_ = commands[1];
    from_ = answers[0];
}

void numpy_process::send(const std::string& line) {
    send(line.data(), line.size());
}

void numpy_process::send(const void* bytes, std::size_t size) {
    const auto* next = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t done = write(to_, next, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) fail();
        next += done;
        size -= static_cast<std::size_t>(done);
    }
}

void numpy_process::receive(void* bytes, std::size_t size) {
    auto* next = static_cast<char*>(bytes);
    while (size > 0) {
        const ssize_t done = read(from_, next, size);
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) fail();
        next += done;
        size -= static_cast<std::size_t>(done);
    }
}

template <class T>
void numpy_process::load(const T* cells, std::size_t rows, std::size_t columns) {
    if (process_ < 0) begin();
    send(std::string("load ") + (sizeof(T) == 8 ? "float64 " : "float32 ") + std::to_string(rows) +
         " " + std::to_string(columns) + "\n");
    send(cells, rows * columns * sizeof(T));
}

void numpy_process::evolve(std::int64_t steps, double scale) {
    std::array<char, 64> line{};
    std::snprintf(line.data(), line.size(), "evolve %lld %.17g\n", static_cast<long long>(steps),
                  scale);
    send(line.data());
    constexpr std::size_t done = 5; // "done\n"
    std::array<char, done> answer{};
    receive(answer.data(), answer.size());
}

template <class T>
void numpy_process::copy_to(T* cells, std::size_t size) {
    send("cells\n");
    receive(cells, size * sizeof(T));
}

template void numpy_process::load(const float*, std::size_t, std::size_t);
template void numpy_process::load(const double*, std::size_t, std::size_t);
template void numpy_process::copy_to(float*, std::size_t);
template void numpy_process::copy_to(double*, std::size_t);

} // namespace hpk::bench::peers

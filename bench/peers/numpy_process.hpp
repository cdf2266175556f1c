// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <sys/types.h>

namespace hpk::bench::peers {

/// The version of numpy that python3 finds on this machine; empty if there is none.
const std::string& numpy_version();

/// A grid that a Python process evolves with numpy (see roll_add.py). The process starts with the
/// first grid and ends with this object. All members throw std::runtime_error if the process does
/// not answer.
class numpy_process {
public:
    numpy_process() = default;
    numpy_process(const numpy_process&) = delete;
    numpy_process& operator=(const numpy_process&) = delete;
    ~numpy_process();

    /// Takes cells over, row by row. For float and double.
    template <class T>
    void load(const T* cells, std::size_t rows, std::size_t columns);
    void evolve(std::int64_t steps, double scale);
    template <class T>
    void copy_to(T* cells, std::size_t size);

private:
    void begin();
    void send(const std::string& line);
    void send(const void* bytes, std::size_t size);
    void receive(void* bytes, std::size_t size);

    pid_t process_ = -1;
    int to_ = -1, from_ = -1;
};

} // namespace hpk::bench::peers

// SPDX-License-Identifier: MIT
//
// Compiled with -fno-exceptions: every policy builds and works. A call that would throw prints its
// message and aborts; with an argument, the program does that.

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/variants.hpp>

namespace {

int failures = 0;

void check(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "failed: %s\n", what);
    ++failures;
}

template <class Policy, class Key>
void check_table(Key (*key)(std::uint32_t)) {
    hpk::hash_table::map<Policy, Key, std::string> m;
    for (std::uint32_t k = 0; k < 1000; ++k) m[key(k)] = std::to_string(k);
    check(m.size() == 1000, "size");
    check(m.at(key(7)) == "7", "at");
    check(m.erase(key(7)) == 1 && !m.contains(key(7)), "erase");
    check(erase_if(m, [](const auto& e) { return e.second.size() == 2; }) == 90, "erase_if");
    const std::vector<Key> keys{key(5), key(50), key(500)};
    std::vector<std::size_t> found(3);
    check(m.find_many(keys, std::span(found)) == 2, "find_many");
    auto copy = m;
    check(copy == m, "==");
    copy.rehash(0);
    check(copy.insert_or_assign(key(500), "x").first->second == "x", "insert_or_assign");
}

} // namespace

int main(int argc, char**) {
    using namespace hpk::hash_table;
    variants::for_each([]<class P>(std::type_identity<P>) {
        check_table<P, std::uint32_t>([](std::uint32_t k) { return k; });
    });
    check_table<tagged, std::string>([](std::uint32_t k) { return std::to_string(k); });
    if (argc > 1) {
        std::signal(SIGABRT,
                    [](int) { std::_Exit(1); }); // CTest does not count a signal as success
        return hpk::hash_map<int, int>().at(1);
    }
    return failures == 0 ? 0 : 1;
}

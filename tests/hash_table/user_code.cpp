// SPDX-License-Identifier: MIT
//
// User code that a table calls (constructors, destructors, comparisons, predicates) may look keys
// up in it but must not change it; and inconsistent comparisons cannot break it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include <hpk/hash_table.hpp>

#include "aborts.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

/// True if a change of a table during a change of it is refused, in debug builds by an assertion.
template <class Change>
bool is_refused(Change change) {
#ifdef NDEBUG
    try {
        change();
    } catch (const std::logic_error&) {
        return true;
    }
    return false;
#else
    return aborts(change);
#endif
}

/// A node that inserts its children into the table into which it is being inserted.
template <class Policy>
struct node {
    using table = hash_table::map<Policy, int, node>;

    int number;

    node(table& all, int n, int depth) : number(n) {
        if (all.contains(-1)) number = -1;
        for (int child = 2 * n; depth > 0 && child < 2 * n + 2; ++child)
            all.try_emplace(child, all, child, depth - 1);
    }
};

/// A value whose destructor calls a function.
struct on_destruction {
    std::function<void()> call;

    on_destruction() = default;
    explicit on_destruction(std::function<void()> f) : call(std::move(f)) {}
    on_destruction(on_destruction&& other) noexcept : call(std::exchange(other.call, nullptr)) {}
    on_destruction& operator=(on_destruction&& other) noexcept {
        call = std::exchange(other.call, nullptr);
        return *this;
    }
    ~on_destruction() {
        if (call) call();
    }
};

/// Compares numbers, after calling a function.
struct calling_equal {
    std::function<void()>* call;
    bool operator()(int a, int b) const {
        if (call != nullptr && *call) (*call)();
        return a == b;
    }
};
struct one_home {
    std::size_t operator()(int) const noexcept { return 1; }
};

struct reentrance {
    static constexpr const char* name = "user code/changes the table";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        typename node<Policy>::table nodes;
        nodes.try_emplace(1, nodes, 1, 0);
        CHECK(is_refused([&] { nodes.try_emplace(2, nodes, 2, 4); }));
        CHECK(nodes.size() == 1); // the strong guarantee
        CHECK(nodes.at(1).number == 1);
        for (int n = 2; n < 100; ++n) nodes.try_emplace(n, nodes, n, 0);
        CHECK(nodes.size() == 99);

        // A value that is computed on demand, with the help of the same table.
        struct lazy {
            std::function<int()> make;
            operator int() const { return make(); } // NOLINT(google-explicit-constructor)
        };
        hash_table::map<Policy, int, int> numbers{{1, 1}};
        CHECK(is_refused([&] {
            numbers.try_emplace(2, lazy{[&] {
                                    numbers.emplace(3, 3);
                                    return 2;
                                }});
        }));
        CHECK(numbers.size() == 1);
        CHECK(numbers.try_emplace(2, lazy{[&] { return numbers.at(1) + 1; }}).first->second == 2);

        CHECK(is_refused([&] {
            erase_if(numbers, [&](const auto&) {
                numbers.emplace(4, 4);
                return false;
            });
        }));
        CHECK(is_refused([&] {
            erase_if(numbers, [&](const auto& e) {
                numbers.erase(e.first);
                return false;
            });
        }));
        CHECK(numbers.size() == 2);
        CHECK(erase_if(numbers, [&](const auto& e) { return numbers.contains(e.first + 1); }) == 1);

        // A destructor cannot throw.
        hash_table::map<Policy, int, on_destruction> values;
        bool looked_up = false;
        values.try_emplace(1, [&] { looked_up = !values.contains(1) && values.contains(2); });
        values.try_emplace(2);
        values.erase(1);
        CHECK(looked_up);
        values.try_emplace(3, [&] { values.erase(2); });
        CHECK(aborts([&] { values.erase(3); }));
        values.find(3)->second.call = nullptr;
    }
};

const check_policies<reentrance> register_reentrance;

/// A key whose destructor leaves nothing to compare, and a value whose destructor looks keys up.
struct owner {
    std::unique_ptr<int> number;
    explicit owner(int n) : number(std::make_unique<int>(n)) {}
    owner(const owner& other) : owner(*other.number) {}
    owner(owner&& other) : owner(*other.number) {} // NOLINT: it leaves the other as it is
    bool operator==(const owner& other) const { return *number == *other.number; }
};
struct owner_hash {
    std::size_t operator()(const owner& o) const noexcept { return std::size_t(*o.number); }
};
struct looks_up_at_last {
    static inline std::function<void()> look;

    looks_up_at_last() = default;
    looks_up_at_last(const looks_up_at_last&) = default;
    ~looks_up_at_last() {
        if (look) look();
    }
};

struct destructors_that_look_up {
    static constexpr const char* name = "user code/destructors that look keys up";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    /// Look-ups in destructors find the elements that have not been destroyed.
    template <class Policy>
    static void check() {
        using map = hash_table::map<Policy, owner, looks_up_at_last, owner_hash>;
        const auto during = [](auto change) {
            map m;
            for (int k = 0; k < 9; ++k) m.try_emplace(owner(k));
            std::size_t calls = 0;
            looks_up_at_last::look = [&] {
                const auto again = std::exchange(looks_up_at_last::look, nullptr);
                for (int k = 0; k < 9; ++k)
                    if (const auto it = m.find(owner(k)); it != m.end())
                        CHECK(*it->first.number == k);
                ++calls;
                looks_up_at_last::look = again;
            };
            change(m);
            looks_up_at_last::look = nullptr;
            return calls;
        };
        CHECK(during([](map& m) { m.clear(); }) == 9);
        CHECK(during([](map& m) { m.rehash(1000); }) >= 9);
        CHECK(during([](map& m) {
                  for (int k = 9; k < 40; ++k) m.try_emplace(owner(k));
              }) >= 9);
        CHECK(during([](map& m) { m.erase(owner(3)); }) >= 1);
        CHECK(during([](map& m) {
                  erase_if(m, [](const auto& e) { return *e.first.number % 2 == 0; });
              }) >= 5);
        CHECK(during([](map& m) { m = {}; }) == 9);
    }
};

const check_policies<destructors_that_look_up> register_destructors_that_look_up;

/// A value whose copy constructor calls a function.
struct calling_copy {
    static inline std::function<void()> call;

    calling_copy() = default;
    calling_copy(const calling_copy&) {
        if (call) std::exchange(call, nullptr)();
    }
    calling_copy(calling_copy&&) noexcept {}
};

struct reentrance_of_many {
    static constexpr const char* name = "user code/changes the table that many elements go to";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        hash_table::map<Policy, int, int> numbers{{1, 1}, {2, 2}};
        const int keys[]{5}, values[]{6};
        CHECK(is_refused([&] {
            erase_if(numbers, [&](const auto&) {
                numbers.build(keys, values);
                return false;
            });
        }));
        CHECK(numbers.size() == 2);

        hash_table::map<Policy, int, calling_copy> m;
        for (int k = 0; k < 20; ++k) m.try_emplace(k);
        using element = std::pair<const int, calling_copy>;
        const std::span<const element> own(&*m.begin(), 1); // so the table copies itself
        calling_copy::call = [&] {
            for (int k = 1000; k < 1100; ++k) m.try_emplace(k);
        };
        CHECK(is_refused([&] { m.insert_many(own); }));
        calling_copy::call = nullptr;
        CHECK(m.size() == 20);
    }
};

const check_policies<reentrance_of_many> register_reentrance_of_many;

struct reentrance_in_comparisons {
    static constexpr const char* name = "user code/comparisons that change the table";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        std::function<void()> call;
        hash_table::set<Policy, int, one_home, calling_equal> s(0, {}, calling_equal{&call});
        for (int k = 0; k < 50; ++k) s.insert(k);
        int next = 1000;
        const auto change = [&] {
            const std::function<void()> once = std::exchange(call, nullptr);
            for (int k = 0; k < 100; ++k) s.insert(next++); // it grows
        };
        const auto refused = [&](auto operation) {
            call = change;
            const bool result = is_refused(operation);
            call = nullptr;
            return result;
        };
        CHECK(refused([&] { s.insert(1); }));
        CHECK(s.size() == 50);
        // A search does not change the table, so the change itself takes place.
        CHECK(refused([&] { static_cast<void>(s.contains(1)); }));
        CHECK(refused([&] { s.erase(1); }));
        CHECK(refused([&] {
            const int keys[2]{1, 2};
            std::size_t found[2];
            static_cast<void>(s.find_many(keys, std::span(found)));
        }));
        std::size_t found = 0;
        for (const int k : s) found += s.contains(k);
        CHECK(found == s.size());
    }
};

const check_policies<reentrance_in_comparisons> register_reentrance_in_comparisons;

/// Returns arbitrary results.
struct lying_equal {
    std::mt19937* bits;
    bool operator()(int a, int b) const {
        return a == b ? (*bits)() % 4 != 0 : (*bits)() % 50 == 0;
    }
};

struct lies {
    static constexpr const char* name = "user code/comparisons that lie";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy> && takes_any_key<Policy>;

    template <class Policy>
    static void check() {
        std::mt19937 bits(1), equal_bits(2);
        hash_table::map<Policy, int, std::string, hash<int>, lying_equal> m(
            0, {}, lying_equal{&equal_bits});
        for (int step = 0; step < 200'000; ++step) {
            const int k = static_cast<int>(bits() % 500);
            switch (bits() % 9) {
            case 0:
                m[k] = std::to_string(step);
                break;
            case 1:
                m.erase(k);
                break;
            case 2:
                m.insert_or_assign(k, "a string that is too long to lie in the object itself");
                break;
            case 3:
                static_cast<void>(m.contains(k));
                break;
            case 4:
                m.try_emplace(k, "x");
                break;
            case 5:
                if (const auto it = m.find(k); it != m.end()) m.erase(it);
                break;
            case 6:
                if (step % 100 == 0) erase_if(m, [&](const auto& e) { return e.first % 3 == 0; });
                break;
            case 7:
                if (step % 500 == 0) static_cast<void>(m == std::remove_cvref_t<decltype(m)>(m));
                break;
            default:
                if (step % 1000 == 0) m.rehash(bits() % 3000);
            }
            if (m.size() > 2000) m.clear();
        }
        CHECK(static_cast<std::size_t>(std::distance(m.begin(), m.end())) == m.size());
    }
};

const check_policies<lies> register_lies;

/// A hash whose copies throw.
struct throwing_copy {
    static inline bool fails = false;

    throwing_copy() = default;
    throwing_copy(const throwing_copy& other) : seed(other.seed) {
        if (fails) throw std::bad_alloc();
    }
    throwing_copy& operator=(const throwing_copy&) = default;
    std::size_t operator()(int k) const { return static_cast<std::size_t>(k) ^ seed; }

    std::size_t seed = 5;
};

TEST_CASE("a table whose hash throws as it is copied does not promise to move without throwing") {
    using map = hash_map<int, std::string, throwing_copy>;
    static_assert(!std::is_nothrow_move_constructible_v<map>);
    static_assert(!std::is_nothrow_move_assignable_v<map>);
    static_assert(std::is_nothrow_move_constructible_v<hash_map<int, std::string>>);
    static_assert(std::is_nothrow_move_assignable_v<hash_map<int, std::string>>);

    map a{{1, "one"}}, b{{2, "two"}};
    // NOLINTBEGIN(bugprone-use-after-move): what threw has moved nothing
    throwing_copy::fails = true;
    CHECK_THROWS_AS(b = std::move(a), std::bad_alloc);
    CHECK_THROWS_AS(map(std::move(a)), std::bad_alloc);
    throwing_copy::fails = false;
    CHECK(a.at(1) == "one");
    CHECK(b.at(2) == "two");
    b = std::move(a);
    CHECK(b.at(1) == "one");
    CHECK(a.empty()); // and still works
    a[3] = "three";
    CHECK(a.at(3) == "three");
    // NOLINTEND(bugprone-use-after-move)
}

} // namespace
} // namespace hpk::test

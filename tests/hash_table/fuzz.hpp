// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The differential fuzzer: a stream of bytes drives two tables and two models through the whole
/// interface.

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "choices.hpp"
#include "hash_table/invariants.hpp"
#include "hash_table/numbered.hpp"

namespace hpk::test {

template <class Table>
class fuzzer {
public:
    fuzzer(const std::uint8_t* data, std::size_t size) : from_(data, size) {
        const std::uint32_t kind = from_.byte();
        const auto how = static_cast<spread>(kind % 5);
        // A table whose elements all collide should be a small one.
        keys_ = how == spread::well ? 32U << kind / 5 % 8 : 32U << kind / 5 % 3;
        if constexpr (sizeof(key_type) == 1) keys_ = std::min(keys_, 256U);
        a_ = std::make_unique<tables>(how);
        b_ = std::make_unique<tables>(how);
    }

    /// Throws std::logic_error, with a message, if table and model differ. Returns the number of
    /// operations done.
    long run() {
        while (from_.left()) {
            const std::uint32_t choice = from_.byte();
            const std::uint32_t key = (from_.byte() | from_.byte() << 8) % keys_;
            const step next = choice < 232 ? frequent[choice % frequent.size()]
                                           : rare[(choice - 232 + from_.byte()) % rare.size()];
            if (may_throw && choice % 3 == 0)
                throw_within(next, key);
            else
                (this->*next)(key);
            ++operations_;
            check_step(key);
        }
        check_contents(*a_);
        check_contents(*b_);
        return operations_;
    }

private:
    using key_type = typename Table::key_type;
    using value_type = typename Table::value_type;
    using model = std::unordered_map<std::uint32_t, std::uint32_t>;
    static constexpr bool is_map =
        !std::is_same_v<typename Table::key_type, typename Table::value_type>;

    struct tables {
        explicit tables(spread how) {
            if constexpr (std::is_base_of_v<unmixed_hash, typename Table::hasher>)
                table = Table(0, typename Table::hasher{how});
        }
        Table table;
        model expected;
    };
    using step = void (fuzzer::*)(std::uint32_t key);

    static constexpr bool may_throw = std::is_base_of_v<throwing_hash, typename Table::hasher>;

    /// A step in which the n-th hash, comparison, construction, copy or allocation throws, if there
    /// are that many. An insertion of one element must then have had no effect; after other
    /// operations the model copies the remaining elements, which must be elements from before, or
    /// new ones.
    void throw_within(step s, std::uint32_t key) {
        const model a = a_->expected, b = b_->expected;
        const std::uint32_t value = last_value_;
        countdown::arm(1 + from_.byte() % 64);
        try {
            (this->*s)(key);
            countdown::disarm();
        } catch (const injected&) {
            if (std::find(strong.begin(), strong.end(), s) != strong.end()) {
                a_->expected = a;
                b_->expected = b;
            } else {
                for (tables* t : {a_.get(), b_.get()}) {
                    t->expected.clear();
                    for (const auto& element : t->table) {
                        const auto [k, v] = numbers_of(element);
                        const auto was = [key_was = k, value_was = v](const model& m) {
                            const auto at = m.find(key_was);
                            return at != m.end() && at->second == value_was;
                        };
                        // operator[] leaves a value-initialised 0 behind if the assignment throws.
                        check(was(a) || was(b) || !is_map || v > value || v == 0,
                              "an element of no origin");
                        check(t->expected.try_emplace(k, v).second, "an element twice");
                    }
                }
            }
            check_contents(*a_);
            check_contents(*b_);
        }
    }

    static void check(bool holds, const char* sentence) {
        if (!holds) throw std::logic_error(sentence);
    }
    static key_type key_of(std::uint32_t n) { return numbered<key_type>::of(n); }
    static value_type element_of(std::uint32_t n, std::uint32_t value) {
        if constexpr (is_map)
            return value_type(key_of(n), numbered<typename Table::mapped_type>::of(value));
        else
            return key_of(n);
    }
    std::uint32_t new_value() { return is_map ? ++last_value_ : 0U; }
    std::uint32_t near(std::uint32_t key, std::uint32_t distance) const {
        return (key + distance) % keys_;
    }
    std::size_t hash_of(const key_type& key) const { return a_->table.hash_function()(key); }

    /// Applies insert(key, value) to the model.
    bool expect_insertion(std::uint32_t key, std::uint32_t value) {
        return a_->expected.try_emplace(key, value).second;
    }
    template <class Result>
    void check_insertion(const Result& result, std::uint32_t key, std::uint32_t value) {
        check(result.second == expect_insertion(key, value), "inserted, or not, by mistake");
        check_at(result.first, key);
    }
    template <class Iterator>
    void check_at(Iterator at, std::uint32_t key) {
        check(at != a_->table.end(), "an iterator is the end, not an element");
        check(numbers_of(*at) == std::pair(key, a_->expected.at(key)), "not the element asked for");
    }
    /// The table's result of find(key).
    template <class Iterator>
    void check_found(Iterator found, std::uint32_t key) {
        if (a_->expected.contains(key))
            check_at(found, key);
        else
            check(found == a_->table.end(), "found what is not there");
    }
    /// Any iterator that erase returned.
    template <class Iterator>
    void check_next(Iterator next) {
        if (next == a_->table.end()) return;
        const auto [key, value] = numbers_of(*next);
        const auto at = a_->expected.find(key);
        check(at != a_->expected.end() && at->second == value, "erase returned what is not there");
    }

    // Steps that cost as much in a large table as in a small one.

    void insert_copy(std::uint32_t key) {
        const std::uint32_t value = new_value();
        const value_type element = element_of(key, value);
        check_insertion(a_->table.insert(element), key, value);
    }
    void insert_moved(std::uint32_t key) {
        const std::uint32_t value = new_value();
        check_insertion(a_->table.insert(element_of(key, value)), key, value);
    }
    void insert_with_hint(std::uint32_t key) {
        const std::uint32_t value = new_value();
        const auto at = a_->table.insert(a_->table.begin(), element_of(key, value));
        expect_insertion(key, value);
        check_at(at, key);
    }
    void emplace(std::uint32_t key) {
        const std::uint32_t value = new_value();
        if (value % 2 == 0) {
            check_insertion(a_->table.emplace(element_of(key, value)), key, value);
        } else {
            const auto at = a_->table.emplace_hint(a_->table.end(), element_of(key, value));
            expect_insertion(key, value);
            check_at(at, key);
        }
    }
    void try_emplace(std::uint32_t key) {
        if constexpr (is_map) {
            const std::uint32_t value = new_value();
            using mapped = numbered<typename Table::mapped_type>;
            check_insertion(a_->table.try_emplace(key_of(key), mapped::of(value)), key, value);
        }
    }
    void insert_or_assign(std::uint32_t key) {
        if constexpr (is_map) {
            const std::uint32_t value = new_value();
            using mapped = numbered<typename Table::mapped_type>;
            const auto [at, inserted] = a_->table.insert_or_assign(key_of(key), mapped::of(value));
            check(inserted == a_->expected.insert_or_assign(key, value).second,
                  "assigned where it should insert, or the reverse");
            check_at(at, key);
        }
    }
    void subscript(std::uint32_t key) {
        if constexpr (is_map) {
            const std::uint32_t value = new_value();
            a_->table[key_of(key)] = numbered<typename Table::mapped_type>::of(value);
            a_->expected[key] = value;
        }
    }
    void copy_mapped(std::uint32_t key) {
        if constexpr (is_map) {
            if (a_->expected.empty()) return;
            const std::uint32_t from = a_->expected.begin()->first;
            const auto mapped = a_->table[key_of(from)]; // not below: it may rehash in between
            a_->table[key_of(key)] = mapped;
            a_->expected[key] = a_->expected.at(from);
        }
    }
    void insert_own_element(std::uint32_t key) {
        const auto own = a_->table.find(key_of(key));
        if (own == a_->table.end()) return;
        check(!a_->table.insert(*own).second, "inserted what is there");
        check(!a_->table.emplace(*own).second, "emplaced what is there");
    }
    void erase_key(std::uint32_t key) {
        check(a_->table.erase(key_of(key)) == a_->expected.erase(key),
              "erased, or not, by mistake");
    }
    void erase_key_of_hash(std::uint32_t key) {
        const key_type k = key_of(key);
        check(a_->table.erase(k, hash_of(k)) == a_->expected.erase(key),
              "erased, or not, by mistake");
    }
    void erase_at(std::uint32_t key) {
        const auto at = a_->table.find(key_of(key));
        if (at == a_->table.end()) return;
        const auto next = a_->table.erase(at);
        a_->expected.erase(key);
        check_next(next);
    }
    void look_up(std::uint32_t key) {
        const key_type k = key_of(key);
        const std::size_t hash = hash_of(k);
        Table& t = a_->table;
        const Table& constant = t;
        const bool there = a_->expected.contains(key);
        check(t.contains(k) == there && t.contains(k, hash) == there, "contains is wrong");
        check(t.count(k) == std::size_t{there} && t.count(k, hash) == std::size_t{there},
              "count is wrong");
        check_found(t.find(k, hash), key);
        check_found(constant.find(k), key);
        check_found(constant.find(k, hash), key);
        const auto [first, last] = constant.equal_range(k);
        check(std::distance(first, last) == std::ptrdiff_t{there}, "equal_range is wrong");
        check(first == constant.find(k), "equal_range is elsewhere");
        check(t.equal_range(k, hash).first == t.find(k), "equal_range with a hash is elsewhere");
        if constexpr (is_map)
            if (there) check(&t.at(k) == &t.find(k)->second, "at is elsewhere");
        check(t.probe_count(k) >= 1 || t.size() == 0, "no bucket was looked at");
    }
    void swap_roles(std::uint32_t) { std::swap(a_, b_); }

    // Runs of neighbouring keys, which grow a table and fill it to its limit.

    void insert_run(std::uint32_t key) {
        const std::uint32_t length = from_.byte();
        for (std::uint32_t k = 0; k < length; ++k) insert_moved(near(key, k));
        operations_ += length;
    }
    void erase_run(std::uint32_t key) {
        const std::uint32_t length = from_.byte();
        for (std::uint32_t k = 0; k < length; ++k) erase_key(near(key, k));
        operations_ += length;
    }
    void churn_at_the_limit(std::uint32_t key) {
        Table& t = a_->table;
        const std::size_t buckets = t.bucket_count();
        std::uint32_t k = 0;
        while (k < keys_ && t.bucket_count() == buckets) insert_moved(near(key, k++));
        k = std::min(k, 256U);
        for (std::uint32_t i = 0; i < k; ++i) {
            erase_key(near(key, i));
            insert_moved(near(key, i + k));
        }
        operations_ += 3L * static_cast<long>(k);
    }

    // Steps through the whole table.

    void reserve(std::uint32_t key) {
        Table& t = a_->table;
        const std::size_t wanted = t.size() + from_.byte();
        t.reserve(wanted);
        const std::size_t buckets = t.bucket_count();
        for (std::uint32_t k = 0; k < keys_ && t.size() < wanted; ++k) insert_moved(near(key, k));
        check(t.bucket_count() == buckets, "a rehash in spite of reserve");
    }
    void rehash(std::uint32_t key) {
        const std::size_t wanted = key % 2 == 0 ? 0 : key % 1024;
        a_->table.rehash(wanted);
        check(a_->table.bucket_count() >= wanted, "rehash made fewer buckets than were asked for");
    }
    void shrink_to_fit(std::uint32_t) { a_->table.shrink_to_fit(); }
    void limit_load(std::uint32_t key) {
        static constexpr std::array limits{0.1F, 0.25F, 0.5F, 0.65F, 0.75F, 0.875F};
        a_->table.max_load_factor(limits[key % limits.size()]);
    }
    void clear(std::uint32_t) {
        const std::size_t buckets = a_->table.bucket_count();
        a_->table.clear();
        a_->expected.clear();
        check(a_->table.bucket_count() == buckets, "clear changed the buckets");
    }
    void erase_range(std::uint32_t key) {
        Table& t = a_->table;
        const std::size_t start = key % (t.size() + 1);
        const std::size_t count = from_.byte() % (t.size() - start + 1);
        const auto first = std::next(t.begin(), static_cast<std::ptrdiff_t>(start));
        auto last = first;
        for (std::size_t k = 0; k < count; ++k) a_->expected.erase(numbers_of(*last++).first);
        check_next(t.erase(first, last));
    }
    void erase_in_a_loop(std::uint32_t key) {
        const auto condemned = [&](std::uint32_t k) { return (k ^ key) % 4 == 0; };
        for (auto it = a_->table.begin(); it != a_->table.end();) {
            if (condemned(numbers_of(*it).first))
                it = a_->table.erase(it);
            else
                ++it;
        }
        std::erase_if(a_->expected, [&](const auto& e) { return condemned(e.first); });
    }
    void erase_if(std::uint32_t key) {
        const std::uint32_t divisor = 1 + key % 5;
        std::vector<std::uint32_t> met;
        const std::size_t erased = hpk::erase_if(a_->table, [&](const value_type& element) {
            met.push_back(numbers_of(element).first);
            return met.back() % divisor == 0;
        });
        std::sort(met.begin(), met.end());
        check(met.size() == a_->expected.size() &&
                  std::adjacent_find(met.begin(), met.end()) == met.end(),
              "erase_if did not judge each element once");
        check(erased == std::erase_if(a_->expected,
                                      [&](const auto& e) { return e.first % divisor == 0; }),
              "erase_if miscounted");
    }

    // Steps with both tables.

    void assign_copy(std::uint32_t key) {
        if (key % 8 == 0) {
            const Table& self = a_->table;
            a_->table = self;
        } else {
            b_->table = a_->table;
            b_->expected = a_->expected;
        }
    }
    void assign_moved(std::uint32_t) {
        b_->table = std::move(a_->table);
        b_->expected = std::move(a_->expected);
        a_->table.clear();
        a_->expected.clear();
    }
    void construct_copy(std::uint32_t) {
        Table copy(a_->table);
        check(copy == a_->table, "a copy differs");
        b_->table.swap(copy);
        b_->expected = a_->expected;
    }
    void construct_moved(std::uint32_t) {
        Table moved(std::move(a_->table));
        a_->table = std::move(moved);
    }
    void swap_contents(std::uint32_t) {
        using std::swap;
        swap(a_->table, b_->table);
        swap(a_->expected, b_->expected);
    }
    void merge(std::uint32_t key) {
        if (key % 8 == 0) {
            a_->table.merge(a_->table);
        } else {
            a_->table.merge(b_->table);
            a_->expected.merge(b_->expected);
        }
    }
    void compare(std::uint32_t) {
        check((a_->table == b_->table) == (a_->expected == b_->expected), "== is wrong");
    }
    void combine(std::uint32_t key) {
        if constexpr (!is_map) {
            const Table& a = a_->table;
            const Table& b = b_->table;
            const auto in_a = [&](const auto& e) { return a_->expected.contains(e.first); };
            const auto in_b = [&](const auto& e) { return b_->expected.contains(e.first); };
            model result = a_->expected, others = b_->expected;
            std::erase_if(others, in_a);
            if (key % 4 == 0) {
                a_->table = set_union(a, b);
                result.merge(others);
            } else if (key % 4 == 1) {
                a_->table = set_intersection(a, b);
                std::erase_if(result, [&](const auto& e) { return !in_b(e); });
            } else {
                std::erase_if(result, in_b);
                a_->table = key % 4 == 2 ? set_difference(a, b) : set_symmetric_difference(a, b);
                if (key % 4 == 3) result.merge(others);
            }
            a_->expected = std::move(result);
        }
    }

    // Many keys in one call.

    std::vector<key_type> many_keys(std::uint32_t key, std::uint32_t stride) {
        std::vector<key_type> keys;
        const std::uint32_t count = from_.byte();
        for (std::uint32_t k = 0; k < count; ++k) keys.push_back(key_of(near(key, k * stride)));
        operations_ += count;
        return keys;
    }
    void find_many(std::uint32_t key) {
        Table& t = a_->table;
        const Table& constant = t;
        const auto keys = many_keys(key, 1 + key % 3);
        const auto bools = std::make_unique<bool[]>(keys.size());
        std::vector<std::size_t> indices(keys.size());
        const auto address = [](auto& element) {
            if constexpr (is_map)
                return &element.second;
            else
                return &element;
        };
        std::vector<decltype(address(*t.begin()))> pointers(keys.size());
        std::vector<decltype(address(*constant.begin()))> to_constant(keys.size());
        const auto hits = static_cast<std::size_t>(std::count_if(
            keys.begin(), keys.end(), [&](const key_type& k) { return t.contains(k); }));
        check(constant.contains_many(keys, std::span(bools.get(), keys.size())) == hits &&
                  t.find_many(keys, std::span(pointers)) == hits &&
                  constant.find_many(keys, std::span(to_constant)) == hits &&
                  constant.find_many(keys, std::span(indices)) == hits,
              "hits were miscounted");
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const auto at = t.find(keys[k]);
            const auto expected = at == t.end() ? nullptr : address(*at);
            check(bools[k] == (expected != nullptr) && pointers[k] == expected &&
                      to_constant[k] == expected,
                  "one of many was found elsewhere");
            if (expected == nullptr)
                check(indices[k] == Table::npos, "the index of a miss");
            else
                check(address(t.nth(indices[k])) == expected &&
                          address(constant.nth(indices[k])) == expected,
                      "an index leads elsewhere");
        }
    }
    void insert_many(std::uint32_t key) {
        const auto keys = many_keys(key, key % 5);
        const std::size_t before = a_->expected.size();
        const std::size_t inserted = with_values(
            keys, [&](const auto&... columns) { return a_->table.insert_many(columns...); });
        check(inserted == a_->expected.size() - before, "insertions were miscounted");
    }
    void build(std::uint32_t key) {
        const auto keys = many_keys(key, key % 5);
        a_->expected.clear();
        with_values(keys, [&](const auto&... columns) { return a_->table.build(columns...), 0U; });
    }
    /// Calls f with the keys and, for a map, with values for them; has the model insert both.
    template <class F>
    std::size_t with_values(const std::vector<key_type>& keys, F f) {
        std::vector<std::uint32_t> numbers;
        for (const key_type& k : keys) {
            numbers.push_back(new_value());
            expect_insertion(numbered<key_type>::number(k), numbers.back());
        }
        if constexpr (is_map) {
            std::vector<typename Table::mapped_type> values;
            values.reserve(numbers.size());
            for (const std::uint32_t n : numbers)
                values.push_back(numbered<typename Table::mapped_type>::of(n));
            return f(keys, values);
        } else {
            return f(keys);
        }
    }
    void insert_range(std::uint32_t key) {
        std::vector<value_type> elements;
        const std::uint32_t count = from_.byte();
        for (std::uint32_t k = 0; k < count; ++k) {
            const std::uint32_t value = new_value();
            elements.push_back(element_of(near(key, k * 3), value));
            expect_insertion(near(key, k * 3), value);
        }
        if (count % 2 == 0)
            a_->table.insert(elements.begin(), elements.end());
        else
            a_->table.insert_many(std::span<const value_type>(elements));
    }

    static constexpr std::array<step, 16> frequent{
        &fuzzer::insert_copy, &fuzzer::insert_moved,      &fuzzer::insert_with_hint,
        &fuzzer::emplace,     &fuzzer::try_emplace,       &fuzzer::insert_or_assign,
        &fuzzer::subscript,   &fuzzer::copy_mapped,       &fuzzer::insert_own_element,
        &fuzzer::erase_key,   &fuzzer::erase_key_of_hash, &fuzzer::erase_at,
        &fuzzer::look_up,     &fuzzer::erase_key,         &fuzzer::erase_at,
        &fuzzer::swap_roles};
    static constexpr std::array<step, 8> strong{
        &fuzzer::insert_copy, &fuzzer::insert_moved, &fuzzer::insert_with_hint,
        &fuzzer::emplace,     &fuzzer::try_emplace,  &fuzzer::insert_or_assign,
        &fuzzer::look_up,     &fuzzer::rehash};
    static constexpr std::array<step, 23> rare{
        &fuzzer::insert_run,      &fuzzer::erase_run,      &fuzzer::churn_at_the_limit,
        &fuzzer::reserve,         &fuzzer::rehash,         &fuzzer::shrink_to_fit,
        &fuzzer::limit_load,      &fuzzer::clear,          &fuzzer::erase_range,
        &fuzzer::erase_in_a_loop, &fuzzer::erase_if,       &fuzzer::assign_copy,
        &fuzzer::assign_moved,    &fuzzer::construct_copy, &fuzzer::construct_moved,
        &fuzzer::swap_contents,   &fuzzer::merge,          &fuzzer::compare,
        &fuzzer::combine,         &fuzzer::find_many,      &fuzzer::insert_many,
        &fuzzer::build,           &fuzzer::insert_range};

    /// Checks the state after every step: a cheap check each time, a full one now and then.
    void check_step(std::uint32_t key) {
        check(a_->table.size() == a_->expected.size() && b_->table.size() == b_->expected.size(),
              "sizes differ");
        check_found(a_->table.find(key_of(key)), key);
        if (!a_->expected.empty()) {
            const std::uint32_t present = a_->expected.begin()->first;
            check_found(a_->table.find(key_of(present)), present);
        }
        check(a_->table.load_factor() <= 0.875F, "the load exceeds every limit");
        check(tracked::live ==
                  live_before_ + objects * static_cast<long>(a_->table.size() + b_->table.size()),
              "objects were leaked, or destroyed twice");
        check(tracked::misuses == misuses_before_, "an object was used after its end");
        if (++steps_ % 64 == 0) {
            check_contents(*a_);
            check_contents(*b_);
        }
        if (checks_invariants || steps_ % 64 == 0) {
            check_invariants(a_->table);
            check_invariants(b_->table);
        }
    }
    void check_contents(const tables& t) {
        contents_.clear();
        for (const auto& element : t.table) contents_.push_back(numbers_of(element));
        std::sort(contents_.begin(), contents_.end());
        expected_.assign(t.expected.begin(), t.expected.end());
        std::sort(expected_.begin(), expected_.end());
        check(contents_ == expected_, "the contents differ");
        for (const auto& element : t.table) {
            const auto& key = [&]() -> const key_type& {
                if constexpr (is_map)
                    return element.first;
                else
                    return element;
            }();
            const auto at = t.table.find(key);
            check(at != t.table.end() && &*at == &element, "an element is found elsewhere");
        }
    }

    /// After every step in debug builds, where time matters less.
#ifdef NDEBUG
    static constexpr bool checks_invariants = false;
#else
    static constexpr bool checks_invariants = true;
#endif

    static constexpr long objects = [] {
        long count = std::is_same_v<key_type, tracked> ? 1 : 0;
        if constexpr (is_map) count += std::is_same_v<typename Table::mapped_type, tracked> ? 1 : 0;
        return count;
    }();

    choices from_;
    std::uint32_t keys_;
    long live_before_ = tracked::live, misuses_before_ = tracked::misuses;
    std::unique_ptr<tables> a_, b_; ///< most steps work on a
    std::uint32_t last_value_ = 0;
    long operations_ = 0, steps_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> contents_, expected_;
};

/// Returns the number of operations that the stream caused.
template <class Table>
long fuzz(const std::uint8_t* data, std::size_t size) {
    return fuzzer<Table>(data, size).run();
}

} // namespace hpk::test

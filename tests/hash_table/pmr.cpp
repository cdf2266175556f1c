// SPDX-License-Identifier: MIT
//
// Tables that allocate from a std::pmr::memory_resource: resources propagate, or not, as with the
// standard library's containers, with every policy.

#include <array>
#include <cstddef>
#include <memory_resource>
#include <string>
#include <type_traits>
#include <utility>

#include <hpk/hash_table/pmr.hpp>

#include "allocations.hpp"
#include "catch.hpp"
#include "hash_table/policies.hpp"

namespace hpk::test {
namespace {

/// Counts allocations that have not been freed, and frees of memory from elsewhere.
class counting_resource : public std::pmr::memory_resource {
public:
    std::size_t blocks = 0, bytes = 0;

private:
    void* do_allocate(std::size_t size, std::size_t alignment) override {
        void* const block = std::pmr::new_delete_resource()->allocate(size, alignment);
        ++blocks;
        bytes += size;
        return block;
    }
    void do_deallocate(void* block, std::size_t size, std::size_t alignment) override {
        --blocks;
        bytes -= size;
        std::pmr::new_delete_resource()->deallocate(block, size, alignment);
    }
    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }
};

/// Replaces the default resource during its lifetime.
class default_resource {
public:
    explicit default_resource(std::pmr::memory_resource& r)
        : before_(std::pmr::set_default_resource(&r)) {}
    default_resource(const default_resource&) = delete;
    default_resource& operator=(const default_resource&) = delete;
    ~default_resource() { std::pmr::set_default_resource(before_); }

private:
    std::pmr::memory_resource* before_;
};

template <class Policy>
using map_of = pmr::hash_map<int, std::pmr::string, hash<int>, std::equal_to<>, Policy>;

const std::string long_text(100, 'x');

template <class Table>
void fill(Table& table, int size) {
    for (int k = 0; k < size; ++k) table.try_emplace(k, long_text.c_str());
}

struct memory_resources {
    static constexpr const char* name = "memory resources";
    template <class Policy>
    static constexpr bool concerns = listed_policy<Policy>;

    template <class Policy>
    static void check() {
        counting_resource elsewhere, here, there;
        const default_resource set(elsewhere);
        {
            using table = map_of<Policy>;
            const auto resource = [](const table& t) { return t.get_allocator().resource(); };
            table a(&here);
            CHECK(here.blocks == 0); // an empty table has no memory
            fill(a, 40);
            CHECK(here.blocks == 41); // the table, and each string
            CHECK(a.begin()->second.get_allocator().resource() == &here);

            table copy = a; // a copy uses the default resource, unless another is given
            CHECK((resource(copy) == &elsewhere && elsewhere.blocks == 41));
            const table copy_there(a, &there);
            CHECK((resource(copy_there) == &there && there.blocks == 41));
            CHECK((copy == a && copy_there == a));

            // Assignment changes the elements of a table, not its resource.
            copy = copy_there;
            CHECK((resource(copy) == &elsewhere && copy == a));
            const void* const string = a.at(7).data();
            table moved(std::move(a));
            CHECK((resource(moved) == &here && moved.at(7).data() == string));
            a = table(&there); // NOLINT(bugprone-use-after-move)
            CHECK((resource(a) == &here && a.empty()));
            a = std::move(moved); // the same resource: the elements stay where they are
            CHECK(a.at(7).data() == string);
            copy = std::move(a); // different resources: the elements move, one by one
            CHECK((resource(copy) == &elsewhere && copy == copy_there));
            CHECK(copy.at(7).get_allocator().resource() == &elsewhere);

            const table moved_there(table(copy, &here), &there);
            CHECK((resource(moved_there) == &there && moved_there == copy));

            table other(&elsewhere);
            fill(other, 3);
            swap(copy, other);
            CHECK((copy.size() == 3 && other == copy_there));
            other.merge(copy);
            hpk::erase_if(other, [](const auto& e) { return e.first % 2 == 0; });
            other.shrink_to_fit();
            other.clear();
        }
        for (const auto* resource : {&elsewhere, &here, &there})
            CHECK((resource->blocks == 0 && resource->bytes == 0));
    }
};

const check_policies<memory_resources> register_memory_resources;

TEST_CASE("pmr/a table in a table takes the outer one's memory") {
    counting_resource here, elsewhere;
    const default_resource set(elsewhere);
    {
        pmr::hash_map<std::pmr::string, pmr::hash_set<int>> outer(&here);
        for (int k = 0; k < 50; ++k)
            outer[std::pmr::string(long_text + static_cast<char>('A' + k % 7), &here)].insert(k);
        outer.try_emplace("seven").first->second.insert({1, 2, 3});
        CHECK(outer.size() == 8);
        CHECK(outer.at("seven").get_allocator().resource() == &here);
        CHECK(here.blocks == 1 + 7 + 8);
        CHECK(elsewhere.blocks == 0);
    }
    CHECK(here.bytes == 0);
}

TEST_CASE("pmr/a table in a buffer asks for no other memory") {
    alignas(64) std::array<std::byte, 1 << 14> buffer;
    std::size_t size = 0;
    const allocations made = allocations_of([&] {
        std::pmr::monotonic_buffer_resource memory(buffer.data(), buffer.size(),
                                                   std::pmr::null_memory_resource());
        pmr::hash_set<int> numbers(&memory);
        numbers.reserve(500);
        for (int k = 0; k < 1000; ++k) numbers.insert(k % 500);
        size = numbers.size();
    });
    CHECK(size == 500);
    CHECK(made.count == 0);
    STATIC_REQUIRE(
        std::is_same_v<pmr::hash_set<int>::allocator_type, std::pmr::polymorphic_allocator<int>>);
    STATIC_REQUIRE(
        std::uses_allocator_v<pmr::hash_map<int, int>, std::pmr::polymorphic_allocator<std::byte>>);
}

} // namespace
} // namespace hpk::test

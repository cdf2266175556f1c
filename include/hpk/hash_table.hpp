// SPDX-License-Identifier: MIT
#pragma once

/// \file
/// The hash table family: hpk::hash_map and hpk::hash_set.
///
///     #include <hpk/hash_table.hpp>
///
///     hpk::hash_map<std::string, long> counts;
///     for (const std::string_view word : words) ++counts[word]; // makes strings of new words only
///     if (const auto it = counts.find("whale"); it != counts.end()) std::cout << it->second;
///
/// The interface is that of std::unordered_map and std::unordered_set, without buckets (`begin(n)`,
/// `bucket(key)` …) and node handles (`extract`). Elements lie in one array that is probed
/// linearly, which makes these differences:
///
/// - Elements move. An insertion that rehashes, and every removal, invalidates all iterators,
///   pointers and references to elements. (With the policy `node` pointers and references stay
///   valid until their element is erased.) Debug builds (without NDEBUG) check iterators before
///   they follow them. A call that inserts nothing invalidates nothing: m[key] never rehashes if
///   the key is present.
/// - After reserve(n) no insertion rehashes until the table holds n elements, even if elements are
///   erased meanwhile, as long as max_load_factor stays the same. (`ordered` keeps its number of
///   buckets, but occasionally removes its holes, which moves elements.)
/// - Arguments of a call that inserts one element may refer to elements of the same table. A range
///   to insert may lie within one element, or in memory that the element owns and keeps when it
///   moves. A range must not consist of views of the insides of several elements, such as
///   string_views of short keys: copy them first. Two calls in one expression are not protected: in
///   `m[a] = m[b]` the insertion of a may rehash after m[b] was evaluated, which leaves its
///   reference dangling. Write `auto value = m[b]; m[a] = value;`.
/// - `t.erase(it++)` advances an iterator that the removal invalidates: write `it = t.erase(it)`.
///   Such a loop misses no element but may visit one twice. hpk::erase_if(t, pred) tests each
///   element once, and is faster.
/// - If hash and equality are transparent (hpk::hash of strings and the default `std::equal_to<>`
///   are), find, contains, erase, at, try_emplace, insert_or_assign, operator[], and insert and
///   emplace of a key or of a key and a value take any type that compares with a key, and construct
///   a key only to insert it. Otherwise an argument of another type is converted to a key
///   implicitly, or the call does not compile.
/// - max_load_factor(x) takes effect at the next rehash, or clear() of any policy but `ordered`; x
///   is clamped to [0.1, 0.875], and NaN is ignored. rehash(bucket_count()) applies it at once.
/// - Iterators are forward iterators. The order depends only on the hashes and the sequence of
///   operations: it is the same in every run and on every platform, unless the hash has a different
///   seed or keys are chosen to collide.
///
/// **Ranges and memory.** Tables are forward ranges; insert_range(range) takes any range, as do, in
/// C++23, the constructor with std::from_range and std::ranges::to. hpk::pmr::hash_map and hash_set
/// (hpk/hash_table/pmr.hpp) allocate from a std::pmr::memory_resource. hpk/hash_table/saved.hpp
/// saves tables to streams and loads them.
///
/// **Policies.** A policy determines where elements are stored and how they are found. It is the
/// last template argument, or the first one of the aliases `hash_table::map<Policy, Key, T>` and
/// `hash_table::set<Policy, Key>`.
///
/// - `tagged`, the default: one byte of the hash per bucket, 16 of them compared at once. For keys
///   and values of any type.
/// - `compact`: the same, filled to 7/8 instead of 2/3, and growing by a seventh instead of
///   doubling. From 1000 elements on it takes less than 1.35 bytes per byte of the elements and
///   their tags at every size, `tagged` up to 3. It is slower, above all at insertion one by one
///   without reserve().
/// - `key_window`: no tags; the keys of several buckets are compared at once. For keys that are
///   integers, enumerations or pointers, with small values.
/// - `node`: `tagged` with each element in memory of its own, so that pointers and references to it
///   stay valid until it is erased, whatever else happens to the table, as with std::unordered_map.
///   Slower, and one allocation per element. hpk/hash_table/node.hpp has the details.
/// - `ordered`: like Python's dict, an array of elements and an index into it. For when insertion
///   order matters, or iteration is more frequent than look-up. Removal moves no element.
/// - `linear`: textbook linear probing, one bucket after the other. For comparison.
///
/// `basic_tagged<Backend, MaxLoad>`, `basic_key_window<Backend>`, `basic_ordered<Probe>` and
/// `basic_node<Backend>` are the underlying templates. With every policy a table holds the same
/// elements after the same operations; policies differ in order, cost and memory.
/// docs/hash_table.md has diagrams and measurements.
///
/// **Many keys at a time.** Cache misses of different keys overlap:
///
///     std::vector<const long*> found(words.size());
///     const auto& table = counts;
///     std::size_t hits = table.find_many(words, std::span(found)); // null: not there
///
/// - find_many(keys, results) → hits. Results are pointers to mapped values (of a set: to keys),
///   null for a key that is not in the table, or indices for nth(index), npos for such a key.
/// - find_many(keys, results, missing) → hits. Results are values, `missing` for such a key.
/// - contains_many(keys, results) → hits. Results are a `std::span<bool>`, or bits in a
///   `std::span<std::uint64_t>`.
/// - join(keys, table) → the rows of `keys` that are in the table, and their values; join(table,
///   table) → a table of pairs (hpk/hash_table/join.hpp).
/// - accumulate_many(keys, values, op) → the number of new elements: group-by. The first value of a
///   key is inserted, op adds the others in the order of the rows; op is + by default.
/// - count_many(keys) → the number of new elements: adds 1 for each key.
/// - insert_many(keys, values), or insert_many(elements) → the number of new elements; of several
///   with the same key the first is inserted.
/// - build(keys, values), build(keys) for sets: replaces the elements by these, of several with the
///   same key by the first; the fastest way to build a large table. Temporarily needs memory for a
///   second copy of the new elements or for the old ones.
///
/// Keys are a contiguous range of key_type, or, for look-ups, join, accumulate_many and count_many,
/// of any type that the table looks up transparently. All of these but join(table, table) take
/// hpk::sequential or hpk::parallel as a last argument; results are the same for every number of
/// threads. find, contains, count, at, equal_range and erase take a precomputed hash,
/// `hash_function()(key)`, as a second argument.
///
/// **Set algebra.** set_union, set_intersection, set_difference and set_symmetric_difference are in
/// hpk/hash_table/set_algebra.hpp.
///
/// **Hashes.** hpk::hash (hpk/hash/hash.hpp) takes numbers, enumerations, pointers, strings, and
/// pairs, tuples, arrays, vectors, optionals, variants and smart pointers of these; it uses
/// std::hash or a user's specialisation for other types. A table works with any other hash,
/// including the identity: one of 64 bits with a member type `is_avalanching` is used unchanged,
/// others are mixed. (`ordered` never mixes.)
///
/// Whoever knows the hash can choose keys that collide. If an insertion searches longer than chance
/// allows, a table with hpk::hash, of any policy but `ordered`, draws a random seed and rehashes,
/// even after reserve(n); from then on its searches depend on the seed, and so does its order,
/// until clear(). The same holds for other hashes that take a seed, `hash(key, const
/// hpk::hash_seed&)`. hpk::siphash (slower) resists even attackers who observe timings or the order
/// of elements.
///
/// **Threads.** Any number of threads may call const functions of a table at the same time; a call
/// of a non-const function must not overlap any other call. (For this rule begin, end, find,
/// equal_range and at are const even on a non-const table.) Different tables share nothing.
/// For a table that several threads change use hpk::shared_map (hpk/hash_table/shared_map.hpp).
///
/// **Exceptions.** If a hash, a comparison, a constructor or an allocator throws, insertion of one
/// element, operator[], reserve, rehash and assignment give the strong guarantee: the table is
/// unchanged. (Exceptions: elements that are not copyable and whose move may throw; some can be
/// lost. The source of a move between tables with unequal allocators may lose elements, too.)
/// Insertion of many elements, build, merge and erase_if give the basic guarantee: they stop
/// half-way and leave a valid table. erase(iterator), clear and swap do not throw, unless swapping
/// the hashes or comparisons throws. Moving a table copies its hash and comparison, and is noexcept
/// if these copies are. at() throws std::out_of_range, find_many and its relatives
/// std::invalid_argument if lengths differ, reserve and rehash std::length_error beyond the largest
/// possible table; without exceptions they print the message and abort.
///
/// **Code that a table calls.** The constructor of a new element, comparisons, destructors and the
/// predicate of erase_if may look keys up in the table that calls them, but must not change it:
/// debug builds assert, other builds throw std::logic_error (from a destructor, or within erase,
/// clear, swap or a move of the table: std::terminate), and the table stays valid. Constructors
/// that copy elements of a table to another one must not change the first; this is not checked. A
/// hash must not use the table. Comparisons that contradict each other lose or repeat elements, but
/// cannot break the table.
///
/// **Costs.** Look-up, insertion and removal take constant time on average, including growth: a
/// full table doubles (`compact`: grows by a seventh). Iteration, copying and clear() are linear in
/// bucket_count(). A table is one block of memory (`node`: and one per element), between a third
/// and two thirds full as it grows (`compact`: between 3/4 and 7/8); a table has none until the
/// first insertion, unless buckets were requested. It does not shrink by itself (`ordered` may when
/// it next grows): call shrink_to_fit(). For large tables consider huge pages:
/// hpk/hash_table/huge_page_allocator.hpp.
///
/// statistics(), probe_count(key) and hash_table::entropy(keys, hash) measure the quality of a
/// hash.
///
/// **Limits.** Elements must be movable or copyable (not with `node`, if try_emplace makes them).
/// As with all of hpk, hash_map is a different type in code compiled for another instruction set,
/// and in code compiled without NDEBUG, which checks iterators: such code must exchange elements or
/// spans, not tables.

#include "hpk/core/isa.hpp"

#include "hpk/hash/seeded_hash.hpp"
#include "hpk/hash/siphash.hpp"
#include "hpk/hash_table/entropy.hpp"
#include "hpk/hash_table/join.hpp"
#include "hpk/hash_table/map.hpp"
#include "hpk/hash_table/node.hpp"
#include "hpk/hash_table/set.hpp"
#include "hpk/hash_table/set_algebra.hpp"
#include "hpk/hash_table/variants.hpp"

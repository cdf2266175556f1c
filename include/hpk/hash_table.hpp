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
/// The interface is that of std::unordered_map and std::unordered_set, less buckets (`begin(n)`,
/// `bucket(key)` …) and nodes (`extract`). Elements lie in one array that is probed linearly, so
/// this differs:
///
/// - Elements move. An insertion that rehashes, and every removal, invalidates all iterators,
///   pointers and references to elements. Debug builds (without NDEBUG) check iterators before they
///   follow them. What inserts nothing moves nothing: m[key] of a key that is there never rehashes.
/// - After reserve(n) no insertion rehashes until there are n elements, whatever was erased in
///   between, as long as max_load_factor stays the same. (`ordered` keeps as many buckets, but
///   removes its holes now and then, which moves elements.)
/// - Arguments of a call that inserts one element may refer to elements of the same table, and a
///   range to insert may lie within one, or in memory that it owns and keeps as it moves. Views of
///   what lies within several elements, such as string_views of short keys, must not be inserted
///   as a range: copy them first. Two calls in one expression are another matter: in `m[a] = m[b]`
///   the insertion of a may rehash after m[b] was evaluated, and leaves its reference dangling.
///   Write `auto value = m[b]; m[a] = value;`.
/// - `t.erase(it++)` advances an iterator that the removal invalidates: write `it = t.erase(it)`.
///   Such a loop misses no element but may meet one again. hpk::erase_if(t, pred) judges each once,
///   and is quicker.
/// - Where hash and equality are transparent (hpk::hash of strings and the default std::equal_to<>
///   are), find, contains, erase, at, try_emplace, insert_or_assign, operator[], and insert and
///   emplace of a key or of a key and a value take what compares with a key as it is, and make a
///   key only if it is inserted. Elsewhere an argument of another type becomes a key by an implicit
///   conversion, or the call does not compile.
/// - max_load_factor(x) holds from the next rehash or clear() on, and is taken between 0.1 and
///   0.875; NaN changes nothing. rehash(bucket_count()) makes it hold.
/// - Iterators go forward only. The order depends on the hashes and on what was done to the table:
///   the same in every run and on every platform, unless the hash has a seed that differs.
///
/// **Ranges and memory.** Tables are forward ranges; insert_range(range) takes any, as do, in
/// C++23, std::from_range and std::ranges::to. hpk::pmr::hash_map and hash_set
/// (hpk/hash_table/pmr.hpp) have their memory from a std::pmr::memory_resource.
///
/// **Policies.** A policy says where elements lie and how they are found. It is the last template
/// argument, or the first of the other spelling: hash_table::map<Policy, Key, T>,
/// hash_table::set<Policy, Key>.
///
/// - `tagged`, the default: a byte of the hash for each bucket, 16 of them compared at once. For
///   keys and values of any kind.
/// - `compact`: the same, filled to 7/8 instead of 2/3. It takes half as much memory for a size
///   that fits only then into as many buckets, and the same for any other. Slower.
/// - `key_window`: no tags, but the keys of some buckets compared at once. For keys that are
///   integers, enumerations or pointers, if values are small.
/// - `ordered`: the dict, an array of elements and an index to it. Where the order of insertion
///   counts, or all are visited more often than looked up. Removal moves nobody.
/// - `linear`: the textbook, one bucket after the other. To compare with.
///
/// basic_tagged<Backend, MaxLoad>, basic_key_window<Backend> and basic_ordered<Probe> are the
/// templates behind them. All hold the same elements after the same operations; they differ in
/// order, cost and memory. docs/hash_table.md draws and measures them.
///
/// **Many keys at a time.** While one key waits for memory, the others are on their way, too:
///
///     std::vector<const long*> found(words.size());
///     const auto& table = counts;
///     std::size_t hits = table.find_many(words, std::span(found)); // null: not there
///
/// - find_many(keys, results) → hits. Results are pointers to mapped values (a set's: to keys),
///   null for a key that is not there, or indices for nth(index), then npos.
/// - contains_many(keys, std::span<bool>) → hits.
/// - insert_many(keys, values), or insert_many(elements) → how many were new; the first of several
///   with one key wins.
/// - build(keys, values), build(keys) for sets: these elements in place of the old ones, the first
///   of several with one key; the quickest way to a large table. May need memory for all once
///   more, for a while, and for the old ones.
///
/// Keys are a contiguous range of key_type, or, for look-ups, of whatever the table looks up as it
/// is. find, contains, count, at, equal_range and erase take a hash that is known beforehand as a
/// second argument: `hash_function()(key)`.
///
/// **Sets as mathematics has them**: set_union, set_intersection, set_difference and
/// set_symmetric_difference (hpk/hash_table/set_algebra.hpp).
///
/// **Hashes.** hpk::hash (hpk/hash/hash.hpp) takes numbers, enumerations, pointers, strings,
/// and pairs, tuples, arrays, vectors, optionals, variants and smart pointers of such; other types
/// by std::hash, or by a specialisation of your own. Any other hash will do, an identity included:
/// one of 64 bits with a member type `is_avalanching` is trusted, the others are mixed once more.
/// (`ordered` takes hashes as they are.)
///
/// Whoever knows the hash can choose keys that collide, and so make each operation take time linear
/// in the size. If somebody else chooses the keys, take hpk::seeded_hash, which is as quick and has
/// a random seed for each table, or hpk::siphash, slower, which stands even against those who watch
/// hashes or times.
///
/// **Threads.** Any number of threads may call const functions of one table at once; a function
/// that is not const needs the table for itself. (begin, end, find, equal_range and at of a table
/// that is not const count as const.) Different tables have nothing in common.
///
/// **Exceptions.** If a hash, a comparison, a constructor or an allocator throws, insertion of one
/// element, operator[], reserve, rehash and assignment leave the table as it was. (Not so where
/// elements cannot be copied and may throw when they move: then some can be lost. Nor for the
/// source of a move between tables of unequal allocators, which may lose elements.) Insertion of
/// many, build, merge and erase_if stop half-way, at a table that is whole. erase(iterator), clear
/// and swap do not throw, except that what `swap` exchanges may. Moving a table copies its hash and
/// comparison, and is noexcept if that is. at() throws std::out_of_range, find_many and its like
/// std::invalid_argument where lengths differ, reserve and rehash std::length_error beyond what
/// there can be; without exceptions they say so and abort.
///
/// **Code that a table calls.** The constructor of a new element, comparisons, destructors and the
/// predicate of erase_if may look keys up in the table that calls them, but must not change it:
/// debug builds assert, other builds throw std::logic_error (from a destructor, or within erase,
/// clear or swap: std::terminate), and the table is whole. Constructors that copy elements of a
/// table to another one must not change the first; this is not checked. A hash must not use the
/// table. Comparisons that contradict each other lose or repeat elements, but cannot break the
/// table.
///
/// **Costs.** Look-up, insertion and removal take constant time on average, growth included: a
/// table that is full doubles. Iteration, copying and clear() are linear in bucket_count(). A table
/// is one block of memory, between a third and two thirds full as it grows (`compact`: between 7/16
/// and 7/8); a table that was never inserted into has none. It does not shrink by itself (`ordered`
/// does, as it next grows): shrink_to_fit() makes it. Of large tables, huge pages are the cheaper
/// memory: hpk/hash_table/huge_page_allocator.hpp.
///
/// statistics(), probe_count(key) and hash_table::entropy(keys, hash) tell how well a hash does.
///
/// **Limits.** Elements must be movable or copyable. As with all of hpk, code that is compiled for
/// another instruction set has another hash_map, and so has code that is compiled without NDEBUG,
/// which checks iterators: hand over elements or spans, not tables.

#include "hpk/hash/seeded_hash.hpp"
#include "hpk/hash/siphash.hpp"
#include "hpk/hash_table/entropy.hpp"
#include "hpk/hash_table/map.hpp"
#include "hpk/hash_table/set.hpp"
#include "hpk/hash_table/set_algebra.hpp"
#include "hpk/hash_table/variants.hpp"

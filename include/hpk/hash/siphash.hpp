// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"
#include "hpk/hash/mixing/sip_rounds.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// SipHash: a keyed function made to withstand those who choose keys, even if they see the hashes
/// of others (Aumasson and Bernstein, 2012); in the form 1-3 that CPython, Ruby and Rust use for
/// their tables, or with as many rounds as are named. Several times slower than hpk::seeded_hash.
///
/// `siphash<T>{}` has a random key of its own; `siphash<T>{seed}` one that is made of the seed, and
/// `siphash<T>{k0, k1}` this one: then a string of char hashes as its bytes do by the paper, an
/// integer as its 8 bytes, low ones first. The same types as for hpk::seeded_hash.
template <class T, int WordRounds = 1, int FinalRounds = 3>
class siphash : public detail::keyed_hash<T, detail::sip_core<WordRounds, FinalRounds>> {
public:
    using detail::keyed_hash<T, detail::sip_core<WordRounds, FinalRounds>>::keyed_hash;
};

} // namespace HPK_ISA
} // namespace hpk

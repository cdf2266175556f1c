// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"
#include "hpk/hash/mixing/sip_rounds.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// SipHash: a keyed function designed to resist attackers who choose keys, even if they see the
/// hashes of other keys (Aumasson and Bernstein, 2012). The default is SipHash-1-3, which CPython,
/// Ruby and Rust use for their tables; the numbers of rounds are parameters. It is several times
/// slower than hpk::seeded_hash.
///
/// `siphash<T>{}` has a fresh random key, `siphash<T>{seed}` one derived from the seed, and
/// `siphash<T>{k0, k1}` the given one: a string of char then hashes as the paper defines for its
/// bytes, and an integer as its 8 bytes, least significant first. T may be any type that
/// hpk::seeded_hash supports.
template <class T, int WordRounds = 1, int FinalRounds = 3>
class siphash : public detail::keyed_hash<T, detail::sip_core<WordRounds, FinalRounds>> {
public:
    using detail::keyed_hash<T, detail::sip_core<WordRounds, FinalRounds>>::keyed_hash;
};

} // namespace HPK_ISA
} // namespace hpk

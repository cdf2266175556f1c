// SPDX-License-Identifier: MIT
#pragma once

#include "hpk/core/isa.hpp"
#include "hpk/hash/mixing/keyed_hash.hpp"
#include "hpk/hash/mixing/secret_core.hpp"

namespace hpk {
inline namespace HPK_ISA {

/// hpk::hash keyed with 127 secret bits; as fast, but for one more load. `seeded_hash<T>{}` has
/// random bits, fresh for every table; `seeded_hash<T>{seed}` (one word, or two) derives them from
/// the seed, so that elements lie in the same order in every run.
///
/// It resists keys that collide under hpk::hash, keys prepared beforehand, and keys that collided
/// in another table or run. It does not resist an attacker who observes hashes, the order of
/// elements or the time of look-ups, and chooses the next keys accordingly: a folded multiply is no
/// cipher, and its two constants can be computed from a few results. Use hpk::siphash against such
/// attackers.
///
/// T may be an integer, enumeration, pointer, floating-point number or string (transparent), or a
/// pair, tuple, array, vector, optional, variant or smart pointer of these. Types that have only
/// std::hash or a user's hpk::hash are not supported: keys that collide there would collide under
/// any seed.
template <class T>
class seeded_hash : public detail::keyed_hash<T, detail::secret_core> {
public:
    using detail::keyed_hash<T, detail::secret_core>::keyed_hash;
};

} // namespace HPK_ISA
} // namespace hpk

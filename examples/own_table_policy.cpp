// SPDX-License-Identifier: MIT
// User-defined policies for hash tables: a dict that tries buckets in another order, and a tagged
// table that is never more than half full. They hold the same elements as every other table.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ratio>

#include <hpk/hash_table.hpp>

namespace {

/// A probe is a position in an order of buckets: this one advances by 1, 2, 3, … buckets, which
/// visits each of 2^n.
class triangular {
public:
    triangular(std::size_t hash, std::size_t mask) : mask_(mask), bucket_(hash & mask) {}
    [[nodiscard]] std::size_t bucket() const { return bucket_; }
    void next() { bucket_ = (bucket_ + ++step_) & mask_; }

private:
    std::size_t mask_, bucket_, step_ = 0;
};
static_assert(hpk::hash_table::probing<triangular>);

using triangular_dict = hpk::hash_table::basic_ordered<triangular>;
using roomy = hpk::hash_table::basic_tagged<hpk::native, std::ratio<1, 2>>;

/// True if a table with this policy behaves like one with the default.
template <class Policy>
bool try_out(const char* name) {
    hpk::hash_table::map<Policy, std::uint64_t, int> table;
    hpk::hash_map<std::uint64_t, int> expected;
    for (std::uint64_t k = 0; k < 20000; ++k) {
        const std::uint64_t key = k * k % 65537; // squares: many occur twice
        ++table[key];
        ++expected[key];
        if (k % 3 == 0) {
            table.erase(k);
            expected.erase(k);
        }
    }
    const auto s = table.statistics();
    std::printf("%-16s %zu elements in %zu buckets, %.3f probes on average, at most %zu\n", name,
                s.size, s.buckets, s.mean_probes, s.max_probes);
    bool same = table.size() == expected.size();
    for (const auto& [key, count] : table) same = same && expected.at(key) == count;
    return same && s.mean_probes < 2;
}

} // namespace

int main() {
    const bool dict = try_out<hpk::hash_table::ordered>("ordered");
    const bool triangular = try_out<triangular_dict>("triangular dict");
    const bool tagged = try_out<hpk::hash_table::tagged>("tagged");
    const bool less_full = try_out<roomy>("roomy");
    return dict && triangular && tagged && less_full ? 0 : 1;
}

// SPDX-License-Identifier: MIT
// Four hashes for words of two letters, from the best to the worst, and the cost of a look-up among
// all 676 words (High Performance Python, chapter 4). The entropy predicts it.
#include <cstdio>
#include <string>
#include <vector>

#include <hpk/hash_table.hpp>
#include <hpk/hash_table/entropy.hpp>
#include <hpk/hash_table/rungs/ordered.hpp>

namespace {

std::size_t number_of(char letter) {
    return static_cast<std::size_t>(letter - 'a');
}

/// Two digits to the base 26: every word has a different number, and every number below 676 is
/// used.
struct ideal_hash {
    static constexpr const char* name = "ideal";
    std::size_t operator()(const std::string& word) const noexcept {
        return 26 * number_of(word[0]) + number_of(word[1]);
    }
};

/// hpk::hash, which is not made for words.
struct general_hash : hpk::hash<std::string> {
    static constexpr const char* name = "general";
};

struct first_letter_hash {
    static constexpr const char* name = "first letter";
    std::size_t operator()(const std::string& word) const noexcept {
        return static_cast<unsigned char>(word[0]);
    }
};

struct always_42 {
    static constexpr const char* name = "always 42";
    std::size_t operator()(const std::string&) const noexcept { return 42; }
};

std::vector<std::string> all_words() {
    std::vector<std::string> words;
    for (char first = 'a'; first <= 'z'; ++first)
        for (char second = 'a'; second <= 'z'; ++second) words.push_back({first, second});
    return words;
}

/// The average number of probes per look-up.
template <class Hash>
double try_out(const std::vector<std::string>& words) {
    const hpk::hash_table::set<hpk::hash_table::ordered, std::string, Hash> dict(words.begin(),
                                                                                 words.end());
    const auto s = dict.statistics();
    const double bits = hpk::hash_table::entropy(words, Hash{}, dict.bucket_count());
    std::printf("%-14s %8.2f %10zu %12.2f %10zu\n", Hash::name, bits, s.collisions, s.mean_probes,
                s.max_probes);
    return s.mean_probes;
}

} // namespace

int main() {
    const auto words = all_words();
    std::printf("%-14s %8s %10s %12s %10s\n", "hash", "bits", "collisions", "mean probes",
                "at most");
    const double ideal = try_out<ideal_hash>(words);
    const double general = try_out<general_hash>(words);
    const double first = try_out<first_letter_hash>(words);
    const double always = try_out<always_42>(words);
    return ideal == 1 && general < 1.5 && first > 10 && always >= (1 + 676) / 2.0 ? 0 : 1;
}

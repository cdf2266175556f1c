// SPDX-License-Identifier: MIT
// The most frequent words of a text. A word is looked up as a std::string_view into the text; a
// std::string is made of it only when it is met for the first time.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

namespace {

constexpr const char* usage =
    "usage: word_count [FILE]\n"
    "Prints the twenty most frequent words of a text file, in lower case.\n"
    "Without a file it counts a few lines of its own, and checks them.\n";

/// Letters are those of ASCII and whatever lies beyond it, as in UTF-8.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

using word_counts = hpk::hash_map<std::string, long>;

word_counts count_words(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), lower);
    word_counts counts;
    for (auto from = text.begin(); from != text.end();) {
        from = std::find_if(from, text.end(), is_letter);
        const auto to = std::find_if_not(from, text.end(), is_letter);
        if (from != to) ++counts[std::string_view(from, to)];
        from = to;
    }
    return counts;
}

/// The most frequent first; words that are equally frequent by the alphabet.
std::vector<std::pair<std::string, long>> sorted(const word_counts& counts) {
    std::vector<std::pair<std::string, long>> words(counts.begin(), counts.end());
    std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    return words;
}

void print(const std::vector<std::pair<std::string, long>>& words) {
    const std::size_t shown = std::min<std::size_t>(words.size(), 20);
    for (std::size_t k = 0; k < shown; ++k)
        std::printf("%8ld %s\n", words[k].second, words[k].first.c_str());
}

constexpr const char* own_text =
    "The table knows the word, or the table does not know the word.\n"
    "If it does not, the word is new, and new words make the table grow:\n"
    "a word, a bucket; a bucket, a word. Größe und Größe.\n";

bool own_text_is_counted_right() {
    const word_counts counts = count_words(own_text);
    print(sorted(counts));
    const auto first = sorted(counts).front();
    return counts.size() == 20 && counts.at("the") == 6 && counts.at("word") == 5 &&
           counts.at("table") == 3 && counts.at("größe") == 2 && counts.at("grow") == 1 &&
           !counts.contains("The") && !counts.contains("") && first.first == "the";
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 1) return own_text_is_counted_right() ? 0 : 1;
    std::ifstream file(argv[1], std::ios::binary);
    if (argc > 2 || !file) {
        std::fprintf(stderr, "word_count: %s\n%s",
                     argc > 2 ? "one file at a time" : "the file cannot be read", usage);
        return 2;
    }
    print(sorted(count_words({std::istreambuf_iterator<char>(file), {}})));
}

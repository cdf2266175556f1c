// SPDX-License-Identifier: MIT
// The most frequent words of a text. A word is looked up as a std::string_view into the text; a
// std::string is made only at its first occurrence.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

#include "picture/command_line.hpp"
#include "picture/progress.hpp"

namespace {

/// Letters are those of ASCII and whatever lies beyond it, as in UTF-8.
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

using word_counts = hpk::hash_map<std::string, long>;

word_counts count_words(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    word_counts counts;
    progress_bar progress;
    long words = 0;
    for (auto to = text.begin(); to != text.end(); ++words) {
        if (words % (1 << 20) == 0) progress.show(double(to - text.begin()) / double(text.size()));
        const auto from = std::find_if(to, text.end(), is_letter);
        to = std::find_if_not(from, text.end(), is_letter);
        if (from != to) ++counts[std::string_view(from, to)];
    }
    return counts;
}

/// The most frequent first; words that are equally frequent by the alphabet.
void print(const word_counts& counts, std::size_t most) {
    std::vector<std::pair<std::string, long>> words(counts.begin(), counts.end());
    std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    words.resize(std::min(words.size(), most));
    for (const auto& [word, count] : words) std::printf("%8ld %s\n", count, word.c_str());
}

bool own_text_is_counted_right() {
    const word_counts counts =
        count_words("The table knows the word, or the table does not know the word.\n"
                    "If it does not, the word is new, and new words make the table grow:\n"
                    "a word, a bucket; a bucket, a word. Größe und Größe.\n");
    print(counts, 20);
    return counts.size() == 20 && counts.at("the") == 6 && counts.at("word") == 5 &&
           counts.at("größe") == 2 && !counts.contains("The") && !counts.contains("");
}

} // namespace

int main(int argc, char** argv) {
    std::size_t most = 20;
    std::string name;
    command_line command("word_count", "Prints the most frequent words of a text, in lower case.");
    command.operand("FILE", "a text, - for what is piped in; without one, a few lines", name);
    command.option("--top", "N", "how many words at most", most);
    return command.run(argc, argv, [&] {
        if (name.empty()) return own_text_is_counted_right();
        std::ifstream file(name, std::ios::binary);
        if (name != "-" && file.peek() == EOF && !file.eof())
            throw std::invalid_argument(name + " cannot be read");
        print(count_words({std::istreambuf_iterator(name == "-" ? std::cin : file), {}}), most);
        return true;
    });
}

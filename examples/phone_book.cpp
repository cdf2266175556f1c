// SPDX-License-Identifier: MIT
// A phone book as a list and as a table: the number of names that are compared until a number is
// found (High Performance Python, chapter 4). A table looks up std::string_views, one or many at a
// time.
#include <algorithm>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hpk/hash_table.hpp>

namespace {

using entry = std::pair<std::string, std::string>;

/// Invented names in random order, each with a number.
std::vector<entry> entries() {
    constexpr std::string_view first[]{"Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo"};
    constexpr std::string_view syllables[]{"ba", "de", "ki", "lo", "mu",
                                           "ra", "se", "ti", "vo", "zu"};
    std::vector<entry> book;
    for (unsigned k = 0; k < 10000; ++k) {
        const unsigned n = k * 7919 % 10000; // 7919 is prime to 10000: each n once
        std::string name(first[n % 8]);
        name += ' ';
        for (unsigned rest = n, s = 0; s < 4; ++s, rest /= 10) name += syllables[rest % 10];
        book.emplace_back(std::move(name), "555-" + std::to_string(10000 + k));
    }
    return book;
}

} // namespace

int main() {
    const std::vector<entry> list = entries();
    const hpk::hash_map<std::string, std::string> book(list.begin(), list.end());

    // In the list, half of all names are compared on average; in the table, about one.
    std::vector<std::string_view> asked;
    for (std::size_t k = 0; k < list.size(); k += 50) asked.push_back(list[k].first);
    double in_list = 0, in_table = 0;
    bool right = book.size() == list.size();
    for (const std::string_view name : asked) {
        const auto in = [name](const entry& e) { return e.first == name; };
        const auto at = std::find_if(list.begin(), list.end(), in);
        in_list += double(at - list.begin() + 1) / double(asked.size());
        in_table += double(book.probe_count(name)) / double(asked.size());
        right = right && book.at(name) == at->second;
    }
    std::printf("names compared in a list of %zu: %.0f on average\n", list.size(), in_list);
    std::printf("places looked at in a table:      %.2f\n", in_table);

    // Many at once, some of them not in the table.
    asked.emplace_back("Nobody");
    asked.emplace_back("Ada");
    std::vector<const std::string*> numbers(asked.size());
    const std::size_t found = book.find_many(asked, std::span(numbers));
    std::printf("%zu of %zu names are there; %s has %s\n", found, asked.size(),
                list[50].first.c_str(), numbers[1]->c_str());
    right = right && found == 200 && numbers[200] == nullptr && *numbers[1] == "555-10050";

    // A set counts the different first names.
    hpk::hash_set<std::string> first_names;
    for (const auto& [name, number] : list)
        first_names.insert(std::string_view(name).substr(0, name.find(' ')));
    std::printf("first names: %zu\n", first_names.size());
    return right && in_list > 4000 && in_table < 1.5 && first_names.size() == 8 ? 0 : 1;
}

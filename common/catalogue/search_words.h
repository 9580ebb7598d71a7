// Words as citizens type them: folded, cut at spaces and signs, with the slips of the two ways
// Vietnamese is typed (TELEX, VNI), and how far two of them are apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace motcua::catalogue {

// The words of a text, folded (common/base/text.h). A point between digits belongs to the word:
// "Mã 1.001193, khai-sinh" → "ma", "1.001193", "khai", "sinh".
std::vector<std::string> WordsOf(std::string_view text);

// The word if its VNI keys were left as digits: "d9a8ng" → "dang". Codes stay as they are.
std::string WithoutVni(std::string_view word);

// The word if its TELEX keys were left as letters: "ddaats" → "dat", "nhuwowngj" → "nhuong". Keys
// are told from consonants by their place: s, r, x after a vowel; f, j, w, z anywhere.
std::string WithoutTelex(std::string_view word);

// Letters that must be added, dropped, replaced or swapped with their neighbour to make one word
// of the other, if at most `limit`; else limit + 1.
int Distance(std::string_view a, std::string_view b, int limit);

// How many such slips a word of that length may hold: none below 3 letters, 2 from 7 letters on.
int SlipsAllowed(size_t letters);

}  // namespace motcua::catalogue

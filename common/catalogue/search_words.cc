#include "common/catalogue/search_words.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "common/base/strings.h"
#include "common/base/text.h"

namespace motcua::catalogue {
namespace {

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

bool HasVowel(std::string_view text) { return std::any_of(text.begin(), text.end(), IsVowel); }

// Letters of other scripts are kept: a word no procedure has finds nothing, and that is right.
bool IsOfWord(std::string_view text, size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (absl::ascii_isalnum(c) || c >= 0x80) return true;
  return c == '.' && i > 0 && i + 1 < text.size() && absl::ascii_isdigit(text[i - 1]) &&
         absl::ascii_isdigit(text[i + 1]);
}

bool IsToneKey(char c, std::string_view before) {
  switch (c) {
    case 'f':
    case 'j':
    case 'z':
      return true;
    case 's':
    case 'r':
    case 'x':
      return HasVowel(before);
    default:
      return false;
  }
}

// aa, ee, oo, dd: the second makes â, ê, ô, đ of the first. The key may also come at the end of the
// word: "dangd".
bool IsDoubling(char c, std::string_view before) {
  if (c == 'd') return !before.empty() && before.front() == 'd';
  return std::string_view("aeo").find(c) != std::string_view::npos && before.ends_with(c);
}

}  // namespace

std::vector<std::string> WordsOf(std::string_view text) {
  const std::string folded = Fold(text);
  std::vector<std::string> words;
  bool inside = false;
  for (size_t i = 0; i < folded.size(); ++i) {
    const bool of_word = IsOfWord(folded, i);
    if (of_word && !inside) words.emplace_back();
    if (of_word) words.back().push_back(folded[i]);
    inside = of_word;
  }
  return words;
}

std::string WithoutVni(std::string_view word) {
  if (word.empty() || !absl::ascii_isalpha(word.front())) return std::string(word);
  std::string plain;
  std::copy_if(word.begin(), word.end(), std::back_inserter(plain),
               [](char c) { return !absl::ascii_isdigit(c); });
  return plain;
}

std::string WithoutTelex(std::string_view word) {
  std::string plain;
  for (const char c : word) {
    if (IsToneKey(c, plain) || IsDoubling(c, plain)) continue;
    if (c != 'w') {
      plain.push_back(c);
    } else if (!HasVowel(plain)) {
      plain.push_back('u');  // a w alone is ư
    }
  }
  return plain;
}

int Distance(std::string_view a, std::string_view b, int limit) {
  constexpr size_t kLongest = 24;
  if (a == b) return 0;
  const auto apart = std::abs(static_cast<int>(a.size()) - static_cast<int>(b.size()));
  if (apart > limit || a.size() > kLongest || b.size() > kLongest) return limit + 1;
  // Three rows of the table of distances between beginnings of a and b.
  int rows[3][kLongest + 1];
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    int* row = rows[i % 3];
    const int* above = rows[(i + 2) % 3];
    const int* two_above = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

int SlipsAllowed(size_t letters) { return letters < 3 ? 0 : letters < 7 ? 1 : 2; }

}  // namespace motcua::catalogue

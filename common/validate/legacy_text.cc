#include "common/validate/legacy_text.h"

#include <utf8proc.h>

#include <algorithm>

#include "common/base/text.h"
#include "common/validate/characters.h"

namespace motcua::validate {
namespace {

using Characters = std::u32string_view;

constexpr char32_t kLastAscii = 0x7F;
constexpr char32_t kLastLatin1 = 0xFF;
constexpr char32_t kEth = U'Ð';

// TCVN 5712:1993 (TCVN3, the fonts of ABC): the characters of 0xA1 to 0xFE, '_' where there is
// none.
constexpr char32_t kFirstTcvn3 = 0xA1;
constexpr Characters kTcvn3 =
    U"ĂÂÊÔƠƯĐăâêôơưđ______àảãáạ_ằẳẵắ_______ặầẩẫấậè_ẻẽéẹềểễếệìỉ___ĩíịò_ỏõóọồổỗốộờởỡớợù_"
    U"ủũúụừửữứựỳỷỹýỵ";
static_assert(kTcvn3.size() == 0xFE - kFirstTcvn3 + 1);

// VNI for Windows: a base and a mark that stands after it.
struct VniBase {
  char32_t base;
  Characters marks;
  Characters letters;
};
constexpr VniBase kVniPairs[] = {
    {U'a', U"ùøûõïêéèúüëâáàåãä", U"áàảãạăắằẳẵặâấầẩẫậ"},
    {U'e', U"ùøûõïâáàåãä", U"éèẻẽẹêếềểễệ"},
    {U'o', U"ùøûõïâáàåãä", U"óòỏõọôốồổỗộ"},
    {U'u', U"ùøûõï", U"úùủũụ"},
    {U'y', U"ùøûõ", U"ýỳỷỹ"},
    {U'ô', U"ùøûõï", U"ớờởỡợ"},
    {U'ö', U"ùøûõï", U"ứừửữự"},
};
constexpr Characters kVniSingle = U"ñöôíìæóòî";
constexpr Characters kVniSingleLetters = U"đươíìỉĩịỵ";

// Letters of Latin-1 that Vietnamese in Unicode uses too, in small form.
constexpr Characters kVietnamese = U"àáâãèéêìíòóôõùúý";

bool Holds(Characters set, char32_t c) { return set.find(c) != set.npos; }
bool IsUpper(char32_t c) {
  return utf8proc_toupper(c) == static_cast<int>(c) && utf8proc_tolower(c) != static_cast<int>(c);
}
char32_t Lower(char32_t c) { return utf8proc_tolower(static_cast<utf8proc_int32_t>(c)); }
char32_t Upper(char32_t c) { return utf8proc_toupper(static_cast<utf8proc_int32_t>(c)); }

// What a word decodes to, and whether it proves that it is not Unicode.
struct Decoded {
  std::u32string letters;
  bool proof = false;
  bool possible = true;
};

bool ProvesTcvn3(Characters word, size_t at) {
  const char32_t c = word[at];
  const bool after_small = at > 0 && !IsUpper(word[at - 1]);
  if (c == kEth) return after_small;  // at the front it is typed for Đ
  if (c == U'ð') return false;
  if (!Holds(kVietnamese, Lower(c))) return true;
  return IsUpper(c) && after_small;  // "NguyÔn": no one writes a capital there
}

Decoded DecodeTcvn3(Characters word) {
  Decoded decoded;
  for (size_t at = 0; at < word.size(); ++at) {
    const char32_t c = word[at];
    const bool mapped = c >= kFirstTcvn3 && c - kFirstTcvn3 < kTcvn3.size();
    const char32_t letter = c <= kLastAscii ? c : mapped ? kTcvn3[c - kFirstTcvn3] : U'_';
    if (c > kLastAscii) decoded.proof = decoded.proof || ProvesTcvn3(word, at);
    if (letter == U'_') decoded.possible = false;
    decoded.letters.push_back(letter);
  }
  return decoded;
}

// The letter of a base and the mark after it; 0 if they are no pair.
char32_t VniPair(char32_t base, char32_t mark) {
  for (const VniBase& row : kVniPairs) {
    if (row.base != Lower(base)) continue;
    const size_t place = row.marks.find(Lower(mark));
    if (place == Characters::npos) return 0;
    return IsUpper(base) ? Upper(row.letters[place]) : row.letters[place];
  }
  return 0;
}

// "hoà" is a word of Unicode as well; other bases never stand before such letters.
bool ProvesVni(char32_t base, char32_t mark) {
  return Lower(base) != U'o' || !Holds(U"áàã", Lower(mark));
}

Decoded DecodeVni(Characters word) {
  Decoded decoded;
  for (size_t at = 0; at < word.size(); ++at) {
    const char32_t c = word[at];
    const char32_t mark = at + 1 < word.size() ? word[at + 1] : U' ';
    if (const char32_t pair = VniPair(c, mark); pair != 0) {
      decoded.proof = decoded.proof || ProvesVni(c, mark);
      decoded.letters.push_back(pair);
      ++at;
      continue;
    }
    const size_t single = kVniSingle.find(Lower(c));
    if (single != Characters::npos) {
      const char32_t letter = kVniSingleLetters[single];
      decoded.proof = decoded.proof || !Holds(kVietnamese, Lower(c));
      decoded.letters.push_back(IsUpper(c) ? Upper(letter) : letter);
    } else {
      decoded.possible = decoded.possible && c <= kLastAscii;
      decoded.letters.push_back(c);
    }
  }
  return decoded;
}

// Vowels, then one of the endings.
bool IsRime(std::string_view rime) {
  constexpr std::string_view kEndings[] = {"", "c", "m", "n", "p", "t", "ng", "nh", "ch"};
  const size_t vowels = std::min(rime.find_first_not_of("aeiouy"), rime.size());
  return vowels >= 1 && vowels <= 3 &&
         std::ranges::find(kEndings, rime.substr(vowels)) != std::end(kEndings);
}

bool IsSyllable(Characters word) {
  constexpr std::string_view kOnsets[] = {
      "",  "b", "c", "d",  "g",  "h",  "k",  "l",  "m",   "n",  "p",  "q",  "r",  "s",
      "t", "v", "x", "ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr"};
  const std::string folded = Fold(ToUtf8(word));
  return std::ranges::any_of(kOnsets, [&](std::string_view onset) {
    return folded.starts_with(onset) && IsRime(std::string_view(folded).substr(onset.size()));
  });
}

bool IsAsciiWord(Characters word) {
  return std::ranges::all_of(word, [](char32_t c) { return c <= kLastAscii; });
}

template <class Decode>
std::optional<LegacyText> Try(Characters text, std::string_view encoding, Decode decode) {
  LegacyText found{.encoding = encoding};
  bool proof = false;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of(U" \t\u00A0.,-"), text.size());
    const Characters word = text.substr(0, end);
    if (!IsAsciiWord(word)) {
      const Decoded decoded = decode(word);
      if (!decoded.possible || !IsSyllable(decoded.letters)) return std::nullopt;
      proof = proof || decoded.proof;
      found.decoded += decoded.letters;
    } else {
      found.decoded += word;
    }
    if (end < text.size()) found.decoded.push_back(text[end]);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (!proof) return std::nullopt;
  return found;
}

}  // namespace

std::optional<LegacyText> FindLegacy(Characters text) {
  const bool beyond = std::ranges::any_of(text, [](char32_t c) { return c > kLastLatin1; });
  if (beyond || IsAsciiWord(text)) return std::nullopt;
  if (auto vni = Try(text, kLegacyVni, DecodeVni)) return vni;
  return Try(text, kLegacyTcvn3, DecodeTcvn3);
}

}  // namespace motcua::validate

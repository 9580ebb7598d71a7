#include "common/validate/name.h"

#include <utf8proc.h>

#include <algorithm>
#include <optional>

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/validate/characters.h"
#include "common/validate/legacy_text.h"

namespace motcua::validate {
namespace {

// A letter or mark, and the one of the Vietnamese alphabet it is typed for.
struct Twin {
  char32_t other;
  char32_t right;
};
constexpr Twin kLatinTwins[] = {{U'ð', U'đ'},  {U'Ð', U'Đ'},  {U'ɖ', U'đ'},  {U'Ɖ', U'Đ'},
                                {U'ǎ', U'ă'},  {U'Ǎ', U'Ă'},  {U'’', U'\''}, {U'‘', U'\''},
                                {U'ʼ', U'\''}, {U'`', U'\''}, {U'‐', U'-'},  {U'‑', U'-'}};

// Letters of other scripts, and the Latin one each looks like.
constexpr Twin kForeignTwins[] = {
    {U'А', U'A'}, {U'В', U'B'}, {U'Е', U'E'}, {U'К', U'K'}, {U'М', U'M'}, {U'Н', U'H'},
    {U'О', U'O'}, {U'Р', U'P'}, {U'С', U'C'}, {U'Т', U'T'}, {U'У', U'Y'}, {U'Х', U'X'},
    {U'І', U'I'}, {U'Ѕ', U'S'}, {U'Ј', U'J'}, {U'а', U'a'}, {U'е', U'e'}, {U'о', U'o'},
    {U'р', U'p'}, {U'с', U'c'}, {U'у', U'y'}, {U'х', U'x'}, {U'і', U'i'}, {U'ѕ', U's'},
    {U'ј', U'j'}, {U'һ', U'h'}, {U'ԁ', U'd'}, {U'ԛ', U'q'}, {U'Α', U'A'}, {U'Β', U'B'},
    {U'Ε', U'E'}, {U'Ζ', U'Z'}, {U'Η', U'H'}, {U'Ι', U'I'}, {U'Κ', U'K'}, {U'Μ', U'M'},
    {U'Ν', U'N'}, {U'Ο', U'O'}, {U'Ρ', U'P'}, {U'Τ', U'T'}, {U'Υ', U'Y'}, {U'Χ', U'X'},
    {U'ο', U'o'}, {U'ν', U'v'}, {U'α', U'a'}, {U'ι', U'i'}, {U'υ', U'u'}, {U'κ', U'k'}};

template <size_t n>
std::optional<char32_t> RightOf(const Twin (&twins)[n], char32_t c) {
  const Twin* found = std::ranges::find(twins, c, &Twin::other);
  if (found == std::end(twins)) return std::nullopt;
  return found->right;
}

bool IsLatin(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

bool IsJoint(char32_t c) { return c == '\'' || c == '-' || c == '.'; }

bool IsStroke(char32_t c) { return c == 0x335 || c == 0x336; }  // combining, over the letter

// The character as it should be, with the one before it (0 at the front).
char32_t Right(char32_t c) {
  if (c >= 0xFF21 && c <= 0xFF5A) return c - 0xFF21 + 'A';  // full-width letters
  return RightOf(kLatinTwins, c).value_or(c);
}

// A name put in order; `twins` tells whether a letter was replaced.
struct Tidied {
  std::u32string characters;
  bool twins = false;
};

Tidied Tidy(std::u32string_view characters) {
  Tidied tidied;
  std::u32string& out = tidied.characters;
  for (const char32_t c : characters) {
    if (IsInvisible(c)) continue;
    if (IsSpace(c)) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else if (IsStroke(c) && !out.empty() && (out.back() == 'd' || out.back() == 'D')) {
      out.back() = out.back() == 'd' ? U'đ' : U'Đ';
      tidied.twins = true;
    } else {
      const char32_t right = Right(c);
      tidied.twins = tidied.twins || (right != c && IsLatin(right));
      out.push_back(right);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return tidied;
}

std::string Show(char32_t c) { return ToUtf8(std::u32string(1, c)); }

Verdict RefusedCharacter(size_t place, char32_t c) {
  const std::string which = Cat("character ", place + 1, ", ", Show(c), ", ");
  if (const auto latin = RightOf(kForeignTwins, c)) {
    return Refused(kLookAlike, Cat(which, "is Cyrillic or Greek and looks like ", Show(*latin)));
  }
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Refused(kDigit, Cat(which, "is a digit"));
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return Refused(kCharacter, Cat(which, "is no Latin letter"));
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CN:
      return Refused(kCharacter, Cat("character ", place + 1, " does not belong in a name"));
    default:
      return Refused(kSymbol, Cat(which, "is a symbol"));
  }
}

Verdict RefusedLegacy(const LegacyText& legacy) {
  const std::string decoded = ToUtf8(legacy.decoded);
  const bool vni = legacy.encoding == kLegacyVni;
  Verdict verdict = Refused(
      legacy.encoding, Cat("is ", vni ? "VNI" : "TCVN3", " text; in Unicode it reads ", decoded));
  verdict.facts.emplace_back("decoded", decoded);
  return verdict;
}

// Bytes that are not UTF-8: perhaps a file of an old system.
Verdict CheckBytes(std::string_view bytes) {
  std::u32string latin1;
  for (const unsigned char byte : bytes) latin1.push_back(byte);
  if (const auto legacy = FindLegacy(latin1)) return RefusedLegacy(*legacy);
  return Refused(kEncoding, "is not UTF-8");
}

Verdict CheckTidied(const Tidied& tidied) {
  const std::u32string& characters = tidied.characters;
  if (characters.empty()) return Refused(kEmpty, "is empty");
  for (size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i];
    if (!IsLatin(c) && c != ' ' && !IsJoint(c)) return RefusedCharacter(i, c);
  }
  if (!std::ranges::any_of(characters, IsLatin)) return Refused(kSymbol, "has no letter");
  if (characters.size() > kLongestName) {
    return Refused(kLength, Cat("has ", characters.size(), " characters; at most 200"));
  }
  Verdict verdict{.value = ToUtf8(characters)};
  if (tidied.twins) verdict.facts.emplace_back("note", kLookAlike);
  return verdict;
}

}  // namespace

Verdict CheckName(std::string_view text) {
  const auto characters = ToCharacters(text);
  if (!characters.has_value()) return CheckBytes(text);
  if (const auto legacy = FindLegacy(*characters)) return RefusedLegacy(*legacy);
  Tidied tidied = Tidy(*ToCharacters(ToNfc(text)));
  // A replaced letter may go together with the marks after it.
  tidied.characters = *ToCharacters(ToNfc(ToUtf8(tidied.characters)));
  return CheckTidied(tidied);
}

}  // namespace motcua::validate

#include "common/validate/characters.h"

#include <utf8proc.h>

#include <algorithm>

#include "common/validate/verdict.h"

namespace motcua::validate {
namespace {

bool IsSeparator(char32_t c) {
  constexpr std::u32string_view kSeparators = U".-()‐‑‒–—−·";
  return IsSpace(c) || IsInvisible(c) || kSeparators.find(c) != kSeparators.npos;
}

// The character at the front of the text, taken off; -1 and one byte less where it is not UTF-8.
int32_t TakeCharacter(std::string_view* text) {
  utf8proc_int32_t c = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text->data()),
                                     static_cast<utf8proc_ssize_t>(text->size()), &c);
  text->remove_prefix(size > 0 ? static_cast<size_t>(size) : 1);
  return size > 0 ? c : -1;
}

}  // namespace

std::string Verdict::Fact(std::string_view name) const {
  for (const auto& [key, value] : facts) {
    if (key == name) return value;
  }
  return "";
}

std::optional<std::u32string> ToCharacters(std::string_view text) {
  std::u32string characters;
  while (!text.empty()) {
    const int32_t c = TakeCharacter(&text);
    if (c < 0) return std::nullopt;
    characters.push_back(static_cast<char32_t>(c));
  }
  return characters;
}

std::string ToUtf8(std::u32string_view characters) {
  std::string text;
  for (const char32_t c : characters) {
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
    text.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  }
  return text;
}

std::string Printable(std::string_view text) {
  std::u32string characters;
  while (!text.empty()) {
    const int32_t c = TakeCharacter(&text);
    characters.push_back(c < 0 ? U'\uFFFD' : static_cast<char32_t>(c));
  }
  return ToUtf8(characters);
}

bool IsSpace(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsInvisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF;
}

std::optional<std::string> Compact(std::string_view text) {
  const auto characters = ToCharacters(text);
  if (!characters.has_value()) return std::nullopt;
  std::u32string kept;
  for (char32_t c : *characters) {
    if (IsSeparator(c)) continue;
    kept.push_back(c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c);
  }
  return ToUtf8(kept);
}

char DigitFor(char letter) {
  switch (letter) {
    case 'O':
    case 'o':
      return '0';
    case 'I':
    case 'l':
    case '|':
      return '1';
    default:
      return letter;
  }
}

bool ReplaceLookAlikes(std::string* digits) {
  const std::string before = *digits;
  std::ranges::transform(*digits, digits->begin(), DigitFor);
  return *digits != before;
}

bool AllDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int ToNumber(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

}  // namespace motcua::validate

// Texts as characters (code points), and numbers as people type them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace motcua::validate {

// Nothing when the bytes are not UTF-8.
std::optional<std::u32string> ToCharacters(std::string_view text);
std::string ToUtf8(std::u32string_view characters);

// The text with each byte that is not UTF-8 replaced by U+FFFD.
std::string Printable(std::string_view text);

// White space of any width and line feeds; and characters that show nothing at all.
bool IsSpace(char32_t c);
bool IsInvisible(char32_t c);

// What people put between digits, or paste along with them, taken out: spaces, dots, hyphens and
// dashes, brackets, invisible characters; full-width digits made plain. Nothing when not UTF-8.
std::optional<std::string> Compact(std::string_view text);

// The digit a letter is often typed for: O, o → 0; I, l, | → 1. Others come back unchanged.
char DigitFor(char letter);

// Every letter replaced by the digit it is often typed for; says whether any was.
bool ReplaceLookAlikes(std::string* digits);

bool AllDigits(std::string_view text);

// The number of ASCII digits.
int ToNumber(std::string_view digits);

}  // namespace motcua::validate

// Names of persons.
#pragma once

#include <string_view>

#include "common/validate/verdict.h"

namespace motcua::validate {

// Faults beside EMPTY, ENCODING, LENGTH, CHARACTER and LOOK_ALIKE, and those of legacy_text.h.
inline constexpr std::string_view kDigit = "DIGIT";
inline constexpr std::string_view kSymbol = "SYMBOL";

inline constexpr size_t kLongestName = 200;  // characters

// A name in Latin letters, in normal form C, words one space apart, 1 to 200 characters; an
// apostrophe, hyphen or dot may stand beside letters ("H'Hen Niê", "Y-Blum"). Put right:
// composition (NFD, marks in another order), spaces, invisible characters, letters that only look
// Vietnamese (ð and ɖ for đ, ǎ for ă; the fact note says LOOK_ALIKE). Kept: where the tone stands
// ("hoà" and "hòa" are both written). Refused: Cyrillic and Greek look-alikes, text in TCVN3 or VNI
// with what it says in the hint and the fact decoded, digits, symbols, other scripts.
Verdict CheckName(std::string_view text);

}  // namespace motcua::validate

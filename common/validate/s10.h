// S10 identifiers (UPU standard S10): two letters of service, eight digits, a check digit, two
// letters of country, e.g. "EQ473124829VN".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/validate/verdict.h"

namespace motcua::validate {

// Serials run from 1 to this.
inline constexpr int64_t kMaxS10Serial = 99'999'999;

// Faults beside EMPTY, ENCODING, LENGTH, CHARACTER and LOOK_ALIKE.
inline constexpr std::string_view kService = "SERVICE";         // no such service
inline constexpr std::string_view kCheckDigit = "CHECK_DIGIT";  // a digit is wrong or misplaced
inline constexpr std::string_view kCountry = "COUNTRY";         // no country of ISO 3166-1

// The check digit of eight digits: weights 8 6 4 2 3 5 9 7, 11 − sum mod 11, where 10 becomes 0
// and 11 becomes 5.
char S10CheckDigit(std::string_view eight_digits);

// The identifier of a serial of 1 to kMaxS10Serial under two letters of service, within Vietnam.
std::string S10Of(std::string_view service, int64_t serial);

// Whether two capitals are a service of the standard: C parcel, E express, H e-commerce, L tracked
// letter, M bag, Q and N reply mail, R registered, U untracked letter, V insured, A, G, P, D of the
// posts' own.
bool IsS10Service(std::string_view letters);

// Whether the text has the form, exactly, and its check digit is right; any two capitals will do as
// service and country.
bool IsS10(std::string_view text);

// The identifier with spaces and hyphens taken out and in capitals. A letter typed for a digit (O
// for 0) or a digit for a letter is refused as LOOK_ALIKE, never put right: a wrong guess sends a
// citizen's papers elsewhere. Facts: service, serial, country.
Verdict CheckS10(std::string_view text);

}  // namespace motcua::validate

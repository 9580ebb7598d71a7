// S10 identifiers (UPU standard S10): two letters of service, eight digits, a check digit, two
// letters of country, e.g. "EQ473124829VN".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace motcua::postal {

// Serials run from 1 to this.
inline constexpr int64_t kMaxS10Serial = 99'999'999;

// The check digit of eight digits: weights 8 6 4 2 3 5 9 7, 11 − sum mod 11, where 10 becomes 0
// and 11 becomes 5.
char S10CheckDigit(std::string_view eight_digits);

// The identifier of an express consignment (EQ) within Vietnam. OUT_OF_RANGE SERIALS_EXHAUSTED
// outside 1 … kMaxS10Serial.
absl::StatusOr<std::string> MakeS10(int64_t serial);

// Whether the text has the form and its check digit is right.
bool IsS10(std::string_view text);

}  // namespace motcua::postal

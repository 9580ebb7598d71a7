// Instants and amounts as the forms say them, in Vietnam's time.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace motcua::forms {

// What is filled in by hand.
inline constexpr char kDots[] = "……………………";

// "ngày 18 tháng 01 năm 2023"; with dots for an infinite instant.
std::string DayText(absl::Time time);
// "15 giờ 20 phút, ngày 18 tháng 01 năm 2023"; the same.
std::string InstantText(absl::Time time);
// "18/01/2023 15:20"; "" for an infinite instant.
std::string ShortText(absl::Time time);
// "30.000 đồng".
std::string MoneyText(int64_t vnd);
// The text, or dots for "".
std::string OrDots(const std::string& text);

}  // namespace motcua::forms

// Numbers of identity papers, checked by their structure; whether such a person exists is for the
// national database to say.
#pragma once

#include <string_view>

#include "absl/time/civil_time.h"
#include "common/validate/verdict.h"

namespace motcua::validate {

// Faults beside EMPTY, ENCODING, LENGTH and CHARACTER.
inline constexpr std::string_view kUnknownProvince = "UNKNOWN_PROVINCE";
inline constexpr std::string_view kBirthYearInFuture = "BIRTH_YEAR_IN_FUTURE";

// A 12-digit number (CCCD, căn cước; NĐ 137/2015 Đ.13): province of birth registration, a digit for
// century and sex (20th century male 0, female 1, 21st 2 and 3, … 24th 8 and 9), two digits of the
// birth year, six of chance. There is no check digit. Or a 9-digit one (CMND), of which nothing is
// known but its length. Spaces, dots and hyphens are taken out, O and l typed for 0 and 1 put
// right. Facts: kind CCCD or CMND; of a CCCD province, province_name, sex male or female,
// birth_year; note LOOK_ALIKE where letters were put right.
Verdict CheckIdentity(std::string_view text, absl::CivilDay today);

// The province of a three-digit code in use before 2025-07-01 ("087" → "Đồng Tháp"); papers keep
// theirs. "" if there is none.
std::string_view ProvinceOfIdentity(std::string_view code);

}  // namespace motcua::validate

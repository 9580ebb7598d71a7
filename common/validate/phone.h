// Phone numbers of Vietnam.
#pragma once

#include <string_view>

#include "common/validate/verdict.h"

namespace motcua::validate {

// Faults beside EMPTY, ENCODING, LENGTH and CHARACTER.
inline constexpr std::string_view kOldMobile = "OLD_MOBILE";      // 11 digits, ended 2018-11-14
inline constexpr std::string_view kOldLandline = "OLD_LANDLINE";  // area code of before 2017-06-17
inline constexpr std::string_view kPrefix = "PREFIX";             // no such network or area

// A mobile number (ten digits from 03, 05, 07, 08 or 09) or a landline's (eleven digits from 02).
// Spaces, dots, hyphens and brackets are taken out, O and l typed for 0 and 1 put right; +84, 0084
// and 84 in front become 0. Mobile numbers of eleven digits from 01 are refused, with today's
// number in the hint and in the fact renumbered. Fact: kind MOBILE or LANDLINE.
Verdict CheckPhone(std::string_view text);

}  // namespace motcua::validate

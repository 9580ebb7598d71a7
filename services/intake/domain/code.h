// Codes of dossiers, by the form of TT 01/2018/TT-VPCP Đ.19: V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace motcua::intake {

// "YYMMDD" of a local day.
std::string CodeDate(absl::CivilDay day);

// ("000.31.14.H20", "230118", 2) → "000.31.14.H20-230118-0002". Serials above 9999 take more
// digits.
std::string DossierCode(std::string_view agency_code, std::string_view date, int64_t serial);

// Whether `code` may be a dossier's code at all: 1 to 64 capitals, digits, dots and hyphens.
// Lenient, since authorities differ in their groups; what it refuses needs no look-up.
bool LooksLikeCode(std::string_view code);

}  // namespace motcua::intake

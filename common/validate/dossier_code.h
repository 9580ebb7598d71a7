// Codes of dossiers: the unit that takes the dossier in, the day, a serial of the unit and day.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/validate/verdict.h"

namespace motcua::validate {

// The circulars' forms of a code.
enum class CodeForm {
  k2018,  // TT 01/2018/TT-VPCP Đ.19: V1V2V3.Z1Z2.Y1Y2.MX1X2-YYMMDD-XXXX
  k2025,  // TT 03/2025/TT-VPCP Đ.13, from 2025-09-15: MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-XXXX
  k2026,  // TT 04/2025/TT-VPCP, from 2026-01-25: the same, and for the systems of ministries
          // MX1X2.Y1Y2Y3.Z1Z2-YYMMDD-AAXXXX, AA being the ministry
};

CodeForm CodeFormOn(absl::CivilDay day);

// "YYMMDD".
std::string CodeDate(absl::CivilDay day);

// The unit's groups as a code of that day begins with. An agency code of QCVN 102
// (V1V2V3.Z1Z2.Y1Y2.MX1X2) is turned round from 2025-09-15: "000.31.14.H20" → "H20.014.31"; a unit
// below Z1Z2, which the new form has no group for, keeps its own at the end. Others come back
// unchanged. Different agencies of QCVN 102 have different groups on every day.
std::string CodeGroups(std::string_view agency_code, absl::CivilDay day);

// ("000.31.14.H20", 2023-01-18, 2) → "000.31.14.H20-230118-0002". Serials above 9999 take more
// digits. `ministry`: two letters, for a ministry's system from 2026-01-25 on.
std::string DossierCode(std::string_view agency_code, absl::CivilDay day, int64_t serial,
                        std::string_view ministry = "");

// Faults beside EMPTY, ENCODING, LENGTH and CHARACTER.
inline constexpr std::string_view kStructure = "STRUCTURE";  // not UNIT-DATE-SERIAL
inline constexpr std::string_view kUnit = "UNIT";            // groups that name no authority
inline constexpr std::string_view kDate = "DATE";            // no such day
inline constexpr std::string_view kSerial = "SERIAL";        // not four digits or more

// A code of this or another system, spaces taken out and in capitals. Read leniently, since systems
// in use differ in their groups: good is any code whose date exists, whose serial has four digits
// or more and whose groups name a province or ministry (a letter and two digits) first or last.
// Facts: form TT_01_2018, TT_03_2025, TT_04_2025 or OTHER, unit, date "2023-01-18", serial,
// ministry; note FORM_NOT_IN_FORCE where another form was in force on the day, GROUPS for OTHER.
Verdict CheckDossierCode(std::string_view text);

}  // namespace motcua::validate

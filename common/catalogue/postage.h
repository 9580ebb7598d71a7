// How far a consignment goes, how long the post may take for it, what it costs, and when postmen go.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"

namespace motcua::catalogue {

// How far apart two units lie: LOCAL when they are in one district or served by one post office (all
// there is since districts ended on 1/7/2025), COUNTRY when they are in two provinces; PROVINCE else,
// also where an end is not known.
v1::PostalZone ZoneOf(const Catalogue& catalogue, std::string_view from, std::string_view to);

// How long the post may take, in working days after the day of taking over (TT 17/2017 Đ.7): J+1
// within a district, J+2 within the province, J+4 between provinces (the law has J+3 for some; the
// longer is taken so that nothing is called late that is not), twice that with the return of the
// appointment slip.
calendar::TimeLimit CarriageLimit(v1::PostalZone zone, bool slip_return);

// When the post should have carried what it was asked for at `asked`. What is asked for after 15:00
// or on a rest day is taken over on the next working day.
absl::Time CarriageDue(const Catalogue& catalogue, std::string_view from, std::string_view to,
                       bool slip_return, absl::Time asked);

// Postage in đồng by the rate of the zone in force on the day; 0 when there is none.
int64_t PostageOf(const Catalogue& catalogue, v1::PostalZone zone, bool slip_return,
                  absl::CivilDay day);

// A round of one day.
struct Round {
  absl::Time begin;
  absl::Time end;
  int places = 0;

  bool operator==(const Round&) const = default;
};

// The rounds of an office's postmen on the day, in order; none on a day that is not worked, or where
// the catalogue has none for the office.
std::vector<Round> RoundsOn(const Catalogue& catalogue, std::string_view post_office,
                            absl::CivilDay day);

}  // namespace motcua::catalogue

// Who carries a consignment, and by when it should be there.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"

namespace motcua::postal {

// The two ends of a way: a unit's code, a commune's for a home, or empty where a home's commune is
// not known.
struct Way {
  std::string from;
  std::string to;
};

// Code of the post office that takes the way's consignments over: that of its beginning, or of its
// end when the beginning is not known. Empty if the catalogue has none.
std::string OfficeInCharge(const Way& way, const catalogue::Catalogue& catalogue);

// Whether both ends lie in one district, or are served by one post office.
bool IsLocal(const Way& way, const catalogue::Catalogue& catalogue);

// When what is asked for at `now` should be there: J+1 within a district, J+2 within the province,
// in working days after the day of taking over (TT 17/2017 Đ.7). What is asked for after 15:00 or
// on a rest day is taken over on the next working day.
absl::Time ArrivalDue(const Way& way, const catalogue::Catalogue& catalogue, absl::Time now);

}  // namespace motcua::postal

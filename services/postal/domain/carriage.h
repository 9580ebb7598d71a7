// Who carries a consignment.
#pragma once

#include <string>

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

// Code of the post office that hands the way's consignments over: that of its end, or of its
// beginning when the end is not known. Empty if the catalogue has none.
std::string OfficeAtEnd(const Way& way, const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal

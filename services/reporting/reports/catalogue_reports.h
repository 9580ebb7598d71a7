// Reports with rows of their own: form II.07b, from the catalogue, and the groups of QĐ 766.
#pragma once

#include <vector>

#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/report_service.pb.h"
#include "services/reporting/reports/report_values.h"

namespace motcua::reporting {

// A row for each level that takes procedures in, by the newest versions of the catalogue.
std::vector<v1::ReportRow> Form07bRows(const catalogue::Catalogue& catalogue);

// A row for each of the six groups, with what the archive can tell of it.
std::vector<v1::ReportRow> Index766Rows(const Members& members);

}  // namespace motcua::reporting

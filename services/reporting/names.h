// Vietnamese names of what reports group by.
#pragma once

#include <string>
#include <string_view>

#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/reporting_service.pb.h"

namespace motcua::reporting {

// Level of a unit; unspecified for one the catalogue does not know.
type::v1::Level LevelOf(const catalogue::Catalogue& catalogue, const std::string& unit_code);

// Name of a unit or a procedure; its code for one the catalogue does not know.
std::string NameOf(const catalogue::Catalogue& catalogue, std::string_view unit_code);
std::string ProcedureName(const std::string& code, const catalogue::Catalogue& catalogue);

// Name of the row of a key: a unit's, a level's ("LEVEL_COMMUNE"), a channel's ("CHANNEL_ONLINE"),
// a procedure's, a post office's; a field or a step is its own name.
std::string RowName(const std::string& key, v1::ReportGrouping grouping,
                    const catalogue::Catalogue& catalogue);

}  // namespace motcua::reporting

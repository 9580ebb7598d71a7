// The register book as SQL over the dossier table.
#pragma once

#include <string>

#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// The number of each line, then the columns of its DossierRow. To bind: the unit's code, then the
// dossier's if one is asked for.
std::string RegisterSql(const RegisterQuery& query);

// How many lines the register has. To bind: the unit's code.
std::string RegisterTotalSql(const Period& year);

}  // namespace motcua::reporting

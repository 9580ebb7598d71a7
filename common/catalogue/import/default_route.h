#pragma once

#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::catalogue {

// A route to begin with, that leads somewhere from every unit of the procedure's levels: an officer
// of the receiving unit works on it, a leader signs. Of a procedure that only districts take in, the
// district's leader signs, of one that only the province does, the province's.
void AddDefaultRoute(v1::Procedure* procedure);

}  // namespace motcua::catalogue

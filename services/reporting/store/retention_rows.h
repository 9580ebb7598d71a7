// What is asked of the archive about erasure. Functions throw what SOCI throws.
#pragma once

#include <string>
#include <vector>

#include "services/reporting/store/kept_states.h"
#include "services/reporting/store/rows.h"

namespace motcua::reporting {

// A dossier, and when its personal data were erased.
struct RetainedDossier {
  DossierRow row;
  int64_t erase_time = 0;  // microseconds; 0: they were not
};

// Those of the codes that exist, in no order. Codes must differ.
std::vector<RetainedDossier> FindRetained(soci::session& sql, const std::vector<std::string>& codes);

// A place in the list of ended dossiers: by their end, then by code.
struct EndPlace {
  int64_t close_time = 0;
  std::string code;
};

// Up to `limit` dossiers after the place that ended before `before` and are not erased.
std::vector<DossierRow> EndedBefore(soci::session& sql, int64_t before, const EndPlace& after,
                                    int limit);

}  // namespace motcua::reporting

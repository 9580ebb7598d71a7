// The route of a dossier: its procedure's steps, with the units they go to.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::routing {

// The steps of a dossier of `procedure_code` taken in by `origin`, all PENDING and without due
// times. They are a copy: a journey keeps the catalogue version it began with.
// Errors: NOT_FOUND (PROCEDURE_NOT_FOUND), or what Catalogue::ResolveUnit says.
absl::StatusOr<std::vector<dossier::v1::Step>> LayRoute(const catalogue::Catalogue& catalogue,
                                                        std::string_view procedure_code,
                                                        std::string_view origin);

}  // namespace motcua::routing

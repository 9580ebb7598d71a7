// The register book (Sổ theo dõi hồ sơ): from a request to a query, from lines to the answer.
#pragma once

#include "absl/status/statusor.h"
#include "common/catalogue/catalogue.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// Asks for one line more than the page holds, to see whether there is another page.
// INVALID_ARGUMENT(FIELD_REQUIRED | FIELD_INVALID | PAGE_TOKEN_INVALID).
absl::StatusOr<RegisterQuery> RegisterQueryOf(const v1::ListRegisterRequest& request);

v1::ListRegisterResponse RegisterAnswer(const RegisterQuery& query, const RegisterPage& page,
                                        const catalogue::Catalogue& catalogue);

}  // namespace motcua::reporting

// Asks the services at the end of the play for all that the outcome is computed from.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/province/ledger.h"
#include "clients/province/outcome.h"
#include "clients/province/wire.h"
#include "common/async/task.h"

namespace motcua::province {

// `begin` to `end` is the period of the report. Errors are those of the calls.
async::Task<absl::StatusOr<Findings>> Inquire(Wire& wire, const Ledger& ledger, Tally tally,
                                              MoneyTally money, absl::Time begin, absl::Time end);

}  // namespace motcua::province

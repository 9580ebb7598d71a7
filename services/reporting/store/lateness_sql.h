// Whose the lateness of results was, from the events that told it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/store/archive_reader.h"

namespace motcua::reporting {

// A result that was ready late.
struct LateResult {
  std::string receiving_unit;
  event::v1::ResultReady ready;
};

// Results of the period that came after their promise, in the archive's order.
absl::StatusOr<std::vector<LateResult>> ReadLateResults(ArchiveReader& reader,
                                                        const Period& period);

}  // namespace motcua::reporting

// An event's row: made from the live stream's entry, and read back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/reporting/store/archive_writer.h"
#include "services/reporting/store/rows.h"
#include "soci/soci.h"

namespace motcua::reporting {

// The entry's event. What cannot be parsed is archived all the same, as an event that says nothing:
// the order keeps no gap and the bytes stay for whoever can read them.
event::v1::Event ParseEvent(const StreamEntry& entry);

// All columns that follow from the event alone.
EventRow MakeEventRow(const StreamEntry& entry, const event::v1::Event& event, int64_t sequence);

// The event's bytes as they came. INTERNAL(ARCHIVE_ERROR): the payload is not base64.
absl::StatusOr<std::string> EventBytes(const EventRow& row);

// Name of the first column that does not follow from the row's event; none if all do.
std::optional<std::string> WrongColumn(const EventRow& row, const std::string& bytes);

// Up to `limit` rows after `sequence`, in order. Throws what SOCI throws.
std::vector<EventRow> ReadEventRows(soci::session& sql, int64_t sequence, int limit);

}  // namespace motcua::reporting

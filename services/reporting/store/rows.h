// Rows as the tables hold them: each row type lists its columns once, for reading and writing.
#pragma once

#include <cstdint>
#include <string>

#include "motcua/event/v1/event.pb.h"
#include "services/reporting/domain/cell.h"
#include "services/reporting/domain/dossier_row.h"

namespace motcua::reporting {

struct EventRow {
  int64_t sequence = 0;
  std::string stream_id;  // its id in the live stream
  int64_t occur_time = 0;
  std::string dossier_code;
  std::string unit_code;
  std::string receiving_unit;  // of the dossier, as known then; empty before it was filed
  std::string kind;            // name of the event's field, e.g. "step_completed"; empty: unknown
  std::string payload;         // the serialized event in base64: text is what both databases keep
  int64_t mark = 0;            // audit::Chain::mark of this row; 0: not chained yet
};

struct TotalRow {
  std::string receiving_unit;
  Totals totals;
};

// What a slot holds for a group (domain/cell.h).
struct CellRow {
  int64_t slot = 0;
  int64_t unit_id = 0;  // of the group
  int64_t group_id = 0;
  Measures measures = {};
};

// A group and its number.
struct GroupRow {
  int64_t id = 0;
  int family = 0;
  int64_t unit_id = 0;
  std::string unit;
  std::string key;
};

// A stretch of kEventsPerBlock sequences: when the first and last of its events happened, of those
// that figures follow from.
struct BlockRow {
  int64_t block = 0;
  int64_t min_time = kNever;
  int64_t max_time = 0;
};
inline constexpr int64_t kEventsPerBlock = 1024;

// Calls visit(name, field) for each column.
template <class Visit>
void ForEachColumn(EventRow& row, Visit visit) {
  visit("sequence", row.sequence);
  visit("stream_id", row.stream_id);
  visit("occur_time", row.occur_time);
  visit("dossier_code", row.dossier_code);
  visit("unit_code", row.unit_code);
  visit("receiving_unit", row.receiving_unit);
  visit("kind", row.kind);
  visit("payload", row.payload);
  visit("mark", row.mark);
}

template <class Visit>
void ForEachColumn(TotalRow& row, Visit visit) {
  visit("receiving_unit", row.receiving_unit);
  visit("dossiers", row.totals.dossiers);
  visit("ended", row.totals.ended);
  visit("resolved", row.totals.resolved);
  visit("kept", row.totals.kept);
  visit("duplicated", row.totals.duplicated);
}

// Names of the columns of the measures.
inline constexpr const char* kMeasureColumns[kMeasures] = {"m0", "m1", "m2", "m3", "m4",  "m5",
                                                           "m6", "m7", "m8", "m9", "m10", "m11"};

template <class Visit>
void ForEachColumn(CellRow& row, Visit visit) {
  visit("slot", row.slot);
  visit("unit_id", row.unit_id);
  visit("group_id", row.group_id);
  for (int i = 0; i < kMeasures; ++i) visit(kMeasureColumns[i], row.measures[i]);
}

template <class Visit>
void ForEachColumn(GroupRow& row, Visit visit) {
  visit("id", row.id);
  visit("family", row.family);
  visit("unit_id", row.unit_id);
  visit("unit_code", row.unit);
  visit("group_key", row.key);
}

template <class Visit>
void ForEachColumn(BlockRow& row, Visit visit) {
  visit("block", row.block);
  visit("min_time", row.min_time);
  visit("max_time", row.max_time);
}

template <class Visit>
void ForEachColumn(DossierRow& row, Visit visit) {
  visit("code", row.code);
  visit("procedure_code", row.procedure_code);
  visit("field", row.field);
  visit("receiving_unit", row.receiving_unit);
  visit("channel", row.channel);
  visit("return_method", row.return_method);
  visit("submit_time", row.submit_time);
  visit("accept_time", row.accept_time);
  visit("first_due_time", row.first_due_time);
  visit("due_time", row.due_time);
  visit("due_since_time", row.due_since_time);
  visit("old_due_time", row.old_due_time);
  visit("old_since_time", row.old_since_time);
  visit("stop_time", row.stop_time);
  visit("resume_time", row.resume_time);
  visit("resolve_time", row.resolve_time);
  visit("resolution", row.resolution);
  visit("post_time", row.post_time);
  visit("post_end_time", row.post_end_time);
  visit("close_time", row.close_time);
  visit("ending", row.ending);
  visit("submitted", row.submitted);
  visit("accepted", row.accepted);
  visit("ended", row.ended);
  visit("filed_by", row.filed_by);
  visit("completions", row.completions);
  visit("supplements", row.supplements);
  visit("completion_time", row.completion_time);
  visit("supplement_time", row.supplement_time);
  visit("post_office", row.post_office);
  visit("solving_unit", row.solving_unit);
  visit("route_time", row.route_time);
  visit("overdue_from", row.overdue_from);
  visit("overdue_spans", row.overdue_spans);
  visit("post_from", row.post_from);
  visit("post_spans", row.post_spans);
  visit("steps", row.steps);
  visit("parcels", row.parcels);
}

// "a, b, c".
template <class Row>
std::string ColumnList() {
  Row row;
  std::string list;
  ForEachColumn(row, [&](const char* name, auto&) {
    list += list.empty() ? name : std::string(", ") + name;
  });
  return list;
}

}  // namespace motcua::reporting

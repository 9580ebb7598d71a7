#include "common/cells/service.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"

namespace motcua::cells {
namespace {

constexpr int kMostGroups = 512;
constexpr int kMostAnswers = 1000;

absl::Status Required(std::string_view field) {
  return InvalidArgument(kFieldRequired, "a field is required").Field(field, "required");
}
absl::Status Invalid(std::string_view field, std::string_view why) {
  return InvalidArgument(kFieldInvalid, "a field is out of range").Field(field, why);
}

}  // namespace

absl::Status CheckCellName(const std::string& field, const std::string& cell) {
  if (cell.empty()) return Required(field);
  return IsPlainId(cell) ? absl::OkStatus() : Invalid(field, kPlainIdRule);
}

absl::Status CheckOrder(int64_t order) {
  return order >= 0 ? absl::OkStatus() : Invalid("order", "0 or more");
}

absl::Status CheckAdoption(const ops::v1::AdoptAggregatesRequest& request) {
  if (absl::Status name = CheckCellName("from_cell", request.from_cell()); !name.ok()) return name;
  if (request.groups_size() > kMostGroups) return Invalid("groups", "at most 512");
  for (const auto& group : request.groups()) {
    if (group.aggregates().empty()) return Required("groups.aggregates");
    for (const auto& one : group.aggregates()) {
      if (one.id().empty()) return Required("groups.aggregates.id");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckEvent(const ops::v1::AdoptEventRequest& request) {
  if (absl::Status name = CheckCellName("from_cell", request.from_cell()); !name.ok()) return name;
  if (request.entry_id().empty()) return Required("entry_id");
  if (request.event().empty()) return Required("event");
  event::v1::Event event;
  if (!event.ParseFromString(request.event())) return Invalid("event", "not an event");
  return absl::OkStatus();
}

absl::Status CheckAnswers(const ops::v1::AdoptAnswersRequest& request) {
  if (absl::Status name = CheckCellName("from_cell", request.from_cell()); !name.ok()) return name;
  if (request.answers_size() > kMostAnswers) return Invalid("answers", "at most 1,000");
  for (const auto& answer : request.answers()) {
    if (answer.time_left().seconds() <= 0) return Invalid("answers.time_left", "above 0");
  }
  return absl::OkStatus();
}

absl::Status CheckSending(const ops::v1::SendToCellRequest& request, bool serves) {
  if (absl::Status name = CheckCellName("to_cell", request.to_cell()); !name.ok()) return name;
  if (!serves) return Invalid("dossier_codes", "dossiers go by StartCellMove");
  if (request.dossier_codes_size() > kMostGroups) return Invalid("dossier_codes", "at most 512");
  return CheckOrder(request.order());
}

}  // namespace motcua::cells

#include "services/postal/domain/replay.h"

namespace motcua::postal {

Replay::Taken Replay::Take(const CarrierRecord& record) {
  auto read = ReadRecord(tables_, record);
  if (auto* why = std::get_if<Quarantined>(&read)) {
    ++quarantined_;
    return {Outcome::kQuarantined, std::move(*why)};
  }
  const auto& event = std::get<dossier::v1::TrackingEvent>(read);
  switch (Insert(event, items_[event.consignment_id()]).taken) {
    case Taking::kNew:
      ++recorded_;
      return {Outcome::kRecorded, {}};
    case Taking::kContradiction:
      ++contradicted_;
      return {Outcome::kContradicted, {}};
    case Taking::kDuplicate:
      break;
  }
  ++duplicates_;
  return {Outcome::kDuplicate, {}};
}

}  // namespace motcua::postal

#include "services/postal/domain/replay.h"

namespace motcua::postal {

Replay::Taken Replay::Take(const google::protobuf::Struct& record) {
  auto read = ReadRecord(tables_, record);
  if (auto* why = std::get_if<Quarantined>(&read)) {
    ++quarantined_;
    return {Outcome::kQuarantined, std::move(*why)};
  }
  const auto& event = std::get<dossier::v1::TrackingEvent>(read);
  if (!Insert(event, items_[event.consignment_id()])) {
    ++duplicates_;
    return {Outcome::kDuplicate, {}};
  }
  ++recorded_;
  return {Outcome::kRecorded, {}};
}

}  // namespace motcua::postal

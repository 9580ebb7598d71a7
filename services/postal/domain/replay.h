// A recorded history of carriers' records, played into where each item stands at its end.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "services/postal/domain/carriers.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {

class Replay {
 public:
  explicit Replay(catalogue::v1::CarrierFile tables) : tables_(std::move(tables)) {}

  // What became of a record.
  enum class Outcome { kRecorded, kDuplicate, kContradicted, kQuarantined };

  struct Taken {
    Outcome outcome;
    Quarantined why;  // when quarantined
  };

  // Records may come in any order and any number of times.
  Taken Take(const CarrierRecord& record);

  // Each item's events in the order in which they count, by S10 identifier.
  const std::map<std::string, TrackingHistory>& items() const { return items_; }
  int recorded() const { return recorded_; }
  int duplicates() const { return duplicates_; }
  int contradicted() const { return contradicted_; }
  int quarantined() const { return quarantined_; }

 private:
  catalogue::v1::CarrierFile tables_;
  std::map<std::string, TrackingHistory> items_;
  int recorded_ = 0, duplicates_ = 0, contradicted_ = 0, quarantined_ = 0;
};

}  // namespace motcua::postal

// What postal counts of its own; commits and the inbox are counted by common/store.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "common/metrics/registry.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"

namespace motcua::postal {

class Metrics {
 public:
  explicit Metrics(metrics::Registry& registry);

  void AccountCreated(dossier::v1::ConsignmentKind kind) { created_[kind]->Increment(); }
  void AccountReport(v1::TrackingOutcome outcome) { reports_[outcome]->Increment(); }

  void ShowOpen(int64_t consignments) { open_.Set(static_cast<double>(consignments)); }
  void ShowOpenBags(int64_t bags) { open_bags_.Set(static_cast<double>(bags)); }
  void ShowOpenClaims(int64_t claims) { open_claims_.Set(static_cast<double>(claims)); }
  void ShowUnproved(int64_t parcels) { unproved_.Set(static_cast<double>(parcels)); }
  // By the post office that answers for them; one that is not named has none.
  void ShowUnclosed(const std::map<std::string, int64_t>& hand_overs);

 private:
  metrics::Registry& registry_;
  metrics::Gauge& open_;
  metrics::Gauge& open_bags_;
  metrics::Gauge& open_claims_;
  metrics::Gauge& unproved_;
  std::map<std::string, metrics::Gauge*> unclosed_;
  std::array<metrics::Counter*, dossier::v1::ConsignmentKind_ARRAYSIZE> created_;
  std::array<metrics::Counter*, v1::TrackingOutcome_ARRAYSIZE> reports_;
};

}  // namespace motcua::postal

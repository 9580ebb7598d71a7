// What postal counts of its own; commits and the inbox are counted by common/store.
#pragma once

#include <array>
#include <cstdint>

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

 private:
  metrics::Gauge& open_;
  std::array<metrics::Counter*, dossier::v1::ConsignmentKind_ARRAYSIZE> created_;
  std::array<metrics::Counter*, v1::TrackingOutcome_ARRAYSIZE> reports_;
};

}  // namespace motcua::postal

// All postal keeps in Redis that has states: one object of each kind for a process, with the
// metrics of its commits.
#pragma once

#include "common/catalogue/catalogue.h"
#include "common/metrics/registry.h"
#include "common/store/store_metrics.h"
#include "services/postal/store/bag_places.h"
#include "services/postal/store/claim_places.h"
#include "services/postal/store/ledger_places.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

class Stores {
 public:
  // All must outlive the object.
  Stores(store::Committer& committer, const catalogue::Catalogue& catalogue,
         metrics::Registry& metrics);
  Stores(const Stores&) = delete;
  Stores& operator=(const Stores&) = delete;

 private:
  store::CommitMetrics consignment_commits_;
  store::CommitMetrics bag_commits_;
  store::CommitMetrics claim_commits_;
  store::CommitMetrics ledger_commits_;

 public:
  Consignments consignments;
  Bags bags;
  Claims claims;
  Ledger ledger;
};

}  // namespace motcua::postal

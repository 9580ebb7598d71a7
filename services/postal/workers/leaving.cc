#include "services/postal/workers/leaving.h"

#include "services/postal/store/keeping.h"

namespace motcua::postal {

Leaving::Leaving(Stores& stores, keeping::Keeper& keeper, const Clock& clock, absl::Duration grace)
    : consignments_(stores.consignments, keeper, NatureOfKeptConsignments(), clock, grace),
      bags_(stores.bags, keeper, NatureOfKeptBags(), clock, grace),
      claims_(stores.claims, keeper, NatureOfKeptClaims(), clock, grace),
      settlements_(stores.ledger, keeper, NatureOfKeptSettlements(), clock, grace) {}

async::Task<absl::Status> Leaving::RunOnce() {
  absl::Status first = co_await consignments_.RunOnce();
  const absl::Status bags = co_await bags_.RunOnce();
  first.Update(bags);
  const absl::Status claims = co_await claims_.RunOnce();
  first.Update(claims);
  const absl::Status settlements = co_await settlements_.RunOnce();
  first.Update(settlements);
  co_return first;
}

void Leaving::Stop() {
  consignments_.Stop();
  bags_.Stop();
  claims_.Stop();
  settlements_.Stop();
}

}  // namespace motcua::postal

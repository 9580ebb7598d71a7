// Takes what is over to the archive: consignments, bags, claims and what is settled of the ledger.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/keeping/leaver.h"
#include "services/postal/store/stores.h"

namespace motcua::postal {

class Leaving {
 public:
  // `grace` as keeping::Leaver's. All must outlive the object.
  Leaving(Stores& stores, keeping::Keeper& keeper, const Clock& clock, absl::Duration grace);

  // One turn of each, as keeping::Leaver::RunOnce, whatever becomes of the others; the first error.
  async::Task<absl::Status> RunOnce();
  void Stop();

 private:
  keeping::Leaver<dossier::v1::Consignment> consignments_;
  keeping::Leaver<dossier::v1::Bag> bags_;
  keeping::Leaver<dossier::v1::Claim> claims_;
  keeping::Leaver<dossier::v1::LedgerRecord> settlements_;
};

}  // namespace motcua::postal

// Files, answers and escalates claims: for people who ask, for what parcels' faults tell, and when
// a deadline passes.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/store/inbox.h"
#include "motcua/postal/v1/claim_service.pb.h"
#include "services/postal/domain/claim.h"
#include "services/postal/store/claim_places.h"
#include "services/postal/store/keeping.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

// Errors of each: those of the RPC in the proto. Requests have been checked, callers covered.
class ClaimKeeper {
 public:
  ClaimKeeper(Claims& claims, const catalogue::Catalogue& catalogue, const Clock& clock)
      : claims_(claims),
        catalogue_(catalogue),
        clock_(clock),
        kept_(nullptr, NatureOfKeptClaims()) {}

  // Where claims are found that have left, and from where they come back; without it they are not.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::FileClaimResponse>> File(store::Command command,
                                                          Grievance grievance, std::string actor);
  async::Task<absl::StatusOr<v1::AnswerClaimResponse>> GiveAnswer(store::Command command,
                                                                  std::string claim_id,
                                                                  Answer answer, std::string actor);
  async::Task<absl::StatusOr<v1::PayClaimResponse>> Pay(store::Command command,
                                                        std::string claim_id, std::string actor);

  // What becomes of a parcel's claim when the parcel is found missing, damaged, or found again. The
  // claim and the event's leaving the inbox are one commit.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

  // One turn of the worker: every claim whose deadline has passed takes the next rung.
  async::Task<absl::Status> EscalateDue();

  // NOT_FOUND CLAIM_NOT_FOUND. `id` is the claim's or its parcel's.
  async::Task<absl::StatusOr<store::Versioned<dossier::v1::Claim>>> Load(std::string id);
  // Claims of a dossier that have left, in no order.
  async::Task<absl::StatusOr<std::vector<store::Versioned<dossier::v1::Claim>>>> LeftOfDossier(
      std::string dossier_code);

 private:
  async::Task<absl::Status> EscalateOne(std::string claim_id);

  Claims& claims_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<dossier::v1::Claim> kept_;
};

}  // namespace motcua::postal

#include "services/postal/claim_keeper.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "google/protobuf/empty.pb.h"
#include "services/postal/domain/s10.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

using dossier::v1::Claim;
using google::protobuf::Empty;

using Draft = store::Draft<Claim>;

// What the system does by itself.
constexpr char kActor[] = "motcua";
// Claims that are escalated at a time; the next turn takes the others.
constexpr int64_t kBatch = 256;

absl::Status NoSuchClaim(std::string_view id) {
  return NotFound(kClaimNotFound, "no such claim").With("claimId", id);
}

}  // namespace

async::Task<absl::StatusOr<v1::FileClaimResponse>> ClaimKeeper::File(store::Command command,
                                                                     Grievance grievance,
                                                                     std::string actor) {
  std::string id = ClaimIdOf(grievance.parcel_id);
  std::function<absl::StatusOr<v1::FileClaimResponse>(Draft&)> decide =
      [&](Draft& draft) -> absl::StatusOr<v1::FileClaimResponse> {
    if (draft.exists() && draft.state.state() != dossier::v1::CLAIM_STATE_FOUND) {
      return FailedPrecondition(kClaimExists, "the parcel has a claim")
          .With("claimId", draft.state.id());
    }
    const absl::Time now = clock_.Now();
    draft.state = NewClaim(grievance, catalogue_.calendar(), now);
    draft.events.push_back(MovedEvent(draft.state, actor, now));
    v1::FileClaimResponse response;
    response.set_claim_id(draft.state.id());
    *response.mutable_answer_due_time() = draft.state.answer_due_time();
    return response;
  };
  co_return co_await kept_.Execute<v1::FileClaimResponse>(claims_, std::move(command),
                                                          std::move(id), std::move(decide));
}

async::Task<absl::StatusOr<v1::AnswerClaimResponse>> ClaimKeeper::GiveAnswer(store::Command command,
                                                                             std::string claim_id,
                                                                             Answer answer,
                                                                             std::string actor) {
  std::function<absl::StatusOr<v1::AnswerClaimResponse>(Draft&)> decide =
      [&](Draft& draft) -> absl::StatusOr<v1::AnswerClaimResponse> {
    const absl::Time now = clock_.Now();
    if (!draft.exists()) return NoSuchClaim(claim_id);
    MOTCUA_RETURN_IF_ERROR(postal::GiveAnswer(answer, catalogue_.calendar(), now, draft.state));
    draft.events.push_back(MovedEvent(draft.state, actor, now));
    v1::AnswerClaimResponse response;
    if (draft.state.has_payment_due_time()) {
      *response.mutable_payment_due_time() = draft.state.payment_due_time();
    }
    return response;
  };
  std::string id = claim_id;
  co_return co_await kept_.Execute<v1::AnswerClaimResponse>(claims_, std::move(command),
                                                            std::move(id), std::move(decide));
}

async::Task<absl::StatusOr<v1::PayClaimResponse>> ClaimKeeper::Pay(store::Command command,
                                                                   std::string claim_id,
                                                                   std::string actor) {
  std::function<absl::StatusOr<v1::PayClaimResponse>(Draft&)> decide =
      [&](Draft& draft) -> absl::StatusOr<v1::PayClaimResponse> {
    const absl::Time now = clock_.Now();
    if (!draft.exists()) return NoSuchClaim(claim_id);
    MOTCUA_RETURN_IF_ERROR(RecordPayment(now, draft.state));
    draft.events.push_back(MovedEvent(draft.state, actor, now));
    v1::PayClaimResponse response;
    response.set_amount_vnd(draft.state.reissue_cost_vnd() + draft.state.compensation_vnd());
    return response;
  };
  std::string id = claim_id;
  co_return co_await kept_.Execute<v1::PayClaimResponse>(claims_, std::move(command), std::move(id),
                                                         std::move(decide));
}

async::Task<absl::StatusOr<store::Reaction>> ClaimKeeper::React(store::InboxEntry entry,
                                                                event::v1::Event event) {
  std::string id = ClaimIdOf(event.parcel_faulted().parcel_id());
  std::function<absl::StatusOr<Empty>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Empty> {
    const absl::Time now = clock_.Now();
    if (Follow(event, catalogue_.calendar(), now, draft.state)) {
      draft.events.push_back(MovedEvent(draft.state, kActor, now));
    }
    return Empty();
  };
  store::Command command;
  command.reacts_to = std::move(entry);
  auto done =
      co_await kept_.Execute<Empty>(claims_, std::move(command), std::move(id), std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

async::Task<absl::Status> ClaimKeeper::EscalateOne(std::string claim_id) {
  std::function<absl::StatusOr<Empty>(Draft&)> decide = [&](Draft& draft) -> absl::StatusOr<Empty> {
    const absl::Time now = clock_.Now();
    if (!draft.exists() || !Escalate(catalogue_.calendar(), now, draft.state)) return Empty();
    const int rung = draft.state.escalations(draft.state.escalations_size() - 1).level();
    draft.events.push_back(MovedEvent(draft.state, kActor, now, rung));
    return Empty();
  };
  store::Command command;
  auto done =
      co_await claims_.Execute<Empty>(std::move(command), std::move(claim_id), std::move(decide));
  co_return done.status();
}

async::Task<absl::Status> ClaimKeeper::EscalateDue() {
  std::string timers = claims_.committer().keys().Timers(kClaimTimers);
  MOTCUA_CO_ASSIGN_OR_RETURN(
      const std::vector<std::string> due,
      co_await ReadDue(claims_.committer(), std::move(timers), clock_.Now(), kBatch));
  for (const std::string& id : due) MOTCUA_CO_RETURN_IF_ERROR(co_await EscalateOne(id));
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<store::Versioned<Claim>>> ClaimKeeper::Load(std::string id) {
  std::string claim_id = IsS10(id) ? ClaimIdOf(id) : id;
  auto loaded = co_await kept_.Load(claims_, std::move(claim_id));
  if (absl::IsNotFound(loaded.status())) co_return NoSuchClaim(id);
  co_return loaded;
}

async::Task<absl::StatusOr<std::vector<store::Versioned<Claim>>>> ClaimKeeper::LeftOfDossier(
    std::string dossier_code) {
  return kept_.OfDossier(std::move(dossier_code));
}

void ClaimKeeper::set_keeper(keeping::Keeper* keeper) {
  kept_ = keeping::Kept<Claim>(keeper, NatureOfKeptClaims());
}

}  // namespace motcua::postal

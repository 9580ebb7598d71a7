#include "services/postal/consignment_maker.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"

namespace motcua::postal {
namespace {

// An identifier is taken only where a Redis lost its counter; each try goes one further.
constexpr int kMaxTakenIds = 64;

v1::CreateConsignmentResponse AnswerFor(const dossier::v1::Consignment& consignment) {
  v1::CreateConsignmentResponse answer;
  answer.set_consignment_id(consignment.id());
  answer.set_post_office(consignment.post_office());
  *answer.mutable_due_time() = consignment.due_time();
  return answer;
}

}  // namespace

async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> ConsignmentMaker::Make(
    store::Command command, Wish wish, std::string actor) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(wish, catalogue_));
  for (int attempt = 0; attempt < kMaxTakenIds; ++attempt) {
    MOTCUA_CO_ASSIGN_OR_RETURN(std::string id, co_await issuer_.Next());
    dossier::v1::Consignment made = NewConsignment(id, wish, catalogue_, clock_.Now());
    std::function<absl::StatusOr<v1::CreateConsignmentResponse>(
        store::Draft<dossier::v1::Consignment>&)>
        decide = [this, &made, &actor](auto& draft) -> absl::StatusOr<v1::CreateConsignmentResponse> {
      if (draft.exists()) return absl::AlreadyExistsError("the identifier is taken");
      draft.state = made;
      draft.events.push_back(CreatedEvent(made, actor));
      if (rehome_new_) rehome_new_(draft);
      return AnswerFor(draft.state);
    };
    auto answer =
        co_await consignments_.Execute<v1::CreateConsignmentResponse>(command, id, decide);
    if (absl::IsAlreadyExists(answer.status())) continue;
    if (answer.ok() && answer->consignment_id() == id) metrics_.AccountCreated(wish.kind);
    co_return answer;
  }
  co_return Aborted(kTooMuchContention, "every identifier tried is taken");
}

}  // namespace motcua::postal

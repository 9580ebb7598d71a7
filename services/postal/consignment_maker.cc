#include "services/postal/consignment_maker.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/postal/domain/custody.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/store/reading.h"

namespace motcua::postal {
namespace {

// An identifier is taken only where a Redis lost its counter; each try goes one further.
constexpr int kMaxTakenIds = 64;

using dossier::v1::Consignment;

v1::CreateConsignmentResponse AnswerFor(const Consignment& consignment) {
  v1::CreateConsignmentResponse answer;
  for (const dossier::v1::Parcel& parcel : consignment.parcels()) {
    answer.add_parcel_ids(parcel.id());
  }
  answer.set_consignment_id(consignment.id());
  answer.set_post_office(consignment.post_office());
  *answer.mutable_due_time() = consignment.due_time();
  return answer;
}

}  // namespace

async::Task<absl::StatusOr<std::vector<std::string>>> ConsignmentMaker::NextIds(size_t count) {
  std::vector<std::string> ids;
  while (ids.size() < count) {
    MOTCUA_CO_ASSIGN_OR_RETURN(std::string id, co_await issuer_.Next());
    ids.push_back(std::move(id));
  }
  co_return ids;
}

// As asked for now, behind the dossier's log of before.
Consignment ConsignmentMaker::New(const std::vector<std::string>& ids, const Wish& wish,
                                  const std::optional<Consignment>& before) const {
  Consignment made = NewConsignment(ids.front(), wish, catalogue_, clock_.Now());
  if (before.has_value()) {
    made.set_previous_consignment(before->id());
    made.set_previous_hash(HeadOf(*before));
  }
  Divide(ids, wish.parcels, made);
  return made;
}

// The consignment under its first identifier, and a record that leads to it under each other one.
async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> ConsignmentMaker::Write(
    store::Command command, std::vector<std::string> ids, Consignment* made, std::string actor) {
  using Drafts = std::vector<store::Draft<Consignment>>;
  std::function<absl::StatusOr<v1::CreateConsignmentResponse>(Drafts&)> decide =
      [&](Drafts& drafts) -> absl::StatusOr<v1::CreateConsignmentResponse> {
    for (const auto& draft : drafts) {
      if (draft.exists()) return absl::AlreadyExistsError("the identifier is taken");
    }
    BookVisit(*made);
    store::Draft<Consignment>& whole = drafts.front();
    whole.state = *made;
    whole.events.push_back(CreatedEvent(*made, actor));
    if (rehome_new_) rehome_new_(whole);
    for (size_t i = 1; i < drafts.size(); ++i) {
      drafts[i].state = LeadOf(ids[i], *made);
      drafts[i].changed = true;
    }
    return AnswerFor(whole.state);
  };
  std::vector<std::string> written = ids;
  co_return co_await consignments_.ExecuteMany<v1::CreateConsignmentResponse>(
      std::move(command), std::move(written), decide);
}

async::Task<absl::StatusOr<v1::CreateConsignmentResponse>> ConsignmentMaker::Make(
    store::Command command, Wish wish, std::string actor) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(wish, catalogue_));
  std::string dossier_code = wish.dossier_code;
  MOTCUA_CO_ASSIGN_OR_RETURN(const std::optional<Consignment> before,
                             co_await LastOfDossier(consignments_, std::move(dossier_code)));
  const size_t parcels = std::max<size_t>(1, wish.parcels.size());
  for (int attempt = 0; attempt < kMaxTakenIds; ++attempt) {
    MOTCUA_CO_ASSIGN_OR_RETURN(std::vector<std::string> ids, co_await NextIds(parcels));
    Consignment made = New(ids, wish, before);
    std::string id = ids.front(), office = VisitingOffice(made);
    if (NeedsVisit(made)) MOTCUA_CO_RETURN_IF_ERROR(co_await visits_.Prepare(std::move(office)));
    auto answer = co_await Write(command, std::move(ids), &made, actor);
    const bool is_made = answer.ok() && answer->consignment_id() == id;
    if (!is_made && made.has_visit()) visits_.GiveBack(made.visit());
    if (absl::IsAlreadyExists(answer.status())) continue;
    if (is_made) metrics_.AccountCreated(wish.kind);
    co_return answer;
  }
  co_return Aborted(kTooMuchContention, "every identifier tried is taken");
}

// The next free visit. Decided again after another process was quicker, the place before stays taken.
void ConsignmentMaker::BookVisit(dossier::v1::Consignment& consignment) {
  if (!NeedsVisit(consignment)) return;
  const auto visit = visits_.Take(VisitingOffice(consignment), EarliestVisit(consignment));
  consignment.clear_visit();
  if (visit.has_value()) *consignment.mutable_visit() = *visit;
}

}  // namespace motcua::postal

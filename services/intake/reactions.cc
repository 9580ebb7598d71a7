#include "services/intake/reactions.h"

#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "google/protobuf/empty.pb.h"
#include "services/intake/domain/citizen_event.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {
namespace {

using event::v1::Event;
using google::protobuf::Empty;

// Actor of what the system tells by itself.
constexpr std::string_view kSystemActor = "motcua";

bool Concerns(const Event& event) {
  return event.has_supplement_requested() || event.has_fee_requested() ||
         event.has_papers_collected() || event.has_closed() || event.has_unit_reassigned() ||
         event.has_migrated() || event.has_money_collected() ||
         event.has_personal_data_erased();
}

// Whether the event ends what other dossiers of the group may wait for.
bool EndsPrerequisite(const Event& event) {
  switch (event.what_case()) {
    case Event::kResultReady:
      return !event.result_ready().event_group().empty();
    case Event::kRefused:
      return !event.refused().event_group().empty();
    case Event::kWithdrawn:
      return !event.withdrawn().event_group().empty();
    default:
      return false;
  }
}

bool BringsResult(const Event& event) {
  return event.has_result_ready() &&
         event.result_ready().result() != dossier::v1::STEP_RESULT_REJECTED;
}

// Whether the event changed the dossier.
bool Apply(const Event& event, std::vector<Event>& told, Dossier& dossier) {
  const absl::Time at = FromProto(event.occur_time());
  switch (event.what_case()) {
    case Event::kSupplementRequested:
      return OnSupplementRequested(event.supplement_requested(), dossier);
    case Event::kFeeRequested:
      return OnFeeRequested({.dossier = dossier, .events = told, .actor = kSystemActor, .now = at});
    case Event::kPapersCollected:
      return OnPapersCollected(event.papers_collected(), at, dossier);
    case Event::kMoneyCollected:
      return OnMoneyCollected(
          event.money_collected(),
          {.dossier = dossier, .events = told, .actor = kSystemActor, .now = at});
    case Event::kClosed:
      return OnClosed(at, dossier);
    case Event::kMigrated:
      return OnMigrated(event.migrated().to_version(), dossier);
    case Event::kPersonalDataErased:
      return OnPersonalDataErased(at, dossier);
    default:
      return false;
  }
}

absl::Status NoDossier(const Event& event) {
  return NotFound(kDossierNotFound, "the event names no dossier")
      .With("dossier_code", event.dossier_code());
}

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Reactions::React(store::InboxEntry entry,
                                                              Event event) {
  if (EndsPrerequisite(event)) co_return co_await ReactTogether(std::move(entry), event);
  if (event.has_papers_collected()) co_return co_await ReactTogether(std::move(entry), event);
  if (!Concerns(event)) co_return store::Reaction::kIgnored;
  co_return co_await ReactAlone(std::move(entry), event);
}

async::Task<absl::StatusOr<store::Reaction>> Reactions::ReactAlone(store::InboxEntry entry,
                                                                   const Event& event) {
  std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> decide =
      [this, &event](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
    // What has left was erased in the archive.
    if (!draft.exists() && event.has_personal_data_erased()) return Empty();
    if (!draft.exists()) return NoDossier(event);
    if (event.has_unit_reassigned()) {
      if (put_back_) put_back_(draft, event.unit_reassigned().reorganisation_id());
      return Empty();
    }
    draft.changed = Apply(event, draft.events, draft.state);
    return Empty();
  };
  store::Command command{.reacts_to = std::move(entry)};
  auto done = co_await dossiers_.Execute<Empty>(std::move(command), event.dossier_code(),
                                                std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

async::Task<absl::StatusOr<store::Reaction>> Reactions::ReactTogether(store::InboxEntry entry,
                                                                      const Event& event) {
  auto named = co_await dossiers_.Load(event.dossier_code());
  if (absl::IsNotFound(named.status())) co_return NoDossier(event);
  if (!named.ok()) co_return named.status();
  const auto& group = named->state->group_dossiers();
  if (group.empty()) co_return co_await ReactAlone(std::move(entry), event);
  std::function<absl::StatusOr<Empty>(std::vector<store::Draft<Dossier>>&)> decide =
      [this, &event](std::vector<store::Draft<Dossier>>& drafts) -> absl::StatusOr<Empty> {
    for (store::Draft<Dossier>& draft : drafts) {
      if (!draft.exists()) continue;  // it has left for the archive
      const Change change{draft.state, draft.events, kSystemActor, FromProto(event.occur_time())};
      draft.changed = ApplyToMember(event, change);
    }
    return Empty();
  };
  store::Command command{.reacts_to = std::move(entry)};
  std::vector<std::string> codes(group.begin(), group.end());
  auto done = co_await dossiers_.ExecuteMany<Empty>(std::move(command), std::move(codes),
                                                    std::move(decide));
  if (!done.ok()) co_return done.status();
  co_return store::Reaction::kCommitted;
}

bool Reactions::ApplyToMember(const Event& event, const Change& change) const {
  Dossier& dossier = change.dossier;
  if (event.has_papers_collected()) {
    return OnPapersCollected(event.papers_collected(), change.now, dossier);
  }
  const absl::Time filed = FromProto(dossier.submit_time());
  const auto* procedure =
      catalogue_.FindProcedureKept(dossier.procedure_code(), dossier.procedure_version(),
                                   absl::ToCivilDay(filed, LocalZone()));
  return OnPrerequisiteEnded(event.dossier_code(), BringsResult(event), procedure,
                             catalogue_.calendar(), change);
}

}  // namespace motcua::intake

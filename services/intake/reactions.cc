#include "services/intake/reactions.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "google/protobuf/empty.pb.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {
namespace {

using event::v1::Event;
using google::protobuf::Empty;

// Actor of what the system tells by itself.
constexpr std::string_view kSystemActor = "motcua";

bool Concerns(const Event& event) {
  return event.has_supplement_requested() || event.has_fee_requested() ||
         event.has_papers_collected() || event.has_closed() || event.has_unit_reassigned();
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
      return OnPapersCollected(at, dossier);
    case Event::kClosed:
      return OnClosed(dossier);
    default:
      return false;
  }
}

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Reactions::React(store::InboxEntry entry,
                                                              Event event) {
  if (!Concerns(event)) co_return store::Reaction::kIgnored;
  std::function<absl::StatusOr<Empty>(store::Draft<Dossier>&)> decide =
      [this, &event](store::Draft<Dossier>& draft) -> absl::StatusOr<Empty> {
    if (!draft.exists()) {
      return absl::Status(NotFound(kDossierNotFound, "the event names no dossier")
                              .With("dossier_code", event.dossier_code()));
    }
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

}  // namespace motcua::intake

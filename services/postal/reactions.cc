#include "services/postal/reactions.h"

#include <utility>

#include "common/base/status_macros.h"

namespace motcua::postal {
namespace {

using event::v1::Event;

// What the system does by itself.
constexpr char kActor[] = "motcua";

// What the event wants carried; UNSPECIFIED when nothing.
dossier::v1::ConsignmentKind KindOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kSubmitted:
      if (event.submitted().channel() != type::v1::CHANNEL_POSTAL) break;
      return dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER;
    case Event::kPapersAwaited:
      return dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT;
    case Event::kResultReady:
      if (event.result_ready().return_method() != type::v1::RETURN_METHOD_POST) break;
      return dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
    default:
      break;
  }
  return dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED;
}

// The ends that are units.
void SetEnds(const Event& event, Wish& wish) {
  if (event.has_submitted()) wish.to_unit = event.submitted().receiving_unit();
  if (event.has_result_ready()) wish.from_unit = event.result_ready().receiving_unit();
  if (!event.has_papers_awaited()) return;
  wish.from_unit = event.papers_awaited().from_unit();
  wish.to_unit = event.papers_awaited().to_unit();
  wish.step_index = event.papers_awaited().step_index();
}

void SetHome(const type::v1::Applicant& applicant, Wish& wish) {
  wish.address = applicant.address();
  wish.contact_name = applicant.name();
  wish.contact_phone = applicant.phone();
  wish.home_commune = applicant.commune_code();
}

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Reactions::React(store::InboxEntry entry,
                                                              Event event) {
  if (KindOf(event) == dossier::v1::CONSIGNMENT_KIND_UNSPECIFIED) {
    co_return store::Reaction::kIgnored;
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(Wish wish, co_await WishOf(event));
  store::Command command;
  command.reacts_to = std::move(entry);
  std::string actor = kActor;
  auto made = co_await maker_.Make(std::move(command), std::move(wish), std::move(actor));
  if (!made.ok()) co_return made.status();
  co_return store::Reaction::kCommitted;
}

async::Task<absl::StatusOr<Wish>> Reactions::WishOf(const Event& event) {
  Wish wish;
  wish.dossier_code = event.dossier_code();
  wish.kind = KindOf(event);
  SetEnds(event, wish);
  if (wish.kind == dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT) co_return wish;
  std::string code = event.dossier_code();
  auto dossier = co_await dossiers_.Get(std::move(code));
  if (!dossier.ok()) co_return dossier.status();
  SetHome(dossier->applicant(), wish);
  co_return wish;
}

}  // namespace motcua::postal

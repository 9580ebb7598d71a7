#include "services/postal/reactions.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"

namespace motcua::postal {
namespace {

using event::v1::Event;

// What the system does by itself.
constexpr char kActor[] = "motcua";
// How a result is called among the papers.
constexpr char kResult[] = "Kết quả giải quyết";

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

void SetHome(const dossier::v1::Dossier& dossier, Wish& wish) {
  const type::v1::Applicant& applicant = dossier.applicant();
  wish.address = applicant.address();
  wish.contact_name = applicant.name();
  wish.contact_phone = applicant.phone();
  wish.home_commune = applicant.commune_code();
  wish.fee_vnd = std::max<int64_t>(dossier.fee_vnd() - dossier.paid_vnd(), 0);
}

// What is in the parcel: the dossier's papers, or its result.
void SetPapers(const dossier::v1::Dossier& dossier, Wish& wish) {
  std::vector<type::v1::Paper>& papers = wish.parcels.emplace_back();
  if (wish.kind != dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME) {
    papers.assign(dossier.papers().begin(), dossier.papers().end());
    return;
  }
  type::v1::Paper& result = papers.emplace_back();
  result.set_name(kResult);
  result.set_kind(type::v1::PAPER_KIND_ORIGINAL);
  result.set_count(1);
}

}  // namespace

async::Task<absl::StatusOr<store::Reaction>> Reactions::React(store::InboxEntry entry,
                                                              Event event) {
  if (event.has_parcel_faulted()) {
    co_return co_await claims_.React(std::move(entry), std::move(event));
  }
  if (event.has_money_collected() || event.has_paid() || event.has_claim_moved()) {
    co_return co_await books_.React(std::move(entry), std::move(event));
  }
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
  const bool between_units = wish.kind == dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT;
  std::string code = event.dossier_code();
  auto dossier = co_await dossiers_.Get(std::move(code));
  // Originals go on although nobody can say any more which they are.
  if (between_units && absl::IsNotFound(dossier.status())) co_return wish;
  if (!dossier.ok()) co_return dossier.status();
  SetPapers(*dossier, wish);
  if (!between_units) SetHome(*dossier, wish);
  co_return wish;
}

}  // namespace motcua::postal

#include "services/postal/book_keeper.h"

#include "google/protobuf/empty.pb.h"

namespace motcua::postal {
namespace {

using event::v1::Event;
using google::protobuf::Empty;

// What the system does by itself.
constexpr char kActor[] = "motcua";

void PostEvent(BookTurn& turn, const Event& event) {
  if (event.has_paid()) PostPaid(turn, event);
  if (event.has_money_collected()) PostCollected(turn, event);
  if (event.has_claim_moved()) PostClaim(turn, event);
}

}  // namespace

BookName BookKeeper::BookOf(const Event& event) const {
  if (event.has_money_collected()) {
    const event::v1::MoneyCollected& money = event.money_collected();
    return {money.post_office(), money.agency_unit()};
  }
  if (event.has_claim_moved()) return {event.claim_moved().post_office(), event.unit_code()};
  const catalogue::v1::PostOffice* office = catalogue_.PostOfficeOf(event.unit_code());
  return {office == nullptr ? std::string() : office->code(), event.unit_code()};
}

async::Task<absl::StatusOr<store::Reaction>> BookKeeper::React(store::InboxEntry entry,
                                                               Event event) {
  BookName name = BookOf(event);
  if (name.post_office.empty() || name.agency_unit.empty()) co_return store::Reaction::kIgnored;
  store::Command command;
  command.reacts_to = std::move(entry);
  std::function<absl::StatusOr<Empty>(Desk&)> post = [&event](Desk& desk) -> absl::StatusOr<Empty> {
    PostEvent(desk.turn, event);
    return Empty();
  };
  std::string actor = kActor;
  std::vector<std::string> no_others;
  auto posted = co_await Change<Empty>(std::move(command), std::move(name), std::move(no_others),
                                       std::move(actor), std::move(post));
  if (!posted.ok()) co_return posted.status();
  co_return store::Reaction::kCommitted;
}

}  // namespace motcua::postal

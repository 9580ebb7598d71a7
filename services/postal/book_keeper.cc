#include "services/postal/book_keeper.h"

#include "google/protobuf/empty.pb.h"

namespace motcua::postal {
namespace {

using event::v1::Event;
using google::protobuf::Empty;

// What the system does by itself.
constexpr char kActor[] = "motcua";

}  // namespace

BookName BookKeeper::BookOf(const Event& event) const {
  if (event.has_money_collected()) {
    const event::v1::MoneyCollected& money = event.money_collected();
    return {money.post_office(), money.agency_unit()};
  }
  const catalogue::v1::PostOffice* office = catalogue_.PostOfficeOf(event.unit_code());
  return {office == nullptr ? std::string() : office->code(), event.unit_code()};
}

async::Task<absl::StatusOr<store::Reaction>> BookKeeper::React(store::InboxEntry entry,
                                                               Event event) {
  BookName name = BookOf(event);
  if (name.post_office.empty()) co_return store::Reaction::kIgnored;
  store::Command command;
  command.reacts_to = std::move(entry);
  std::function<absl::StatusOr<Empty>(Desk&)> post = [&event](Desk& desk) -> absl::StatusOr<Empty> {
    event.has_paid() ? PostPaid(desk.turn, event) : PostCollected(desk.turn, event);
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

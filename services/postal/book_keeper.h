// Keeps the books: changes one, alone or with its statements, in one commit.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/async/turnstile.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/store/inbox.h"
#include "services/postal/domain/book.h"
#include "services/postal/store/ledger_places.h"

namespace motcua::postal {

class BookKeeper {
 public:
  // A book in the making, and the other records of the change in the order of their ids. A record that
  // is changed is to be marked so; the book is written when something is told of it.
  struct Desk {
    BookTurn turn;
    bool is_new;  // nothing was ever posted to the book
    store::Draft<dossier::v1::LedgerRecord>& book;
    std::vector<store::Draft<dossier::v1::LedgerRecord>*> others;
  };

  BookKeeper(Ledger& ledger, const catalogue::Catalogue& catalogue, const Clock& clock)
      : ledger_(ledger), catalogue_(catalogue), clock_(clock) {}

  // Runs `decide` on the book and the records of `others` and commits what it changed. Those who
  // change one book in this process come one after the other.
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Change(store::Command command, BookName name,
                                            std::vector<std::string> others, std::string actor,
                                            std::function<absl::StatusOr<Reply>(Desk&)> decide);

  //   MoneyCollected                  → a posting, or its counter posting
  //   Paid, taken by a post clerk     → a posting
  //   ClaimMoved                      → compensation that is owed, paid or taken back
  // The posting and the event's leaving the inbox are one commit: an event delivered twice is posted
  // once. A payment where no post office carries for the unit is ignored.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

  Ledger& ledger() { return ledger_; }

 private:
  // The book an event is posted to; without an office when there is none.
  BookName BookOf(const event::v1::Event& event) const;

  Ledger& ledger_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  async::Turnstile turnstile_;
};

template <class Reply>
async::Task<absl::StatusOr<Reply>> BookKeeper::Change(
    store::Command command, BookName name, std::vector<std::string> others, std::string actor,
    std::function<absl::StatusOr<Reply>(Desk&)> decide) {
  using Drafts = std::vector<store::Draft<dossier::v1::LedgerRecord>>;
  const std::string id = IdOf(name);
  std::vector<std::string> ids = {id};
  ids.insert(ids.end(), others.begin(), others.end());
  std::function<absl::StatusOr<Reply>(Drafts&)> on_drafts =
      [&](Drafts& drafts) -> absl::StatusOr<Reply> {
    auto& book = drafts.front();
    const bool is_new = !book.exists();
    if (is_new) {
      *book.state.mutable_book() = NewBook(name.post_office, name.agency_unit, clock_.Now());
    }
    Desk desk{{*book.state.mutable_book(), book.events, actor, clock_.Now()}, is_new, book, {}};
    for (size_t i = 1; i < drafts.size(); ++i) desk.others.push_back(&drafts[i]);
    return decide(desk);
  };
  co_await turnstile_.Enter(id);
  auto reply = co_await ledger_.ExecuteMany<Reply>(std::move(command), std::move(ids),
                                                   std::move(on_drafts));
  turnstile_.Leave(id);
  co_return reply;
}

}  // namespace motcua::postal

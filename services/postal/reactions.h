// What postal does when other services tell something: papers are fetched from home, originals go
// to the unit that waits for them, the result goes home; and what it tells itself of parcels.
#pragma once

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/store/inbox.h"
#include "motcua/event/v1/event.pb.h"
#include "services/postal/book_keeper.h"
#include "services/postal/claim_keeper.h"
#include "services/postal/consignment_maker.h"
#include "services/postal/dossier_source.h"

namespace motcua::postal {

class Reactions {
 public:
  Reactions(ConsignmentMaker& maker, ClaimKeeper& claims, DossierSource& dossiers, BookKeeper& books)
      : maker_(maker), claims_(claims), dossiers_(dossiers), books_(books) {}

  //   Submitted by post      → HOME_TO_COUNTER
  //   PapersAwaited          → UNIT_TO_UNIT
  //   ResultReady, by post   → RESULT_TO_HOME
  //   ParcelFaulted          → a claim is filed, or falls away
  //   MoneyCollected, Paid, ClaimMoved → the ledger (BookKeeper)
  // The consignment and the event's leaving the inbox are one commit, so an event delivered twice
  // makes one consignment. Errors: those of DossierSource and ConsignmentMaker.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

 private:
  async::Task<absl::StatusOr<Wish>> WishOf(const event::v1::Event& event);

  ConsignmentMaker& maker_;
  ClaimKeeper& claims_;
  DossierSource& dossiers_;
  BookKeeper& books_;
};

}  // namespace motcua::postal

// What intake does when routing or postal say that something happened to a dossier.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/store/inbox.h"
#include "services/intake/intake_service.h"

namespace motcua::intake {

// Handler of intake's inbox. The effect and the taking out of the event are one commit, so an event
// delivered twice has one effect.
class Reactions {
 public:
  using PutBack = std::function<void(store::Draft<dossier::v1::Dossier>&, const std::string& id)>;

  // `put_back`: undoes a reorganisation for one dossier; may be empty.
  Reactions(Dossiers& dossiers, const catalogue::Catalogue& catalogue, PutBack put_back = nullptr)
      : dossiers_(dossiers), catalogue_(catalogue), put_back_(std::move(put_back)) {}

  //   routing  SupplementRequested → SUPPLEMENT_REQUESTED; Closed → CLOSED; FeeRequested → the fee
  //            is waited for, or Paid (settling) when nothing is owed
  //            Migrated → the version of the procedure
  //            UnitReassigned (undone) → back under the old units
  //   postal   PapersCollected → the papers are at the counter, those of the whole group
  //            MoneyCollected → the postman has the fee
  // and, of a dossier of a citizen's event,
  //   routing  ResultReady → dossiers that waited for it go on, or are refused without a result
  //   intake   Refused, Withdrawn → they are refused
  // An event that no longer applies, because the citizen withdrew meanwhile, changes nothing.
  // NOT_FOUND DOSSIER_NOT_FOUND: the event names no dossier of this cell.
  async::Task<absl::StatusOr<store::Reaction>> React(store::InboxEntry entry,
                                                     event::v1::Event event);

 private:
  // The effect on the dossier the event is about.
  async::Task<absl::StatusOr<store::Reaction>> ReactAlone(store::InboxEntry entry,
                                                          const event::v1::Event& event);
  // The effect on all dossiers filed for the same citizen's event, in one commit.
  async::Task<absl::StatusOr<store::Reaction>> ReactTogether(store::InboxEntry entry,
                                                             const event::v1::Event& event);
  bool ApplyToMember(const event::v1::Event& event, const Change& change) const;

  Dossiers& dossiers_;
  const catalogue::Catalogue& catalogue_;
  PutBack put_back_;
};

}  // namespace motcua::intake

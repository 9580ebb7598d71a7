// Plays the province: advances the clock to the next thing somebody does, lets all who act at that
// time act side by side, waits until everything that follows has followed, and so on.
#pragma once

#include <asio/io_context.hpp>
#include <atomic>
#include <deque>
#include <memory>
#include <vector>

#include "absl/time/time.h"
#include "clients/province/agenda.h"
#include "clients/province/calls.h"
#include "clients/province/cashiers.h"
#include "clients/province/counter.h"
#include "clients/province/feed.h"
#include "clients/province/ledger.h"
#include "clients/province/officers.h"
#include "clients/province/plan.h"
#include "clients/province/progress.h"
#include "clients/province/reactions.h"
#include "clients/province/rehousing.h"
#include "clients/province/wire.h"
#include "common/base/driven_clock.h"
#include "common/catalogue/catalogue.h"

namespace motcua::province {

class Player {
 public:
  // References must outlive the player.
  struct Parts {
    asio::io_context& io;
    Wire& wire;
    MappedInstant& clock;
    const catalogue::Catalogue& catalogue;
    const Plan& plan;
    Ledger& ledger;
    Progress& progress;
    // What people do at any time is done at the nearest multiple of this.
    absl::Duration quantum;
    // Carry out reorganisations when their day begins.
    bool reorganise = false;
  };

  explicit Player(Parts parts);

  // Hears all events of earlier runs. False when stopping.
  bool Recall();
  // Plays until `end`; what would be done later stays undone. False when stopping.
  bool PlayUntil(absl::Time end);
  // Lets the clock go on at the pace of real time until stopped.
  void KeepTime();

  // Runs a coroutine on the loop to its end.
  void Run(async::Task<void> task);

  const std::vector<Rehousing>& rehousings() const { return rehousings_; }
  const Tally& tally() const { return reactions_.tally(); }
  const MoneyTally& money() const { return cashiers_.tally(); }
  const Surprises& surprises() const { return calls_.surprises(); }

 private:
  using Deeds = std::deque<async::Task<bool>>;

  absl::Time NextArrival();
  absl::Time NextTick();
  std::vector<int> ArrivalsUntil(absl::Time until);
  void AddFilings(absl::Time until, Deeds& deeds);
  void AddErrands(absl::Time until, Deeds& deeds);
  async::Task<bool> DeedOf(Errand errand);
  void DoSideBySide(Deeds deeds);
  // Everything that is due, give or take half a quantum; false if nothing was.
  bool Act();
  // Carries out the reorganisation whose day begins at or before `next`, if one is left; false if
  // the services could not.
  bool ReorganiseBefore(absl::Time next);
  bool Settle();
  bool Hear();

  Parts parts_;
  Agenda agenda_;
  Reactions reactions_;
  Calls calls_;
  Counter counter_;
  Officers officers_;
  Cashiers cashiers_;
  Feed feed_;
  std::vector<const catalogue::ReorganisationPlan*> plans_;  // to be carried out, in order of time
  std::vector<Rehousing> rehousings_;
  int next_arrival_ = 0;  // all before were filed
};

}  // namespace motcua::province

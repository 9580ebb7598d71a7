// The journeys of a cell, and turns on them.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/calendar/calendar.h"
#include "common/keeping/kept.h"
#include "common/store/aggregates.h"
#include "services/routing/domain/turn.h"
#include "services/routing/store/places.h"

namespace motcua::routing {

// NOT_FOUND: no journey of this dossier.
absl::Status NoJourney(std::string_view dossier_code);

class Journeys {
 public:
  using Draft = store::Draft<Journey>;
  using Aggregates = store::Aggregates<Journey>;

  // All must outlive the object; `observer` may be null. `cache_size`: journeys remembered.
  Journeys(store::Committer& committer, const calendar::Calendar& calendar, const Clock& clock,
           store::CommitObserver* observer = nullptr, size_t cache_size = 20000);

  // Runs `act` on a journey as one turn, in the actor's name, and commits what it changed. `act`
  // may run several times; it is given the version that the journey then has.
  // Errors: NOT_FOUND (DOSSIER_NOT_FOUND), those of `act`, and those of a commit.
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Act(
      store::Command command, std::string dossier_code, std::string actor,
      std::function<absl::StatusOr<Reply>(Turn&, int64_t version)> act) {
    std::string id = dossier_code;
    std::function<absl::StatusOr<Reply>(Draft&)> decide =
        [this, dossier_code = std::move(dossier_code), actor = std::move(actor),
         act = std::move(act)](Draft& draft) -> absl::StatusOr<Reply> {
      if (!draft.exists()) return NoJourney(dossier_code);
      const int64_t version = draft.next_version();
      return TakeTurn<Reply>(draft, actor, [&](Turn& turn) { return act(turn, version); });
    };
    return aggregates_.Execute<Reply>(std::move(command), std::move(id), std::move(decide));
  }

  // One turn on a draft that is not committed yet.
  template <class Reply, class Action>
  absl::StatusOr<Reply> TakeTurn(Draft& draft, std::string_view actor, const Action& act) {
    Turn turn(draft.state, clock_.Now(), actor);
    absl::StatusOr<Reply> reply = act(turn);
    draft.events = turn.TakeEvents();
    if (after_turn_) after_turn_(draft.state, draft.events);
    draft.changed = turn.touched();
    return reply;
  }

  // Adds to the events of each turn what takes more than the turn to know.
  using AfterTurn = std::function<void(const Journey&, std::vector<Event>&)>;
  void set_after_turn(AfterTurn after_turn) { after_turn_ = std::move(after_turn); }

  // Where journeys are found that have left; without it they are not.
  void set_keeper(keeping::Keeper* keeper);

  // The journey as stored now, also one that has left for the archive. Errors: NOT_FOUND
  // (DOSSIER_NOT_FOUND).
  async::Task<absl::StatusOr<store::Versioned<Journey>>> Load(std::string dossier_code);

  Aggregates& aggregates() { return aggregates_; }
  redis::Client& redis() { return committer_.redis(); }
  store::Committer& committer() { return committer_; }
  const store::Keys& keys() const { return committer_.keys(); }
  const calendar::Calendar& calendar() const { return calendar_; }
  const Clock& clock() const { return clock_; }

  std::vector<store::Place> PlacesOf(const Journey& journey) const {
    return routing::PlacesOf(keys(), calendar_, journey);
  }

 private:
  store::Committer& committer_;
  const calendar::Calendar& calendar_;
  const Clock& clock_;
  Aggregates aggregates_;
  keeping::Kept<Journey> kept_;
  AfterTurn after_turn_;
};

// How journeys are taken to the archive and found there.
keeping::Nature<Journey> NatureOfKeptJourneys();

}  // namespace motcua::routing

// How long people take and how they decide: everything left to chance after a dossier is filed.
// Each is drawn from a hash of the seed and what it is about, so that a replay of the events gives
// the same course. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/time/time.h"
#include "clients/province/draw.h"
#include "common/calendar/calendar.h"

namespace motcua::province {

// How an officer's hold on a step ends.
enum class StepEnd {
  kApprove,
  kReject,
  kHandBack,  // for a supplement
  kRelease,   // back to the queue
  kForget,    // never touched again: the lease runs out
};

// A step as its officer sees it. `turn` counts how often it came back to the queue.
struct StepAtUnit {
  std::string_view dossier;
  int step = 0;
  int turn = 0;
  absl::Time queued;
  absl::Time due = absl::InfiniteFuture();
};

class Habits {
 public:
  // `calendar` must outlive this.
  Habits(uint64_t seed, const calendar::Calendar& calendar) : seed_(seed), calendar_(calendar) {}

  // When a clerk looks at what came in; `turn` counts earlier checks.
  absl::Time CheckTime(std::string_view dossier, int turn, absl::Time now) const;
  // Whether the clerk refuses it.
  bool Refuses(std::string_view dossier) const;
  // When the citizen brings what was asked for.
  absl::Time SupplementTime(std::string_view dossier, bool after_acceptance, absl::Time now) const;
  // When the citizen takes an accepted dossier back, if ever.
  std::optional<absl::Time> WithdrawTime(std::string_view dossier, absl::Time accepted,
                                         absl::Time due) const;
  // When the citizen gives a dossier up whose papers the post lost.
  absl::Time GiveUpTime(std::string_view dossier, absl::Time now) const;
  absl::Time PickUpTime(std::string_view dossier, absl::Time ready) const;
  // When a bag that left is opened: before the doors open on the next working day.
  absl::Time BagTime(absl::Time left) const;

  // When an officer goes to the queue on account of the step.
  absl::Time VisitTime(const StepAtUnit& step) const;
  // When an officer who took the step at `now` is done with it; on the same day.
  absl::Time FinishTime(const StepAtUnit& step, absl::Time now) const;
  StepEnd EndOf(const StepAtUnit& step, bool supplement_asked) const;
  // When somebody puts a stuck step back.
  absl::Time RequeueTime(std::string_view dossier, int step, absl::Time stuck) const;

  // `least` to `most` minutes of office time after `from`.
  absl::Time OfficeTimeAfter(absl::Time from, int64_t least, int64_t most, Draw& draw) const;

 private:
  uint64_t seed_;
  const calendar::Calendar& calendar_;
};

}  // namespace motcua::province

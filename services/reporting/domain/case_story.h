// What happened to one dossier, as prediction and process mining need it: when each step was open
// and in whose hands, when the clock stood, and what was promised when. The fold of its events.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/calendar/calendar.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/type/v1/type.pb.h"

namespace motcua::reporting {

// InfiniteFuture stands for what has not happened.
struct StepStory {
  int index = 0;
  std::string name;
  std::string unit;
  absl::Time open = absl::InfiniteFuture();     // queued, or papers awaited, for the first time
  absl::Time claimed = absl::InfiniteFuture();  // for the last time
  absl::Time done = absl::InfiniteFuture();
  absl::Time due = absl::InfiniteFuture();

  bool IsOpenAt(absl::Time at) const { return open <= at && at < done; }
  bool IsDoneAt(absl::Time at) const { return done <= at; }
};

struct CaseStory {
  struct Stop {
    absl::Time begin;
    absl::Time end = absl::InfiniteFuture();
  };
  struct Promise {
    absl::Time since;
    absl::Time due = absl::InfiniteFuture();
  };

  std::string code;
  std::string procedure_code;
  int procedure_version = 0;
  std::string case_key;
  std::string field;
  std::string receiving_unit;
  type::v1::Channel channel = type::v1::CHANNEL_UNSPECIFIED;
  type::v1::ReturnMethod return_method = type::v1::RETURN_METHOD_UNSPECIFIED;
  type::v1::TimeLimit limit;
  absl::Time submitted = absl::InfiniteFuture();
  absl::Time accepted = absl::InfiniteFuture();
  absl::Time resolved = absl::InfiniteFuture();  // result ready, or taken back
  bool withdrawn = false;
  std::vector<std::string> planned_units;  // of the steps, by index
  std::map<int, StepStory> steps;          // those that were open
  std::vector<Stop> stops;
  std::vector<Promise> promises;  // in order

  // The promise in force; InfiniteFuture before acceptance and without a limit.
  absl::Time DueAt(absl::Time at) const;
  // The stop that lasts at the instant.
  const Stop* StopAt(absl::Time at) const;
  // Whole minutes of office time in [from, to) in which the clock did not stand.
  int64_t WorkingMinutes(absl::Time from, absl::Time to, const calendar::Calendar& calendar) const;
};

// Takes one event into the story; events come in the archive's order.
void Tell(const event::v1::Event& event, CaseStory& story);

}  // namespace motcua::reporting

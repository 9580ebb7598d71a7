// The proof that every open step is in exactly one place, and the repair where it is not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "services/routing/store/journeys.h"

namespace motcua::routing {

// A journey whose members do not stand where its state says, and the moves that put them there.
struct Misplaced {
  std::string dossier_code;
  int64_t version = 0;  // 0: there is no such journey, only members of it
  std::string state;    // serialized
  std::vector<store::Move> moves;
};

// What a check found; sums up over its parts.
struct Findings {
  int64_t open_journeys = 0;
  int64_t open_steps = 0;
  int64_t violations = 0;
  std::vector<std::string> examples;  // at most 20
  std::vector<Misplaced> misplaced;
};

class PlaceChecker {
 public:
  // `units`: every unit that may have a queue.
  PlaceChecker(Journeys& journeys, std::vector<std::string> units);

  // A list that PlacesOf fills: its key, and whether its members are steps or dossiers.
  struct List {
    std::string key;
    bool of_steps = true;
  };
  // The list of open journeys comes first.
  const std::vector<List>& lists() const { return lists_; }

  // Checks the entries `first` to `first + count - 1` of a list, adds to `findings`, and returns
  // how many there were. For the list of open journeys all their members are checked, wherever
  // they may be; for the others, whether the entry is to be there and its journey among the open.
  async::Task<absl::StatusOr<int64_t>> CheckPage(const List& list, int64_t first, int64_t count,
                                                 Findings& findings);

  // Checks everything.
  async::Task<absl::StatusOr<Findings>> CheckAll();

  // Puts the members where they belong, unless the journey has changed since it was checked.
  async::Task<absl::Status> Repair(Misplaced misplaced);

 private:
  // Members seen in lists where their dossier's state does not put them, by dossier.
  using Strays = std::map<std::string, std::vector<store::Place>>;

  async::Task<absl::Status> CheckJourneys(Strays suspects, Findings& findings);
  async::Task<absl::Status> LookAt(Strays& suspects, Findings& findings);
  std::vector<store::Place> WantedPlaces(const Journey* journey) const;
  void AddList(std::string key, bool of_steps = true);

  Journeys& journeys_;
  std::vector<List> lists_;
};

}  // namespace motcua::routing

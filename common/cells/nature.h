// What a service knows of its aggregates that matters when they move to another cell.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/async/task.h"
#include "common/store/aggregates.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/ops/v1/cell_service.pb.h"

namespace motcua::cells {

using Refusal = ops::v1::CellRefusal;

Refusal MakeRefusal(std::string_view reason, std::string_view detail);

// Whether an aggregate that can be changed no more may go now.
struct Readiness {
  enum Kind { kGoes, kWaits, kStays };
  Kind kind = kGoes;
  Refusal refusal;  // why it stays; without a reason: it has ended
};

template <class State>
struct Nature {
  // Its owner, as in keys: "intake".
  std::string service;
  // Of Keys::Open: "dossier".
  std::string kind;
  // Ids of all that must stay with it, itself among them; empty: it alone. May be null.
  std::function<std::vector<std::string>(const State&)> companions;
  // Has what belongs to them go first; how it stands with each. May be null: all may go.
  std::function<async::Task<absl::StatusOr<std::vector<Readiness>>>(
      std::string to_cell, std::vector<const State*> states)>
      before;
  // Ids of what belongs to a dossier and may be open. Null in intake, which asks others.
  std::function<async::Task<absl::StatusOr<std::vector<std::string>>>(std::string dossier_code)>
      ids_of;
  // It is at its end and stays.
  std::function<bool(const State&)> ended;
  // Fills in whom an event of it is about.
  std::function<void(const State&, event::v1::Event&)> about;
  // Fills in what it is.
  std::function<void(const State&, event::v1::CellLeft&)> left;
  // Fills in what reports need of its past.
  std::function<void(const State&, event::v1::CellEntered&)> entered;
  // Puts one that came from another cell under this one's units; or why it cannot be taken.
  std::function<std::optional<Refusal>(store::Draft<State>&, const std::string& from_cell)> admit;
};

}  // namespace motcua::cells

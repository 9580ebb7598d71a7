// What a reorganisation changes of one aggregate: plain functions of its fields that name units.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/base/proto_time.h"
#include "motcua/dossier/v1/reorganisation.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::reorganisation {

using dossier::v1::Reassignment;
using dossier::v1::UnitMove;

// A field that names a unit or a post office.
struct Slot {
  std::string what;                      // UnitMove.what
  std::string* code = nullptr;           // the field; its text is the code now
  std::optional<std::string> successor;  // by the plan; nullopt: it stays
  std::string counted_as;                // ReassignmentCount.what
  std::string also_counted_as;           // another; or empty
};

using Moves = std::vector<UnitMove>;

// The moves the slots ask for: those whose successor is another.
inline Moves MovesOf(const std::vector<Slot>& slots) {
  Moves moves;
  for (const Slot& slot : slots) {
    if (!slot.successor.has_value() || slot.code->empty() || *slot.successor == *slot.code) continue;
    UnitMove& move = moves.emplace_back();
    move.set_what(slot.what);
    move.set_old_code(*slot.code);
    move.set_new_code(*slot.successor);
  }
  return moves;
}

// The record of a reorganisation in an aggregate; nullptr when it changed nothing of it.
template <class State>
const Reassignment* ReassignmentOf(const State& state, std::string_view id) {
  for (const Reassignment& one : state.reassignments()) {
    if (one.reorganisation_id() == id) return &one;
  }
  return nullptr;
}

// Somebody does something with the aggregate: from now on it is not put back.
template <class State>
void MarkWorkedOn(State& state) {
  for (Reassignment& one : *state.mutable_reassignments()) one.set_worked_on(true);
}

// Puts every slot under its successor and keeps a record of it. Empty, and nothing is changed, if
// that was done before or nothing is to be moved. `slots` are fields of `state`.
template <class State>
Moves Rehome(State& state, const std::vector<Slot>& slots, std::string_view id, absl::Time now) {
  if (ReassignmentOf(state, id) != nullptr) return {};
  Moves moves = MovesOf(slots);
  if (moves.empty()) return moves;
  for (const Slot& slot : slots) {
    if (slot.successor.has_value() && !slot.code->empty()) *slot.code = *slot.successor;
  }
  Reassignment& made = *state.add_reassignments();
  made.set_reorganisation_id(std::string(id));
  *made.mutable_change_time() = ToProto(now);
  made.mutable_moves()->Assign(moves.begin(), moves.end());
  return moves;
}

// Puts back what Rehome changed and nobody has changed since, and forgets the record. The moves
// made, from new to old. Empty, and nothing is changed, if there is no record or somebody has
// worked on the aggregate.
template <class State>
Moves PutBack(State& state, const std::vector<Slot>& slots, std::string_view id) {
  Moves back;
  const Reassignment* made = ReassignmentOf(state, id);
  if (made == nullptr || made->worked_on()) return back;
  for (const UnitMove& move : made->moves()) {
    for (const Slot& slot : slots) {
      if (slot.what != move.what() || *slot.code != move.new_code()) continue;
      UnitMove& moved = back.emplace_back(move);
      moved.set_old_code(move.new_code());
      moved.set_new_code(move.old_code());
      *slot.code = move.old_code();
    }
  }
  const auto at = made - &*state.reassignments().begin();
  state.mutable_reassignments()->DeleteSubrange(static_cast<int>(at), 1);
  return back;
}

// The event that tells of it; the caller fills in whom it is about.
event::v1::Event EventOf(const Moves& moves, std::string_view id, bool undone, absl::Time now);

}  // namespace motcua::reorganisation

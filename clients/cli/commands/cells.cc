// motcua cells status | move | stop.
#include "clients/cli/commands/commands.h"
#include "clients/cli/interrupt.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/ops/v1/cell_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::ops::v1;  // NOLINT: the messages of one service

constexpr const char* kOwners[] = {"intake", "routing", "postal"};
constexpr absl::Duration kLookEvery = absl::Milliseconds(500);

struct Args {
  std::string from;
  std::string to;
  bool dry_run = false;
  bool force = false;
  bool no_wait = false;
};

using Cells = std::vector<GetCellResponse>;  // in order of kOwners

absl::StatusOr<Cells> Look(Session& session) {
  Cells cells;
  for (const char* owner : kOwners) {
    MOTCUA_ASSIGN_OR_RETURN(
        cells.emplace_back(),
        CallAt<CellService>(session, owner, &CellService::Stub::GetCell, GetCellRequest()));
  }
  return cells;
}

std::string StateOf(const GetCellResponse& cell) {
  const auto& run = cell.run();
  if (run.state() == dossier::v1::CELL_MOVE_STATE_MOVING) return Cat("moving to ", run.to_cell());
  if (run.state() == dossier::v1::CELL_MOVE_STATE_STOPPED) return Cat("moved to ", run.to_cell());
  if (cell.arriving_from_size() > 0) return Cat("taking over ", cell.arriving_from(0));
  return "";
}

std::string TableOf(Session& session, const Cells& cells) {
  Table table({{"SERVICE"},
               {"CELL"},
               {"STATE"},
               {"OPEN", Align::kRight},
               {"ON ITS WAY", Align::kRight},
               {"EVENTS WAITING", Align::kRight},
               {"MOVED", Align::kRight},
               {"REFUSED", Align::kRight}});
  std::string refusals;
  for (const auto& cell : cells) {
    table.Add({cell.service(), cell.cell(), StateOf(cell), Cat(cell.open()), Cat(cell.leaving()),
               Cat(cell.inbox_waiting()), Cat(cell.moved()), Cat(cell.refused())});
    for (const auto& one : cell.refusals()) {
      Append(&refusals, one.id(), " stays: ", one.reason(), " ", one.detail(), "\n");
    }
  }
  return session.Show(table, "") + refusals;
}

absl::Status Show(Session& session, const Cells& cells) {
  if (!session.json()) {
    session.out() << TableOf(session, cells);
    return absl::OkStatus();
  }
  std::string json;
  for (const auto& cell : cells) {
    Append(&json, json.empty() ? "{" : ",", JsonString(cell.service()), ":", ToJson(cell));
  }
  session.out() << json << "}\n";
  return absl::OkStatus();
}

absl::Status Status(Session& session) {
  MOTCUA_ASSIGN_OR_RETURN(const Cells cells, Look(session));
  return Show(session, cells);
}

// What would stay, over all services.
absl::StatusOr<CheckCellMoveResponse> CheckAll(Session& session, const std::string& to_cell) {
  CheckCellMoveRequest request;
  request.set_to_cell(to_cell);
  CheckCellMoveResponse all;
  for (const char* owner : kOwners) {
    MOTCUA_ASSIGN_OR_RETURN(
        const auto checked,
        CallAt<CellService>(session, owner, &CellService::Stub::CheckCellMove, request));
    all.set_open(all.open() + checked.open());
    all.set_acceptable(all.acceptable() + checked.acceptable());
    all.mutable_refusals()->MergeFrom(checked.refusals());
  }
  return all;
}

std::string TextOf(Session& session, const CheckCellMoveResponse& checked) {
  Table table({{"REASON"}, {"WHAT"}, {"COUNT", Align::kRight}});
  for (const auto& row : checked.refusals()) table.Add({row.reason(), row.detail(), Cat(row.count())});
  const std::string stays = table.empty() ? "" : session.Show(table, "") + "\n";
  return Cat(stays, checked.acceptable(), " of ", checked.open(),
             " open dossiers, journeys and consignments would move.\n");
}

// Nothing is open, on its way, or waiting, but for what was refused.
bool IsOver(const Cells& cells) {
  const int64_t refused = cells.front().refused();
  for (const auto& cell : cells) {
    if (cell.leaving() > 0 || cell.inbox_waiting() > 0) return false;
    if (cell.service() == "intake" && cell.open() > refused) return false;
  }
  return true;
}

// Looks until all has gone, or a signal comes; the move itself goes on.
absl::Status Follow(Session& session) {
  Interrupt interrupt([] {});
  Cells cells;
  do {
    MOTCUA_ASSIGN_OR_RETURN(cells, Look(session));
    if (!session.json()) {
      session.err() << "moved " << cells.front().moved() << ", open " << cells.front().open()
                    << ", on its way " << cells.front().leaving() << "\n";
    }
  } while (!IsOver(cells) && interrupt.Wait(kLookEvery));
  return Show(session, cells);
}

absl::Status CheckFrom(Session& session, const std::string& from) {
  MOTCUA_ASSIGN_OR_RETURN(const Cells cells, Look(session));
  for (const auto& cell : cells) {
    if (cell.cell() == from) continue;
    return UsageError(Cat(cell.service(), " serves the cell ", cell.cell(), ", not ", from));
  }
  return absl::OkStatus();
}

absl::Status Move(Session& session, const Args& args) {
  MOTCUA_RETURN_IF_ERROR(CheckFrom(session, args.from));
  MOTCUA_ASSIGN_OR_RETURN(const auto checked, CheckAll(session, args.to));
  if (args.dry_run) {
    return session.Answer(checked, Cat(TextOf(session, checked), "Nothing was changed.\n"));
  }
  if (checked.acceptable() < checked.open() && !args.force) {
    session.err() << TextOf(session, checked);
    return UsageError("some of it would stay; mend the plan or the catalogue, or give --force");
  }
  StartCellMoveRequest request;
  request.set_request_id(session.RequestId());
  request.set_to_cell(args.to);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto started,
      CallAt<CellMoveService>(session, "intake", &CellMoveService::Stub::StartCellMove, request));
  if (args.no_wait) {
    return session.Answer(started, "Ordered. `motcua cells status` tells how far it is.\n");
  }
  return Follow(session);
}

absl::Status Stop(Session& session) {
  StopCellMoveRequest request;
  request.set_request_id(session.RequestId());
  MOTCUA_ASSIGN_OR_RETURN(
      const auto stopped,
      CallAt<CellMoveService>(session, "intake", &CellMoveService::Stub::StopCellMove, request));
  return session.Answer(stopped, Cat("The move has ended; ", stopped.answers(),
                                     " answers of earlier calls were copied.\n"));
}

}  // namespace

void AddCells(Program& program) {
  auto args = std::make_shared<Args>();
  program.Family("cells", Group::kFigures,
                 "Moves the open work of one cell into another, as when two provinces become one.");
  program
      .Command("cells move", Group::kFigures,
               "Moves all open work, dossier by dossier; shows how far it is until it is done.")
      .Text("--from", &args->from, "CELL", "The cell whose services are asked.")
      .Required()
      .Text("--to", &args->to, "CELL", "The cell it goes to; one of the services' --peer-cells.")
      .Required()
      .Flag("--dry-run", &args->dry_run, "Ask the other cell what it would take; move nothing.")
      .Flag("--force", &args->force, "Move the rest, although some of it would stay.")
      .Flag("--no-wait", &args->no_wait, "Order it and return.")
      .Example("motcua cells move --from tiengiang --to dongthap --dry-run")
      .Run([args](Session& session) { return Move(session, *args); });
  program
      .Command("cells stop", Group::kFigures,
               "Ends a move once nothing is on its way: answers of earlier calls are copied.")
      .Example("motcua cells stop")
      .Run([](Session& session) { return Stop(session); });
  program
      .Command("cells status", Group::kFigures, "Shows each service's cell, and how far a move is.")
      .Example("motcua cells status --json")
      .Run([](Session& session) { return Status(session); });
}

}  // namespace motcua::cli

// motcua reorganise plan | apply | undo | status.
#include <functional>

#include "clients/cli/commands/catalogue.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/catalogue/catalogue.h"
#include "google/protobuf/text_format.h"
#include "motcua/ops/v1/reorganisation_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::ops::v1;  // NOLINT: the messages of one service
using catalogue::Catalogue;
using Stub = ReorganisationService::Stub;

constexpr const char* kOwners[] = {"intake", "routing", "postal"};

struct Args {
  std::string plan;
  bool dry_run = false;
};

template <class Req, class Res>
absl::StatusOr<Res> Ask(Session& session, const std::string& owner,
                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Res*),
                        const Req& request) {
  return CallAt<ReorganisationService>(session, owner, method, request);
}

// The plan in a file; its folder, a catalogue, is checked as a whole, and every mistake is told as
// file:line. Anything but a file of a plan is taken for the id of one.
absl::StatusOr<catalogue::v1::Reorganisation> ReadPlan(const std::string& path) {
  MOTCUA_ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  const size_t slash = path.rfind('/');
  const auto checked =
      Catalogue::Load(slash == std::string::npos ? "." : path.substr(0, slash));
  if (!checked.ok()) return AsUsage(checked.status());
  catalogue::v1::CatalogueFile file;
  if (!google::protobuf::TextFormat::ParseFromString(text, &file) ||
      file.reorganisations_size() != 1) {
    return UsageError(Cat(path, ": holds not exactly one reorganisation"));
  }
  return file.reorganisations(0);
}

absl::StatusOr<std::string> IdOf(const std::string& plan) {
  if (!plan.ends_with(".textproto")) return plan;
  MOTCUA_ASSIGN_OR_RETURN(const auto read, ReadPlan(plan));
  return read.id();
}

std::string KindWord(catalogue::v1::UnitChangeKind kind) {
  const std::string name = catalogue::v1::UnitChangeKind_Name(kind);
  return name.substr(std::string("UNIT_CHANGE_KIND_").size());
}

// A line a change.
std::string PlanTable(Session& session, const catalogue::v1::Reorganisation& plan) {
  Table table({{"CHANGE"}, {"OLD UNITS"}, {"SUCCESSORS"}});
  for (const auto& change : plan.changes()) {
    std::string old, successors;
    for (const auto& unit : change.old_units()) {
      Append(&old, old.empty() ? "" : " ", unit.code());
      if (!unit.cell().empty()) Append(&old, "@", unit.cell());
    }
    for (const auto& unit : change.successors()) {
      Append(&successors, successors.empty() ? "" : " ", unit);
    }
    if (change.follow_origin()) successors = Cat("as the commune that took it in, else ", successors);
    table.Add({KindWord(change.kind()), old, successors});
  }
  return Cat(plan.id(), ", in force on ", plan.effective_date(), "\n", plan.title(), "\n\n",
             session.Show(table, "The plan changes nothing."));
}

absl::StatusOr<CountReorganisationResponse> CountAll(Session& session, const std::string& id) {
  CountReorganisationResponse all;
  CountReorganisationRequest request;
  request.set_id(id);
  for (const char* owner : kOwners) {
    MOTCUA_ASSIGN_OR_RETURN(const auto counts,
                            Ask(session, owner, &Stub::CountReorganisation, request));
    all.set_catalogue_version(counts.catalogue_version());
    all.set_looked_at(all.looked_at() + counts.looked_at());
    all.set_concerned(all.concerned() + counts.concerned());
    all.mutable_counts()->MergeFrom(counts.counts());
  }
  return all;
}

absl::Status DryRun(Session& session, const std::string& id) {
  MOTCUA_ASSIGN_OR_RETURN(const auto all, CountAll(session, id));
  Table table({{"WHAT"}, {"FROM"}, {"TO"}, {"COUNT", Align::kRight}});
  for (const auto& row : all.counts()) {
    table.Add({row.what(), row.from(), row.to(), Cat(row.count())});
  }
  return session.Answer(all, Cat(session.Show(table, "Nothing would move."), "\n", all.concerned(),
                                 " of ", all.looked_at(),
                                 " open dossiers, journeys and consignments would move. Nothing was "
                                 "changed.\n"));
}

absl::Status Plan(Session& session, const Args& args) {
  if (args.dry_run) {
    MOTCUA_ASSIGN_OR_RETURN(const std::string id, IdOf(args.plan));
    return DryRun(session, id);
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto plan, ReadPlan(args.plan));
  return session.Answer(plan, PlanTable(session, plan));
}

std::string StateWord(const dossier::v1::ReorganisationRun& run) {
  const std::string name = dossier::v1::ReorganisationState_Name(run.state());
  const std::string word = name.substr(std::string("REORGANISATION_STATE_").size());
  return word == "UNSPECIFIED" ? "not ordered" : word;
}

template <class Request, class Response>
absl::Status Order(Session& session, const Args& args,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  Request request;
  MOTCUA_ASSIGN_OR_RETURN(const std::string id, IdOf(args.plan));
  request.set_id(id);
  request.set_request_id(session.RequestId());
  MOTCUA_ASSIGN_OR_RETURN(const auto answer, Ask(session, "routing", method, request));
  return session.Answer(answer, Cat(id, ": ", StateWord(answer.run()),
                                    ". `motcua reorganise status` tells how far it is.\n"));
}

absl::Status Status(Session& session) {
  Table table({{"REORGANISATION"},
               {"SERVICE"},
               {"STATE"},
               {"ORDERED"},
               {"FINISHED"},
               {"MOVED", Align::kRight},
               {"NOT PUT BACK", Align::kRight}});
  std::vector<std::string> services, kept;
  for (const char* owner : kOwners) {
    MOTCUA_ASSIGN_OR_RETURN(const auto list, Ask(session, owner, &Stub::ListReorganisations,
                                                 ListReorganisationsRequest()));
    for (const auto& one : list.reorganisations()) {
      const auto& run = one.run();
      table.Add({one.id(), owner, StateWord(run), Local(run.order_time()),
                 Local(run.finish_time()), Cat(run.moved()), Cat(run.kept())});
      kept.insert(kept.end(), run.kept_ids().begin(), run.kept_ids().end());
    }
    services.push_back(Cat(JsonString(owner), ":", ToJson(list)));
  }
  if (session.json()) {
    std::string json;
    for (const std::string& one : services) Append(&json, json.empty() ? "{" : ",", one);
    session.out() << json << "}\n";
    return absl::OkStatus();
  }
  session.out() << session.Show(table, "The catalogue has no reorganisation.");
  for (const std::string& id : kept) session.out() << "not put back: " << id << "\n";
  return absl::OkStatus();
}

void AddOrders(Program& program) {
  auto args = std::make_shared<Args>();
  const char kPlan[] = "Id of a plan of the services' catalogue, or its file.";
  program
      .Command("reorganise apply", Group::kFigures,
               "Orders a reorganisation: all open work goes under the new units.")
      .Text("PLAN", &args->plan, "", kPlan)
      .Required()
      .Example("motcua reorganise apply dong-thap-2025-07-01")
      .Run([args](Session& session) {
        return Order(session, *args, &Stub::ApplyReorganisation);
      });
  program
      .Command("reorganise undo", Group::kFigures,
               "Puts back what nobody has worked on since; says what it could not.")
      .Text("PLAN", &args->plan, "", kPlan)
      .Required()
      .Example("motcua reorganise undo dong-thap-2025-07-01")
      .Run([args](Session& session) { return Order(session, *args, &Stub::UndoReorganisation); });
}

}  // namespace

void AddReorganise(Program& program) {
  auto args = std::make_shared<Args>();
  program.Family("reorganise", Group::kFigures,
                 "Merges, splits and abolishes units, with their open work.");
  program
      .Command("reorganise plan", Group::kFigures,
               "Checks a plan and shows it, or with --dry-run what it would move.")
      .Text("PLAN", &args->plan, "", "File of the plan, in its catalogue's folder; or its id.")
      .Required()
      .Flag("--dry-run", &args->dry_run, "Ask the services what would move, by unit.")
      .Example("motcua reorganise plan deploy/catalogue/dong-thap/reorganisation_2025-07-01.textproto")
      .Example("motcua reorganise plan --dry-run dong-thap-2025-07-01")
      .Run([args](Session& session) { return Plan(session, *args); });
  AddOrders(program);
  program
      .Command("reorganise status", Group::kFigures, "Shows every plan and how far each service is.")
      .Example("motcua reorganise status --json")
      .Run([](Session& session) { return Status(session); });
}

}  // namespace motcua::cli

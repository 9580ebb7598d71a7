#include "clients/cli/commands/catalogue.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct Args {
  std::string procedure;
  int to = 0;
  bool dry_run = false;
  bool not_accepted = false;
};

// What became of one journey.
struct Outcome {
  JourneyMigration migration;
  std::string word;  // "moves", "moved", "stays" or "cannot"
};

absl::StatusOr<std::vector<JourneyMigration>> PlanAll(Session& session, const Args& args) {
  PlanMigrationRequest request;
  request.set_procedure_code(args.procedure);
  request.set_to_version(args.to);
  std::vector<JourneyMigration> all;
  do {
    MOTCUA_ASSIGN_OR_RETURN(
        const auto page,
        Call<RoutingService>(session, &RoutingService::Stub::PlanMigration, request));
    all.insert(all.end(), page.journeys().begin(), page.journeys().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

// One commit a journey, each under an id of its own: a run that was cut off can be repeated.
absl::StatusOr<Outcome> Move(Session& session, const Args& args, const JourneyMigration& planned) {
  MigrateJourneyRequest request;
  request.set_request_id(Cat(session.RequestId(), ".", planned.dossier_code()));
  request.set_dossier_code(planned.dossier_code());
  request.set_to_version(args.to);
  const auto moved = Call<RoutingService>(session, &RoutingService::Stub::MigrateJourney, request);
  if (moved.ok()) return Outcome{moved->migration(), moved->moved() ? "moved" : "stays"};
  // It changed since the plan, or has ended.
  if (!absl::IsFailedPrecondition(moved.status()) && !absl::IsNotFound(moved.status())) {
    return moved.status();
  }
  Outcome outcome{planned, "cannot"};
  outcome.migration.set_obstacle(std::string(moved.status().message()));
  return outcome;
}

std::string Names(const google::protobuf::RepeatedPtrField<std::string>& names) {
  return Join(std::vector<std::string>(names.begin(), names.end()));
}

void Report(Session& session, const std::vector<Outcome>& outcomes) {
  if (session.json()) {
    std::vector<std::string> items;
    for (const Outcome& one : outcomes) {
      items.push_back(JsonObject({{"outcome", JsonString(one.word)},
                                  {"migration", ToJson(one.migration)}}));
    }
    session.out() << JsonObject({{"journeys", JsonArray(items)}}) << "\n";
    return;
  }
  Table table({{"DOSSIER"}, {"OUTCOME"}, {"STANDS AT"}, {"THEN AT"}, {"PROMISE"}, {"NEW PROMISE"},
               {"WHY NOT"}});
  for (const Outcome& one : outcomes) {
    const JourneyMigration& m = one.migration;
    table.Add({m.dossier_code(), one.word, Names(m.open_steps()), Names(m.new_open_steps()),
               Local(m.due_time()), Local(m.new_due_time()), m.obstacle()});
  }
  session.out() << session.Show(table, "No open dossier is at another version.");
}

absl::Status Migrate(Session& session, const Args& args) {
  MOTCUA_ASSIGN_OR_RETURN(const auto planned, PlanAll(session, args));
  std::vector<Outcome> outcomes;
  absl::Status failure;
  for (const JourneyMigration& one : planned) {
    Outcome outcome{one, one.obstacle().empty() ? "moves" : "cannot"};
    if (!args.dry_run && one.obstacle().empty()) {
      auto moved = Move(session, args, one);
      failure = moved.status();
      if (!failure.ok()) break;
      outcome = *std::move(moved);
    }
    outcomes.push_back(std::move(outcome));
  }
  Report(session, outcomes);
  MOTCUA_RETURN_IF_ERROR(failure);
  int stuck = 0;
  for (const Outcome& one : outcomes) stuck += one.word == "cannot" ? 1 : 0;
  if (stuck == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(Cat(stuck, " dossiers cannot move"));
}

}  // namespace

void AddCatalogueMigrate(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("catalogue migrate", Group::kCalculators,
               "Moves open dossiers to another version of their procedure; needs routing.")
      .Text("PROCEDURE", &args->procedure, "", "The procedure.")
      .Required()
      .Number("--to", &args->to, 1, 1000000, "The version to move to.")
      .Required()
      .Flag("--dry-run", &args->dry_run, "Only say where each would stand, and which cannot move.")
      .Flag("--not-accepted", &args->not_accepted,
            "Requests that are not accepted yet, instead of journeys; needs intake.")
      .Example("motcua catalogue migrate 1.001193 --to 2 --dry-run")
      .Example("motcua catalogue migrate 1.001193 --to 2 --request-id birth-2")
      .Run([args](Session& session) {
        if (!args->not_accepted) return Migrate(session, *args);
        return MigrateRequests(session, args->procedure, args->to, args->dry_run);
      });
}

}  // namespace motcua::cli

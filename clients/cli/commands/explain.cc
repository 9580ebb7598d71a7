#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

std::string IntervalTable(Session& session, const ExplainDeadlineResponse& answer) {
  Table table({{"FROM"}, {"TO"}, {"COUNTS"}, {"WHY"}, {"RULE"}});
  for (const auto& interval : answer.intervals()) {
    table.Add({Local(interval.begin_time()), Local(interval.end_time()),
               interval.counted() ? "yes" : "no", interval.reason(), interval.rule()});
  }
  return session.Show(table, "No time runs.");
}

// Who had the dossier, how long each might have, and whose its lateness is.
std::string HolderTable(Session& session, const ExplainDeadlineResponse& answer) {
  Table table({{"HELD BY"}, {"UNIT"}, {"HELD", Align::kRight}, {"ALLOWED", Align::kRight},
               {"LATE", Align::kRight}});
  for (const auto& share : answer.shares()) {
    table.Add({Word(share.kind()), share.unit_code(), Hours(share.held()), Hours(share.allowed()),
               share.late().seconds() > 0 ? Hours(share.late()) : ""});
  }
  return table.empty() ? "" : Cat("\n", session.Show(table, ""));
}

absl::Status Explain(Session& session, const std::string& code) {
  ExplainDeadlineRequest request;
  request.set_dossier_code(code);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<RoutingService>(session, &RoutingService::Stub::ExplainDeadline, request));
  const std::string promise = Local(answer.due_time());
  return session.Answer(answer, Cat(Facts({{"Limit", Limit(answer.limit())},
                                           {"Clock started", Local(answer.clock_start_time())},
                                           {"Promise", promise.empty() ? "none" : promise},
                                           {"Counted", Hours(answer.counted())},
                                           {"Late", answer.late().seconds() > 0
                                                        ? Hours(answer.late())
                                                        : ""}}),
                                    "\n", IntervalTable(session, answer),
                                    HolderTable(session, answer)));
}

}  // namespace

void AddExplain(Program& program) {
  auto code = std::make_shared<std::string>();
  program
      .Command("explain", Group::kFigures,
               "Says which time counts against a dossier's limit, which does not, and why; and who "
               "had it how long, and whose its lateness is.")
      .Text("CODE", code.get(), "", "The dossier.")
      .Required()
      .Example("motcua explain 000.31.14.H20-230118-0002")
      .Run([code](Session& session) { return Explain(session, *code); });
}

}  // namespace motcua::cli

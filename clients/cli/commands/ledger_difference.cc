// motcua ledger difference: lists what post and agency say differently, and explains it.
#include "clients/cli/commands/ledger.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/ledger_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

struct Args {
  BookArgs book;
  std::string dossier, explanation;
  int limit = 200;
};

absl::Status ListThem(Session& session, const Args& args) {
  ListDaySettlementsRequest request;
  SetBook(args.book, &request);
  request.set_open_only(true);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<LedgerService>(session, &LedgerService::Stub::ListDaySettlements, request,
                               args.limit, &ListDaySettlementsResponse::settlements_size));
  Table table({{"DAY"}, {"POST OFFICE"}, {"UNIT"}, {"DOSSIER"}, {"DIFFERENCE"},
               {"POST", Align::kRight}, {"AGENCY", Align::kRight}});
  for (const auto& day : list.settlements()) {
    for (const auto& difference : day.differences()) {
      if (!difference.explanation().empty()) continue;
      table.Add({day.day(), day.post_office(), day.agency_unit(), difference.dossier_code(),
                 Word(difference.kind()), Money(difference.post_vnd()),
                 Money(difference.agency_vnd())});
    }
  }
  return session.Answer(list, session.Show(table, "No open differences."));
}

absl::Status Explain(Session& session, const Args& args) {
  ExplainDifferenceRequest request;
  request.set_request_id(session.RequestId());
  SetBook(args.book, &request);
  request.set_day(args.book.day);
  request.set_dossier_code(args.dossier);
  request.set_explanation(args.explanation);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<LedgerService>(session, &LedgerService::Stub::ExplainDifference, request));
  return session.Answer(done, StatementText(session, done.settlement()));
}

absl::Status Difference(Session& session, const Args& args) {
  return args.explanation.empty() ? ListThem(session, args) : Explain(session, args);
}

}  // namespace

void AddLedgerDifference(Program& program) {
  auto args = std::make_shared<Args>();
  program
      .Command("ledger difference", Group::kPost,
               "Lists open differences between post and agencies, or explains one.")
      .Text("--office", &args->book.office, "CODE", "Of this post office.")
      .Text("--unit", &args->book.unit, "UNIT", "Of this agency unit.")
      .Text("--day", &args->book.day, "DAY", "With --explain: the settled day.")
      .Text("--dossier", &args->dossier, "CODE",
            "With --explain: the dossier. Default: the difference of the sum.")
      .Text("--explain", &args->explanation, "TEXT", "Why it is so, and how it was put right.")
      .Number("--limit", &args->limit, 1, 100000, "Statements looked at. Default: 200.")
      .Example("motcua ledger difference --unit 29869")
      .Example("motcua ledger difference --office BD.866 --unit 29869 --day 2023-02-01 "
               "--dossier 000.03.31.H20-230201-0001 --explain 'Nộp hôm sau'")
      .Run([args](Session& session) { return Difference(session, *args); });
}

}  // namespace motcua::cli

// motcua ledger quarter: shows the settlement of a quarter, or makes it.
#include "clients/cli/commands/ledger.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/ledger_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using dossier::v1::QuarterSettlement;

struct Args {
  BookArgs book;
  int year = 0;
  int quarter = 0;
  bool settle = false;
};

std::string QuarterText(Session& session, const QuarterSettlement& sum) {
  Table table({{"DOSSIER"}, {"DIFFERENCE"}, {"POST", Align::kRight}, {"AGENCY", Align::kRight},
               {"EXPLAINED"}});
  for (const auto& difference : sum.differences()) {
    table.Add({difference.dossier_code(), Word(difference.kind()), Money(difference.post_vnd()),
               Money(difference.agency_vnd()), difference.explanation()});
  }
  return Cat(Facts({{"Post office", sum.post_office()},
                    {"Unit", sum.agency_unit()},
                    {"Quarter", Cat(sum.quarter(), "/", sum.year())},
                    {"Statements", Cat(sum.days())},
                    {"Opening", Amounts(sum.opening())},
                    {"Debits", Amounts(sum.debits())},
                    {"Credits", Amounts(sum.credits())},
                    {"Closing", Amounts(sum.closing())}}),
             "\n", session.Show(table, "No differences."));
}

// Settling and showing answer alike.
template <class Request, class Method>
absl::Status AskFor(Session& session, const Args& args, Request request, Method method) {
  SetBook(args.book, &request);
  request.set_year(args.year);
  request.set_quarter(args.quarter);
  MOTCUA_ASSIGN_OR_RETURN(const auto answer, Call<LedgerService>(session, method, request));
  return session.Answer(answer, QuarterText(session, answer.settlement()));
}

absl::Status ShowOrSettle(Session& session, const Args& args) {
  if (!args.settle) {
    return AskFor(session, args, GetQuarterSettlementRequest(),
                  &LedgerService::Stub::GetQuarterSettlement);
  }
  SettleQuarterRequest request;
  request.set_request_id(session.RequestId());
  return AskFor(session, args, std::move(request), &LedgerService::Stub::SettleQuarter);
}

}  // namespace

void AddLedgerQuarter(Program& program) {
  auto args = std::make_shared<Args>();
  auto builder = program.Command("ledger quarter", Group::kPost,
                                 "Shows the settlement of a quarter, or makes it.");
  BookOptions(builder, &args->book)
      .Number("--year", &args->year, 2000, 2100, "The year.")
      .Required()
      .Number("--quarter", &args->quarter, 1, 4, "The quarter.")
      .Required()
      .Flag("--settle", &args->settle, "Make it: every day is settled and confirmed.")
      .Example("motcua ledger quarter --office BD.866 --unit 29869 --year 2023 --quarter 1 --settle")
      .Run([args](Session& session) { return ShowOrSettle(session, *args); });
}

}  // namespace motcua::cli

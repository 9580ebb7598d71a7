// motcua ledger balance, and what the commands of the ledger share.
#include "clients/cli/commands/ledger.h"

#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/ledger_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using dossier::v1::DaySettlement;

struct BalanceArgs {
  BookArgs book;
  int limit = 200;
};

absl::Status Balance(Session& session, const BalanceArgs& args) {
  if (args.book.office.empty() && args.book.unit.empty()) {
    return UsageError("give --office or --unit");
  }
  ListBalancesRequest request;
  SetBook(args.book, &request);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list, CallPaged<LedgerService>(session, &LedgerService::Stub::ListBalances,
                                                request, args.limit,
                                                &ListBalancesResponse::books_size));
  Table table({{"POST OFFICE"}, {"UNIT"}, {"SETTLED"}, {"POSTINGS", Align::kRight}, {"BALANCES"}});
  for (const BookBalances& book : list.books()) {
    table.Add({book.post_office(), book.agency_unit(), book.settled_day(),
               Cat(book.last_number()), Amounts(book.balances())});
  }
  return session.Answer(list, session.Show(table, "No books."));
}

std::string SideOf(const DaySettlement& day) {
  if (!day.has_confirm_time()) return "not confirmed";
  int open = 0;
  for (const auto& difference : day.differences()) open += difference.explanation().empty();
  return open == 0 ? "agreed" : Cat(open, " open");
}

std::string DifferenceTable(Session& session, const DaySettlement& day) {
  Table table({{"DOSSIER"}, {"DIFFERENCE"}, {"POST", Align::kRight}, {"AGENCY", Align::kRight},
               {"EXPLAINED"}});
  for (const auto& difference : day.differences()) {
    table.Add({difference.dossier_code(), Word(difference.kind()), Money(difference.post_vnd()),
               Money(difference.agency_vnd()), difference.explanation()});
  }
  return session.Show(table, "No differences.");
}

std::string LineTable(Session& session, const DaySettlement& day) {
  Table table({{"DOSSIER"}, {"FEE", Align::kRight}});
  for (const auto& line : day.lines()) table.Add({line.dossier_code(), Money(line.amount_vnd())});
  return session.Show(table, "No fees.");
}

}  // namespace

CommandBuilder& BookOptions(CommandBuilder& builder, BookArgs* book) {
  return builder.Text("--office", &book->office, "CODE", "The post office.")
      .Required()
      .Text("--unit", &book->unit, "UNIT", "The agency unit.")
      .Required();
}

std::string Amounts(const LedgerEntries& entries) {
  std::vector<std::string> parts;
  for (const auto& entry : entries) {
    parts.push_back(Cat(Word(entry.account()), " ", Money(entry.amount_vnd())));
  }
  return parts.empty() ? Money(0) : Join(parts);
}

std::string StatementText(Session& session, const DaySettlement& day) {
  return Cat(Facts({{"Post office", day.post_office()},
                    {"Unit", day.agency_unit()},
                    {"Day", day.day()},
                    {"Opening", Amounts(day.opening())},
                    {"Debits", Amounts(day.debits())},
                    {"Credits", Amounts(day.credits())},
                    {"Closing", Amounts(day.closing())},
                    {"Paid over", Money(day.remitted_vnd())},
                    {"Received", day.has_confirm_time() ? Money(day.received_vnd()) : ""},
                    {"Agency", SideOf(day)}}),
             "\n", LineTable(session, day), "\n", DifferenceTable(session, day));
}

std::string StatementTable(Session& session,
                           const google::protobuf::RepeatedPtrField<DaySettlement>& days) {
  Table table({{"DAY"}, {"POST OFFICE"}, {"UNIT"}, {"PAID OVER", Align::kRight},
               {"RECEIVED", Align::kRight}, {"AGENCY"}});
  for (const DaySettlement& day : days) {
    table.Add({day.day(), day.post_office(), day.agency_unit(), Money(day.remitted_vnd()),
               day.has_confirm_time() ? Money(day.received_vnd()) : "", SideOf(day)});
  }
  return session.Show(table, "No statements.");
}

void AddLedger(Program& program) {
  program.Family("ledger", Group::kPost, "The post's books of what it collects for agencies.");
  auto args = std::make_shared<BalanceArgs>();
  program.Command("ledger balance", Group::kPost, "Shows where the accounts of books stand.")
      .Text("--office", &args->book.office, "CODE", "Books of this post office.")
      .Text("--unit", &args->book.unit, "UNIT", "Books of this agency unit.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 200.")
      .Example("motcua ledger balance --office BD.866")
      .Run([args](Session& session) { return Balance(session, *args); });
  AddLedgerPostings(program);
  AddLedgerSettle(program);
  AddLedgerDifference(program);
  AddLedgerQuarter(program);
}

}  // namespace motcua::cli

// motcua ledger settle | settlement | confirm.
#include "clients/cli/commands/ledger.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/ledger_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using dossier::v1::SettlementLine;

struct SettleArgs {
  BookArgs book;
  int64_t counted = -1;
};

struct ShowArgs {
  BookArgs book;
  bool open = false;
  int limit = 200;
};

struct ConfirmArgs {
  BookArgs book;
  int64_t received = 0;
  std::vector<std::string> lines;
};

absl::Status Settle(Session& session, const SettleArgs& args) {
  SettleDayRequest request;
  request.set_request_id(session.RequestId());
  SetBook(args.book, &request);
  request.set_day(args.book.day);
  if (args.counted >= 0) request.set_counted_cash_vnd(args.counted);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<LedgerService>(session, &LedgerService::Stub::SettleDay, request));
  return session.Answer(done, StatementTable(session, done.settlements()));
}

absl::Status ShowOne(Session& session, const BookArgs& book) {
  GetDaySettlementRequest request;
  SetBook(book, &request);
  request.set_day(book.day);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto found,
      Call<LedgerService>(session, &LedgerService::Stub::GetDaySettlement, request));
  return session.Answer(found, StatementText(session, found.settlement()));
}

absl::Status Show(Session& session, const ShowArgs& args) {
  if (!args.book.day.empty()) {
    if (args.book.office.empty() || args.book.unit.empty()) {
      return UsageError("--day needs --office and --unit");
    }
    return ShowOne(session, args.book);
  }
  ListDaySettlementsRequest request;
  SetBook(args.book, &request);
  request.set_open_only(args.open);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list,
      CallPaged<LedgerService>(session, &LedgerService::Stub::ListDaySettlements, request,
                               args.limit, &ListDaySettlementsResponse::settlements_size));
  return session.Answer(list, StatementTable(session, list.settlements()));
}

// "CODE=AMOUNT".
absl::StatusOr<SettlementLine> LineOf(const std::string& text) {
  const size_t equals = text.rfind('=');
  int64_t amount = 0;
  if (equals == std::string::npos ||
      !ParseInt(std::string_view(text).substr(equals + 1), &amount)) {
    return UsageError(Cat("'", text, "' is not CODE=AMOUNT"));
  }
  SettlementLine line;
  line.set_dossier_code(text.substr(0, equals));
  line.set_amount_vnd(amount);
  return line;
}

absl::Status Confirm(Session& session, const ConfirmArgs& args) {
  ConfirmDaySettlementRequest request;
  request.set_request_id(session.RequestId());
  SetBook(args.book, &request);
  request.set_day(args.book.day);
  request.set_received_vnd(args.received);
  for (const std::string& text : args.lines) {
    MOTCUA_ASSIGN_OR_RETURN(*request.add_lines(), LineOf(text));
  }
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<LedgerService>(session, &LedgerService::Stub::ConfirmDaySettlement, request));
  return session.Answer(done, StatementText(session, done.settlement()));
}

void AddConfirm(Program& program) {
  auto args = std::make_shared<ConfirmArgs>();
  auto builder = program.Command("ledger confirm", Group::kPost,
                                 "The agency says what it received for a day.");
  BookOptions(builder, &args->book)
      .Text("--day", &args->book.day, "DAY", "The settled day.")
      .Required()
      .Number("--received", &args->received, 0, int64_t{1} << 50, "Received in all, in đồng.")
      .Required()
      .List("--line", &args->lines, "CODE=AMOUNT", "A dossier and its fee, as the agency knows it.")
      .Example("motcua ledger confirm --office BD.866 --unit 29869 --day 2023-02-01 "
               "--received 50000 --line 000.03.31.H20-230201-0001=50000")
      .Run([args](Session& session) { return Confirm(session, *args); });
}

void AddSettlement(Program& program) {
  auto args = std::make_shared<ShowArgs>();
  program
      .Command("ledger settlement", Group::kPost,
               "Shows the statement of a day, or lists statements.")
      .Text("--office", &args->book.office, "CODE", "Those of this post office.")
      .Text("--unit", &args->book.unit, "UNIT", "Those of this agency unit.")
      .Text("--day", &args->book.day, "DAY", "The one of this day, in full.")
      .Flag("--open", &args->open, "Only those that are not confirmed or have open differences.")
      .Number("--limit", &args->limit, 1, 100000, "At most so many. Default: 200.")
      .Example("motcua ledger settlement --office BD.866 --unit 29869 --day 2023-02-01")
      .Example("motcua ledger settlement --unit 29869 --open")
      .Run([args](Session& session) { return Show(session, *args); });
}

}  // namespace

void AddLedgerSettle(Program& program) {
  auto args = std::make_shared<SettleArgs>();
  program
      .Command("ledger settle", Group::kPost,
               "Settles a day: postmen hand in, fees go to the agencies, statements are made.")
      .Text("--office", &args->book.office, "CODE", "The post office.")
      .Required()
      .Text("--unit", &args->book.unit, "UNIT", "Only the book of this unit. Default: all.")
      .Text("--day", &args->book.day, "DAY", "The day, not one to come.")
      .Required()
      .Number("--counted", &args->counted, 0, int64_t{1} << 50,
              "Cash of the book as counted, in đồng; with --unit.")
      .Example("motcua ledger settle --office BD.866 --day 2023-02-01")
      .Run([args](Session& session) { return Settle(session, *args); });
  AddSettlement(program);
  AddConfirm(program);
}

}  // namespace motcua::cli

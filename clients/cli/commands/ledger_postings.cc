// motcua ledger postings | record | reverse.
#include "clients/cli/commands/ledger.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/ledger_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service
using dossier::v1::Posting;

struct RecordArgs {
  BookArgs book;
  dossier::v1::PostingKind kind = dossier::v1::POSTING_KIND_UNSPECIFIED;
  int64_t amount = 0;
  std::string dossier, consignment, note;
};

struct ReverseArgs {
  BookArgs book;
  int64_t number = 0;
  std::string note;
};

void AddRow(const Posting& posting, Table* table) {
  const std::string kind = posting.reverses() == 0
                               ? Word(posting.kind())
                               : Cat(Word(posting.kind()), " of ", posting.reverses());
  table->Add({Cat(posting.number()), posting.day(), kind, Amounts(posting.entries()),
              posting.dossier_code(), posting.note()});
}

Table PostingTable() {
  return Table({{"NUMBER", Align::kRight}, {"DAY"}, {"KIND"}, {"AMOUNTS"}, {"DOSSIER"}, {"NOTE"}});
}

std::string Shown(Session& session, const Posting& posting) {
  Table table = PostingTable();
  AddRow(posting, &table);
  return session.Show(table, "");
}

absl::Status Postings(Session& session, const BookArgs& args) {
  ListPostingsRequest request;
  SetBook(args, &request);
  request.set_day(args.day);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto list, Call<LedgerService>(session, &LedgerService::Stub::ListPostings, request));
  Table table = PostingTable();
  for (const Posting& posting : list.postings()) AddRow(posting, &table);
  return session.Answer(list, session.Show(table, "No postings."));
}

absl::Status Record(Session& session, const RecordArgs& args) {
  RecordPostingRequest request;
  request.set_request_id(session.RequestId());
  SetBook(args.book, &request);
  request.set_kind(args.kind);
  request.set_amount_vnd(args.amount);
  request.set_dossier_code(args.dossier);
  request.set_consignment_id(args.consignment);
  request.set_note(args.note);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<LedgerService>(session, &LedgerService::Stub::RecordPosting, request));
  return session.Answer(done, Shown(session, done.posting()));
}

absl::Status Reverse(Session& session, const ReverseArgs& args) {
  ReversePostingRequest request;
  request.set_request_id(session.RequestId());
  SetBook(args.book, &request);
  request.set_day(args.book.day);
  request.set_number(args.number);
  request.set_note(args.note);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<LedgerService>(session, &LedgerService::Stub::ReversePosting, request));
  return session.Answer(done, Shown(session, done.posting()));
}

void AddRecord(Program& program) {
  auto args = std::make_shared<RecordArgs>();
  auto builder = program.Command("ledger record", Group::kPost,
                                 "Posts what nothing else tells of: compensation, postage, fees.");
  builder.Choice("KIND", &args->kind, "What for.")
      .Required()
      .Number("AMOUNT", &args->amount, 1, int64_t{10'000'000'000}, "In đồng.")
      .Required();
  BookOptions(builder, &args->book)
      .Text("--dossier", &args->dossier, "CODE", "The dossier it is about.")
      .Text("--parcel", &args->consignment, "ID", "The consignment it is about.")
      .Text("--note", &args->note, "TEXT", "Why.")
      .Example("motcua ledger record compensation-owed 120000 --office BD.866 --unit 29869")
      .Run([args](Session& session) { return Record(session, *args); });
}

void AddReverse(Program& program) {
  auto args = std::make_shared<ReverseArgs>();
  auto builder = program.Command("ledger reverse", Group::kPost,
                                 "Takes a posting back by a counter posting.");
  builder.Number("NUMBER", &args->number, 1, INT64_MAX, "Number of the posting.").Required();
  BookOptions(builder, &args->book)
      .Text("--day", &args->book.day, "DAY", "The posting's day.")
      .Required()
      .Text("--note", &args->note, "TEXT", "Why.")
      .Required()
      .Example("motcua ledger reverse 7 --office BD.866 --unit 29869 --day 2023-02-01 --note 'Thu nhầm'")
      .Run([args](Session& session) { return Reverse(session, *args); });
}

}  // namespace

void AddLedgerPostings(Program& program) {
  auto args = std::make_shared<BookArgs>();
  auto builder = program.Command("ledger postings", Group::kPost, "Lists the postings of a book.");
  BookOptions(builder, args.get())
      .Text("--day", &args->day, "DAY", "Those of this day. Default: all that are not settled.")
      .Example("motcua ledger postings --office BD.866 --unit 29869 --day 2023-02-01")
      .Run([args](Session& session) { return Postings(session, *args); });
  AddRecord(program);
  AddReverse(program);
}

}  // namespace motcua::cli

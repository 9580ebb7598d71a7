// Commands of the ledger, and what they share.
#pragma once

#include <string>

#include "clients/cli/program.h"
#include "motcua/dossier/v1/ledger.pb.h"

namespace motcua::cli {

// A book, as options name it.
struct BookArgs {
  std::string office, unit, day;
};

// --office and --unit, both required.
CommandBuilder& BookOptions(CommandBuilder& builder, BookArgs* book);

// The book and the day of a request.
template <class Request>
void SetBook(const BookArgs& book, Request* request) {
  request->set_post_office(book.office);
  request->set_agency_unit(book.unit);
}

using LedgerEntries = google::protobuf::RepeatedPtrField<dossier::v1::LedgerEntry>;

// "cash 50.000 đ, fee-payable -50.000 đ"; "0 đ" for nothing.
std::string Amounts(const LedgerEntries& entries);

// A statement in full.
std::string StatementText(Session& session, const dossier::v1::DaySettlement& day);
// One line each.
std::string StatementTable(
    Session& session, const google::protobuf::RepeatedPtrField<dossier::v1::DaySettlement>& days);

void AddLedgerPostings(Program& program);
void AddLedgerSettle(Program& program);
void AddLedgerDifference(Program& program);
void AddLedgerQuarter(Program& program);

}  // namespace motcua::cli

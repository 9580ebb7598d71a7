// Settling a book: by day, with what the agency says of it, and by quarter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/postal/domain/book.h"

namespace motcua::postal {

// Settles the days of the book up to `day`, which is later than the last settled one: what postmen
// have is handed in, a cash count that differs from the book is booked, the fees not paid over yet
// go to the agency, and the statement is made. Tells BookSettled. Nothing, and nullopt, when
// nothing was posted and nothing is to be paid over.
std::optional<dossier::v1::DaySettlement> SettleDay(BookTurn& turn, const std::string& day,
                                                    std::optional<int64_t> counted_cash_vnd);

// FAILED_PRECONDITION SETTLEMENT_CLOSED: the quarter of the day is settled.
absl::Status RequireNotClosed(const dossier::v1::DaySettlement& day);

// What the agency says of a day.
struct AgencyWord {
  int64_t received_vnd = 0;
  std::vector<dossier::v1::SettlementLine> lines;
};

// Puts the agency's word beside the post's: what it received more or less than before is posted,
// and each difference is named; those that were explained and are the same stay so. Tells
// SettlementConfirmed. FAILED_PRECONDITION SETTLEMENT_CLOSED: the quarter is settled.
absl::Status Confirm(BookTurn& turn, const AgencyWord& word, dossier::v1::DaySettlement& day);

// Explains the difference of the dossier (empty: of the sum). NOT_FOUND DIFFERENCE_NOT_FOUND.
// FAILED_PRECONDITION SETTLEMENT_CLOSED.
absl::Status Explain(const std::string& dossier_code, const std::string& explanation,
                     const std::string& actor, dossier::v1::DaySettlement& day);

// Differences that nobody explained.
int OpenDifferences(const dossier::v1::DaySettlement& day);
// Not confirmed though it brings the agency something, or with open differences.
bool IsOpen(const dossier::v1::DaySettlement& day);

// A quarter of a year, 1 to 4.
struct Quarter {
  int year = 0;
  int quarter = 0;

  std::string first_day() const;
  std::string last_day() const;
};

// Adds the statements of the quarter up (all there are, in order), closes them, and lets nothing
// more be booked into it. Tells BookSettled. FAILED_PRECONDITION SETTLEMENT_OPEN: something of the
// quarter is not settled, a day is not confirmed or has an open difference.
absl::StatusOr<dossier::v1::QuarterSettlement> SettleQuarter(
    BookTurn& turn, Quarter quarter, const std::vector<dossier::v1::DaySettlement*>& days);

}  // namespace motcua::postal

// Settling a quarter of a book.
#include <algorithm>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/book_settled.h"
#include "services/postal/domain/settlement.h"

namespace motcua::postal {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

Error Open(std::string_view what, const std::string& day) {
  return FailedPrecondition(kSettlementOpen, Cat(what, ": ", day)).With("day", day);
}

absl::Status RequireSettled(const LedgerBook& book, const std::string& last_day,
                            const std::vector<DaySettlement*>& days) {
  for (const Posting& posting : book.postings()) {
    if (posting.day() <= last_day) return Open("a day is not settled", posting.day());
  }
  for (const DaySettlement* day : days) {
    if (OpenDifferences(*day) > 0) return Open("a day has an open difference", day->day());
    if (IsOpen(*day)) return Open("a day is not confirmed", day->day());
  }
  return absl::OkStatus();
}

// Its totals stay; what made them up is in the archive. What can no longer be taken back need not
// be known as taken back.
void CloseDay(const google::protobuf::Timestamp& time, LedgerBook& book, DaySettlement& day) {
  for (const Posting& posting : day.postings()) {
    auto& reversed = *book.mutable_reversed();
    reversed.erase(std::remove(reversed.begin(), reversed.end(), posting.number()), reversed.end());
  }
  day.set_in_quarter(true);
  *day.mutable_close_time() = time;
  day.clear_postings();
  day.clear_lines();
}

}  // namespace

std::string Quarter::first_day() const {
  return absl::StrFormat("%04d-%02d-01", year, 3 * quarter - 2);
}

std::string Quarter::last_day() const {
  const absl::CivilMonth next = absl::CivilMonth(year, 3 * quarter) + 1;
  return absl::FormatCivilTime(absl::CivilDay(next) - 1);
}

absl::StatusOr<QuarterSettlement> SettleQuarter(BookTurn& turn, Quarter quarter,
                                                const std::vector<DaySettlement*>& days) {
  LedgerBook& book = turn.book;
  const std::string last_day = quarter.last_day();
  MOTCUA_RETURN_IF_ERROR(RequireSettled(book, last_day, days));
  QuarterSettlement sum;
  sum.set_post_office(book.post_office());
  sum.set_agency_unit(book.agency_unit());
  sum.set_year(quarter.year);
  sum.set_quarter(quarter.quarter);
  *sum.mutable_settle_time() = ToProto(turn.now);
  sum.set_settled_by(turn.actor);
  sum.set_days(static_cast<int>(days.size()));
  if (!days.empty()) *sum.mutable_opening() = days.front()->opening();
  if (!days.empty()) *sum.mutable_closing() = days.back()->closing();
  for (DaySettlement* day : days) {
    AddTo(*sum.mutable_debits(), day->debits());
    AddTo(*sum.mutable_credits(), day->credits());
    sum.mutable_differences()->MergeFrom(day->differences());
    CloseDay(sum.settle_time(), book, *day);
  }
  book.set_settled_day(std::max(book.settled_day(), last_day));
  turn.events.push_back(BookSettledEvent(turn, sum, last_day, quarter.quarter));
  return sum;
}

}  // namespace motcua::postal

#include "services/reporting/domain/report.h"

namespace motcua::reporting {

int64_t LocalDay(int64_t micros) { return (micros + kLocalOffset) / kMicrosPerDay; }

double Percent(int64_t part, int64_t whole) {
  return whole == 0 ? 100.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

Punctuality PunctualityOf(const DossierRow& row) {
  if (row.resolution == kResolvedByWithdrawal || row.due_time == kNever) {
    return Punctuality::kOnTime;
  }
  const int64_t resolved = LocalDay(row.resolve_time);
  const int64_t promised = LocalDay(row.due_time);
  if (resolved < promised) return Punctuality::kEarly;
  return resolved == promised ? Punctuality::kOnTime : Punctuality::kLate;
}

double Columns::on_time_percent() const { return Percent(early + on_time, resolved()); }

HandBacks& HandBacks::operator+=(const HandBacks& other) {
  filed += other.filed;
  completion_requested += other.completion_requested;
  supplement_requested += other.supplement_requested;
  refused += other.refused;
  handed_back += other.handed_back;
  return *this;
}

double HandBacks::share_percent() const { return filed == 0 ? 0 : Percent(handed_back, filed); }

Columns& Columns::operator+=(const Columns& other) {
  online += other.online;
  direct_and_post += other.direct_and_post;
  carried_over += other.carried_over;
  early += other.early;
  on_time += other.on_time;
  late += other.late;
  pending_in_time += other.pending_in_time;
  pending_overdue += other.pending_overdue;
  refused += other.refused;
  in_post += other.in_post;
  return *this;
}

}  // namespace motcua::reporting

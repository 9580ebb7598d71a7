// Why each stretch of time counts or not, in words.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/calendar/calendar.h"

namespace motcua::calendar {
namespace {

constexpr int64_t kMicrosPerMinute = 60'000'000;

constexpr char kOfficeHours[] = "Giờ làm việc";
constexpr char kOutsideHours[] = "Ngoài giờ làm việc";
constexpr char kWeekend[] = "Nghỉ hằng tuần (BLLĐ 2019 Đ.111, QĐ 188/1999/QĐ-TTg)";
constexpr char kReceivedLate[] =
    "Nhận sau 15 giờ hoặc vào ngày nghỉ: tính từ đầu ngày làm việc tiếp theo (NĐ 61/2018 Đ.18)";
constexpr char kReceiptDay[] = "Ngày tiếp nhận không tính vào thời hạn (BLDS 2015 Đ.147)";
constexpr char kSameDay[] = "Giải quyết trong ngày làm việc tiếp nhận";
constexpr char kWorkingDay[] = "Ngày làm việc tính vào thời hạn";
constexpr char kCalendarDay[] = "Ngày tính vào thời hạn, kể cả ngày nghỉ (BLDS 2015 Đ.147)";
constexpr char kMoved[] =
    "Ngày cuối là ngày nghỉ: thời hạn kết thúc vào ngày làm việc tiếp theo (BLDS 2015 Đ.148)";

const char* ReasonOf(DayKind kind) {
  switch (kind) {
    case DayKind::kHoliday:
      return kReasonHoliday;
    case DayKind::kCompensatory:
      return kReasonCompensatory;
    case DayKind::kSwappedOff:
      return kReasonSwappedOff;
    case DayKind::kSwappedWorking:
      return kReasonSwappedWorking;
  }
  return kReasonHoliday;
}

std::string RuleOfSpecial(const SpecialDay& day) {
  switch (day.kind) {
    case DayKind::kHoliday:
      return absl::StrCat("Nghỉ lễ, tết: ", day.name, " (BLLĐ 2019 Đ.112)");
    case DayKind::kCompensatory:
      return absl::StrCat("Nghỉ bù: ", day.name, " (BLLĐ 2019 Đ.111)");
    case DayKind::kSwappedOff:
      return absl::StrCat("Nghỉ hoán đổi: ", day.name);
    case DayKind::kSwappedWorking:
      return absl::StrCat("Làm việc bù ngày hoán đổi: ", day.name);
  }
  return "";
}

// Appends a stretch, joining it to the one before when the rule is the same.
void Append(Interval next, std::vector<Interval>* out) {
  if (next.end <= next.begin) return;
  if (!out->empty() && out->back().reason == next.reason && out->back().rule == next.rule) {
    out->back().end = next.end;
    return;
  }
  out->push_back(std::move(next));
}

// Cuts the stretches down to [from, to).
std::vector<Interval> Clip(std::vector<Interval> all, absl::Time from, absl::Time to) {
  std::vector<Interval> clipped;
  for (Interval& interval : all) {
    interval.begin = std::max(interval.begin, from);
    interval.end = std::min(interval.end, to);
    Append(std::move(interval), &clipped);
  }
  return clipped;
}

}  // namespace

std::vector<Interval> Calendar::Explain(absl::Time from, absl::Time to) const {
  from = std::max(from, At(0, 0));
  to = std::min(to, At(day_count_, 0));
  std::vector<Interval> all;
  for (int64_t day = ToLocal(from).day; At(day, 0) < to; ++day) ExplainDay(day, &all);
  return Clip(std::move(all), from, to);
}

std::vector<Interval> Calendar::ExplainDue(absl::Time received, TimeLimit limit) const {
  const absl::Time due = Due(received, limit);
  std::vector<Interval> all;
  if (due == absl::InfiniteFuture()) return all;
  const LocalTime local = ToLocal(received);
  const int64_t effective_day = EffectiveDay(local);
  const bool late = effective_day != local.day;
  const absl::Time start = late ? Opening(effective_day) : received;
  if (late) Append({received, start, false, kReasonReceivedLate, kReceivedLate}, &all);
  if (limit.kind == LimitKind::kWorkingHours) {
    for (Interval& interval : Explain(start, due)) Append(std::move(interval), &all);
    return all;
  }
  if (limit.kind == LimitKind::kSameDay) {
    Append({start, due, true, kReasonCountedDay, kSameDay}, &all);
    return all;
  }
  const absl::Time midnight = At(effective_day + 1, 0);
  Append({start, midnight, false, kReasonReceiptDay, kReceiptDay}, &all);
  ExplainCounting(effective_day, DueDay(effective_day, limit), limit, &all);
  return Clip(std::move(all), received, due);
}

// Whole days after the day of effective receipt, up to the due day.
void Calendar::ExplainCounting(int64_t effective_day, int64_t due_day, TimeLimit limit,
                               std::vector<Interval>* out) const {
  const bool in_working_days = limit.kind == LimitKind::kWorkingDays;
  for (int64_t day = effective_day + 1; day <= due_day; ++day) {
    Interval whole{At(day, 0), At(day + 1, 0), true, kReasonCountedDay,
                   in_working_days ? kWorkingDay : kCalendarDay};
    if (in_working_days && !Works(day)) {
      DayRule rule = RuleOf(day);
      whole = {whole.begin, whole.end, false, rule.reason, std::move(rule.rule)};
    } else if (!in_working_days && day > effective_day + std::max(limit.amount, 1)) {
      whole = {whole.begin, whole.end, false, kReasonMovedOffRestDay, kMoved};
    }
    Append(std::move(whole), out);
  }
}

Calendar::DayRule Calendar::RuleOf(int64_t day) const {
  const auto special = data_.days.find(data_.first_day + day);
  if (special != data_.days.end()) {
    return {special->second.kind == DayKind::kSwappedWorking, ReasonOf(special->second.kind),
            RuleOfSpecial(special->second)};
  }
  if (!Works(day)) return {false, kReasonWeekend, kWeekend};
  return {true, kReasonOfficeHours, kOfficeHours};
}

void Calendar::ExplainDay(int64_t day, std::vector<Interval>* out) const {
  const DayRule rule = RuleOf(day);
  if (!rule.works) {
    Append({At(day, 0), At(day + 1, 0), false, rule.reason, rule.rule}, out);
    return;
  }
  absl::Time done = At(day, 0);
  for (const Session& session : data_.sessions) {
    const absl::Time begin = At(day, session.begin * kMicrosPerMinute);
    const absl::Time end = At(day, session.end * kMicrosPerMinute);
    Append({done, begin, false, kReasonOutsideHours, kOutsideHours}, out);
    Append({begin, end, true, rule.reason, rule.rule}, out);
    done = end;
  }
  Append({done, At(day + 1, 0), false, kReasonOutsideHours, kOutsideHours}, out);
}

}  // namespace motcua::calendar

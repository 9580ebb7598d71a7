#include "common/calendar/calendar.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::calendar {
namespace {

constexpr int64_t kMicrosPerMinute = 60'000'000;
constexpr int64_t kMicrosPerDay = 24 * 60 * kMicrosPerMinute;
constexpr int64_t kZoneMicros = 7 * 60 * kMicrosPerMinute;      // UTC+7 all year round
constexpr int64_t kReceiptCutoff = 15 * 60 * kMicrosPerMinute;  // NĐ 61/2018 Đ.18
constexpr int64_t kMaxMinutes = 1'000'000'000;  // beyond any calendar; keeps sums from overflowing
constexpr int64_t kBeyond = int64_t{1} << 40;   // a day no calendar knows

// The plain week: five days of work (QĐ 188/1999/QĐ-TTg).
bool IsWeekday(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

bool Worked(const CalendarData& data, absl::CivilDay day) {
  const auto special = data.days.find(day);
  if (special == data.days.end()) return IsWeekday(day);
  return special->second.kind == DayKind::kSwappedWorking;
}

}  // namespace

Calendar::Calendar(CalendarData data)
    : data_(std::move(data)),
      epoch_day_(data_.first_day - absl::CivilDay(1970, 1, 1)),
      day_count_(data_.last_day - data_.first_day + 1) {
  for (const Session& session : data_.sessions) {
    micros_per_day_ += (session.end - session.begin) * kMicrosPerMinute;
  }
  for (int64_t day = 0; day < day_count_; ++day) {
    worked_before_.push_back(static_cast<int32_t>(working_days_.size()));
    if (Worked(data_, data_.first_day + day)) working_days_.push_back(static_cast<int32_t>(day));
  }
  worked_before_.push_back(static_cast<int32_t>(working_days_.size()));
  fingerprint_ = Fingerprint();
}

// FNV-1a over what decides instants: the days worked, and the hours.
std::string Calendar::Fingerprint() const {
  uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&hash](int64_t number) {
    for (int shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ static_cast<uint8_t>(number >> shift)) * 0x100000001b3;
    }
  };
  mix(epoch_day_);
  mix(day_count_);
  for (const int32_t day : working_days_) mix(day);
  for (const Session& session : data_.sessions) {
    mix(session.begin);
    mix(session.end);
  }
  return absl::StrCat(absl::Hex(hash, absl::kZeroPad16));
}

bool Calendar::IsWorkingDay(absl::CivilDay day) const { return Works(day - data_.first_day); }

absl::Time Calendar::AddWorking(absl::Time start, int64_t minutes) const {
  if (minutes == 0) return start;
  const int64_t all = static_cast<int64_t>(working_days_.size()) * micros_per_day_;
  const int64_t change = std::clamp(minutes, -kMaxMinutes, kMaxMinutes) * kMicrosPerMinute;
  const int64_t target = WorkingMicros(start) + change;
  if (target > all) return absl::InfiniteFuture();
  if (target < 0) return absl::InfinitePast();
  return minutes > 0 ? Earliest(target) : Latest(target);
}

int64_t Calendar::WorkingMinutesBetween(absl::Time from, absl::Time to) const {
  return (WorkingMicros(to) - WorkingMicros(from)) / kMicrosPerMinute;
}

absl::Time Calendar::EffectiveReceipt(absl::Time received) const {
  const LocalTime local = ToLocal(received);
  const int64_t day = EffectiveDay(local);
  if (day >= day_count_) return absl::InfiniteFuture();
  return day == local.day ? std::max(received, Opening(day)) : Opening(day);
}

absl::Time Calendar::Due(absl::Time received, TimeLimit limit) const {
  if (limit.kind == LimitKind::kNone) return absl::InfiniteFuture();
  if (limit.kind == LimitKind::kWorkingHours) {
    const absl::Time start = EffectiveReceipt(received);
    return AddWorking(start, int64_t{std::max(limit.amount, 1)} * 60);
  }
  const int64_t day = DueDay(EffectiveDay(ToLocal(received)), limit);
  return day < day_count_ ? Closing(day) : absl::InfiniteFuture();
}

Calendar::LocalTime Calendar::ToLocal(absl::Time time) const {
  // Clamped to the day before the first and the day after the last: infinite times stay in range.
  const int64_t begin = epoch_day_ * kMicrosPerDay - kZoneMicros;
  const int64_t since_first = std::clamp(absl::ToUnixMicros(time), begin - kMicrosPerDay,
                                         begin + (day_count_ + 1) * kMicrosPerDay - 1) -
                              begin;
  if (since_first < 0) return {-1, since_first + kMicrosPerDay};
  return {since_first / kMicrosPerDay, since_first % kMicrosPerDay};
}

absl::Time Calendar::At(int64_t day, int64_t micros) const {
  return absl::FromUnixMicros((epoch_day_ + day) * kMicrosPerDay - kZoneMicros + micros);
}

absl::Time Calendar::Opening(int64_t day) const {
  return At(day, data_.sessions.front().begin * kMicrosPerMinute);
}

absl::Time Calendar::Closing(int64_t day) const {
  return At(day, data_.sessions.back().end * kMicrosPerMinute);
}

bool Calendar::Works(int64_t day) const {
  return day >= 0 && day < day_count_ && worked_before_[day + 1] > worked_before_[day];
}

int64_t Calendar::WorkingDaysBefore(int64_t day) const {
  return worked_before_[std::clamp<int64_t>(day, 0, day_count_)];
}

int64_t Calendar::NthWorkingDay(int64_t n) const {
  return n < static_cast<int64_t>(working_days_.size()) ? working_days_[n] : kBeyond;
}

// The first working day after `day`.
int64_t Calendar::NextWorkingDay(int64_t day) const {
  return NthWorkingDay(WorkingDaysBefore(day + 1));
}

// Office time from the beginning of the calendar to `time`.
int64_t Calendar::WorkingMicros(absl::Time time) const {
  const LocalTime local = ToLocal(time);
  int64_t sum = WorkingDaysBefore(local.day) * micros_per_day_;
  if (!Works(local.day)) return sum;
  for (const Session& session : data_.sessions) {
    const int64_t begin = session.begin * kMicrosPerMinute;
    const int64_t end = session.end * kMicrosPerMinute;
    sum += std::clamp(local.micros, begin, end) - begin;
  }
  return sum;
}

// The first instant at which WorkingMicros reaches `working_micros` (> 0): at closing time rather
// than at the next opening.
absl::Time Calendar::Earliest(int64_t working_micros) const {
  const int64_t nth = (working_micros - 1) / micros_per_day_;
  int64_t rest = working_micros - nth * micros_per_day_;
  for (const Session& session : data_.sessions) {
    const int64_t length = (session.end - session.begin) * kMicrosPerMinute;
    if (rest <= length) return At(working_days_[nth], session.begin * kMicrosPerMinute + rest);
    rest -= length;
  }
  return Closing(working_days_[nth]);
}

// The last instant at which WorkingMicros is still `working_micros` (< all): at opening time rather
// than at the closing before.
absl::Time Calendar::Latest(int64_t working_micros) const {
  const int64_t nth = working_micros / micros_per_day_;
  int64_t rest = working_micros - nth * micros_per_day_;
  for (const Session& session : data_.sessions) {
    const int64_t length = (session.end - session.begin) * kMicrosPerMinute;
    if (rest < length) return At(working_days_[nth], session.begin * kMicrosPerMinute + rest);
    rest -= length;
  }
  return Closing(working_days_[nth]);
}

// NĐ 61/2018 Đ.18: what comes after 15:00 goes on at the beginning of the next working day; a
// dossier cannot be received on a day nobody works.
int64_t Calendar::EffectiveDay(LocalTime local) const {
  if (Works(local.day) && local.micros <= kReceiptCutoff) return local.day;
  return NextWorkingDay(local.day);
}

// BLDS 2015 Đ.147(2): the day of the event is not counted; Đ.148(5): a term whose last day is a
// rest day ends with the next working day.
int64_t Calendar::DueDay(int64_t effective_day, TimeLimit limit) const {
  if (effective_day >= day_count_) return kBeyond;
  const int64_t amount = std::max(limit.amount, 1);
  switch (limit.kind) {
    case LimitKind::kSameDay:
      return effective_day;
    case LimitKind::kWorkingDays:
      return NthWorkingDay(WorkingDaysBefore(effective_day) + amount);
    case LimitKind::kCalendarDays:
      return NextWorkingDay(effective_day + amount - 1);
    case LimitKind::kWorkingHours:
    case LimitKind::kNone:
      break;
  }
  return kBeyond;
}

}  // namespace motcua::calendar

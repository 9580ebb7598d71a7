#include "services/reporting/domain/report_days.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "common/base/strings.h"
#include "services/reporting/domain/report.h"

namespace motcua::reporting {
namespace {

constexpr absl::CivilDay kEpoch(1970, 1, 1);
constexpr int kFirstDayOfSecondHalf = 15;

absl::CivilDay CivilOf(int64_t day) { return kEpoch + day; }
int64_t DayOf(absl::CivilDay day) { return day - kEpoch; }

// Cuts a period of days into pieces of one grain: whole ones in the middle, days left and right.
template <class NumberOf, class FirstDayOf>
std::vector<DayPeriod> Whole(const DayPeriod& period, NumberOf number_of, FirstDayOf first_day_of,
                             DayPeriod* numbers) {
  int64_t first = number_of(period.begin);
  if (first_day_of(first) < period.begin) ++first;
  const int64_t end = number_of(period.end);
  *numbers = {first, std::max(first, end)};
  if (first >= end) return {period};
  return {{period.begin, first_day_of(first)}, {first_day_of(end), period.end}};
}

void AddRange(int family, Grain grain, const DayPeriod& numbers, std::vector<SlotRange>& slots) {
  if (numbers.begin >= numbers.end) return;
  slots.push_back({SlotOf(family, grain, numbers.begin), SlotOf(family, grain, numbers.end - 1)});
}

// Slots of days that lie in closed halves.
void AddClosed(int family, const DayPeriod& period, std::vector<SlotRange>& slots) {
  if (period.begin >= period.end) return;
  DayPeriod numbers;
  const auto beside_years = Whole(period, YearOf, FirstDayOfYear, &numbers);
  AddRange(family, Grain::kYear, numbers, slots);
  for (const DayPeriod& rest : beside_years) {
    const auto beside_halves = Whole(rest, HalfOf, FirstDayOfHalf, &numbers);
    AddRange(family, Grain::kHalf, numbers, slots);
    for (const DayPeriod& days : beside_halves) AddRange(family, Grain::kDay, days, slots);
  }
}

}  // namespace

absl::StatusOr<int64_t> ParseDay(std::string_view text) {
  absl::CivilDay day;
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!shaped || !absl::ParseCivilTime(ToAbsl(text), &day) || day < kEpoch) {
    return absl::InvalidArgumentError(Cat("not a day: ", text));
  }
  return DayOf(day);
}

std::string DayText(int64_t day) {
  return day == kNoDay ? "" : absl::FormatCivilTime(CivilOf(day));
}

int64_t BeginOfDay(int64_t day) { return day * kMicrosPerDay - kLocalOffset; }

int64_t HalfOf(int64_t day) {
  const absl::CivilDay civil = CivilOf(day);
  const int64_t month = (civil.year() - 1970) * 12 + civil.month() - 1;
  return month * 2 + (civil.day() >= kFirstDayOfSecondHalf ? 1 : 0);
}

int64_t FirstDayOfHalf(int64_t half) {
  const absl::CivilMonth month = absl::CivilMonth(1970, 1) + half / 2;
  return DayOf(absl::CivilDay(month)) + (half % 2 == 1 ? kFirstDayOfSecondHalf - 1 : 0);
}

int64_t YearOf(int64_t day) { return CivilOf(day).year(); }

int64_t FirstDayOfYear(int64_t year) { return DayOf(absl::CivilDay(year, 1, 1)); }

bool IsClosedHalf(int64_t half, int64_t last_opening) { return half < last_opening; }

bool IsClosedYear(int64_t year, int64_t last_opening) {
  return last_opening != kNoOpening && FirstDayOfYear(year + 1) <= FirstDayOfHalf(last_opening);
}

std::vector<SlotRange> FlowSlots(int family, const DayPeriod& period, int64_t last_opening) {
  const int64_t open = last_opening == kNoOpening ? period.begin : FirstDayOfHalf(last_opening);
  std::vector<SlotRange> slots;
  AddClosed(family, {period.begin, std::min(period.end, open)}, slots);
  AddRange(family, Grain::kDay, {std::max(period.begin, open), period.end}, slots);
  return slots;
}

}  // namespace motcua::reporting

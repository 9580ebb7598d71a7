// Local days of reports and the slots their summaries are kept in.
//
// A summary is kept by day; of halves of months and of years that are closed also as a whole, so
// that a period is few slots: a year is one, a month two halves. A half ends on the 14th or with
// the month: the periods of the statutory reports begin on the 15th (NĐ 09/2019 Đ.12, from memory)
// or with a month. An opening holds what stood at the begin of a half. Halves before the last
// opening are closed, and years that end before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace motcua::reporting {

// Days are counted from 1970-01-01, local (UTC+7). This one never comes.
inline constexpr int64_t kNoDay = 99999999;

// Days of a report; the end is exclusive.
struct DayPeriod {
  int64_t begin = 0;
  int64_t end = 0;

  bool Holds(int64_t day) const { return begin <= day && day < end; }
};

// "YYYY-MM-DD" of 1970 to 9999 as a day; nullopt for anything else. And back; "" for kNoDay.
absl::StatusOr<int64_t> ParseDay(std::string_view text);
std::string DayText(int64_t day);

// Microseconds since the epoch at which a local day begins.
int64_t BeginOfDay(int64_t day);

// Half months counted from January 1970: 0 is its first fourteen days, 1 the rest.
int64_t HalfOf(int64_t day);
int64_t FirstDayOfHalf(int64_t half);
int64_t YearOf(int64_t day);
int64_t FirstDayOfYear(int64_t year);

enum class Grain : int { kDay = 0, kHalf = 1, kYear = 2, kOpening = 3 };

// A place of the summary: of a family of groups (cell.h), a grain, and the number of the day,
// half or year. One number, so that a family's slots of a grain follow each other.
constexpr int64_t SlotOf(int family, Grain grain, int64_t number) {
  return (family * int64_t{10} + static_cast<int>(grain)) * 100000000 + number;
}

// Slots from `first` to `last`, both included.
struct SlotRange {
  int64_t first = 0;
  int64_t last = 0;

  bool operator==(const SlotRange&) const = default;
};

// LastOpening of an archive in which no half is closed.
inline constexpr int64_t kNoOpening = -1;

bool IsClosedHalf(int64_t half, int64_t last_opening);
bool IsClosedYear(int64_t year, int64_t last_opening);

// The fewest slots that together hold exactly the days of the period; those after the last opening
// day by day.
std::vector<SlotRange> FlowSlots(int family, const DayPeriod& period, int64_t last_opening);

}  // namespace motcua::reporting

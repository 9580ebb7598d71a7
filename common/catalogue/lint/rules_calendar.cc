#include <algorithm>
#include <map>
#include <set>

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/lint/rules.h"

namespace motcua::catalogue {
namespace {

// A day far enough from another one that nobody would exchange them.
constexpr int kFarthestExchange = 60;

struct Row {
  const v1::CalendarDay* day;
  const Place* place;
};

// Rows with a proper date, in order of it.
std::map<absl::CivilDay, Row> RowsOf(const Subject& subject) {
  std::map<absl::CivilDay, Row> rows;
  for (int i = 0; i < subject.all().calendar_days_size(); ++i) {
    absl::CivilDay day;
    const v1::CalendarDay& row = subject.all().calendar_days(i);
    if (ParseDay(row.date(), &day)) rows[day] = {&row, &subject.source.calendar_days[i]};
  }
  return rows;
}

struct Year {
  const Place* place = nullptr;  // of its first row
  int tet = 0;
  bool hung_kings = false;
  std::set<std::pair<int, int>> holidays;  // month, day
};

std::map<int64_t, Year> YearsOf(const std::map<absl::CivilDay, Row>& rows) {
  std::map<int64_t, Year> years;
  for (const auto& [day, row] : rows) {
    Year& year = years[day.year()];
    if (year.place == nullptr) year.place = row.place;
    if (row.day->kind() != v1::DAY_KIND_HOLIDAY) continue;
    const std::string name = Fold(row.day->name());
    year.tet += name.find("tet nguyen dan") != std::string::npos;
    year.hung_kings |= name.find("hung vuong") != std::string::npos;
    year.holidays.emplace(day.month(), day.day());
  }
  return years;
}

bool IsLookedAt(const Subject& subject, int64_t year) {
  const Validity days{absl::CivilDay(year, 1, 1), absl::CivilDay(year, 12, 31)};
  return !subject.window.And(days).empty();
}

}  // namespace

void CalendarYearMissing(const Subject& subject, Report& report) {
  const auto rows = RowsOf(subject);
  if (rows.empty()) return;
  const std::map<int64_t, Year> years = YearsOf(rows);
  for (int64_t year = years.begin()->first; year <= years.rbegin()->first; ++year) {
    if (years.contains(year) || !IsLookedAt(subject, year)) continue;
    report.Error(*years.begin()->second.place, "date",
                 Cat("the calendar has no day off in ", year));
  }
  // A single day looked at may also lie before or after the whole calendar.
  const int64_t asked = subject.window.from.year();
  const bool single = subject.window.from == subject.window.to;
  if (single && (asked < years.begin()->first || asked > years.rbegin()->first)) {
    report.Error(*years.begin()->second.place, "date",
                 Cat("the calendar has no day off in ", asked));
  }
}

// BLLĐ 2019 Đ.112(1): 1 January, five days of Tết, 30 April, 1 May, the Hùng Kings' day, 2 September
// with, since 2021, a day beside it.
void CalendarHolidayMissing(const Subject& subject, Report& report) {
  for (const auto& [number, year] : YearsOf(RowsOf(subject))) {
    if (!IsLookedAt(subject, number)) continue;
    const auto miss = [&](const std::string& what) {
      report.Warn(*year.place, "date", Cat(number, " has no ", what, " among its holidays"));
    };
    if (year.tet == 0) miss("Tết Nguyên đán");
    if (year.tet > 0 && year.tet < 5) miss("five days of Tết Nguyên đán");
    if (!year.hung_kings) miss("Giỗ Tổ Hùng Vương");
    for (const auto& [month, day] : {std::pair(1, 1), {4, 30}, {5, 1}, {9, 2}}) {
      if (!year.holidays.contains({month, day})) miss(DayText(absl::CivilDay(number, month, day)));
    }
    const bool beside = year.holidays.contains({9, 1}) || year.holidays.contains({9, 3});
    if (number >= 2021 && !beside) miss("day beside 2 September");
  }
}

// A day off in exchange is worked on a rest day near it, one for one.
void SwappedDays(const Subject& subject, Report& report) {
  const auto rows = RowsOf(subject);
  std::set<absl::CivilDay> worked;
  for (const auto& [day, row] : rows) {
    if (row.day->kind() == v1::DAY_KIND_SWAPPED_WORKING) worked.insert(day);
  }
  const auto complain = [&](absl::CivilDay day, const Row& row, std::string_view what) {
    if (IsLookedAt(subject, day.year())) report.Warn(*row.place, "kind", Cat(DayText(day), what));
  };
  for (const auto& [day, row] : rows) {
    if (row.day->kind() != v1::DAY_KIND_SWAPPED_OFF) continue;
    const auto near = std::ranges::min_element(
        worked, {}, [&](absl::CivilDay other) { return std::abs(other - day); });
    if (near == worked.end() || std::abs(*near - day) > kFarthestExchange) {
      complain(day, row, " is off in exchange, but no rest day is worked for it");
    } else {
      worked.erase(near);
    }
  }
  for (const absl::CivilDay day : worked) {
    complain(day, rows.at(day), " is worked in exchange for no day off");
  }
}

}  // namespace motcua::catalogue

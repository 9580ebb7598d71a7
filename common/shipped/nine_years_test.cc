// The shipped calendar at every minute of nine years, against a plain model: an array of minutes
// and an array of days, filled by walking over them.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <vector>

#include "common/calendar/calendar.h"
#include "common/shipped/shipped.h"
#include "common/testing/matchers.h"
#include "google/protobuf/text_format.h"
#include "motcua/catalogue/v1/catalogue.pb.h"

namespace motcua::shipped {
namespace {

using calendar::Calendar;
using calendar::LimitKind;
using calendar::TimeLimit;

constexpr char kPath[] = "deploy/catalogue/dong-thap/calendar.textproto";
constexpr absl::CivilDay kFirst(2018, 1, 1);
constexpr absl::CivilDay kLastStart(2026, 12, 31);
constexpr absl::CivilDay kLast(2027, 12, 31);  // answers reach into the next year
constexpr int kPerDay = 24 * 60;
constexpr int kOpening = 7 * 60, kClosing = 17 * 60, kCutoff = 15 * 60;

// The rules, as literally as they can be written, in minutes since the first day's midnight.
class Model {
 public:
  Model() {
    ReadDays();
    for (absl::CivilDay day = kFirst; day <= kLast; ++day) AddDay(Works(day));
  }

  int Due(int received, TimeLimit limit) const {
    const int receipt = Receipt(received);
    int day = receipt / kPerDay;
    switch (limit.kind) {
      case LimitKind::kWorkingHours:
        return office_minutes_[office_before_[receipt] + limit.amount * 60 - 1] + 1;
      case LimitKind::kWorkingDays:
        for (int left = limit.amount; left > 0;) left -= works_[++day];
        break;
      case LimitKind::kCalendarDays:
        day += limit.amount;
        while (!works_[day]) ++day;
        break;
      default:
        break;
    }
    return day * kPerDay + kClosing;
  }

  int MinutesBefore(int minute) const { return office_before_[minute]; }

 private:
  void ReadDays() {
    std::ifstream file(kPath);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    catalogue::v1::CatalogueFile parsed;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &parsed)) << kPath;
    for (const auto& row : parsed.calendar_days()) special_[row.date()] = row.kind();
    ASSERT_GT(special_.size(), 90u);
  }

  bool Works(absl::CivilDay day) const {
    const auto special = special_.find(absl::FormatCivilTime(day));
    if (special != special_.end()) {
      return special->second == catalogue::v1::DAY_KIND_SWAPPED_WORKING;
    }
    const absl::Weekday weekday = absl::GetWeekday(day);
    return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
  }

  void AddDay(bool works) {
    works_.push_back(works);
    for (int of_day = 0; of_day < kPerDay; ++of_day) {
      const bool open = (of_day >= kOpening && of_day < 11 * 60 + 30) ||
                        (of_day >= 13 * 60 + 30 && of_day < kClosing);
      const int minute = static_cast<int>(office_before_.size());
      office_before_.push_back(static_cast<int>(office_minutes_.size()));
      if (works && open) office_minutes_.push_back(minute);
    }
  }

  // NĐ 61/2018 Đ.18.
  int Receipt(int received) const {
    int day = received / kPerDay;
    const int of_day = received % kPerDay;
    if (works_[day] && of_day <= kCutoff) return std::max(received, day * kPerDay + kOpening);
    do ++day;
    while (!works_[day]);
    return day * kPerDay + kOpening;
  }

  std::map<std::string, catalogue::v1::DayKind> special_;
  std::vector<int> works_;           // by day
  std::vector<int> office_before_;   // by minute: office minutes before it
  std::vector<int> office_minutes_;  // in order
};

class NineYearsTest : public ::testing::Test {
 protected:
  absl::Time At(int minute) const { return start_ + absl::Minutes(minute); }

  const Model model_;
  const Calendar calendar_ = LoadCalendar(kPath).value();
  const absl::Time start_ = absl::FromCivil(kFirst, absl::FixedTimeZone(7 * 60 * 60));
  const int minutes_ = static_cast<int>(kLastStart - kFirst + 1) * kPerDay;
};

TEST_F(NineYearsTest, EveryStartMinuteAgreesAndNoLaterStartEndsSooner) {
  using enum LimitKind;
  for (const TimeLimit limit :
       {TimeLimit{kSameDay, 0}, TimeLimit{kWorkingDays, 1}, TimeLimit{kWorkingDays, 10},
        TimeLimit{kCalendarDays, 1}, TimeLimit{kCalendarDays, 30}, TimeLimit{kWorkingHours, 4},
        TimeLimit{kWorkingHours, 20}}) {
    absl::Time last = absl::InfinitePast();
    for (int minute = 0; minute < minutes_; ++minute) {
      const absl::Time due = calendar_.Due(At(minute), limit);
      if (due == At(model_.Due(minute, limit)) && due >= last) {
        last = due;
        continue;
      }
      FAIL() << At(minute) << " kind " << static_cast<int>(limit.kind) << " of " << limit.amount
             << ": " << due << ", before it " << last;
    }
  }
}

TEST_F(NineYearsTest, WorkingTimeAddsUpFromEveryMinute) {
  for (int minute = 0; minute < minutes_; ++minute) {
    const absl::Time start = At(minute);
    const absl::Time part = calendar_.AddWorking(start, 37);
    const absl::Time end = calendar_.AddWorking(start, 240);
    const bool adds_up =
        calendar_.AddWorking(part, 203) == end &&
        calendar_.WorkingMinutesBetween(start, end) == 240 &&
        calendar_.WorkingMinutesBetween(start_, start) == model_.MinutesBefore(minute);
    if (!adds_up) FAIL() << start;
  }
}

}  // namespace
}  // namespace motcua::shipped

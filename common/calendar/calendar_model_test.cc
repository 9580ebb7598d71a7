// The calendar against a slow plain model that walks minute by minute and day by day.
#include <random>

#include "common/calendar/calendar.h"
#include "gtest/gtest.h"

namespace motcua::calendar {
namespace {

constexpr int kYears = 3;
const absl::CivilDay kFirst(2023, 1, 1);
const absl::CivilDay kLast(2023 + kYears - 1, 12, 31);

absl::TimeZone Zone() { return absl::FixedTimeZone(7 * 60 * 60); }

// The rules, as literally as they can be written.
class Model {
 public:
  explicit Model(CalendarData data) : data_(std::move(data)) {}

  bool IsWorkingDay(absl::CivilDay day) const {
    const auto special = data_.days.find(day);
    if (special != data_.days.end()) return special->second.kind == DayKind::kSwappedWorking;
    const absl::Weekday weekday = absl::GetWeekday(day);
    return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
  }

  // Whether the minute that begins at `time` is office time.
  bool IsOfficeMinute(absl::Time time) const {
    const absl::CivilMinute minute = absl::ToCivilMinute(time, Zone());
    if (!IsWorkingDay(absl::CivilDay(minute))) return false;
    const int of_day = minute.hour() * 60 + minute.minute();
    return (of_day >= 420 && of_day < 690) || (of_day >= 810 && of_day < 1020);
  }

  int64_t WorkingMinutesBetween(absl::Time from, absl::Time to) const {
    int64_t count = 0;
    for (; from < to; from += absl::Minutes(1)) count += IsOfficeMinute(from);
    return count;
  }

  absl::Time AddWorking(absl::Time time, int64_t minutes) const {
    for (; minutes > 0; time += absl::Minutes(1)) minutes -= IsOfficeMinute(time);
    for (; minutes < 0; time -= absl::Minutes(1)) {
      minutes += IsOfficeMinute(time - absl::Minutes(1));
    }
    return time;
  }

  absl::Time Receipt(absl::Time received) const {
    absl::CivilMinute minute = absl::ToCivilMinute(received, Zone());
    absl::CivilDay day(minute);
    if (minute > absl::CivilMinute(day) + 15 * 60 || !IsWorkingDay(day)) {
      do ++day;
      while (!IsWorkingDay(day));
      minute = absl::CivilMinute(day);
    }
    return absl::FromCivil(std::max(minute, absl::CivilMinute(day) + 7 * 60), Zone());
  }

  absl::Time Due(absl::Time received, TimeLimit limit) const {
    const absl::Time receipt = Receipt(received);
    if (limit.kind == LimitKind::kWorkingHours) return AddWorking(receipt, limit.amount * 60);
    absl::CivilDay day = absl::ToCivilDay(receipt, Zone());
    if (limit.kind == LimitKind::kWorkingDays) {
      for (int left = limit.amount; left > 0;) left -= IsWorkingDay(++day);
    } else if (limit.kind == LimitKind::kCalendarDays) {
      day += limit.amount;
      while (!IsWorkingDay(day)) ++day;
    }
    return absl::FromCivil(absl::CivilMinute(day) + 17 * 60, Zone());
  }

 private:
  CalendarData data_;
};

// A calendar with days off and worked Saturdays strewn over it.
CalendarData RandomData(std::mt19937* random) {
  CalendarData data;
  data.first_day = kFirst;
  data.last_day = kLast;
  for (int i = 0; i < 25 * kYears; ++i) {
    const absl::CivilDay day = kFirst + (*random)() % (365 * kYears);
    const bool saturday = absl::GetWeekday(day) == absl::Weekday::saturday;
    data.days[day] = {saturday ? DayKind::kSwappedWorking : DayKind::kHoliday, "Thử"};
  }
  return data;
}

// A minute in the middle part of the calendar, so that no answer leaves it.
absl::Time RandomMinute(std::mt19937* random) {
  const absl::CivilMinute first(kFirst + 120);
  return absl::FromCivil(first + (*random)() % (600 * 24 * 60), Zone());
}

class CalendarModelTest : public testing::TestWithParam<int> {
 protected:
  std::mt19937 random_{static_cast<unsigned>(GetParam())};
  CalendarData data_ = RandomData(&random_);
  Calendar calendar_{data_};
  Model model_{data_};
};

TEST_P(CalendarModelTest, AgreesOnEveryDay) {
  for (absl::CivilDay day = kFirst; day <= kLast; ++day) {
    ASSERT_EQ(calendar_.IsWorkingDay(day), model_.IsWorkingDay(day)) << day;
  }
}

TEST_P(CalendarModelTest, AgreesOnMinutesBetween) {
  for (int i = 0; i < 50; ++i) {
    const absl::Time from = RandomMinute(&random_);
    const absl::Time to = from + absl::Minutes(random_() % (20 * 24 * 60));
    const int64_t expected = model_.WorkingMinutesBetween(from, to);
    EXPECT_EQ(calendar_.WorkingMinutesBetween(from, to), expected) << from << " " << to;
    EXPECT_EQ(calendar_.WorkingMinutesBetween(to, from), -expected) << from << " " << to;
  }
}

TEST_P(CalendarModelTest, AgreesOnAddWorking) {
  for (int i = 0; i < 50; ++i) {
    const absl::Time start = RandomMinute(&random_);
    const int64_t minutes = static_cast<int64_t>(random_() % 8000) - 4000;
    EXPECT_EQ(calendar_.AddWorking(start, minutes), model_.AddWorking(start, minutes))
        << start << " + " << minutes;
  }
}

TEST_P(CalendarModelTest, AgreesOnDue) {
  using enum LimitKind;
  for (LimitKind kind : {kSameDay, kWorkingDays, kCalendarDays, kWorkingHours}) {
    for (int i = 0; i < 100; ++i) {
      const absl::Time received = RandomMinute(&random_);
      const TimeLimit limit{kind, 1 + static_cast<int>(random_() % 45)};
      EXPECT_EQ(calendar_.Due(received, limit), model_.Due(received, limit))
          << received << " " << static_cast<int>(kind) << " " << limit.amount;
    }
  }
}

TEST_P(CalendarModelTest, ExplainCoversWithoutGapsAndCountsTheSame) {
  for (int i = 0; i < 50; ++i) {
    const absl::Time from = RandomMinute(&random_);
    const absl::Time to = from + absl::Minutes(1 + random_() % (20 * 24 * 60));
    absl::Time covered = from;
    absl::Duration counted;
    for (const Interval& interval : calendar_.Explain(from, to)) {
      ASSERT_EQ(interval.begin, covered);
      ASSERT_LT(interval.begin, interval.end);
      if (interval.counted) counted += interval.end - interval.begin;
      covered = interval.end;
    }
    EXPECT_EQ(covered, to);
    EXPECT_EQ(absl::ToInt64Minutes(counted), calendar_.WorkingMinutesBetween(from, to));
  }
}

TEST_P(CalendarModelTest, ExplainDueCoversFromReceiptToDeadline) {
  using enum LimitKind;
  for (LimitKind kind : {kSameDay, kWorkingDays, kCalendarDays, kWorkingHours}) {
    for (int i = 0; i < 50; ++i) {
      const absl::Time received = RandomMinute(&random_);
      const TimeLimit limit{kind, 1 + static_cast<int>(random_() % 20)};
      const absl::Time due = calendar_.Due(received, limit);
      absl::Time covered = received;
      for (const Interval& interval : calendar_.ExplainDue(received, limit)) {
        ASSERT_EQ(interval.begin, covered);
        covered = interval.end;
      }
      EXPECT_EQ(covered, due) << received;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CalendarModelTest, testing::Range(1, 6));

}  // namespace
}  // namespace motcua::calendar

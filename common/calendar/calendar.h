// Working time and statutory deadlines. Pure arithmetic on local time (UTC+7, no summer time): no
// input or output, no clock. Instants are kept to the microsecond.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace motcua::calendar {

// In what a time limit is counted.
enum class LimitKind {
  kNone,          // no limit
  kSameDay,       // the working day of receipt
  kWorkingDays,   // ngày làm việc
  kCalendarDays,  // ngày
  kWorkingHours,  // giờ làm việc
};

// A statutory time limit; `amount` is at least 1 (less counts as 1), and ignored for kNone and
// kSameDay.
struct TimeLimit {
  LimitKind kind = LimitKind::kNone;
  int amount = 0;
};

// What makes a day different from others of its weekday.
enum class DayKind {
  kHoliday,         // public holiday (BLLĐ 2019 Đ.112)
  kCompensatory,    // off because a holiday fell on a weekly rest day (BLLĐ 2019 Đ.111(3))
  kSwappedOff,      // off in exchange for another day worked
  kSwappedWorking,  // weekly rest day worked in exchange
};

// One such day.
struct SpecialDay {
  DayKind kind = DayKind::kHoliday;
  std::string name;  // occasion, in Vietnamese
};

// An unbroken part of the office hours, in minutes from local midnight: [begin, end).
struct Session {
  int begin = 0;
  int end = 0;
};

// What a calendar is made of.
struct CalendarData {
  absl::flat_hash_map<absl::CivilDay, SpecialDay> days;
  // Office hours of every working day: in order, apart, not empty, within one day.
  std::vector<Session> sessions = {{7 * 60, 11 * 60 + 30}, {13 * 60 + 30, 17 * 60}};
  // The days the calendar knows, both included. Days outside count as no working time.
  absl::CivilDay first_day = absl::CivilDay(2018, 1, 1);
  absl::CivilDay last_day = absl::CivilDay(2045, 12, 31);
};

// Why an interval counts or does not; the words clients see.
inline constexpr char kReasonOfficeHours[] = "OFFICE_HOURS";        // counted
inline constexpr char kReasonSwappedWorking[] = "SWAPPED_WORKING";  // counted: Saturday worked
inline constexpr char kReasonCountedDay[] = "COUNTED_DAY";          // counted: a day of the limit
inline constexpr char kReasonOutsideHours[] = "OUTSIDE_HOURS";      // night and midday break
inline constexpr char kReasonWeekend[] = "WEEKEND";                 // weekly rest day
inline constexpr char kReasonHoliday[] = "HOLIDAY";                 // public holiday
inline constexpr char kReasonCompensatory[] = "COMPENSATORY_DAY";   // in place of a holiday
inline constexpr char kReasonSwappedOff[] = "SWAPPED_DAY_OFF";      // exchanged day off
inline constexpr char kReasonReceivedLate[] = "RECEIVED_LATE";      // until receipt takes effect
inline constexpr char kReasonReceiptDay[] = "RECEIPT_DAY";          // day of receipt
inline constexpr char kReasonMovedOffRestDay[] = "MOVED_OFF_REST_DAY";  // last day was a rest day

// A stretch of time and the rule that says whether it counts.
struct Interval {
  absl::Time begin;
  absl::Time end;  // exclusive
  bool counted = false;
  std::string reason;  // one of the words above
  std::string rule;    // the rule in Vietnamese, with its article
};

// Immutable after construction; safe to share between threads. Every call is O(1), except Explain
// and ExplainDue, which are linear in the days they cover.
class Calendar {
 public:
  // Plain weeks of Monday to Friday.
  Calendar() : Calendar(CalendarData()) {}
  explicit Calendar(CalendarData data);

  bool IsWorkingDay(absl::CivilDay day) const;
  // Whether the day departs from the plain week: a holiday, or exchanged.
  bool IsSpecial(absl::CivilDay day) const { return data_.days.contains(day); }
  // Office hours of every working day.
  const std::vector<Session>& sessions() const { return data_.sessions; }
  // Sixteen hexadecimal digits: equal exactly when every call gives the same instants.
  const std::string& fingerprint() const { return fingerprint_; }

  // The instant at which `minutes` of office time have passed since `start` (the earliest such; for
  // negative `minutes` the latest instant from which that much remains until `start`; `start`
  // itself for 0). InfiniteFuture / InfinitePast when that leaves the days the calendar knows.
  absl::Time AddWorking(absl::Time start, int64_t minutes) const;

  // Whole minutes of office time in [from, to), rounded towards zero; negative if to < from.
  int64_t WorkingMinutesBetween(absl::Time from, absl::Time to) const;

  // The instant at which a dossier handed in at `received` counts as received: that instant, or
  // the opening of the next working day when it came after 15:00 or on a rest day
  // (NĐ 61/2018 Đ.18). Between midnight and opening: the opening of the same working day.
  absl::Time EffectiveReceipt(absl::Time received) const;

  // The deadline of a dossier handed in at `received`:
  //   working days   closing time of the Nth working day after the day of effective receipt;
  //   calendar days  closing time of the Nth day after it, moved to the next working day if it
  //                  falls on a rest day (BLDS 2015 Đ.147, Đ.148(5));
  //   same day       closing time of the day of effective receipt;
  //   working hours  that much office time after effective receipt;
  //   none           InfiniteFuture, as is any deadline beyond the days the calendar knows.
  absl::Time Due(absl::Time received, TimeLimit limit) const;

  // Covers [from, to) without gaps by stretches of office time (counted) and the rest (not
  // counted). Empty when to <= from. Neighbours differ in reason.
  std::vector<Interval> Explain(absl::Time from, absl::Time to) const;

  // Covers [received, Due(received, limit)) without gaps, by the rule that made each stretch count
  // or not: days for limits in days, office time for limits in hours. Empty without a deadline.
  std::vector<Interval> ExplainDue(absl::Time received, TimeLimit limit) const;

 private:
  // A day, counted from data_.first_day, and the microseconds since its midnight.
  struct LocalTime {
    int64_t day;
    int64_t micros;
  };
  struct DayRule {
    bool works;
    const char* reason;
    std::string rule;
  };

  std::string Fingerprint() const;
  LocalTime ToLocal(absl::Time time) const;
  absl::Time At(int64_t day, int64_t micros) const;
  absl::Time Opening(int64_t day) const;
  absl::Time Closing(int64_t day) const;
  bool Works(int64_t day) const;
  int64_t WorkingDaysBefore(int64_t day) const;
  int64_t NthWorkingDay(int64_t n) const;
  int64_t NextWorkingDay(int64_t day) const;
  int64_t WorkingMicros(absl::Time time) const;
  absl::Time Earliest(int64_t working_micros) const;
  absl::Time Latest(int64_t working_micros) const;
  int64_t EffectiveDay(LocalTime local) const;
  int64_t DueDay(int64_t effective_day, TimeLimit limit) const;
  DayRule RuleOf(int64_t day) const;
  void ExplainDay(int64_t day, std::vector<Interval>* out) const;
  void ExplainCounting(int64_t effective_day, int64_t due_day, TimeLimit limit,
                       std::vector<Interval>* out) const;

  CalendarData data_;
  int64_t epoch_day_ = 0;               // data_.first_day, in days since 1970-01-01
  int64_t day_count_ = 0;               // days known
  int64_t micros_per_day_ = 0;          // office time of a working day
  std::vector<int32_t> worked_before_;  // [day]: working days before it; day_count_ + 1 entries
  std::vector<int32_t> working_days_;   // [n]: the nth working day, from 0
  std::string fingerprint_;
};

}  // namespace motcua::calendar

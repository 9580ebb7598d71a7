#include <optional>
#include <string>
#include <utility>

#include "common/base/strings.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

using calendar::CalendarData;
using calendar::Session;

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

std::optional<calendar::DayKind> ToDayKind(v1::DayKind kind) {
  switch (kind) {
    case v1::DAY_KIND_HOLIDAY:
      return calendar::DayKind::kHoliday;
    case v1::DAY_KIND_COMPENSATORY:
      return calendar::DayKind::kCompensatory;
    case v1::DAY_KIND_SWAPPED_OFF:
      return calendar::DayKind::kSwappedOff;
    case v1::DAY_KIND_SWAPPED_WORKING:
      return calendar::DayKind::kSwappedWorking;
    default:
      return std::nullopt;
  }
}

void CheckDay(const v1::CalendarDay& row, const Place& place, CalendarData* data,
              Mistakes* mistakes) {
  absl::CivilDay day;
  if (!ParseDay(row.date(), &day)) {
    mistakes->Add(place, "date", Cat("not a day: ", row.date()));
    return;
  }
  const auto kind = ToDayKind(row.kind());
  if (!kind.has_value()) {
    mistakes->Add(place, "kind", Cat("day ", row.date(), " has no kind"));
    return;
  }
  if (day < data->first_day || day > data->last_day) {
    mistakes->Add(
        place, "date",
        Cat("day ", row.date(), " is not between ", absl::FormatCivilTime(data->first_day), " and ",
            absl::FormatCivilTime(data->last_day)));
  } else if (*kind == calendar::DayKind::kSwappedWorking && !IsWeekend(day)) {
    mistakes->Add(place, "kind", Cat("day ", row.date(), " is worked anyway"));
  } else if (IsWeekend(day) && (*kind == calendar::DayKind::kCompensatory ||
                                *kind == calendar::DayKind::kSwappedOff)) {
    mistakes->Add(place, "kind", Cat("day ", row.date(), " is a rest day anyway"));
  } else if (!data->days.emplace(day, calendar::SpecialDay{*kind, row.name()}).second) {
    mistakes->Add(place, "date", Cat("day ", row.date(), " is there twice"));
  }
  CheckName(place, "name", row.name(), 200, mistakes);
}

// "HH:MM" to minutes from midnight.
std::optional<int> ParseMinute(const std::string& text) {
  int hour = 0;
  int minute = 0;
  if (text.size() != 5 || text[2] != ':' || !ParseInt(text.substr(0, 2), &hour) ||
      !ParseInt(text.substr(3), &minute)) {
    return std::nullopt;
  }
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hour * 60 + minute;
}

}  // namespace

std::optional<Session> ToSession(const std::string& begin, const std::string& end) {
  const auto from = ParseMinute(begin);
  const auto to = ParseMinute(end);
  if (!from.has_value() || !to.has_value() || *to <= *from) return std::nullopt;
  return Session{*from, *to};
}

std::optional<Session> ToSession(const v1::OfficeSession& session) {
  return ToSession(session.begin(), session.end());
}

namespace {

std::vector<Session> CheckSessions(const Source& source, Mistakes* mistakes) {
  std::vector<Session> sessions;
  for (int i = 0; i < source.all.office_sessions_size(); ++i) {
    const v1::OfficeSession& row = source.all.office_sessions(i);
    const Place& place = source.office_sessions[i];
    const auto session = ToSession(row);
    if (place.file() != source.office_sessions[0].file()) {
      mistakes->Add(place, "office hours are given in two files");
    } else if (!session.has_value()) {
      mistakes->Add(place, "office hours need begin and end as HH:MM, end after begin");
    } else if (!sessions.empty() && session->begin < sessions.back().end) {
      mistakes->Add(place, "begin", "office hours overlap or are out of order");
    } else {
      sessions.push_back(*session);
    }
  }
  return sessions;
}

}  // namespace

CalendarData CheckCalendar(const Source& source, Mistakes* mistakes) {
  CalendarData data;
  for (int i = 0; i < source.all.calendar_days_size(); ++i) {
    CheckDay(source.all.calendar_days(i), source.calendar_days[i], &data, mistakes);
  }
  std::vector<Session> sessions = CheckSessions(source, mistakes);
  if (!sessions.empty()) data.sessions = std::move(sessions);
  return data;
}

}  // namespace motcua::catalogue

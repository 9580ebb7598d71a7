#include "services/routing/domain/explain.h"

#include <algorithm>
#include <utility>

#include "common/base/proto_time.h"
#include "services/routing/domain/calendar_change.h"
#include "services/routing/domain/promise.h"
#include "services/routing/domain/stops.h"

namespace motcua::routing {
namespace {

using calendar::Interval;
using dossier::v1::ClockStop;
using Intervals = std::vector<Interval>;

const char* RuleOf(const ClockStop& stop) {
  if (stop.reason() == kStopAuthority) {
    return "Chờ cơ quan khác trả lời; thời hạn tính tiếp khi có trả lời (NĐ 61/2018/NĐ-CP, Điều 19 "
           "khoản 5)";
  }
  if (stop.reason() == kStopFee) {
    return "Chờ người dân thực hiện nghĩa vụ tài chính; thời hạn tính tiếp khi nộp đủ";
  }
  if (stop.reason() == kStopPost) {
    return "Bưu chính chuyển bản chính giữa các cơ quan; quy trình của thủ tục không tính thời gian "
           "này, thời hạn tính tiếp khi bản chính đến (TT 17/2017/TT-BTTTT, Điều 7)";
  }
  if (stop.pauses()) return "Chờ người dân bổ sung hồ sơ; thời hạn tính tiếp khi nhận đủ";
  return "Chờ người dân bổ sung hồ sơ; thời hạn tính lại từ đầu khi nhận đủ (NĐ 61/2018/NĐ-CP, Điều "
         "19 khoản 4)";
}

// Stops before the start of the clock are part of no promise any more.
bool IsPast(const ClockStop& stop, const Journey& journey) {
  return FromProto(stop.begin_time()) < FromProto(journey.clock_start_time());
}

// Office time after the limit's own end, as much as the stops took.
void AddMadeUpTime(const Journey& journey, const calendar::Calendar& calendar,
                   Intervals& intervals) {
  int64_t minutes = 0;
  for (const ClockStop& stop : journey.clock_stops()) {
    if (IsPast(stop, journey) || !stop.has_end_time()) continue;
    minutes +=
        calendar.WorkingMinutesBetween(FromProto(stop.begin_time()), FromProto(stop.end_time()));
  }
  const absl::Time from = intervals.back().end;
  const absl::Time to =
      std::min(FromProto(journey.due_time()), calendar.AddWorking(from, minutes));
  for (Interval& made_up : calendar.Explain(from, to)) intervals.push_back(std::move(made_up));
}

// The time between the promise the limit gives and that of an apology. Once the limit runs again
// after a supplement, there is none.
void AddApology(const Journey& journey, Intervals& intervals) {
  const absl::Time due = FromProto(journey.due_time());
  if (journey.apology_count() == 0 || intervals.back().end >= due) return;
  intervals.push_back({intervals.back().end, due, false, kLate,
                       "Chậm trả kết quả, đã xin lỗi và hẹn lại một lần (NĐ 61/2018/NĐ-CP, Điều 19 "
                       "khoản 9)"});
}

// A promise given by a calendar that was changed since is kept where it is the later one.
void AddStandingPromise(const Journey& journey, Intervals& intervals) {
  const absl::Time due = FromProto(journey.due_time());
  if (intervals.back().end >= due) return;
  intervals.push_back({intervals.back().end, due, false, kPromiseStands,
                       "Lịch làm việc thay đổi sau khi đã hẹn; ngày hẹn trả đã báo cho người dân được "
                       "giữ nguyên"});
}

// Puts the stop in the place of what it covers.
void Overlay(Interval stop, Intervals& intervals) {
  stop.begin = std::max(stop.begin, intervals.front().begin);
  stop.end = std::min(stop.end, intervals.back().end);
  if (stop.begin >= stop.end) return;
  Intervals pieces;
  for (const Interval& interval : intervals) {
    Interval before = interval, after = interval;
    before.end = std::min(interval.end, stop.begin);
    after.begin = std::max(interval.begin, stop.end);
    if (before.begin < before.end) pieces.push_back(std::move(before));
    if (interval.begin <= stop.begin && stop.begin < interval.end) pieces.push_back(stop);
    if (after.begin < after.end) pieces.push_back(std::move(after));
  }
  intervals = std::move(pieces);
}

// A stop that lasts goes on to the promise, or to now.
void AddStop(const ClockStop& stop, absl::Time due, absl::Time now, Intervals& intervals) {
  const absl::Time begin = FromProto(stop.begin_time());
  if (stop.has_end_time()) {
    return Overlay({begin, FromProto(stop.end_time()), false, stop.reason(), RuleOf(stop)},
                   intervals);
  }
  std::erase_if(intervals, [begin](const Interval& i) { return i.begin >= begin; });
  if (!intervals.empty()) intervals.back().end = std::min(intervals.back().end, begin);
  const absl::Time end = std::max({now, begin, due});
  intervals.push_back({begin, end, false, stop.reason(), RuleOf(stop)});
}

}  // namespace

Intervals ExplainClock(const Journey& journey, const calendar::Calendar& calendar,
                       calendar::TimeLimit limit, absl::Time now) {
  if (!journey.has_due_time()) return {};
  Intervals intervals = calendar.ExplainDue(FromProto(journey.clock_start_time()), limit);
  if (intervals.empty()) return intervals;
  AddMadeUpTime(journey, calendar, intervals);
  AddApology(journey, intervals);
  AddStandingPromise(journey, intervals);
  for (const ClockStop& stop : journey.clock_stops()) {
    if (!IsPast(stop, journey)) AddStop(stop, FromProto(journey.due_time()), now, intervals);
  }
  return intervals;
}

}  // namespace motcua::routing

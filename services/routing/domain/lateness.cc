#include "services/routing/domain/lateness.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "common/base/proto_time.h"
#include "common/catalogue/postage.h"
#include "services/routing/domain/stops.h"

namespace motcua::routing {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators

// In minutes of office time.
struct Holder {
  TimeHolderKind kind = TIME_HOLDER_KIND_UNSPECIFIED;
  std::string unit;
  int64_t held = 0;
  int64_t allowed = 0;
  int64_t late = 0;

  int64_t overrun() const { return std::max<int64_t>(held - allowed, 0); }
};

// Holders in the order in which they come, each once.
class Holders {
 public:
  void Add(TimeHolderKind kind, const std::string& unit, int64_t held, int64_t allowed) {
    auto found = std::ranges::find_if(
        all_, [&](const Holder& one) { return one.kind == kind && one.unit == unit; });
    if (found == all_.end()) found = all_.insert(all_.end(), Holder{kind, unit});
    found->held += held;
    found->allowed += allowed;
  }
  std::vector<Holder>& all() { return all_; }

 private:
  std::vector<Holder> all_;
};

// Office time while the clock ran.
class RunningTime {
 public:
  RunningTime(const Journey& journey, const calendar::Calendar& calendar, absl::Time end)
      : journey_(journey),
        calendar_(calendar),
        start_(FromProto(journey.clock_start_time())),
        end_(end) {}

  absl::Time end() const { return end_; }

  int64_t Between(absl::Time from, absl::Time to) const {
    from = std::max(from, start_);
    to = std::min(to, end_);
    if (to <= from) return 0;
    int64_t minutes = calendar_.WorkingMinutesBetween(from, to);
    for (const ClockStop& stop : journey_.clock_stops()) {
      const absl::Time begin = std::max(from, FromProto(stop.begin_time()));
      const absl::Time until =
          std::min(to, stop.has_end_time() ? FromProto(stop.end_time()) : end_);
      if (begin < until) minutes -= calendar_.WorkingMinutesBetween(begin, until);
    }
    return std::max<int64_t>(minutes, 0);
  }

  // The whole limit: from the start of the clock to the promise.
  int64_t Limit() const {
    RunningTime to_promise(journey_, calendar_, FromProto(journey_.due_time()));
    return to_promise.Between(start_, to_promise.end());
  }

 private:
  const Journey& journey_;
  const calendar::Calendar& calendar_;
  absl::Time start_;
  absl::Time end_;
};

// When the clock came to rest: the result, or the stop that lasts, or now.
absl::Time EndOf(const Journey& journey, absl::Time now) {
  if (journey.has_finish_time()) return FromProto(journey.finish_time());
  const ClockStop* stop = LastingStop(journey);
  return stop == nullptr ? now : FromProto(stop->begin_time());
}

bool IsInThisRun(const Step& step, const Journey& journey) {
  if (!step.has_done_time()) return true;
  return FromProto(step.done_time()) >= FromProto(journey.clock_start_time());
}

// Sum of the greatest shares of the stages over which the running limit was shared out.
int64_t SharesInThisRun(const Journey& journey) {
  std::map<int, int64_t> by_stage;
  for (const Step& step : journey.steps()) {
    if (!IsInThisRun(step, journey)) continue;
    int64_t& greatest = by_stage[step.stage()];
    greatest = std::max<int64_t>(greatest, step.share_permille());
  }
  int64_t sum = 0;
  for (const auto& [stage, share] : by_stage) sum += share;
  return std::max<int64_t>(sum, 1);
}

// When the originals were there; the end while they are not; when it opened where it did not wait.
absl::Time WorkBegins(const Step& step, absl::Time end) {
  if (step.has_papers_arrive_time()) return FromProto(step.papers_arrive_time());
  const bool still_waits = step.needs_originals() && !step.has_queue_time();
  return still_waits ? end : FromProto(step.open_time());
}

// Fills in who held the dossier. Where the originals were before a step follows from the steps before.
class Walker {
 public:
  Walker(const Journey& journey, const catalogue::Catalogue& catalogue, const RunningTime& time)
      : catalogue_(catalogue),
        time_(time),
        limit_(time.Limit()),
        shares_(SharesInThisRun(journey)),
        papers_at_(journey.receiving_unit()) {}

  void Walk(const Step& step, bool in_this_run) {
    if (!step.has_open_time()) return;
    const absl::Time opened = FromProto(step.open_time());
    const absl::Time begins = WorkBegins(step, time_.end());
    const absl::Time ends = step.has_done_time() ? FromProto(step.done_time()) : time_.end();
    if (begins > opened) AddPost(step, opened, begins);
    if (step.has_papers_arrive_time()) papers_at_ = step.unit_code();
    if (!in_this_run) return;
    holders_.Add(TIME_HOLDER_KIND_UNIT, step.unit_code(), time_.Between(begins, ends),
                 limit_ * step.share_permille() / shares_);
  }
  std::vector<Holder>& holders() { return holders_.all(); }

 private:
  void AddPost(const Step& step, absl::Time opened, absl::Time arrived) {
    const absl::Time due =
        catalogue::CarriageDue(catalogue_, papers_at_, step.unit_code(), false, opened);
    const int64_t held = time_.Between(opened, arrived);
    const int64_t allowed = catalogue_.calendar().WorkingMinutesBetween(opened, due);
    if (held > 0) holders_.Add(TIME_HOLDER_KIND_POST, step.unit_code(), held, allowed);
  }

  const catalogue::Catalogue& catalogue_;
  const RunningTime& time_;
  int64_t limit_;
  int64_t shares_;
  std::string papers_at_;
  Holders holders_;
};

// Splits `minutes` in proportion to the overruns, the odd minutes to the greatest remainders.
void Split(int64_t minutes, int64_t overruns, std::vector<Holder>& holders) {
  std::vector<std::pair<int64_t, size_t>> remainders;
  int64_t left = minutes;
  for (size_t i = 0; i < holders.size(); ++i) {
    const int64_t part = minutes * holders[i].overrun();
    holders[i].late = part / overruns;
    left -= holders[i].late;
    remainders.push_back({-(part % overruns), i});
  }
  std::ranges::sort(remainders);
  for (int64_t i = 0; i < left; ++i) ++holders[remainders[i].second].late;
}

void Apportion(int64_t late, std::vector<Holder>& holders) {
  int64_t overruns = 0;
  for (const Holder& holder : holders) overruns += holder.overrun();
  const int64_t theirs = std::min(late, overruns);
  if (theirs > 0) Split(theirs, overruns, holders);
  if (late > theirs) holders.push_back({.kind = TIME_HOLDER_KIND_ROUTE, .late = late - theirs});
}

LatenessShare ShareOf(const Holder& holder) {
  LatenessShare share;
  share.set_kind(holder.kind);
  share.set_unit_code(holder.unit);
  *share.mutable_held() = ToProto(absl::Minutes(holder.held));
  *share.mutable_allowed() = ToProto(absl::Minutes(holder.allowed));
  *share.mutable_late() = ToProto(absl::Minutes(holder.late));
  return share;
}

}  // namespace

Lateness ApportionLateness(const Journey& journey, const catalogue::Catalogue& catalogue,
                           absl::Time now) {
  Lateness lateness;
  if (!journey.has_due_time()) return lateness;
  const absl::Time due = FromProto(journey.due_time());
  const RunningTime time(journey, catalogue.calendar(), EndOf(journey, now));
  lateness.minutes =
      std::max<int64_t>(catalogue.calendar().WorkingMinutesBetween(due, time.end()), 0);
  Walker walker(journey, catalogue, time);
  for (const Step& step : journey.steps()) walker.Walk(step, IsInThisRun(step, journey));
  Apportion(lateness.minutes, walker.holders());
  for (const Holder& holder : walker.holders()) lateness.shares.push_back(ShareOf(holder));
  return lateness;
}

void TellLateness(const Journey& journey, const catalogue::Catalogue& catalogue,
                  std::vector<Event>& events) {
  for (Event& event : events) {
    if (!event.has_result_ready()) continue;
    const absl::Time finished = FromProto(event.occur_time());
    const Lateness lateness = ApportionLateness(journey, catalogue, finished);
    if (lateness.minutes == 0) continue;
    auto& told = *event.mutable_result_ready()->mutable_lateness();
    told = {lateness.shares.begin(), lateness.shares.end()};
  }
}

}  // namespace motcua::routing

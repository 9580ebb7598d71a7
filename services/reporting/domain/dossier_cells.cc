#include "services/reporting/domain/dossier_cells.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/strings.h"
#include "services/reporting/domain/day_spans.h"
#include "services/reporting/domain/report.h"
#include "services/reporting/domain/waiting_time.h"

namespace motcua::reporting {
namespace {

constexpr int kOnlineChannel = 2;  // type.v1.CHANNEL_ONLINE

// Measures by day; a dossier has few days.
class Tally {
 public:
  void Add(int64_t day, int measure, int64_t count = 1) { Of(day)[measure] += count; }

  void Add(const Tally& other, int64_t times) {
    for (const auto& [day, measures] : other.days_) AddTo(Of(day), measures, times);
  }

  void Tell(const Group& group, CellSink sink) const {
    for (const auto& [day, measures] : days_) {
      if (measures != Measures()) sink(group, day, measures);
    }
  }

  bool operator==(const Tally&) const = default;

 private:
  Measures& Of(int64_t day) {
    for (auto& [known, measures] : days_) {
      if (known == day) return measures;
    }
    return days_.emplace_back(day, Measures()).second;
  }

  std::vector<std::pair<int64_t, Measures>> days_;
};

bool Resolved(const DossierRow& row) { return row.accepted > 0 && row.resolution != kUnresolved; }

int64_t ResolveDay(const DossierRow& row) {
  return LocalDay(std::max(row.resolve_time, row.accept_time));
}

int ResolvedAs(const DossierRow& row) {
  switch (PunctualityOf(row)) {
    case Punctuality::kEarly:
      return measure::kEarly;
    case Punctuality::kOnTime:
      return measure::kOnTime;
    case Punctuality::kLate:
      return measure::kLate;
  }
  return measure::kOnTime;
}

// What stands at the begin of the days of a span came about the day before.
void AddStanding(std::string_view spans, int64_t since, int measure, Tally& tally) {
  ForEachSpan(spans, [&](int64_t from, int64_t to) {
    from = std::max(from, since + 1);
    if (from >= to) return;
    tally.Add(from - 1, measure, 1);
    tally.Add(to - 1, measure, -1);
  });
}

// Of an accepted dossier that counts from day `since` on.
void AddLife(const DossierRow& row, int64_t since, Tally& tally) {
  const bool online = row.channel == kOnlineChannel;
  tally.Add(since, online ? measure::kOnline : measure::kDirectAndPost);
  tally.Add(since, measure::kPending);
  if (Resolved(row)) {
    tally.Add(ResolveDay(row), ResolvedAs(row));
    tally.Add(ResolveDay(row), measure::kPending, -1);
  }
  AddStanding(row.overdue_spans, since, measure::kOverdue, tally);
  AddStanding(row.post_spans, since, measure::kInPost, tally);
}

void AddOnce(int64_t instant, int measure, Tally& tally) {
  if (instant != kNever) tally.Add(LocalDay(instant), measure);
}

// One that moved away counts in the other cell.
bool CountsHere(const DossierRow& row) { return row.ending != kMovedAway; }

Tally MainTally(const DossierRow& row) {
  Tally tally;
  if (!CountsHere(row)) return tally;
  AddOnce(row.submit_time, measure::kFiled, tally);
  AddOnce(row.completion_time, measure::kHandedBack, tally);
  AddOnce(row.supplement_time, measure::kSupplemented, tally);
  if (row.ending == kRefused) AddOnce(row.close_time, measure::kRefused, tally);
  if (row.accepted > 0) AddLife(row, LocalDay(row.accept_time), tally);
  return tally;
}

// Day from which a dossier counts for its solving unit; kNoDay: it does not.
int64_t SolverDay(const DossierRow& row) {
  if (!CountsHere(row) || row.accepted == 0 || row.route_time == kNever) return kNoDay;
  const int64_t day = LocalDay(std::max(row.route_time, row.accept_time));
  return Resolved(row) && ResolveDay(row) < day ? kNoDay : day;
}

Tally SolverTally(const DossierRow& row) {
  Tally tally;
  if (const int64_t day = SolverDay(row); day != kNoDay) AddLife(row, day, tally);
  return tally;
}

Tally WaitTally(const DossierRow& row) {
  Tally tally;
  if (CountsHere(row) && Resolved(row) && row.resolution == kResolvedByResult &&
      row.submitted > 0) {
    tally.Add(ResolveDay(row), WaitPlaceOf(row.submit_time, row.resolve_time).measure);
  }
  return tally;
}

void TellFamily(Family family, const DossierRow& before, const Tally& old_tally,
                const DossierRow& after, const Tally& new_tally, CellSink sink) {
  const Group old_group = GroupOf(before, family);
  const Group group = GroupOf(after, family);
  if (group == old_group && new_tally == old_tally) return;
  Tally gone;
  gone.Add(old_tally, -1);
  if (group == old_group) {
    gone.Add(new_tally, 1);
  } else {
    new_tally.Tell(group, sink);
  }
  gone.Tell(old_group, sink);
}

int64_t NotBefore(int64_t day, int64_t since) {
  return day == kNoDay || since == kNoDay ? kNoDay : std::max(day, since + 1);
}

}  // namespace

void TellChanges(const DossierRow& before, const DossierRow& after, CellSink sink) {
  const Tally old_main = MainTally(before);
  const Tally new_main = MainTally(after);
  for (Family family : {Family::kField, Family::kProcedure, Family::kChannel}) {
    TellFamily(family, before, old_main, after, new_main, sink);
  }
  TellFamily(Family::kSolver, before, SolverTally(before), after, SolverTally(after), sink);
  TellFamily(Family::kWait, before, WaitTally(before), after, WaitTally(after), sink);
}

int64_t OverdueSince(const DossierRow& row, Family family) {
  return family == Family::kSolver ? NotBefore(row.overdue_from, SolverDay(row)) : row.overdue_from;
}

int64_t PostSince(const DossierRow& row, Family family) {
  return family == Family::kSolver ? NotBefore(row.post_from, SolverDay(row)) : row.post_from;
}

std::string ChannelKey(int channel, std::string_view post_office) {
  return Cat(channel, "|", post_office);
}

Group GroupOf(const DossierRow& row, Family family) {
  Group group{family, row.receiving_unit, ""};
  switch (family) {
    case Family::kField:
      group.key = row.field;
      break;
    case Family::kProcedure:
      group.key = row.procedure_code;
      break;
    case Family::kChannel:
      group.key = ChannelKey(row.channel, row.post_office);
      break;
    case Family::kSolver:
      group.key = row.solving_unit;
      break;
    case Family::kWait:
      group.key = WaitPlaceOf(row.submit_time, row.resolve_time).key;
      break;
    case Family::kUnit:
    case Family::kStep:
    case Family::kStepUnit:
    case Family::kPost:
      break;
  }
  return group;
}

}  // namespace motcua::reporting

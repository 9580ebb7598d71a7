#include "services/reporting/reports/report_values.h"

#include <algorithm>
#include <string>

#include "common/base/strings.h"
#include "services/reporting/domain/waiting_time.h"

namespace motcua::reporting {
namespace {

constexpr double kSecondsPerHour = 3600;

Sums Total(const Members& members) {
  Sums total;
  for (const auto& [key, sums] : members) total += sums;
  return total;
}

// Mean in hours; unknown where there is nothing to divide by.
v1::ReportValue MeanHours(int64_t seconds, int64_t count) {
  if (count == 0) return UnknownValue();
  return MeasureValue(static_cast<double>(seconds) / static_cast<double>(count) / kSecondsPerHour);
}

// Consignments of a kind (dossier.v1.ConsignmentKind); the key is "kind|post office".
int64_t CreatedOf(const Members& members, char kind) {
  int64_t created = 0;
  for (const auto& [key, sums] : members) {
    if (key.second.starts_with(kind)) created += sums.flow[measure::kCreated];
  }
  return created;
}

// Counts by class of waiting time.
std::vector<WaitCount> WaitCounts(const Members& members) {
  std::vector<WaitCount> counts;
  for (int number = 0; number < kWaitClasses; ++number) counts.push_back({WaitClassAt(number)});
  for (const auto& [key, sums] : members) {
    for (int i = 0; i < kMeasures; ++i) {
      if (const int number = WaitClassIn(key.second, i); number >= 0) {
        counts[number].count += sums.flow[i];
      }
    }
  }
  return counts;
}

}  // namespace

v1::ReportValue CountValue(int64_t count) {
  v1::ReportValue value;
  value.set_count(count);
  return value;
}

v1::ReportValue MeasureValue(double measure) {
  v1::ReportValue value;
  value.set_measure(measure);
  return value;
}

v1::ReportValue TextValue(const std::string& text) {
  v1::ReportValue value;
  value.set_text(text);
  return value;
}

v1::ReportValue ShareValue(int64_t part, int64_t whole) {
  return whole == 0 ? UnknownValue() : MeasureValue(Percent(part, whole));
}

v1::ReportValue UnknownValue() { return v1::ReportValue(); }

v1::ReportRow MakeRow(std::string key, std::string name, Values values) {
  v1::ReportRow row;
  row.set_key(std::move(key));
  row.set_name(std::move(name));
  for (v1::ReportValue& value : values) *row.add_values() = std::move(value);
  return row;
}

Values Form06aValues(const Members& members) {
  const Columns row = ColumnsOf(Total(members));
  Values values;
  for (int64_t count : {row.received(), row.online, row.direct_and_post, row.carried_over,
                        row.resolved(), row.early, row.on_time, row.late, row.pending(),
                        row.pending_in_time, row.pending_overdue}) {
    values.push_back(CountValue(count));
  }
  const int64_t kept = row.early + row.on_time;
  values.push_back(ShareValue(kept, row.resolved()));
  values.push_back(ShareValue(kept, row.received()));
  values.push_back(CountValue(row.refused));
  values.push_back(CountValue(row.in_post));
  return values;
}

Values PostalValues(const Members& members) {
  const Sums sums = Total(members);
  const int64_t ended =
      sums.flow[measure::kDelivered] + sums.flow[measure::kReturned] + sums.flow[measure::kLost];
  return {
      CountValue(sums.flow[measure::kCreated]),     CountValue(CreatedOf(members, '1')),
      CountValue(CreatedOf(members, '2')),          CountValue(CreatedOf(members, '3')),
      CountValue(sums.flow[measure::kDelivered]),   CountValue(sums.flow[measure::kReturned]),
      CountValue(sums.flow[measure::kLost]),        MeanHours(sums.flow[measure::kSeconds], ended),
      CountValue(sums.flow[measure::kRevenue]),     CountValue(sums.flow[measure::kComplaints]),
      CountValue(sums.flow[measure::kCompensation])};
}

Values WorkloadValues(const Members& members) {
  const Sums sums = Total(members);
  const Columns row = ColumnsOf(sums);
  const int64_t filed = sums.flow[measure::kFiled];
  const int64_t handed_back = sums.flow[measure::kHandedBack];
  return {CountValue(filed),          CountValue(row.online + row.direct_and_post),
          CountValue(handed_back),    CountValue(sums.flow[measure::kSupplemented]),
          CountValue(row.refused),    ShareValue(handed_back, filed),
          CountValue(row.resolved()), CountValue(row.pending())};
}

Values StepTimesValues(const Members& members) {
  const Sums sums = Total(members);
  const int64_t steps = sums.flow[measure::kSteps];
  Values values = {CountValue(steps)};
  int64_t total = 0;
  for (int i : {measure::kWaiting, measure::kWorking, measure::kPost, measure::kSupplement}) {
    values.push_back(MeanHours(sums.flow[i], steps));
    total += sums.flow[i];
  }
  values.push_back(MeanHours(total, steps));
  return values;
}

Values WaitingTimesValues(const Members& members) {
  constexpr double kUpTo[] = {24, 72, 120, 240, 480, 720, 1e9};
  const std::vector<WaitCount> counts = WaitCounts(members);
  int64_t total = 0;
  std::vector<int64_t> columns(std::size(kUpTo));
  for (const WaitCount& entry : counts) {
    total += entry.count;
    const auto* column = std::lower_bound(std::begin(kUpTo), std::end(kUpTo), entry.wait.to_hours);
    columns[column - std::begin(kUpTo)] += entry.count;
  }
  Values values = {CountValue(total)};
  for (double share : {0.5, 0.9, 0.99}) {
    values.push_back(total == 0 ? UnknownValue() : MeasureValue(WaitQuantile(counts, share)));
  }
  for (int64_t count : columns) values.push_back(CountValue(count));
  return values;
}

}  // namespace motcua::reporting

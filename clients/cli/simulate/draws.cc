#include "clients/cli/simulate/draws.h"

#include "common/base/strings.h"

namespace motcua::cli::simulate {
namespace {

constexpr double kUnknownMinutes = 30;
constexpr absl::Duration kUnknownWay = absl::Hours(24);

// From the narrowest group to the widest.
std::vector<std::string> GroupsOf(const Arrival& arrival, int step, const std::string& unit) {
  std::string key = Cat(arrival.accepted.procedure_code(), "/", step);
  return {Cat(key, "/", unit), key, ""};
}

// SplitMix64: spreads a counter over all numbers.
uint64_t Spread(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

Draws::Draws(const std::vector<Arrival>& arrivals, const DeskClocks& clocks, uint64_t seed)
    : arrivals_(arrivals), seed_(seed), own_(arrivals.size()) {
  const auto record_of = [&clocks](const Work& work) {
    return Record{static_cast<double>(work.minutes),
                  clocks.FreeMinutes(work.unit, work.queued, work.claimed)};
  };
  for (size_t i = 0; i < arrivals.size(); ++i) {
    if (arrivals[i].asked.has_value()) asked_[i] = record_of(*arrivals[i].asked);
    for (const auto& [step, work] : arrivals[i].work) {
      const Record record = record_of(work);
      own_[i][step] = record;
      for (const std::string& group : GroupsOf(arrivals[i], step, work.unit)) {
        records_[group].push_back(record);
      }
    }
    for (const auto& [step, way] : arrivals[i].papers) papers_.push_back(way);
  }
}

uint64_t Draws::NumberOf(size_t dossier, int step) const {
  return Spread(Spread(Spread(seed_) + dossier) + static_cast<uint64_t>(step));
}

Draws::Record Draws::RecordOf(const StepAt& step) const {
  const auto asked = asked_.find(step.dossier);
  if (step.before_pause && asked != asked_.end()) return asked->second;
  const auto known = own_[step.dossier].find(step.step);
  if (known != own_[step.dossier].end()) return known->second;
  for (const std::string& group : GroupsOf(arrivals_[step.dossier], step.step, step.unit)) {
    const auto records = records_.find(group);
    if (records == records_.end()) continue;
    return records->second[NumberOf(step.dossier, step.step) % records->second.size()];
  }
  return {kUnknownMinutes, 0};
}

absl::Duration Draws::Papers(size_t dossier, int step) const {
  const auto known = arrivals_[dossier].papers.find(step);
  if (known != arrivals_[dossier].papers.end()) return known->second;
  if (papers_.empty()) return kUnknownWay;
  return papers_[NumberOf(dossier, step) % papers_.size()];
}

}  // namespace motcua::cli::simulate

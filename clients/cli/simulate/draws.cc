#include "clients/cli/simulate/draws.h"

#include "common/base/strings.h"

namespace motcua::cli::simulate {
namespace {

constexpr int64_t kUnknownMinutes = 30;
constexpr absl::Duration kUnknownWay = absl::Hours(24);

std::string StepKey(const Arrival& arrival, int step) {
  return Cat(arrival.accepted.procedure_code(), "/", step);
}

// SplitMix64: spreads a counter over all numbers.
uint64_t Spread(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

Draws::Draws(const std::vector<Arrival>& arrivals, uint64_t seed)
    : arrivals_(arrivals), seed_(seed) {
  for (const Arrival& arrival : arrivals) {
    for (const auto& [step, work] : arrival.work) {
      minutes_[StepKey(arrival, step)].push_back(work.minutes);
      minutes_[""].push_back(work.minutes);
    }
    for (const auto& [step, way] : arrival.papers) papers_.push_back(way);
  }
}

uint64_t Draws::NumberOf(size_t dossier, int step) const {
  return Spread(Spread(Spread(seed_) + dossier) + static_cast<uint64_t>(step));
}

double Draws::Minutes(size_t dossier, int step) const {
  const Arrival& arrival = arrivals_[dossier];
  const auto known = arrival.work.find(step);
  if (known != arrival.work.end()) return static_cast<double>(known->second.minutes);
  for (const std::string& key : {StepKey(arrival, step), std::string()}) {
    const auto records = minutes_.find(key);
    if (records == minutes_.end()) continue;
    return static_cast<double>(records->second[NumberOf(dossier, step) % records->second.size()]);
  }
  return kUnknownMinutes;
}

absl::Duration Draws::Papers(size_t dossier, int step) const {
  const auto known = arrivals_[dossier].papers.find(step);
  if (known != arrivals_[dossier].papers.end()) return known->second;
  if (papers_.empty()) return kUnknownWay;
  return papers_[NumberOf(dossier, step) % papers_.size()];
}

}  // namespace motcua::cli::simulate

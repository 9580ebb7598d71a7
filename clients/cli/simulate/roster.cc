#include "clients/cli/simulate/roster.h"

#include <algorithm>
#include <utility>

#include "clients/cli/errors.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cli::simulate {
namespace {

absl::StatusOr<std::pair<std::string, std::string>> Pair(const std::string& option,
                                                         const std::string& word) {
  const size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
    return UsageError(Cat(option, " ", word, ": expected NAME=VALUE"));
  }
  return std::make_pair(word.substr(0, equals), word.substr(equals + 1));
}

absl::Status AddNumbers(const std::string& option, const std::vector<std::string>& words,
                        std::map<std::string, int>& numbers) {
  for (const std::string& word : words) {
    MOTCUA_ASSIGN_OR_RETURN(const auto pair, Pair(option, word));
    const std::string_view text = pair.second;
    int number = 0;
    if (!ParseInt(text.substr(text.front() == '+' ? 1 : 0), &number)) {
      return UsageError(Cat(option, " ", word, ": ", text, " is no whole number"));
    }
    numbers[pair.first] = number;
  }
  return absl::OkStatus();
}

}  // namespace

Hands HandsOf(const std::vector<Arrival>& arrivals) {
  Hands hands;
  const auto add = [&hands](const Work& work) {
    hands[work.unit].emplace_back(work.claimed, 1);
    hands[work.unit].emplace_back(work.done, -1);
  };
  for (const Arrival& arrival : arrivals) {
    for (const auto& [step, work] : arrival.work) add(work);
    if (arrival.asked.has_value()) add(*arrival.asked);
  }
  for (auto& [unit, changes] : hands) std::ranges::sort(changes);
  return hands;
}

Roster RosterOf(const std::vector<Arrival>& arrivals) {
  Roster roster;
  for (const auto& [unit, changes] : HandsOf(arrivals)) {
    int now = 0;
    Crew& crew = roster[unit];
    for (const auto& [at, change] : changes) crew.officers = std::max(crew.officers, now += change);
    crew.usual = crew.officers;
  }
  return roster;
}

absl::StatusOr<Change> ParseChange(const std::vector<std::string>& officers,
                                   const std::vector<std::string>& half_time,
                                   const std::vector<std::string>& merges,
                                   const std::vector<std::string>& versions) {
  Change change;
  change.half_time = half_time;
  MOTCUA_RETURN_IF_ERROR(AddNumbers("--officers", officers, change.officers));
  MOTCUA_RETURN_IF_ERROR(AddNumbers("--version", versions, change.versions));
  for (const std::string& word : merges) {
    MOTCUA_ASSIGN_OR_RETURN(const auto pair, Pair("--merge", word));
    change.merges.insert(pair);
  }
  return change;
}

Roster Apply(const Change& change, Roster roster) {
  for (const auto& [unit, by] : change.officers) {
    roster[unit].officers = std::max(1, roster[unit].officers + by);
  }
  for (const std::string& unit : change.half_time) roster[unit].speed /= 2;
  for (const auto& [from, into] : change.merges) {
    roster[into].officers += roster[from].officers;
    roster[into].usual += roster[from].usual;
    roster.erase(from);
  }
  return roster;
}

}  // namespace motcua::cli::simulate

#include <algorithm>
#include <set>

#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "common/catalogue/lint/rules.h"

namespace motcua::catalogue {
namespace {

constexpr type::v1::Channel kChannels[] = {
    type::v1::CHANNEL_COUNTER, type::v1::CHANNEL_ONLINE, type::v1::CHANNEL_POSTAL};

// Calls check(procedure, place) for the procedures of the days looked at.
void ForEachProcedure(const Subject& subject, const auto& check) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    if (subject.window.And(ValidityOf(procedure)).empty()) continue;
    check(procedure, subject.source.procedures[i]);
  }
}

// The cases that can hold, the first being that none does. The first question answered yes decides:
// a case whose question was asked before never holds.
std::vector<std::string> ReachableCases(const v1::Procedure& procedure) {
  std::vector<std::string> reachable = {""};
  std::set<std::string_view> asked;
  for (const v1::ProcedureCase& row : procedure.cases()) {
    if (asked.insert(row.question()).second) reachable.push_back(row.key());
  }
  return reachable;
}

// For each rule whether it decides in some case by some channel.
std::vector<bool> Decides(const v1::Procedure& procedure, const auto& rules) {
  std::vector<bool> decides(rules.size());
  for (const std::string& key : ReachableCases(procedure)) {
    for (const auto channel : kChannels) {
      const auto first = std::ranges::find_if(rules, [&](const auto& rule) {
        return AppliesInCase(rule.cases(), key) &&
               (rule.channels().empty() || std::ranges::count(rule.channels(), channel) > 0);
      });
      if (first != rules.end()) decides[first - rules.begin()] = true;
    }
  }
  return decides;
}

void CheckReach(const v1::Procedure& procedure, const auto& rules, std::string_view what,
                const Place& place, Report& report) {
  const std::vector<bool> decides = Decides(procedure, rules);
  for (int k = 0; k < rules.size(); ++k) {
    if (decides[k]) continue;
    report.Warn(place.In(what, k), "cases",
                Cat(NameOf(procedure), ": the rule never decides: rules before it do, or its cases "
                                       "never hold"));
  }
}

std::string Where(const std::string& key, type::v1::Channel channel) {
  const std::string by = channel == type::v1::CHANNEL_ONLINE   ? "online"
                         : channel == type::v1::CHANNEL_POSTAL ? "by post"
                                                               : "at the counter";
  return key.empty() ? by : Cat(by, " in case ", key);
}

// Calls check(steps, shares of all stages, limit, where) for each case and channel.
void ForEachWay(const v1::Procedure& procedure, const auto& check) {
  for (const std::string& key : ReachableCases(procedure)) {
    std::vector<int> steps;
    int64_t all = 0;
    int greatest = 0, stage = 0;
    for (int k = 0; k < procedure.route_size(); ++k) {
      const v1::RouteStep& step = procedure.route(k);
      if (!AppliesInCase(step.cases(), key)) continue;
      if (step.stage() != stage) all += std::exchange(greatest, 0);
      stage = step.stage();
      greatest = std::max(greatest, step.share_permille());
      steps.push_back(k);
    }
    all += greatest;
    for (const auto channel : kChannels) {
      check(steps, std::max<int64_t>(all, 1), LimitFor(procedure, key, channel),
            Where(key, channel));
    }
  }
}

}  // namespace

void UnreachableRule(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    CheckReach(procedure, procedure.limit_rules(), "limit_rules", place, report);
    CheckReach(procedure, procedure.fee_rules(), "fee_rules", place, report);
  });
}

void UnreachableStep(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    const std::vector<std::string> cases = ReachableCases(procedure);
    for (int k = 0; k < procedure.route_size(); ++k) {
      const v1::RouteStep& step = procedure.route(k);
      const bool reached = std::ranges::any_of(
          cases, [&](const std::string& key) { return AppliesInCase(step.cases(), key); });
      if (reached) continue;
      report.Error(place.In("route", k), "cases",
                   Cat(NameOf(procedure), ": the step is never reached: its cases ask what was asked "
                                          "before"));
    }
  });
}

// The general limit is share-too-small's; here those of rules.
void RuleLimitTooShort(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    std::set<int> told;
    ForEachWay(procedure, [&](const std::vector<int>& steps, int64_t all,
                              const type::v1::TimeLimit& limit, const std::string& where) {
      const auto minutes = WorkingMinutes(limit);
      if (!minutes.has_value() || &limit == &procedure.limit()) return;
      for (const int k : steps) {
        const int64_t own = *minutes * procedure.route(k).share_permille() / all;
        if (own >= kLeastStepMinutes || !told.insert(k).second) continue;
        report.Warn(place.In("route", k), "share_permille",
                    Cat(NameOf(procedure), ": the step has ", own, " minutes of the limit ", where));
      }
    });
  });
}

void AnswerAfterLimit(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    std::set<int> told;
    ForEachWay(procedure, [&](const std::vector<int>& steps, int64_t all,
                              const type::v1::TimeLimit& limit, const std::string& where) {
      const auto minutes = WorkingMinutes(limit);
      for (const int k : steps) {
        const v1::RouteStep& step = procedure.route(k);
        const auto answer = WorkingMinutes(step.answer_limit());
        if (!minutes.has_value() || !answer.has_value()) continue;
        const int64_t own = *minutes * step.share_permille() / all;
        if (*answer <= own || !told.insert(k).second) continue;
        report.Warn(place.In("route", k), "answer_limit",
                    Cat(NameOf(procedure), ": the answer is waited for ", *answer,
                        " minutes, the step has ", own, " of the limit ", where));
      }
    });
  });
}

}  // namespace motcua::catalogue

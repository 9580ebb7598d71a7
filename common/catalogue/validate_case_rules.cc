#include <set>
#include <string>
#include <vector>

#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

class CaseChecker {
 public:
  CaseChecker(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes)
      : procedure_(procedure), place_(place), mistakes_(mistakes) {
    for (const v1::ProcedureCase& row : procedure.cases()) cases_.push_back(row.key());
  }

  void Run() {
    for (int i = 0; i < procedure_.limit_rules_size(); ++i) {
      const Place at = place_.In("limit_rules", i);
      CheckRule(procedure_.limit_rules(i), at);
      CheckTimeLimit(procedure_.limit_rules(i).limit(), at, "limit", mistakes_);
    }
    for (int i = 0; i < procedure_.fee_rules_size(); ++i) {
      const Place at = place_.In("fee_rules", i);
      CheckRule(procedure_.fee_rules(i), at);
      if (procedure_.fee_rules(i).fee_vnd() < 0) mistakes_->Add(at, "fee_vnd", "fee is negative");
    }
    for (int i = 0; i < procedure_.route_size(); ++i) {
      CheckStep(procedure_.route(i), place_.In("route", i));
    }
    for (const std::string& key : cases_) CheckRouteOf(key);
  }

 private:
  void CheckKeys(const auto& row, const Place& at) {
    for (int k = 0; k < row.cases_size(); ++k) {
      bool known = false;
      for (const auto& one : procedure_.cases()) known = known || one.key() == row.cases(k);
      if (!known) mistakes_->Add(at, "cases", k, Cat("no case ", row.cases(k)));
    }
  }

  void CheckRule(const auto& rule, const Place& at) {
    CheckKeys(rule, at);
    std::set<int> seen;
    for (int k = 0; k < rule.channels_size(); ++k) {
      if (rule.channels(k) != type::v1::CHANNEL_UNSPECIFIED && seen.insert(rule.channels(k)).second)
        continue;
      mistakes_->Add(at, "channels", k, "channel is unspecified or there twice");
    }
    if (rule.cases().empty() && rule.channels().empty()) {
      mistakes_->Add(at, "the rule holds always: it names neither cases nor channels");
    }
  }

  void CheckStep(const v1::RouteStep& step, const Place& at) {
    CheckKeys(step, at);
    if (step.post_stops_clock() && !step.needs_originals()) {
      mistakes_->Add(at, "post_stops_clock", "the post carries nothing to a step without originals");
    }
    if (!step.has_answer_limit()) return;
    CheckTimeLimit(step.answer_limit(), at, "answer_limit", mistakes_);
    if (step.answer_limit().kind() == type::v1::LIMIT_KIND_NONE) {
      mistakes_->Add(at, "answer_limit", "an answer is waited for without end where this is not set");
    }
  }

  // In each case something is done, and no stage is of consultations alone.
  void CheckRouteOf(const std::string& key) {
    const std::string where = key.empty() ? "when no case holds" : Cat("in case ", key);
    std::set<int> stages, decided;
    for (const v1::RouteStep& step : procedure_.route()) {
      if (!AppliesInCase(step.cases(), key)) continue;
      stages.insert(step.stage());
      if (!step.has_answer_limit()) decided.insert(step.stage());
    }
    if (stages.empty() && !procedure_.route().empty()) {
      mistakes_->Add(place_, "route", Cat("the route is empty ", where));
    }
    for (const int stage : stages) {
      if (decided.contains(stage)) continue;
      mistakes_->Add(place_, "route",
                     Cat("stage ", stage, " is of consultations alone ", where));
    }
  }

  const v1::Procedure& procedure_;
  const Place& place_;
  Mistakes* mistakes_;
  std::vector<std::string> cases_ = {""};
};

}  // namespace

void CheckTimeLimit(const type::v1::TimeLimit& limit, const Place& place, std::string_view field,
                    Mistakes* mistakes) {
  const auto kind = limit.kind();
  const int amount = limit.amount();
  if (kind == type::v1::LIMIT_KIND_UNSPECIFIED) {
    mistakes->Add(place, field, "limit is missing or without kind");
  } else if (kind == type::v1::LIMIT_KIND_NONE || kind == type::v1::LIMIT_KIND_SAME_DAY) {
    if (amount != 0) mistakes->Add(place, field, "this kind of limit has no amount");
  } else if (amount < 1 || amount > 3650) {
    mistakes->Add(place, field, Cat("limit of ", amount, " is not in 1 to 3650"));
  }
}

void CheckCaseRules(const v1::Procedure& procedure, const Place& place, Mistakes* mistakes) {
  CaseChecker(procedure, place, mistakes).Run();
}

}  // namespace motcua::catalogue

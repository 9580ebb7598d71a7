#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

constexpr int kWhole = 1000;  // permille of the time limit

bool IsKey(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

class ProcedureChecker {
 public:
  ProcedureChecker(const Source& source, const UnitIndex& index, Mistakes* mistakes)
      : index_(index), mistakes_(mistakes) {
    for (const v1::Unit& unit : source.all.units()) {
      if (!unit.one_stop()) continue;
      counters_[unit.level()].push_back(&unit);
      for (const int level : unit.also_receives()) counters_[level].push_back(&unit);
    }
  }

  void Check(const v1::Procedure& procedure, const Place& place) {
    if (procedure.code().empty()) {
      mistakes_->Add(place, "procedure without code");
    } else {
      CheckVersion(procedure, place);
    }
    CheckName(place, "name", procedure.name(), 300, mistakes_);
    CheckName(place, "field", procedure.field(), 200, mistakes_);
    CheckLevels(procedure, place);
    CheckTimeLimit(procedure.limit(), place, "limit", mistakes_);
    if (procedure.fee_vnd() < 0) mistakes_->Add(place, "fee_vnd", "fee is negative");
    CheckPapers(procedure, place, CheckCases(procedure, place));
    CheckRoute(procedure, place);
    catalogue::CheckCaseRules(procedure, place, mistakes_);
  }

 private:
  using Keys = absl::flat_hash_set<std::string>;

  // A day has at most one version of a code, a version one text.
  void CheckVersion(const v1::Procedure& procedure, const Place& place) {
    if (procedure.version() < 0) mistakes_->Add(place, "version", "version is negative");
    CheckDays(procedure, place, mistakes_);
    const Validity validity = ValidityOf(procedure);
    const int version = VersionOf(procedure);
    const std::string name = Cat("procedure ", procedure.code());
    for (const auto& [other, days] : versions_[procedure.code()]) {
      if (other == version) {
        const std::string which = version == 1 ? "" : Cat(" version ", version);
        return mistakes_->Add(place, "code", Cat(name, which, " is there twice"));
      }
      if (validity.from <= days.to && days.from <= validity.to) {
        return mistakes_->Add(place, "version", Cat(name, ": versions ", other, " and ", version,
                                                    " are in force on the same day"));
      }
    }
    versions_[procedure.code()].emplace_back(version, validity);
  }

  void CheckLevels(const v1::Procedure& procedure, const Place& place) {
    if (procedure.levels().empty()) mistakes_->Add(place, "levels are missing");
    absl::flat_hash_set<int> seen;
    for (int i = 0; i < procedure.levels_size(); ++i) {
      const auto level = procedure.levels(i);
      if (level == type::v1::LEVEL_UNSPECIFIED || !seen.insert(level).second) {
        mistakes_->Add(place, "levels", i, "level is unspecified or there twice");
      } else if (!counters_.contains(level)) {
        mistakes_->Add(place, "levels", i,
                       Cat("no unit of ", type::v1::Level_Name(level), " has a counter"));
      }
    }
  }

  Keys CheckCases(const v1::Procedure& procedure, const Place& place) {
    Keys keys;
    for (int i = 0; i < procedure.cases_size(); ++i) {
      const v1::ProcedureCase& row = procedure.cases(i);
      const Place at = place.In("cases", i);
      if (!IsKey(row.key())) {
        mistakes_->Add(at, "key", "case key must be of a-z, 0-9 and _");
      } else if (!keys.insert(row.key()).second) {
        mistakes_->Add(at, "key", Cat("case ", row.key(), " is there twice"));
      }
      CheckName(at, "name", row.name(), 200, mistakes_);
      CheckName(at, "question", row.question(), 300, mistakes_);
    }
    return keys;
  }

  void CheckPapers(const v1::Procedure& procedure, const Place& place, const Keys& cases) {
    absl::flat_hash_set<std::string> names;
    for (int i = 0; i < procedure.papers_size(); ++i) {
      const v1::RequiredPaper& paper = procedure.papers(i);
      const Place at = place.In("papers", i);
      CheckName(at, "name", paper.name(), 300, mistakes_);
      if (!names.insert(paper.name()).second) {
        mistakes_->Add(at, "name", Cat("paper \"", paper.name(), "\" is there twice"));
      }
      if (paper.kind() == type::v1::PAPER_KIND_UNSPECIFIED) {
        mistakes_->Add(at, "kind", "paper has no kind");
      }
      if (paper.count() < 1 || paper.count() > 100) {
        mistakes_->Add(at, "count", Cat("count ", paper.count(), " is not in 1 to 100"));
      }
      for (int k = 0; k < paper.cases_size(); ++k) {
        if (cases.contains(paper.cases(k))) continue;
        mistakes_->Add(at, "cases", k, Cat("no case ", paper.cases(k)));
      }
    }
  }

  void CheckRoute(const v1::Procedure& procedure, const Place& place) {
    if (procedure.route().empty()) mistakes_->Add(place, "route is missing");
    int stage = 0;
    int done = 0;      // greatest shares of the stages before
    int greatest = 0;  // of the stage at hand
    for (int i = 0; i < procedure.route_size(); ++i) {
      const v1::RouteStep& step = procedure.route(i);
      const Place at = place.In("route", i);
      if (step.stage() != stage && step.stage() != stage + 1) {
        mistakes_->Add(at, "stage", Cat("stage ", step.stage(), " after stage ", stage));
      }
      if (step.stage() != stage) done += std::exchange(greatest, 0);
      stage = step.stage();
      greatest = std::max(greatest, step.share_permille());
      CheckStep(procedure, step, at);
    }
    if (done + greatest != kWhole && !procedure.route().empty()) {
      mistakes_->Add(place, "route", Cat("shares add up to ", done + greatest, ", not ", kWhole));
    }
  }

  void CheckStep(const v1::Procedure& procedure, const v1::RouteStep& step, const Place& at) {
    CheckName(at, "name", step.name(), 200, mistakes_);
    if (step.share_permille() < 1 || step.share_permille() > kWhole) {
      mistakes_->Add(at, "share_permille",
                     Cat("share ", step.share_permille(), " is not in 1 to ", kWhole));
    }
    if (step.role() != "officer" && step.role() != "leader") {
      mistakes_->Add(at, "role", Cat("role \"", step.role(), "\" is neither officer nor leader"));
    }
    if (!IsSelector(step.unit_selector())) {
      mistakes_->Add(at, "unit_selector",
                     Cat("not a unit selector: \"", step.unit_selector(), "\""));
      return;
    }
    CheckResolves(procedure, step.unit_selector(), at);
  }

  // One mistake a step, naming the first counter from which it leads nowhere.
  void CheckResolves(const v1::Procedure& procedure, const std::string& selector, const Place& at) {
    for (const int level : procedure.levels()) {
      for (const v1::Unit* origin : counters_[level]) {
        if (index_.Resolve(selector, origin->code()).ok()) continue;
        mistakes_->Add(at, "unit_selector", Cat("unit ", origin->code(), " has no ", selector));
        return;
      }
    }
  }

  const UnitIndex& index_;
  Mistakes* mistakes_;
  absl::flat_hash_map<int, std::vector<const v1::Unit*>> counters_;  // by level
  absl::flat_hash_map<std::string, std::vector<std::pair<int, Validity>>> versions_;  // by code
};

}  // namespace

void CheckProcedures(const Source& source, const UnitIndex& index, Mistakes* mistakes) {
  ProcedureChecker checker(source, index, mistakes);
  for (int i = 0; i < source.all.procedures_size(); ++i) {
    checker.Check(source.all.procedures(i), source.procedures[i]);
  }
}

}  // namespace motcua::catalogue

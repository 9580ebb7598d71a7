#include "common/catalogue/lint/lint.h"

#include <algorithm>
#include <tuple>

#include "common/base/strings.h"
#include "common/catalogue/lint/rules.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

struct Rule {
  std::string_view name;
  std::string_view about;
  void (*check)(const Subject&, Report&);
};

constexpr Rule kRules[] = {
    {"unit-outlives-parent", "a unit exists on days on which the unit above it does not",
     UnitOutlivesParent},
    {"duplicate-unit-name", "two units below the same unit share a name", DuplicateUnitName},
    {"post-office-area", "a post office lies in a unit that ends before those it carries for",
     PostOfficeArea},
    {"no-post-office", "a counter that no post office carries for", NoPostOffice},
    {"unused-post-office", "a post office that carries for no unit", UnusedPostOffice},
    {"duplicate-post-office-name", "two post offices share a name", DuplicatePostOfficeName},
    {"nobody-receives", "no counter takes the procedure in, on all or some of its days",
     NobodyReceives},
    {"duplicate-procedure-name", "two procedures share a name", DuplicateProcedureName},
    {"suspicious-fee", "a fee under 1,000 đồng, over 100,000,000, or not in steps of 500",
     SuspiciousFee},
    {"unused-case", "a question whose answer changes nothing", UnusedCase},
    {"no-papers", "a procedure that asks for no paper", NoPapers},
    {"version-order", "versions out of order, with days between them, or alike", VersionOrder},
    {"step-unit-not-in-force", "a step's unit does not exist while a counter takes dossiers in",
     StepUnitNotInForce},
    {"originals-cannot-arrive", "a step awaits originals that no post office can carry to it",
     OriginalsCannotArrive},
    {"originals-in-two-places", "steps of one stage await the same originals in several units",
     OriginalsInTwoPlaces},
    {"same-day-travels", "a limit within the day and originals that travel", SameDayTravels},
    {"post-slower-than-limit", "originals travel for as many days as the limit has",
     PostSlowerThanLimit},
    {"share-too-small", "a step with less than half an hour of the limit", ShareTooSmall},
    {"unreachable-rule", "a rule for limit or fee that never decides", UnreachableRule},
    {"unreachable-step", "a step of cases that never hold", UnreachableStep},
    {"rule-limit-too-short", "a step with less than half an hour of the limit of a case or channel",
     RuleLimitTooShort},
    {"answer-after-limit", "an answer waited for longer than the step has of the limit",
     AnswerAfterLimit},
    {"calendar-year-missing", "a year without any day off in the calendar", CalendarYearMissing},
    {"calendar-holiday-missing", "a year without a public holiday of BLLĐ 2019 Đ.112",
     CalendarHolidayMissing},
    {"swapped-days", "a day off in exchange without a day worked for it", SwappedDays},
};

void AddMistakes(const Mistakes& mistakes, std::vector<Finding>* findings) {
  for (const Mistake& mistake : mistakes.all()) {
    findings->push_back({Severity::kError, "load", mistake.file, mistake.line, mistake.message});
  }
}

void Sort(std::vector<Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
}

}  // namespace

std::string DayText(absl::CivilDay day) { return absl::FormatCivilTime(day); }

std::string NameOf(const v1::Procedure& procedure) {
  const std::string version =
      VersionOf(procedure) == 1 ? "" : Cat(" version ", VersionOf(procedure));
  return Cat("procedure ", procedure.code(), version);
}

std::vector<Counter> CountersOf(const Subject& subject, const v1::Procedure& procedure) {
  const Validity days = subject.window.And(ValidityOf(procedure));
  std::vector<Counter> counters;
  for (const v1::Unit& unit : subject.all().units()) {
    if (std::ranges::none_of(procedure.levels(), [&unit](int level) {
          return TakesIn(unit, static_cast<type::v1::Level>(level));
        })) {
      continue;
    }
    const Validity both = days.And(ValidityOf(unit));
    if (!both.empty()) counters.push_back({&unit, both});
  }
  return counters;
}

std::vector<Finding> Lint(const std::vector<Catalogue::File>& files,
                          std::optional<absl::CivilDay> on) {
  Source source;
  Mistakes mistakes;
  std::vector<Finding> findings;
  for (const Catalogue::File& file : files) ParseFile(file.name, file.text, &source, &mistakes);
  const bool readable = mistakes.empty();
  const UnitIndex units(source.all.units(), source.all.selector_rules());
  if (readable) CheckAll(source, units, &mistakes);
  AddMistakes(mistakes, &findings);
  if (readable) {
    const ProcedureIndex procedures(source.all.procedures());
    const Validity window = on.has_value() ? Validity{*on, *on} : Validity{};
    const Subject subject{source, units, procedures, window};
    for (const Rule& rule : kRules) {
      Report report(rule.name, &findings);
      rule.check(subject, report);
    }
  }
  Sort(&findings);
  return findings;
}

std::vector<RuleInfo> LintRules() {
  std::vector<RuleInfo> rules = {{"load", "what the services refuse to start with"}};
  for (const Rule& rule : kRules) rules.push_back({rule.name, rule.about});
  return rules;
}

}  // namespace motcua::catalogue

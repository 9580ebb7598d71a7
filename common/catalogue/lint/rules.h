// The rules: each looks at the whole catalogue and reports all it finds. They rely on nothing that
// Catalogue::Load checks, and do not repeat it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/catalogue/lint/lint.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/source.h"
#include "common/catalogue/unit_index.h"

namespace motcua::catalogue {

// What the rules look at.
struct Subject {
  const Source& source;
  const UnitIndex& units;
  const ProcedureIndex& procedures;
  Validity window;  // the days looked at

  const v1::CatalogueFile& all() const { return source.all; }
};

// Takes down what one rule finds.
class Report {
 public:
  Report(std::string_view rule, std::vector<Finding>* into) : rule_(rule), into_(into) {}

  void Error(const Place& place, std::string_view field, std::string message) {
    Add(Severity::kError, place, field, std::move(message));
  }
  void Warn(const Place& place, std::string_view field, std::string message) {
    Add(Severity::kWarning, place, field, std::move(message));
  }

 private:
  void Add(Severity severity, const Place& place, std::string_view field, std::string message) {
    into_->push_back({severity, std::string(rule_), place.file(), place.LineOf(field),
                      std::move(message)});
  }

  std::string_view rule_;
  std::vector<Finding>* into_;
};

// Half an hour is what it takes to open a dossier and say yes.
inline constexpr int kLeastStepMinutes = 30;
// Working time of a limit; nothing for limits that are not in working time.
std::optional<int64_t> WorkingMinutes(const type::v1::TimeLimit& limit);

// "2025-07-01".
std::string DayText(absl::CivilDay day);
// A counter that takes the procedure in, and on which days.
struct Counter {
  const v1::Unit* unit;
  Validity days;
};
std::vector<Counter> CountersOf(const Subject& subject, const v1::Procedure& procedure);
// "procedure 1.001193", with its version if it is a later one.
std::string NameOf(const v1::Procedure& procedure);

// Units (rules_units.cc).
void UnitOutlivesParent(const Subject& subject, Report& report);
void DuplicateUnitName(const Subject& subject, Report& report);

// The post (rules_post.cc).
void PostOfficeArea(const Subject& subject, Report& report);
void NoPostOffice(const Subject& subject, Report& report);
void UnusedPostOffice(const Subject& subject, Report& report);
void DuplicatePostOfficeName(const Subject& subject, Report& report);

// Procedures (rules_procedures.cc).
void NobodyReceives(const Subject& subject, Report& report);
void DuplicateProcedureName(const Subject& subject, Report& report);
void SuspiciousFee(const Subject& subject, Report& report);
void UnusedCase(const Subject& subject, Report& report);
void NoPapers(const Subject& subject, Report& report);
void VersionOrder(const Subject& subject, Report& report);

// Routes (rules_routes.cc).
void StepUnitNotInForce(const Subject& subject, Report& report);
void OriginalsCannotArrive(const Subject& subject, Report& report);
void OriginalsInTwoPlaces(const Subject& subject, Report& report);
void SameDayTravels(const Subject& subject, Report& report);
void PostSlowerThanLimit(const Subject& subject, Report& report);
void ShareTooSmall(const Subject& subject, Report& report);

// What holds in some cases or by some channels (rules_cases.cc).
void UnreachableRule(const Subject& subject, Report& report);
void UnreachableStep(const Subject& subject, Report& report);
void RuleLimitTooShort(const Subject& subject, Report& report);
void AnswerAfterLimit(const Subject& subject, Report& report);

// The calendar (rules_calendar.cc).
void CalendarYearMissing(const Subject& subject, Report& report);
void CalendarHolidayMissing(const Subject& subject, Report& report);
void SwappedDays(const Subject& subject, Report& report);

}  // namespace motcua::catalogue

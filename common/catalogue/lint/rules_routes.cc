#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "common/base/strings.h"
#include "common/catalogue/lint/rules.h"

namespace motcua::catalogue {
namespace {

constexpr int kMinutesPerDay = 8 * 60;

// Calls check(procedure, place) for the procedures of the days looked at.
void ForEachProcedure(const Subject& subject, const auto& check) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    if (subject.window.And(ValidityOf(procedure)).empty()) continue;
    check(procedure, subject.source.procedures[i]);
  }
}

std::string UnitOf(const Subject& subject, const v1::RouteStep& step, const Counter& counter) {
  return subject.units.Resolve(step.unit_selector(), counter.unit->code()).value_or("");
}

// Steps to which the originals must come from elsewhere on a way that counts, for a dossier of this
// counter.
int Travels(const Subject& subject, const v1::Procedure& procedure, const Counter& counter) {
  int travels = 0;
  std::string papers_at = counter.unit->code();
  for (const v1::RouteStep& step : procedure.route()) {
    const std::string unit = UnitOf(subject, step, counter);
    if (!step.needs_originals() || unit.empty() || unit == papers_at) continue;
    papers_at = unit;
    if (!step.post_stops_clock()) ++travels;
  }
  return travels;
}

struct Farthest {
  int travels = 0;
  std::string counter;
};

Farthest FarthestOf(const Subject& subject, const v1::Procedure& procedure) {
  Farthest farthest;
  for (const Counter& counter : CountersOf(subject, procedure)) {
    const int travels = Travels(subject, procedure, counter);
    if (travels > farthest.travels) farthest = {travels, counter.unit->code()};
  }
  return farthest;
}

bool EndsWithinTheDay(const type::v1::TimeLimit& limit) {
  return limit.kind() == type::v1::LIMIT_KIND_SAME_DAY ||
         (limit.kind() == type::v1::LIMIT_KIND_WORKING_HOURS && limit.amount() < 8);
}

}  // namespace

std::optional<int64_t> WorkingMinutes(const type::v1::TimeLimit& limit) {
  switch (limit.kind()) {
    case type::v1::LIMIT_KIND_WORKING_DAYS:
      return int64_t{limit.amount()} * kMinutesPerDay;
    case type::v1::LIMIT_KIND_WORKING_HOURS:
      return int64_t{limit.amount()} * 60;
    case type::v1::LIMIT_KIND_SAME_DAY:
      return kMinutesPerDay;
    default:
      return std::nullopt;
  }
}

void StepUnitNotInForce(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    const std::vector<Counter> counters = CountersOf(subject, procedure);
    for (int k = 0; k < procedure.route_size(); ++k) {
      for (const Counter& counter : counters) {
        const v1::Unit* unit = subject.units.Find(UnitOf(subject, procedure.route(k), counter));
        if (unit == nullptr || ValidityOf(*unit).Covers(counter.days)) continue;
        const Validity days = ValidityOf(*unit);
        const auto missing = counter.days.from < days.from ? counter.days.from : days.to + 1;
        report.Error(place.In("route", k), "unit_selector",
                     Cat(NameOf(procedure), ": unit ", unit->code(), " does not exist on ",
                         DayText(missing), ", when unit ", counter.unit->code(),
                         " takes it in"));
        break;
      }
    }
  });
}

// Originals go from unit to unit by the post (QĐ 45/2016 Đ.7); without an office they never come,
// and the step and all after it never open.
void OriginalsCannotArrive(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    const std::vector<Counter> counters = CountersOf(subject, procedure);
    for (int k = 0; k < procedure.route_size(); ++k) {
      if (!procedure.route(k).needs_originals()) continue;
      for (const Counter& counter : counters) {
        const std::string unit = UnitOf(subject, procedure.route(k), counter);
        if (unit.empty() || unit == counter.unit->code()) continue;
        if (!subject.units.PostOfficeOf(unit).empty()) continue;
        report.Error(place.In("route", k), "needs_originals",
                     Cat(NameOf(procedure), ": no post office carries the originals to unit ",
                         unit, ", so the step never opens"));
        break;
      }
    }
  });
}

void OriginalsInTwoPlaces(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    std::map<int, std::set<std::string_view>> wanted;  // stage → selectors that need originals
    for (int k = 0; k < procedure.route_size(); ++k) {
      const v1::RouteStep& step = procedure.route(k);
      if (!step.needs_originals()) continue;
      auto& selectors = wanted[step.stage()];
      selectors.insert(step.unit_selector());
      if (selectors.size() != 2) continue;
      report.Error(place.In("route", k), "needs_originals",
                   Cat(NameOf(procedure), ": stage ", step.stage(),
                       " awaits the originals in two units at once"));
    }
  });
}

// What the post takes is given in working days, from one on (TT 17/2017 Đ.7).
void SameDayTravels(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    if (!EndsWithinTheDay(procedure.limit())) return;
    const Farthest farthest = FarthestOf(subject, procedure);
    if (farthest.travels == 0) return;
    report.Error(place, "limit",
                 Cat(NameOf(procedure), ": is due within the day, but from unit ",
                     farthest.counter, " the originals travel by post"));
  });
}

void PostSlowerThanLimit(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    const auto minutes = WorkingMinutes(procedure.limit());
    if (!minutes.has_value() || EndsWithinTheDay(procedure.limit())) return;
    const Farthest farthest = FarthestOf(subject, procedure);
    if (farthest.travels == 0 || farthest.travels * kMinutesPerDay < *minutes) return;
    report.Warn(place, "limit",
                Cat(NameOf(procedure), ": from unit ", farthest.counter,
                    " the originals travel ", farthest.travels,
                    " times, a working day each, which is all of the limit"));
  });
}

void ShareTooSmall(const Subject& subject, Report& report) {
  ForEachProcedure(subject, [&](const v1::Procedure& procedure, const Place& place) {
    const auto minutes = WorkingMinutes(procedure.limit());
    if (!minutes.has_value()) return;
    for (int k = 0; k < procedure.route_size(); ++k) {
      const int64_t own = *minutes * procedure.route(k).share_permille() / 1000;
      if (own >= kLeastStepMinutes || procedure.route(k).share_permille() < 1) continue;
      report.Warn(place.In("route", k), "share_permille",
                  Cat(NameOf(procedure), ": the step has ", own, " minutes of the limit"));
    }
  });
}

}  // namespace motcua::catalogue

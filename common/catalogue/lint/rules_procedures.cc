#include <algorithm>
#include <map>
#include <set>

#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/catalogue/lint/rules.h"
#include "google/protobuf/util/message_differencer.h"

namespace motcua::catalogue {
namespace {

constexpr int64_t kLeastFee = 1'000;
constexpr int64_t kGreatestFee = 100'000'000;
constexpr int64_t kFeeStep = 500;

std::string Money(int64_t vnd) { return Cat(vnd, " đồng"); }

// The days on which dossiers can be filed anywhere in the catalogue.
Validity DaysOfCounters(const Subject& subject) {
  Validity days{absl::CivilDay::max(), absl::CivilDay::min()};
  for (const v1::Unit& unit : subject.all().units()) {
    if (!unit.one_stop()) continue;
    const Validity own = ValidityOf(unit);
    days = {std::min(days.from, own.from), std::max(days.to, own.to)};
  }
  return days;
}

// The first of the procedure's days without any of the counters; max() when there is none.
absl::CivilDay FirstUncovered(const Validity& days, std::vector<Counter> counters) {
  std::ranges::sort(counters, {}, [](const Counter& counter) { return counter.days.from; });
  absl::CivilDay reached = days.from;
  for (const Counter& counter : counters) {
    if (counter.days.from > reached) return reached;
    if (counter.days.to >= days.to) return absl::CivilDay::max();
    reached = std::max(reached, counter.days.to + 1);
  }
  return reached;
}

}  // namespace

void NobodyReceives(const Subject& subject, Report& report) {
  const Validity open = DaysOfCounters(subject);
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    const Place& place = subject.source.procedures[i];
    const Validity days = subject.window.And(ValidityOf(procedure));
    if (days.empty()) continue;
    const std::vector<Counter> counters = CountersOf(subject, procedure);
    if (counters.empty()) {
      report.Error(place, "levels", Cat(NameOf(procedure), ": no counter takes it in"));
      continue;
    }
    const Validity wanted = days.And(open);
    const absl::CivilDay gap = FirstUncovered(wanted, counters);
    if (gap == absl::CivilDay::max() || gap > wanted.to) continue;
    report.Warn(place, "levels",
                Cat(NameOf(procedure), ": no counter takes it in on ", DayText(gap)));
  }
}

void DuplicateProcedureName(const Subject& subject, Report& report) {
  std::map<std::string, std::vector<const v1::Procedure*>> seen;
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    const Validity days = subject.window.And(ValidityOf(procedure));
    auto& namesakes = seen[ToNfc(procedure.name())];
    for (const v1::Procedure* other : namesakes) {
      if (other->code() == procedure.code() || days.And(ValidityOf(*other)).empty()) continue;
      report.Warn(subject.source.procedures[i], "name",
                  Cat(NameOf(procedure), " has the name of procedure ", other->code()));
      break;
    }
    namesakes.push_back(&procedure);
  }
}

void SuspiciousFee(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    const int64_t fee = procedure.fee_vnd();
    if (fee <= 0 || subject.window.And(ValidityOf(procedure)).empty()) continue;
    if (fee >= kLeastFee && fee <= kGreatestFee && fee % kFeeStep == 0) continue;
    report.Warn(subject.source.procedures[i], "fee_vnd",
                Cat(NameOf(procedure), ": a fee of ", Money(fee), " is unusual; are these đồng?"));
  }
}

void UnusedCase(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    std::set<std::string_view> used;
    for (const v1::RequiredPaper& paper : procedure.papers()) {
      used.insert(paper.cases().begin(), paper.cases().end());
    }
    for (const v1::RouteStep& step : procedure.route()) {
      used.insert(step.cases().begin(), step.cases().end());
    }
    for (const auto& rule : procedure.limit_rules()) {
      used.insert(rule.cases().begin(), rule.cases().end());
    }
    for (const auto& rule : procedure.fee_rules()) {
      used.insert(rule.cases().begin(), rule.cases().end());
    }
    for (int k = 0; k < procedure.cases_size(); ++k) {
      if (used.contains(procedure.cases(k).key())) continue;
      report.Warn(subject.source.procedures[i].In("cases", k), "key",
                  Cat(NameOf(procedure), ": nothing depends on case ", procedure.cases(k).key()));
    }
  }
}

void NoPapers(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    if (!procedure.papers().empty()) continue;
    report.Warn(subject.source.procedures[i], "code",
                Cat(NameOf(procedure), " asks for no paper"));
  }
}

namespace {

bool SayTheSame(v1::Procedure a, v1::Procedure b) {
  for (v1::Procedure* procedure : {&a, &b}) {
    procedure->clear_version();
    procedure->clear_valid_from();
    procedure->clear_valid_to();
  }
  return google::protobuf::util::MessageDifferencer::Equals(a, b);
}

void CheckSuccession(const ProcedureIndex::Entry& before, const ProcedureIndex::Entry& after,
                     const Place& place, Report& report) {
  const std::string name = NameOf(*after.procedure);
  if (VersionOf(*after.procedure) < VersionOf(*before.procedure)) {
    report.Warn(place, "version",
                Cat(name, " follows version ", VersionOf(*before.procedure)));
  }
  if (before.validity.to < after.validity.from - 1) {
    report.Warn(place, "valid_from",
                Cat(name, ": nothing can be filed from ", DayText(before.validity.to + 1),
                    ", when the version before ends, until it begins"));
  }
  if (SayTheSame(*before.procedure, *after.procedure)) {
    report.Warn(place, "version", Cat(name, " says the same as the version before"));
  }
}

}  // namespace

void VersionOrder(const Subject& subject, Report& report) {
  for (int i = 0; i < subject.all().procedures_size(); ++i) {
    const v1::Procedure& procedure = subject.all().procedures(i);
    const auto& versions = subject.procedures.VersionsOf(procedure.code());
    for (size_t k = 1; k < versions.size(); ++k) {
      if (versions[k].procedure != &procedure) continue;
      CheckSuccession(versions[k - 1], versions[k], subject.source.procedures[i], report);
    }
  }
}

}  // namespace motcua::catalogue

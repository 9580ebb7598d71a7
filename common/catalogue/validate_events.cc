#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/base/strings.h"
#include "common/catalogue/procedure_index.h"
#include "common/catalogue/validate.h"

namespace motcua::catalogue {
namespace {

constexpr int kFewestProcedures = 2;
constexpr int kMostProcedures = 10;

class EventChecker {
 public:
  EventChecker(const Source& source, Mistakes* mistakes)
      : procedures_(source.all.procedures()), mistakes_(mistakes) {
    for (const v1::Unit& unit : source.all.units()) {
      if (unit.one_stop()) counters_.insert(unit.level());
    }
  }

  void Check(const v1::CitizenEvent& event, const Place& place) {
    if (event.code().empty()) mistakes_->Add(place, "event without code");
    if (!event.code().empty() && !codes_.insert(event.code()).second) {
      mistakes_->Add(place, "code", Cat("event ", event.code(), " is there twice"));
    }
    CheckName(place, "name", event.name(), 300, mistakes_);
    CheckDays(event, place, mistakes_);
    if (event.procedures_size() < kFewestProcedures || event.procedures_size() > kMostProcedures) {
      mistakes_->Add(place, "procedures", Cat("an event has ", kFewestProcedures, " to ",
                                              kMostProcedures, " procedures"));
    }
    absl::flat_hash_set<std::string> before;
    for (int i = 0; i < event.procedures_size(); ++i) {
      CheckProcedure(event.procedures(i), before, place.In("procedures", i));
      before.insert(event.procedures(i).procedure_code());
    }
    CheckLevels(event, place);
    CheckShared(event, place);
  }

 private:
  using Codes = absl::flat_hash_set<std::string>;

  void CheckProcedure(const v1::EventProcedure& step, const Codes& before, const Place& at) {
    const v1::Procedure* procedure = procedures_.Newest(step.procedure_code());
    if (procedure == nullptr) {
      return mistakes_->Add(at, "procedure_code", Cat("no procedure ", step.procedure_code()));
    }
    if (before.contains(step.procedure_code())) {
      mistakes_->Add(at, "procedure_code", Cat("procedure ", procedure->code(), " is there twice"));
    }
    const auto is_case = [&](const auto& row) { return row.key() == step.case_key(); };
    if (!step.case_key().empty() && std::ranges::none_of(procedure->cases(), is_case)) {
      mistakes_->Add(at, "case_key", Cat("no case ", step.case_key()));
    }
    for (int i = 0; i < step.after_size(); ++i) {
      if (before.contains(step.after(i))) continue;
      mistakes_->Add(at, "after", i, Cat("no procedure ", step.after(i), " before it in the event"));
    }
    for (int i = 0; i < step.result_papers_size(); ++i) {
      CheckResultPaper(step, *procedure, step.result_papers(i), at.In("result_papers", i));
    }
  }

  void CheckResultPaper(const v1::EventProcedure& step, const v1::Procedure& procedure,
                        const v1::ResultPaper& paper, const Place& at) {
    if (!AsksFor(procedure, paper.paper())) {
      mistakes_->Add(at, "paper", Cat("procedure ", procedure.code(), " asks for no paper \"",
                                      paper.paper(), "\""));
    }
    if (std::ranges::count(step.after(), paper.procedure_code()) == 0) {
      mistakes_->Add(at, "procedure_code",
                     Cat("the event does not wait for procedure ", paper.procedure_code()));
    }
  }

  // Somewhere all of it can be handed in.
  void CheckLevels(const v1::CitizenEvent& event, const Place& place) {
    for (const int level : counters_) {
      const auto takes = [&](const v1::EventProcedure& step) {
        const v1::Procedure* procedure = procedures_.Newest(step.procedure_code());
        return procedure == nullptr || std::ranges::count(procedure->levels(), level) > 0;
      };
      if (std::ranges::all_of(event.procedures(), takes)) return;
    }
    mistakes_->Add(place, "procedures", "no counter takes all of the procedures in");
  }

  void CheckShared(const v1::CitizenEvent& event, const Place& place) {
    for (int i = 0; i < event.shared_papers_size(); ++i) {
      const auto asks = [&](const v1::EventProcedure& step) {
        const v1::Procedure* procedure = procedures_.Newest(step.procedure_code());
        return procedure != nullptr && AsksFor(*procedure, event.shared_papers(i));
      };
      if (std::ranges::count_if(event.procedures(), asks) >= 2) continue;
      mistakes_->Add(place, "shared_papers", i, Cat("paper \"", event.shared_papers(i),
                                                    "\" is not asked for by two procedures"));
    }
  }

  static bool AsksFor(const v1::Procedure& procedure, const std::string& paper) {
    return std::ranges::any_of(procedure.papers(),
                               [&](const auto& asked) { return asked.name() == paper; });
  }

  ProcedureIndex procedures_;
  Mistakes* mistakes_;
  absl::flat_hash_set<int> counters_;  // levels with a counter
  Codes codes_;
};

}  // namespace

void CheckCitizenEvents(const Source& source, Mistakes* mistakes) {
  EventChecker checker(source, mistakes);
  for (int i = 0; i < source.all.citizen_events_size(); ++i) {
    checker.Check(source.all.citizen_events(i), source.citizen_events[i]);
  }
}

}  // namespace motcua::catalogue

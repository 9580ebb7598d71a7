#include "services/intake/domain/citizen_event.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/intake/domain/draft_check.h"
#include "services/intake/domain/transitions.h"

namespace motcua::intake {
namespace {

using catalogue::v1::EventProcedure;
using catalogue::v1::Procedure;
using catalogue::v1::RequiredPaper;

absl::Status CheckCases(const EventPlan& plan, const std::map<std::string, std::string>& cases,
                        std::string_view field) {
  for (const auto& [code, key] : cases) {
    const int index = plan.IndexOf(code);
    if (index < 0) {
      return InvalidArgument(kFieldInvalid, Cat(field, ": procedure ", code, " is not of the event"))
          .Field(field, "names a procedure that is not of the event");
    }
    const auto is_case = [&](const auto& row) { return row.key() == key; };
    if (key.empty() || std::ranges::any_of(plan.members[index].procedure->cases(), is_case)) continue;
    return InvalidArgument(kCaseUnknown, Cat(field, ": is no case of procedure ", code))
        .Field(field, "is no case of the procedure");
  }
  return absl::OkStatus();
}

const RequiredPaper* PaperAskedFor(const EventMember& member, std::string_view name) {
  for (const RequiredPaper& paper : member.procedure->papers()) {
    if (paper.name() == name && IsAskedFor(paper, member.case_key)) return &paper;
  }
  return nullptr;
}

bool WantsPaper(const EventMember& member, std::string_view name) {
  return PaperAskedFor(member, name) != nullptr && !IsResult(member, name);
}

void AddToChecklist(const EventPlan& plan, const EventMember& member, const RequiredPaper& asked,
                    std::vector<EventPaper>& list) {
  const auto same = [&](const EventPaper& row) { return row.name == asked.name(); };
  auto row = plan.IsShared(asked.name()) ? std::ranges::find_if(list, same) : list.end();
  if (row == list.end()) row = list.insert(row, EventPaper{asked.name(), asked.kind()});
  row->kind = std::min(row->kind, asked.kind());  // numbered from the strongest to the weakest
  row->count = std::max(row->count, asked.count());
  row->required = row->required || asked.required();
  row->procedure_codes.push_back(member.procedure->code());
}

void AwaitResults(const EventPlan& plan, const EventMember& member,
                  const std::vector<std::string>& codes, Dossier& dossier) {
  for (const std::string& before : member.step->after()) {
    dossier.add_waits_for(codes[plan.IndexOf(before)]);
  }
  for (const auto& result : member.step->result_papers()) {
    const RequiredPaper* asked = PaperAskedFor(member, result.paper());
    if (asked == nullptr) continue;
    dossier::v1::AwaitedPaper& awaited = *dossier.add_awaited_papers();
    awaited.set_name(asked->name());
    awaited.set_kind(asked->kind());
    awaited.set_count(asked->count());
    awaited.set_dossier_code(codes[plan.IndexOf(result.procedure_code())]);
  }
}

void TakePaper(const dossier::v1::AwaitedPaper& awaited, Dossier& dossier) {
  type::v1::Paper& paper = *dossier.add_papers();
  paper.set_name(awaited.name());
  paper.set_kind(awaited.kind());
  paper.set_count(awaited.count());
}

// Whether it will be complete once the results it waits for are there.
absl::Status CheckWithResults(Dossier dossier, const Procedure& procedure) {
  for (const auto& awaited : dossier.awaited_papers()) TakePaper(awaited, dossier);
  return ToStatus(CheckPapers(dossier, procedure));
}

// Takes the papers the other dossier brings into the dossier; their names.
std::vector<std::string> TakeResults(const std::string& other, Dossier& dossier) {
  std::vector<std::string> names;
  google::protobuf::RepeatedPtrField<dossier::v1::AwaitedPaper> left;
  for (const auto& awaited : dossier.awaited_papers()) {
    if (awaited.dossier_code() == other) {
      TakePaper(awaited, dossier);
      names.push_back(awaited.name());
    } else {
      *left.Add() = awaited;
    }
  }
  *dossier.mutable_awaited_papers() = left;
  return names;
}

void StopWaiting(const std::string& other, Dossier& dossier) {
  auto& waits = *dossier.mutable_waits_for();
  waits.erase(std::remove(waits.begin(), waits.end(), other), waits.end());
}

// Nobody can solve what never gets the result it rests on.
void RefuseForGood(const std::string& other, const Change& change) {
  change.dossier.clear_waits_for();
  change.dossier.clear_awaited_papers();
  // From the states in which a dossier waits this is always allowed.
  Refuse(Cat("Hồ sơ ", other, " không có kết quả"), change).IgnoreError();
}

// If it cannot be accepted by itself (its papers are still under way), an officer does it.
void AcceptIfMeant(const Procedure* procedure, const calendar::Calendar& calendar,
                   const Change& change) {
  Dossier& dossier = change.dossier;
  if (!dossier.accept_when_ready() || dossier.waits_for_size() > 0) return;
  dossier.set_accept_when_ready(false);
  if (procedure != nullptr) Accept(*procedure, calendar, change).IgnoreError();
}

}  // namespace

int EventPlan::IndexOf(std::string_view procedure_code) const {
  const auto same = [&](const EventMember& one) { return one.procedure->code() == procedure_code; };
  const auto found = std::ranges::find_if(members, same);
  return found == members.end() ? -1 : static_cast<int>(found - members.begin());
}

bool EventPlan::IsShared(std::string_view paper) const {
  return std::ranges::find(event->shared_papers(), paper) != event->shared_papers().end();
}

absl::StatusOr<EventPlan> PlanEvent(const catalogue::Catalogue& catalogue,
                                    const std::string& event_code, absl::CivilDay day,
                                    const std::map<std::string, std::string>& cases,
                                    std::string_view field) {
  EventPlan plan{.event = catalogue.FindEvent(event_code, day)};
  if (plan.event == nullptr) {
    return absl::Status(NotFound(kEventNotFound, "there is no such event on that day")
                            .With("event_code", event_code)
                            .Field("event_code", "is in no catalogue, or not in force that day"));
  }
  for (const EventProcedure& step : plan.event->procedures()) {
    const auto named = cases.find(step.procedure_code());
    plan.members.push_back({.step = &step,
                            .procedure = catalogue.FindProcedure(step.procedure_code(), day),
                            .case_key = named == cases.end() ? step.case_key() : named->second});
  }
  MOTCUA_RETURN_IF_ERROR(CheckCases(plan, cases, field));
  return plan;
}

bool IsResult(const EventMember& member, std::string_view paper) {
  return std::ranges::any_of(member.step->result_papers(),
                             [&](const auto& result) { return result.paper() == paper; });
}

std::vector<EventPaper> Checklist(const EventPlan& plan) {
  std::vector<EventPaper> list;
  for (const EventMember& member : plan.members) {
    for (const RequiredPaper& asked : member.procedure->papers()) {
      const bool wanted = IsAskedFor(asked, member.case_key) && !IsResult(member, asked.name());
      if (wanted) AddToChecklist(plan, member, asked, list);
    }
  }
  return list;
}

std::vector<Papers> ShareOutPapers(const EventPlan& plan, const Papers& papers) {
  std::vector<Papers> shares(plan.members.size());
  for (const type::v1::Paper& paper : papers) {
    bool placed = false;
    for (size_t i = 0; i < shares.size(); ++i) {
      if (!WantsPaper(plan.members[i], paper.name())) continue;
      if (placed && !plan.IsShared(paper.name())) break;
      *shares[i].Add() = paper;
      placed = true;
    }
    if (!placed) *shares[0].Add() = paper;
  }
  return shares;
}

absl::Status FileMember(const EventPlan& plan, int index, const std::vector<std::string>& codes,
                        bool accept, const calendar::Calendar& calendar, const Change& change) {
  const EventMember& member = plan.members[index];
  Dossier& dossier = change.dossier;
  dossier.set_event_code(plan.event->code());
  dossier.set_event_group(codes.front());
  for (const std::string& code : codes) dossier.add_group_dossiers(code);
  AwaitResults(plan, member, codes, dossier);
  File(codes[index], *member.procedure, change);
  if (!accept) return absl::OkStatus();
  if (dossier.waits_for().empty()) return Accept(*member.procedure, calendar, change);
  dossier.set_accept_when_ready(true);
  return CheckWithResults(dossier, *member.procedure);
}

bool OnPrerequisiteEnded(const std::string& other, bool has_result, const Procedure* procedure,
                         const calendar::Calendar& calendar, const Change& change) {
  Dossier& dossier = change.dossier;
  const bool waits = std::ranges::find(dossier.waits_for(), other) != dossier.waits_for().end();
  if (!waits || IsFinal(dossier.state())) return false;
  StopWaiting(other, dossier);
  auto& ended = *Tell(change).mutable_prerequisite_ended();
  ended.set_dossier_code(other);
  ended.set_has_result(has_result);
  if (!has_result) {
    RefuseForGood(other, change);
    return true;
  }
  for (std::string& name : TakeResults(other, dossier)) ended.add_papers(std::move(name));
  AcceptIfMeant(procedure, calendar, change);
  return true;
}

}  // namespace motcua::intake

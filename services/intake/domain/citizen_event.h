// The dossiers of one event of a citizen's life: filed together, each with a clock of its own, some
// beginning only with the result of others (NĐ 61/2018 Đ.19(6), NĐ 63/2024).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/catalogue/catalogue.h"
#include "services/intake/domain/dossier.h"

namespace motcua::intake {

// One of an event's procedures, as it stands on the day of filing.
struct EventMember {
  const catalogue::v1::EventProcedure* step = nullptr;
  const catalogue::v1::Procedure* procedure = nullptr;
  std::string case_key;  // the case that holds; empty: none
};

struct EventPlan {
  const catalogue::v1::CitizenEvent* event = nullptr;
  std::vector<EventMember> members;  // in the order of the event

  // Position of a procedure; -1: not of the event.
  int IndexOf(std::string_view procedure_code) const;
  // Whether a paper of that name is one for all procedures.
  bool IsShared(std::string_view paper) const;
};

// What the event consists of on that day (local); `cases`, by procedure, hold instead of those of
// the catalogue. Errors: NOT_FOUND EVENT_NOT_FOUND; INVALID_ARGUMENT CASE_UNKNOWN, FIELD_INVALID (a
// procedure that is not of the event), both at `field`.
absl::StatusOr<EventPlan> PlanEvent(const catalogue::Catalogue& catalogue,
                                    const std::string& event_code, absl::CivilDay day,
                                    const std::map<std::string, std::string>& cases,
                                    std::string_view field);

// Whether the member's procedure asks for the paper and nobody brings it: it is another's result.
bool IsResult(const EventMember& member, std::string_view paper);

// A paper that is to be handed in for the event.
struct EventPaper {
  std::string name;
  type::v1::PaperKind kind = type::v1::PAPER_KIND_UNSPECIFIED;  // the strongest asked for
  int count = 0;                                                // the most asked for
  bool required = false;
  std::vector<std::string> procedure_codes;  // that ask for it
};

// The checklist: a shared paper once, others once for each procedure, results not at all.
std::vector<EventPaper> Checklist(const EventPlan& plan);

// Which papers go into which dossier, by position: a shared one into every dossier that asks for
// it, another into the first that asks for it, or into the first of all.
std::vector<Papers> ShareOutPapers(const EventPlan& plan, const Papers& papers);

// Makes the drafted dossier that of member `index`, under codes[index], and files it; with `accept`
// also accepts it, or, when it waits for the result of another, lets it be accepted as soon as that
// is there. Errors of Accept; FAILED_PRECONDITION PAPERS_MISSING also of one that waits.
absl::Status FileMember(const EventPlan& plan, int index, const std::vector<std::string>& codes,
                        bool accept, const calendar::Calendar& calendar, const Change& change);

// Another dossier of the group has its result, or never will (`has_result`). A dossier that waits
// for it gets the papers it brings, and is accepted if it waits for nothing else and was to be; or
// is refused. Tells PrerequisiteEnded, and Accepted or Refused. False: it does not concern this one.
bool OnPrerequisiteEnded(const std::string& other, bool has_result,
                         const catalogue::v1::Procedure* procedure,
                         const calendar::Calendar& calendar, const Change& change);

}  // namespace motcua::intake

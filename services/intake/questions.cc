#include "services/intake/questions.h"

#include <algorithm>
#include <map>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/case_rules.h"

namespace motcua::intake {
namespace {

using catalogue::v1::Procedure;

absl::Status CheckCase(const Procedure& procedure, const std::string& key, std::string_view field) {
  const bool known =
      std::ranges::any_of(procedure.cases(), [&](const auto& row) { return row.key() == key; });
  if (known) return absl::OkStatus();
  constexpr std::string_view kMessage = "is no case of the procedure";
  return InvalidArgument(kCaseUnknown, Cat(field, ": ", kMessage)).Field(field, kMessage);
}

absl::Status AnswersInvalid(std::string_view message) {
  return InvalidArgument(kFieldInvalid, Cat("answers: ", message)).Field("answers", message);
}

absl::StatusOr<std::map<std::string, bool>> AnswersOf(const v1::GetGuidanceRequest& request,
                                                      const Procedure& procedure) {
  std::map<std::string, bool> answers;
  for (int i = 0; i < request.answers_size(); ++i) {
    const v1::CaseAnswer& answer = request.answers(i);
    const std::string field = Cat("answers[", i, "].case_key");
    MOTCUA_RETURN_IF_ERROR(CheckCase(procedure, answer.case_key(), field));
    if (!answers.emplace(answer.case_key(), answer.yes()).second) {
      return AnswersInvalid("a question is answered twice");
    }
  }
  return answers;
}

}  // namespace

bool CaseChoice::MayApply(const google::protobuf::RepeatedPtrField<std::string>& cases) const {
  if (decided) return catalogue::AppliesInCase(cases, case_key);
  return cases.empty() || std::ranges::any_of(cases, [this](const auto& key) {
           return !denied.contains(key);
         });
}

absl::StatusOr<CaseChoice> DecideCase(const v1::GetGuidanceRequest& request,
                                      const Procedure& procedure) {
  const std::string& named = request.case_key();
  if (!named.empty()) {
    MOTCUA_RETURN_IF_ERROR(CheckCase(procedure, named, "case_key"));
    if (request.answers_size() > 0) return AnswersInvalid("are for when no case_key is given");
    return CaseChoice{.decided = true, .case_key = named};
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto answers, AnswersOf(request, procedure));
  CaseChoice choice;
  for (const auto& row : procedure.cases()) {
    const auto answer = answers.find(row.key());
    if (answer == answers.end()) {
      if (choice.next == nullptr) choice.next = &row;
    } else if (answer->second) {
      return CaseChoice{.decided = true, .case_key = row.key()};
    } else {
      choice.denied.insert(row.key());
    }
  }
  choice.decided = choice.next == nullptr;
  return choice;
}

}  // namespace motcua::intake

// The questions that decide which of a procedure's cases holds.
#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "common/catalogue/catalogue.h"
#include "motcua/intake/v1/intake_service.pb.h"

namespace motcua::intake {

// What is known of the case so far.
struct CaseChoice {
  bool decided = false;
  std::string case_key;                                // empty: none holds, or not decided
  const catalogue::v1::ProcedureCase* next = nullptr;  // to be asked; nullptr when decided
  std::set<std::string> denied;                        // cases answered no

  // Whether what is there in these cases (none: always) is there, or may still be.
  bool MayApply(const google::protobuf::RepeatedPtrField<std::string>& cases) const;
};

// Goes through the procedure's questions in order: the first yes decides. Errors: as GetGuidance,
// for case_key and answers.
absl::StatusOr<CaseChoice> DecideCase(const v1::GetGuidanceRequest& request,
                                      const catalogue::v1::Procedure& procedure);

}  // namespace motcua::intake

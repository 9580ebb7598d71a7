// The policy file (motcua.policy.v1.Policy as textproto), checked and made quick to ask.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/auth/caller.h"

namespace motcua::auth {

// A caller together with the methods its roles allow.
class Principal {
 public:
  Principal(Caller caller, std::vector<std::string> patterns);

  const Caller& caller() const { return caller_; }

  // `method` is a full path such as "/motcua.intake.v1.IntakeService/SubmitDossier".
  bool Allows(std::string_view method) const;

 private:
  Caller caller_;
  bool everything_ = false;
  absl::flat_hash_set<std::string> methods_;   // Full paths.
  absl::flat_hash_set<std::string> services_;  // "/package.Service/".
};

// Immutable; may be read by many threads.
class Policy {
 public:
  // INVALID_ARGUMENT listing every mistake as "file:line: message" or "file: message".
  static absl::StatusOr<Policy> Load(const std::string& path);
  static absl::StatusOr<Policy> FromText(std::string_view text, std::string_view file_name);

  // nullptr for a name the policy does not know: it may do nothing. Pointers live as long as the
  // policy, also when it is moved.
  const Principal* Find(std::string_view name) const;

  // INVALID_ARGUMENT if a role allows a method of `service` ("motcua.intake.v1.IntakeService")
  // that is not among `methods` ("SubmitDossier"): a misspelt permission must not go unnoticed.
  absl::Status CheckMethods(std::string_view service,
                            const std::vector<std::string>& methods) const;

 private:
  absl::flat_hash_map<std::string, std::unique_ptr<const Principal>> principals_;
  absl::flat_hash_set<std::string> patterns_;
  std::string file_name_;
};

}  // namespace motcua::auth

#include "common/auth/policy.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_join.h"
#include "common/base/strings.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "motcua/policy/v1/policy.pb.h"

namespace motcua::auth {
namespace {

namespace v1 = policy::v1;

constexpr std::string_view kEveryMethod = "*";

// Collects what the parser complains about.
class SyntaxErrors : public google::protobuf::io::ErrorCollector {
 public:
  SyntaxErrors(std::string_view file_name, std::vector<std::string>& errors)
      : file_name_(file_name), errors_(errors) {}
  void AddError(int line, int column, const std::string& message) override {
    errors_.push_back(Cat(file_name_, ":", line + 1, ": ", message));
  }

 private:
  std::string_view file_name_;
  std::vector<std::string>& errors_;
};

bool IsPattern(std::string_view pattern) {
  if (pattern == kEveryMethod) return true;
  if (!ConsumePrefix(&pattern, "/")) return false;
  const size_t slash = pattern.find('/');
  if (slash == 0 || slash == pattern.npos || slash + 1 == pattern.size()) return false;
  const std::string_view method = pattern.substr(slash + 1);
  const std::string_view service = pattern.substr(0, slash);
  const bool plain_service = service.find('*') == service.npos;
  const bool plain_method = method.find_first_of("*/") == method.npos;
  return plain_service && (method == "*" || plain_method);
}

using Roles = absl::flat_hash_map<std::string, const v1::Role*>;

// Checks a whole file; says each mistake once.
class Checker {
 public:
  Checker(const v1::Policy& policy, std::string_view file_name, std::vector<std::string>& errors)
      : policy_(policy), file_name_(file_name), errors_(errors) {}

  Roles Check() {
    for (const v1::Role& role : policy_.roles()) CheckRole(role);
    absl::flat_hash_set<std::string> names;
    for (const v1::Caller& caller : policy_.callers()) {
      Require(!caller.name().empty(), "a caller has no name");
      Require(names.insert(caller.name()).second, "caller \"", caller.name(), "\" appears twice");
      CheckCaller(caller);
    }
    return std::move(roles_);
  }

 private:
  template <class... Parts>
  void Require(bool holds, const Parts&... parts) {
    if (!holds) errors_.push_back(Cat(file_name_, ": ", parts...));
  }

  void CheckRole(const v1::Role& role) {
    Require(!role.name().empty(), "a role has no name");
    Require(roles_.emplace(role.name(), &role).second, "role \"", role.name(), "\" appears twice");
    for (const std::string& pattern : role.allow()) {
      Require(IsPattern(pattern), "role \"", role.name(), "\" allows \"", pattern,
              "\", which is not \"/package.Service/Method\", \"/package.Service/*\" or \"*\"");
    }
  }

  void CheckCaller(const v1::Caller& caller) {
    Require(caller.roles_size() > 0, "caller \"", caller.name(), "\" has no role");
    for (const std::string& role : caller.roles()) {
      Require(roles_.contains(role), "caller \"", caller.name(), "\" has the unknown role \"",
              role, "\"");
    }
    for (const std::string& unit : caller.units()) {
      Require(!unit.empty(), "caller \"", caller.name(), "\" has a unit without a code");
    }
  }

  const v1::Policy& policy_;
  std::string_view file_name_;
  std::vector<std::string>& errors_;
  Roles roles_;
};

absl::Status AllOf(const std::vector<std::string>& errors) {
  if (errors.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(errors, "\n"));
}

}  // namespace

Principal::Principal(Caller caller, std::vector<std::string> patterns)
    : caller_(std::move(caller)) {
  for (const std::string& pattern : patterns) {
    std::string_view service = pattern;
    if (pattern == kEveryMethod) {
      everything_ = true;
    } else if (service.ends_with('*')) {
      services_.emplace(service.substr(0, service.size() - 1));
    } else {
      methods_.insert(pattern);
    }
  }
}

bool Principal::Allows(std::string_view method) const {
  if (everything_ || methods_.contains(ToAbsl(method))) return true;
  if (services_.empty()) return false;
  return services_.contains(ToAbsl(method.substr(0, method.rfind('/') + 1)));
}

absl::StatusOr<Policy> Policy::Load(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(Cat("policy file ", path, " cannot be read"));
  std::stringstream text;
  text << file.rdbuf();
  return FromText(text.str(), path);
}

absl::StatusOr<Policy> Policy::FromText(std::string_view text, std::string_view file_name) {
  std::vector<std::string> errors;
  SyntaxErrors collector(file_name, errors);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  v1::Policy file;
  if (!parser.ParseFromString(std::string(text), &file)) return AllOf(errors);
  const Roles roles = Checker(file, file_name, errors).Check();
  if (!errors.empty()) return AllOf(errors);

  Policy policy;
  policy.file_name_ = std::string(file_name);
  for (const v1::Caller& entry : file.callers()) {
    std::vector<std::string> patterns;
    for (const std::string& role : entry.roles()) {
      const auto& allowed = roles.at(role)->allow();
      patterns.insert(patterns.end(), allowed.begin(), allowed.end());
    }
    policy.patterns_.insert(patterns.begin(), patterns.end());
    Caller caller{entry.name(), {entry.units().begin(), entry.units().end()}};
    policy.principals_.emplace(
        entry.name(), std::make_unique<const Principal>(std::move(caller), std::move(patterns)));
  }
  return policy;
}

const Principal* Policy::Find(std::string_view name) const {
  const auto found = principals_.find(ToAbsl(name));
  return found == principals_.end() ? nullptr : found->second.get();
}

absl::Status Policy::CheckMethods(std::string_view service,
                                  const std::vector<std::string>& methods) const {
  std::vector<std::string> errors;
  for (const std::string& pattern : patterns_) {
    std::string_view method = pattern;
    if (!ConsumePrefix(&method, Cat("/", service, "/")) || method == "*") continue;
    if (std::ranges::find(methods, method) != methods.end()) continue;
    errors.push_back(Cat(file_name_, ": \"", pattern, "\" is no method"));
  }
  std::ranges::sort(errors);
  return AllOf(errors);
}

}  // namespace motcua::auth

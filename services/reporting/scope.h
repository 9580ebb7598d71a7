// Which units a caller's question is about: those it covers, narrowed to a subtree if it asks so.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/auth/caller.h"
#include "common/catalogue/catalogue.h"

namespace motcua::reporting {

class Scope {
 public:
  // Everything the caller covers, or the subtree of `unit_code` if that is not empty.
  // NOT_FOUND(UNIT_NOT_FOUND), PERMISSION_DENIED(UNIT_OUT_OF_SCOPE). The caller and the catalogue
  // must outlive the scope.
  static absl::StatusOr<Scope> Of(const auth::Caller& caller, const std::string& unit_code,
                                  const catalogue::Catalogue& catalogue);

  // Whether it is not narrowed to any units.
  bool SeesEverything() const { return root_.empty() && caller_->CoversEverything(); }
  // Codes of the catalogue's units it sees.
  std::set<std::string> Units() const;

  bool Sees(std::string_view unit_code) const {
    return root_.empty() ? caller_->Covers(unit_code, *catalogue_)
                         : root_ == unit_code || catalogue_->Covers(root_, unit_code);
  }

 private:
  Scope(const auth::Caller& caller, std::string root, const catalogue::Catalogue& catalogue)
      : caller_(&caller), root_(std::move(root)), catalogue_(&catalogue) {}

  const auth::Caller* caller_;
  std::string root_;
  const catalogue::Catalogue* catalogue_;
};

}  // namespace motcua::reporting

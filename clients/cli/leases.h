// Remembers the leases this person holds, so that `motcua complete CODE` needs no token. One small
// file in the XDG state folder, readable by its owner alone: a token is a proof of holding.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/environment.h"

namespace motcua::cli {

struct HeldLease {
  // Who holds it: the identity the claim was made with.
  std::string identity;
  std::string dossier_code;
  int step_index = 0;
  std::string unit_code;
  std::string token;
};

class LeaseBook {
 public:
  // $XDG_STATE_HOME/motcua/leases, else ~/.local/state/motcua/leases. Without either variable
  // nothing is remembered.
  explicit LeaseBook(const Environment& environment);

  // Adds the leases; one on the same step replaces the older. Keeps the newest 2,000.
  absl::Status Remember(const std::vector<HeldLease>& leases);
  // The lease that `identity` holds on the dossier's step, or on its only step if `step_index` is
  // negative. A usage error if there is none, or more than one.
  absl::StatusOr<HeldLease> Find(const std::string& identity, const std::string& dossier_code,
                                 int step_index) const;
  // Removes the lease on that step, if there.
  absl::Status Forget(const HeldLease& lease);

 private:
  std::vector<HeldLease> Read() const;
  absl::Status Write(const std::vector<HeldLease>& leases) const;

  std::string path_;
};

}  // namespace motcua::cli

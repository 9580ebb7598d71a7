// The step a worker speaks of: by the remembered lease, or by options.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cli/leases.h"
#include "clients/cli/program.h"
#include "clients/cli/session.h"
#include "motcua/dossier/v1/journey.pb.h"

namespace motcua::cli {

struct StepArgs {
  std::string code;
  int step = -1;
  std::string unit;
  std::string token;
};

// CODE, --step, --unit and --token.
void AddStepOptions(CommandBuilder& command, StepArgs* args);

// The step's lease: the remembered one, or --token with --unit and --step or what the journey says.
absl::StatusOr<HeldLease> ResolveLease(Session& session, const StepArgs& args);

// The dossier's only step in that state, or the one numbered `step` if that is not negative. A
// usage error if there is none, or more than one.
absl::StatusOr<motcua::dossier::v1::Step> FindStep(Session& session, const std::string& code,
                                                   int step, motcua::dossier::v1::StepState state);

// Forgets the lease if `status` says that it is over: the call went well, or it was not held.
void Settle(Session& session, const HeldLease& lease, const absl::Status& status);

// Fills what every request on a claimed step has.
template <class Request>
Request StepRequest(Session& session, const HeldLease& lease) {
  Request request;
  request.set_request_id(session.RequestId());
  request.set_unit_code(lease.unit_code);
  request.set_dossier_code(lease.dossier_code);
  request.set_step_index(lease.step_index);
  request.set_lease_token(lease.token);
  return request;
}

}  // namespace motcua::cli

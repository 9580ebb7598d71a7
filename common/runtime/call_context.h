// What a handler knows about the call it serves.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/auth/caller.h"

namespace motcua::runtime {

struct CallContext {
  // Who calls; already allowed to call this method.
  auth::Caller caller;
  // Real instant after which the client no longer waits; InfiniteFuture if it set none.
  absl::Time deadline = absl::InfiniteFuture();
  // Full path, for example "/motcua.intake.v1.IntakeService/SubmitDossier".
  std::string method;
};

}  // namespace motcua::runtime

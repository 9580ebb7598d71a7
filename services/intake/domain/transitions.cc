#include "services/intake/domain/transitions.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::intake {

std::string_view StateName(DossierState state) {
  std::string_view name = dossier::v1::DossierState_Name(state);
  ConsumePrefix(&name, "DOSSIER_STATE_");
  return name;
}

std::string_view ActionName(Action action) {
  switch (action) {
    case Action::kAccept:
      return "accept";
    case Action::kRefuse:
      return "refuse";
    case Action::kRequestCompletion:
      return "request_completion";
    case Action::kSupplement:
      return "supplement";
    case Action::kPay:
      return "pay";
    case Action::kWithdraw:
      return "withdraw";
    case Action::kAskSupplement:
      return "ask_supplement";
    case Action::kReceivePapers:
      return "receive_papers";
    case Action::kClose:
      return "close";
  }
  return "";
}

absl::StatusOr<DossierState> RequireNextState(DossierState from, Action action) {
  const std::optional<DossierState> to = NextState(from, action);
  if (to.has_value()) return *to;
  const std::string_view state = StateName(from), name = ActionName(action);
  return absl::Status(FailedPrecondition(kTransitionNotAllowed,
                                         Cat("a dossier that is ", state, " cannot take ", name))
                          .With("state", state)
                          .With("action", name));
}

}  // namespace motcua::intake

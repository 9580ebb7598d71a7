// Which change of a dossier is allowed from which state, and where it leads.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

using dossier::v1::DossierState;

// What may be done to a dossier that has been filed.
enum class Action {
  kAccept,             // an officer accepts it
  kRefuse,             // an officer does not receive it
  kRequestCompletion,  // an officer hands it back before acceptance
  kSupplement,         // the citizen hands in what was asked for
  kPay,                // the citizen pays
  kWithdraw,           // the citizen takes it back
  kAskSupplement,      // routing: the solving unit asks for a supplement
  kReceivePapers,      // postal: the papers collected at home are at the counter
  kClose,              // routing: the result was handed over
};

struct Transition {
  DossierState from;
  Action action;
  DossierState to;
};

// Everything that is allowed; what is not here is not.
inline constexpr std::array kTransitions = {
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kAccept,
               dossier::v1::DOSSIER_STATE_ACCEPTED},
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kRefuse,
               dossier::v1::DOSSIER_STATE_REFUSED},
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kRequestCompletion,
               dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED},
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kPay,
               dossier::v1::DOSSIER_STATE_SUBMITTED},
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kWithdraw,
               dossier::v1::DOSSIER_STATE_WITHDRAWN},
    Transition{dossier::v1::DOSSIER_STATE_SUBMITTED, Action::kReceivePapers,
               dossier::v1::DOSSIER_STATE_SUBMITTED},

    // A citizen who never completes the papers is refused in the end.
    Transition{dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED, Action::kRefuse,
               dossier::v1::DOSSIER_STATE_REFUSED},
    Transition{dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED, Action::kSupplement,
               dossier::v1::DOSSIER_STATE_SUBMITTED},
    Transition{dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED, Action::kPay,
               dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED},
    Transition{dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED, Action::kWithdraw,
               dossier::v1::DOSSIER_STATE_WITHDRAWN},
    Transition{dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED, Action::kReceivePapers,
               dossier::v1::DOSSIER_STATE_COMPLETION_REQUESTED},

    Transition{dossier::v1::DOSSIER_STATE_ACCEPTED, Action::kPay,
               dossier::v1::DOSSIER_STATE_ACCEPTED},
    Transition{dossier::v1::DOSSIER_STATE_ACCEPTED, Action::kWithdraw,
               dossier::v1::DOSSIER_STATE_WITHDRAWN},
    Transition{dossier::v1::DOSSIER_STATE_ACCEPTED, Action::kAskSupplement,
               dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED},
    Transition{dossier::v1::DOSSIER_STATE_ACCEPTED, Action::kClose,
               dossier::v1::DOSSIER_STATE_CLOSED},

    Transition{dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED, Action::kSupplement,
               dossier::v1::DOSSIER_STATE_ACCEPTED},
    Transition{dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED, Action::kPay,
               dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED},
    Transition{dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED, Action::kWithdraw,
               dossier::v1::DOSSIER_STATE_WITHDRAWN},
    Transition{dossier::v1::DOSSIER_STATE_SUPPLEMENT_REQUESTED, Action::kClose,
               dossier::v1::DOSSIER_STATE_CLOSED},
};

// Where `action` leads from `from`; nothing if it is not allowed there.
constexpr std::optional<DossierState> NextState(DossierState from, Action action) {
  for (const Transition& transition : kTransitions) {
    if (transition.from == from && transition.action == action) return transition.to;
  }
  return std::nullopt;
}

// The same, as an error: FAILED_PRECONDITION TRANSITION_NOT_ALLOWED with "state" and "action".
absl::StatusOr<DossierState> RequireNextState(DossierState from, Action action);

// REFUSED, WITHDRAWN and CLOSED: nothing changes any more.
constexpr bool IsFinal(DossierState state) {
  return state == dossier::v1::DOSSIER_STATE_REFUSED ||
         state == dossier::v1::DOSSIER_STATE_WITHDRAWN ||
         state == dossier::v1::DOSSIER_STATE_CLOSED;
}

// "SUBMITTED" for DOSSIER_STATE_SUBMITTED.
std::string_view StateName(DossierState state);
// "accept" for kAccept.
std::string_view ActionName(Action action);

}  // namespace motcua::intake

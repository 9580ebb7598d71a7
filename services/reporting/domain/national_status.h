// Where a dossier stands for the national portal, and by which ways it may get there.
#pragma once

#include <vector>

#include "motcua/dossier/v1/dossier.pb.h"
#include "motcua/dossier/v1/journey.pb.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/type/v1/type.pb.h"

namespace motcua::reporting {

using type::v1::NationalStatus;

// Where a dossier stands with intake and with routing, as far as its events tell.
struct Standing {
  dossier::v1::DossierState dossier = dossier::v1::DOSSIER_STATE_UNSPECIFIED;
  dossier::v1::JourneyState journey = dossier::v1::JOURNEY_STATE_UNSPECIFIED;  // none yet
  bool accepted = false;                                                       // at any time

  bool operator==(const Standing&) const = default;
};

// Takes one event in; events come in the archive's order.
void Fold(const event::v1::Event& event, Standing& standing);

// The status of a standing. Withdrawn before it was accepted, a dossier was never received: the
// portal knows no withdrawal from there.
NationalStatus NationalStatusOf(const Standing& standing);

// Whether the portal lets a dossier go from one status to another.
bool MayFollow(NationalStatus from, NationalStatus to);

// The statuses from `from` (not among them) to `to`, each allowed after the one before, as few as
// possible: the portal knows fewer ways than the law. From UNSPECIFIED every dossier begins as NEW.
// Empty when there is no way (withdrawn when the result was ready: it stays DONE), or they are the
// same.
std::vector<NationalStatus> WayTo(NationalStatus from, NationalStatus to);

}  // namespace motcua::reporting

// The log of a consignment's hand-overs, each linked to the one before by its hash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::postal {

// SHA-256 over what the hand-over says and the hash before it; 32 bytes.
std::string HashOf(const dossier::v1::HandOver& hand_over);

// The hash a consignment's log begins with: of its id, its dossier and the log before it.
std::string BeginningOf(const dossier::v1::Consignment& consignment);

// The hash the log ends with now: that of its last hand-over, or of its beginning.
std::string HeadOf(const dossier::v1::Consignment& consignment);

// Writes the hand-over that the event is to the end of the log, if it is one. `event` is in the
// consignment's history. nullptr if it hands nothing over.
const dossier::v1::HandOver* LogHandOver(const dossier::v1::TrackingEvent& event,
                                         std::string_view actor,
                                         dossier::v1::Consignment& consignment);

enum class CustodyFault {
  kNone,
  kHash,       // a hand-over is not what its hash was made of
  kLink,       // a hand-over does not name the hash of the one before
  kSequence,   // numbers are missing or doubled
  kBeginning,  // the consignment before, or what this log began with in it, is gone
};

// What is wrong with a consignment's log, if anything.
struct CustodyFinding {
  CustodyFault fault = CustodyFault::kNone;
  int sequence = 0;  // of the first hand-over that is wrong
};

// Reckons the log again. That its beginning is there is for LinksBack to say.
CustodyFinding VerifyLog(const dossier::v1::Consignment& consignment);

// The same, and that it goes on from the consignment before among those `carried` for the dossier.
// One before that is not there is `absent`.
CustodyFinding VerifyLog(const dossier::v1::Consignment& consignment,
                         const std::vector<dossier::v1::Consignment>& carried, CustodyFault absent);

// Whether `before`, the dossier's consignment before this one, has the hash this log began with.
bool LinksBack(const dossier::v1::Consignment& consignment, const dossier::v1::Consignment& before);

}  // namespace motcua::postal

// Where a claim stands in the lists, derived from its state alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/calendar/calendar.h"
#include "common/store/aggregates.h"
#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/claim.pb.h"

namespace motcua::postal {

// Kind of the aggregate in keys, and name of its timers (Keys::Timers).
inline constexpr std::string_view kClaimKind = "claim";
inline constexpr std::string_view kClaimTimers = "postal-claims";

using Claims = store::Aggregates<dossier::v1::Claim>;

// Names of lists, for Keys::Index: "BD.866/FILED" and "dossier/<code>".
std::string ListOfOffice(std::string_view post_office, dossier::v1::ClaimState state);
std::string ClaimsOfDossier(std::string_view dossier_code);

// All lists, by filing; the timers, by when it must be looked at, while something is to come; and
// once it ended the set of what leaves for the archive, by when it did.
std::vector<store::Place> PlacesOf(const store::Keys& keys, const calendar::Calendar& calendar,
                                   const dossier::v1::Claim& claim);

}  // namespace motcua::postal

// Where a dossier stands in intake's sorted sets, given its state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

// Kind of the aggregate, as in Keys::Aggregate.
inline constexpr std::string_view kDossierKind = "dossier";

// Key of the list of a unit's dossiers in a state, oldest first.
std::string ListKey(const store::Keys& keys, std::string_view unit,
                    dossier::v1::DossierState state);

// The list of its unit and state, and the set of open dossiers, both by filing time in
// milliseconds; nothing at the end of its life.
std::vector<store::Place> PlacesOf(const store::Keys& keys, const dossier::v1::Dossier& dossier);

}  // namespace motcua::intake

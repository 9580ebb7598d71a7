// Where a dossier stands in intake's sorted sets, given its state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/store/commit.h"
#include "common/store/keys.h"
#include "motcua/dossier/v1/dossier.pb.h"
#include "services/intake/store/person_marks.h"

namespace motcua::intake {

// Kind of the aggregate, as in Keys::Aggregate.
inline constexpr std::string_view kDossierKind = "dossier";

// Key of the list of a unit's dossiers in a state, oldest first.
std::string ListKey(const store::Keys& keys, std::string_view unit,
                    dossier::v1::DossierState state);

// The list of its unit and state, the set of open dossiers, and that of its person's mark if the
// applicant tells one, all by filing time in milliseconds; at the end of its life the set of those that
// leave for the archive, by when it ended.
std::vector<store::Place> PlacesOf(const store::Keys& keys, const PersonMarks& marks,
                                   const dossier::v1::Dossier& dossier);

}  // namespace motcua::intake

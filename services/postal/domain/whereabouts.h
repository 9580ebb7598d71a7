// Where the papers of a dossier are: with the unit that took them in, or where the post took them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::postal {

struct Whereabouts {
  std::optional<type::v1::Paper> paper;  // nullopt: a parcel whose content was not told
  dossier::v1::Holder holder;
  std::optional<absl::Time> since;
  // The parcel that carried it last; nullptr: it never travelled.
  const dossier::v1::Parcel* parcel = nullptr;
};

// Each paper of the dossier, in its order, then what only parcels tell of: a result, a parcel whose
// content was not told. `consignments` are the dossier's in the order of creation, and must outlive
// the result. A paper is where the last parcel that carried it is; one that never travelled is with
// the unit that took the dossier in, or, filed online or waiting to be collected, with the citizen.
std::vector<Whereabouts> Locate(const dossier::v1::Dossier& dossier,
                                const std::vector<dossier::v1::Consignment>& consignments);

}  // namespace motcua::postal

// Reading consignments: by a parcel, all of a dossier, and parcels that are listed by a time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/keeping/kept.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

// The consignment of a parcel, and of itself. NOT_FOUND CONSIGNMENT_NOT_FOUND.
async::Task<absl::StatusOr<store::Versioned<dossier::v1::Consignment>>> LoadByParcel(
    Consignments& consignments, std::string parcel_id);

// The same, also of what has left.
async::Task<absl::StatusOr<store::Versioned<dossier::v1::Consignment>>> LoadByParcel(
    Consignments& consignments, keeping::Kept<dossier::v1::Consignment>& kept,
    std::string parcel_id);

// The identifiers of the consignments of parcels, in the parcels' order; empty for unknown ones.
async::Task<absl::StatusOr<std::vector<std::string>>> ConsignmentsOf(
    Consignments& consignments, std::vector<std::string> parcel_ids);

// Every consignment of a dossier in order of creation, each with its parcels.
async::Task<absl::StatusOr<std::vector<dossier::v1::Consignment>>> ConsignmentsOfDossier(
    Consignments& consignments, std::string dossier_code);

// The last of them; nullopt when nothing was carried for the dossier.
async::Task<absl::StatusOr<std::optional<dossier::v1::Consignment>>> LastOfDossier(
    Consignments& consignments, std::string dossier_code);

// Members of a list whose time has come, the earliest first, at most `count`.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadDue(store::Committer& committer,
                                                              std::string key, absl::Time now,
                                                              int64_t count);

}  // namespace motcua::postal

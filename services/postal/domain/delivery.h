// Handing a parcel over to a person, with the proof of it (QĐ 45/2016 Đ.7, Đ.10).
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// Whether the proof can be taken at all. INVALID_ARGUMENT FIELD_REQUIRED or FIELD_INVALID naming
// the field.
absl::Status Check(const dossier::v1::ProofOfDelivery& proof, absl::Time now);

// Takes the proof of a parcel, which passed Check, and the delivery with it unless that was
// reported before. Results go to the citizen or whom the citizen authorised, other papers to an
// officer, whose signature on papers collected at home is the filing (QĐ 45/2016 Đ.7(4)). `office`
// delivers; empty: the one that holds it. FAILED_PRECONDITION TRANSITION_NOT_ALLOWED;
// INVALID_ARGUMENT FIELD_INVALID: the capacity does not fit.
absl::Status Deliver(const dossier::v1::ProofOfDelivery& proof, std::string_view office,
                     std::string_view actor, dossier::v1::Consignment& consignment,
                     std::vector<event::v1::Event>& events);

// Whether a parcel was handed to the citizen, and no proof of it is there.
bool LacksProof(const dossier::v1::Consignment& consignment, const dossier::v1::Parcel& parcel);

// When the officer signed for the last of the parcels; nullptr unless one signed for each.
const google::protobuf::Timestamp* SignTime(const dossier::v1::Consignment& consignment);

}  // namespace motcua::postal

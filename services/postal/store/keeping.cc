#include "services/postal/store/keeping.h"

#include "services/postal/store/places.h"

namespace motcua::postal {

keeping::Nature<dossier::v1::Consignment> NatureOfKeptConsignments() {
  using dossier::v1::Consignment;
  keeping::Nature<Consignment> nature;
  nature.kind = std::string(kConsignmentKind);
  nature.dossier_code = [](const Consignment& consignment) { return consignment.dossier_code(); };
  nature.end_time = [](const Consignment& consignment) { return consignment.finish_time(); };
  // Tracking events may hold the carrier's record as it came.
  nature.personal_fields = {"address", "contact_name", "contact_phone", "events", "proofs"};
  nature.companions = [](const Consignment& consignment) {
    std::vector<std::string> ids;
    for (const auto& parcel : consignment.parcels()) {
      if (parcel.id() != consignment.id()) ids.push_back(parcel.id());
    }
    return ids;
  };
  nature.set_erased = [](Consignment& consignment, const google::protobuf::Timestamp& time) {
    *consignment.mutable_erase_time() = time;
  };
  return nature;
}

}  // namespace motcua::postal

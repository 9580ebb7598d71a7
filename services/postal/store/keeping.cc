#include "services/postal/store/keeping.h"

#include "services/postal/store/bag_places.h"
#include "services/postal/store/claim_places.h"
#include "services/postal/store/ledger_places.h"
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

keeping::Nature<dossier::v1::Bag> NatureOfKeptBags() {
  using dossier::v1::Bag;
  keeping::Nature<Bag> nature;
  nature.kind = std::string(kBagKind);
  nature.dossier_code = [](const Bag&) { return std::string(); };
  nature.end_time = [](const Bag& bag) { return bag.reconcile_time(); };
  return nature;
}

keeping::Nature<dossier::v1::Claim> NatureOfKeptClaims() {
  using dossier::v1::Claim;
  keeping::Nature<Claim> nature;
  nature.kind = std::string(kClaimKind);
  nature.dossier_code = [](const Claim& claim) { return claim.dossier_code(); };
  nature.end_time = [](const Claim& claim) { return claim.end_time(); };
  // Free text may name people although it should not.
  nature.personal_fields = {"answer"};
  return nature;
}

keeping::Nature<dossier::v1::LedgerRecord> NatureOfKeptSettlements() {
  using dossier::v1::LedgerRecord;
  keeping::Nature<LedgerRecord> nature;
  nature.kind = std::string(kLedgerKind);
  nature.dossier_code = [](const LedgerRecord&) { return std::string(); };
  nature.end_time = [](const LedgerRecord& record) {
    return record.has_day() ? record.day().close_time() : record.quarter().settle_time();
  };
  return nature;
}

}  // namespace motcua::postal

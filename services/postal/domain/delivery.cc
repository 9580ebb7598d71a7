#include "services/postal/domain/delivery.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/postal/domain/checks.h"
#include "services/postal/domain/consignment.h"
#include "services/postal/domain/parcels.h"
#include "services/postal/domain/s10.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::Parcel;
using dossier::v1::ProofOfDelivery;

constexpr size_t kMaxRelationLength = 100;
constexpr size_t kSha256Digits = 64;
constexpr absl::Duration kMaxAhead = absl::Hours(24);

bool IsSha256(std::string_view text) {
  return text.size() == kSha256Digits && std::ranges::all_of(text, [](unsigned char c) {
           return std::isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

absl::Status CheckRelation(const ProofOfDelivery& proof) {
  const bool authorised = proof.capacity() == dossier::v1::RECIPIENT_CAPACITY_AUTHORISED;
  if (!authorised && proof.relation().empty()) return absl::OkStatus();
  if (!authorised) return Invalid("proof.relation", "is for authorised persons only");
  if (proof.relation().empty()) return Required("proof.relation");
  return CheckLength("proof.relation", proof.relation(), kMaxRelationLength);
}

bool MayTake(dossier::v1::RecipientCapacity capacity, const Consignment& consignment) {
  const bool to_home = consignment.kind() == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME;
  const bool officer = capacity == dossier::v1::RECIPIENT_CAPACITY_OFFICER;
  return to_home != officer;
}

const ProofOfDelivery* ProofOf(const Consignment& consignment, std::string_view parcel_id) {
  for (const ProofOfDelivery& proof : consignment.proofs()) {
    if (proof.parcel_id() == parcel_id) return &proof;
  }
  return nullptr;
}

absl::Status NotAllowed(const Parcel& parcel, std::string_view why) {
  return FailedPrecondition(kTransitionNotAllowed, Cat("the parcel ", why))
      .With("parcelId", parcel.id());
}

void ReportDelivery(const ProofOfDelivery& proof, std::string_view office, std::string_view actor,
                    Consignment& consignment, std::vector<event::v1::Event>& events) {
  dossier::v1::TrackingEvent report;
  report.set_event_id(Cat("proof:", proof.parcel_id()));
  report.set_consignment_id(proof.parcel_id());
  report.set_kind(dossier::v1::TRACKING_KIND_DELIVERED);
  *report.mutable_event_time() = proof.deliver_time();
  report.set_post_office(std::string(office));
  Record(report, actor, consignment, events);
}

}  // namespace

absl::Status Check(const ProofOfDelivery& proof, absl::Time now) {
  if (proof.parcel_id().empty()) return Required("proof.parcel_id");
  if (!IsS10(proof.parcel_id())) return Invalid("proof.parcel_id", "is not an S10 identifier");
  if (proof.recipient_name().empty()) return Required("proof.recipient_name");
  MOTCUA_RETURN_IF_ERROR(
      CheckLength("proof.recipient_name", proof.recipient_name(), kMaxNameLength));
  if (proof.capacity() == dossier::v1::RECIPIENT_CAPACITY_UNSPECIFIED) {
    return Required("proof.capacity");
  }
  if (!dossier::v1::RecipientCapacity_IsValid(proof.capacity())) {
    return Invalid("proof.capacity", "is not known");
  }
  MOTCUA_RETURN_IF_ERROR(CheckRelation(proof));
  if (proof.deliver_time().seconds() <= 0) return Required("proof.deliver_time");
  if (FromProto(proof.deliver_time()) > now + kMaxAhead) {
    return Invalid("proof.deliver_time", "is more than a day ahead");
  }
  if (proof.image_sha256().empty()) return Required("proof.image_sha256");
  if (IsSha256(proof.image_sha256())) return absl::OkStatus();
  return Invalid("proof.image_sha256", "is not 64 lower-case hexadecimal digits");
}

absl::Status Deliver(const ProofOfDelivery& proof, std::string_view office, std::string_view actor,
                     Consignment& consignment, std::vector<event::v1::Event>& events) {
  if (!MayTake(proof.capacity(), consignment)) {
    return Invalid("proof.capacity", "does not fit whom the consignment is for");
  }
  const Parcel& parcel = ParcelOf(consignment, proof.parcel_id());
  if (parcel.state() == dossier::v1::CONSIGNMENT_STATE_RETURNED) {
    return NotAllowed(parcel, "went back to the sender");
  }
  if (ProofOf(consignment, parcel.id()) != nullptr) {
    return NotAllowed(parcel, "was handed over, and the proof of it is there");
  }
  if (parcel.state() != dossier::v1::CONSIGNMENT_STATE_DELIVERED) {
    const std::string by = office.empty() ? LastOffice(consignment, parcel) : std::string(office);
    ReportDelivery(proof, by, actor, consignment, events);
  }
  *consignment.add_proofs() = proof;
  // A signature that comes after the delivery was told is told by itself.
  if (consignment.outcome_told() && SignTime(consignment) != nullptr) {
    consignment.set_outcome_told(false);
  }
  TellOutcome(consignment, events);
  return absl::OkStatus();
}

bool LacksProof(const Consignment& consignment, const Parcel& parcel) {
  return consignment.kind() == dossier::v1::CONSIGNMENT_KIND_RESULT_TO_HOME &&
         parcel.state() == dossier::v1::CONSIGNMENT_STATE_DELIVERED &&
         !consignment.has_erase_time() && ProofOf(consignment, parcel.id()) == nullptr;
}

const google::protobuf::Timestamp* SignTime(const Consignment& consignment) {
  if (consignment.kind() != dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER) return nullptr;
  const google::protobuf::Timestamp* last = nullptr;
  for (const Parcel& parcel : consignment.parcels()) {
    const ProofOfDelivery* proof = ProofOf(consignment, parcel.id());
    if (proof == nullptr) return nullptr;
    const bool later = last == nullptr || FromProto(proof->deliver_time()) > FromProto(*last);
    if (later) last = &proof->deliver_time();
  }
  return last;
}

}  // namespace motcua::postal

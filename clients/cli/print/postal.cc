#include "clients/cli/print/postal.h"

#include "clients/cli/print/facts.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "common/forms/postal.h"
#include "motcua/postal/v1/manifest_service.grpc.pb.h"
#include "motcua/postal/v1/postal_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using dossier::v1::Bag;
using dossier::v1::Consignment;
using postal::v1::ManifestService;
using postal::v1::PostalService;

absl::Time TimeOf(bool there, const google::protobuf::Timestamp& time) {
  return there ? FromProto(time) : absl::InfiniteFuture();
}

const dossier::v1::Parcel* ParcelOf(const Consignment& consignment, const std::string& id) {
  for (const auto& parcel : consignment.parcels()) {
    if (parcel.id() == id) return &parcel;
  }
  return nullptr;
}

absl::Time TakenTime(const Consignment& consignment, const std::string& parcel_id) {
  for (const auto& event : consignment.events()) {
    const bool taken =
        event.kind() == dossier::v1::TRACKING_KIND_COLLECTED && event.consignment_id() == parcel_id;
    if (taken) return FromProto(event.event_time());
  }
  return absl::InfiniteFuture();
}

forms::PaperLine LineOf(const type::v1::Paper& paper) {
  forms::PaperLine line{.name = paper.name()};
  if (paper.kind() == type::v1::PAPER_KIND_CERTIFIED_COPY) {
    line.certified_copies = paper.count();
  } else if (paper.kind() == type::v1::PAPER_KIND_PLAIN_COPY) {
    line.plain_copies = paper.count();
  } else {
    line.originals = paper.count();
  }
  return line;
}

std::string StateText(dossier::v1::BagItemState state) {
  switch (state) {
    case dossier::v1::BAG_ITEM_STATE_RECEIVED:
      return "Đủ";
    case dossier::v1::BAG_ITEM_STATE_DAMAGED:
      return "Hư hỏng";
    case dossier::v1::BAG_ITEM_STATE_SHORT:
      return "Thiếu";
    case dossier::v1::BAG_ITEM_STATE_OVER:
      return "Thừa";
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<std::string> SlipPage(Session& session, const std::string& parcel_id) {
  postal::v1::GetConsignmentRequest request;
  request.set_consignment_id(parcel_id);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto found,
      Call<PostalService>(session, &PostalService::Stub::GetConsignment, request));
  const Consignment& consignment = found.consignment();
  forms::SendSlip form{.number = parcel_id,
                       .post_office = consignment.post_office(),
                       .sender = {.name = consignment.contact_name(),
                                  .address = consignment.address(),
                                  .phone = consignment.contact_phone()},
                       .agency = consignment.to_unit(),
                       .dossier_code = consignment.dossier_code(),
                       .taken = TakenTime(consignment, parcel_id)};
  // A unit sends originals and results under its own name.
  if (!consignment.from_unit().empty()) form.sender = {.name = consignment.from_unit()};
  if (consignment.to_unit().empty()) form.agency = consignment.contact_name();
  const auto facts = AskDossier(session, consignment.dossier_code(), {});
  if (facts.ok()) form.content = facts->guidance.procedure().name();
  const dossier::v1::Parcel* parcel = ParcelOf(consignment, parcel_id);
  if (parcel == nullptr) return forms::ToHtml(form);
  for (const auto& paper : parcel->papers()) form.papers.push_back(LineOf(paper));
  return forms::ToHtml(form);
}

absl::StatusOr<std::string> RecordPage(Session& session, const std::string& bag_id) {
  postal::v1::GetBagRequest request;
  request.set_bag_id(bag_id);
  MOTCUA_ASSIGN_OR_RETURN(const auto found,
                          Call<ManifestService>(session, &ManifestService::Stub::GetBag, request));
  const Bag& bag = found.bag();
  forms::HandOverRecord form{.bag = bag.id(),
                             .seal = bag.seal(),
                             .giver = bag.from_office(),
                             .taker = bag.to_office(),
                             .giver_signer = bag.giver().name(),
                             .taker_signer = bag.taker().name(),
                             .given = TimeOf(bag.has_dispatch_time(), bag.dispatch_time()),
                             .taken = TimeOf(bag.has_reconcile_time(), bag.reconcile_time()),
                             .note = bag.note()};
  for (const auto& item : bag.items()) {
    form.rows.push_back({.number = item.parcel_id(),
                         .dossier_code = item.dossier_code(),
                         .papers = item.paper_count(),
                         .state = StateText(item.state())});
  }
  return forms::ToHtml(form);
}

}  // namespace motcua::cli

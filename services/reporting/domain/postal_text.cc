#include "services/reporting/domain/postal_text.h"

#include "common/base/strings.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

std::string CargoText(dossier::v1::ConsignmentKind kind) {
  switch (kind) {
    case dossier::v1::CONSIGNMENT_KIND_HOME_TO_COUNTER:
      return "hồ sơ thu gom tại nhà";
    case dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT:
      return "bản chính chuyển giữa các cơ quan";
    default:
      return "kết quả trả tại nhà";
  }
}

std::string Text(const event::v1::ConsignmentCreated& created) {
  return Cat("Bưu điện nhận yêu cầu chuyển ", CargoText(created.kind()), ", bưu gửi ",
             created.consignment_id(), ".");
}

std::string TrackingText(dossier::v1::TrackingKind kind) {
  switch (kind) {
    case dossier::v1::TRACKING_KIND_COLLECTED:
      return "đã được bưu điện nhận gửi";
    case dossier::v1::TRACKING_KIND_DEPARTED:
      return "đã rời bưu cục";
    case dossier::v1::TRACKING_KIND_ARRIVED:
      return "đã đến bưu cục";
    case dossier::v1::TRACKING_KIND_OUT_FOR_DELIVERY:
      return "đang được phát";
    case dossier::v1::TRACKING_KIND_ATTEMPT_FAILED:
      return "chưa phát được";
    case dossier::v1::TRACKING_KIND_DELIVERED:
      return "đã phát thành công";
    case dossier::v1::TRACKING_KIND_RETURNED:
      return "đã chuyển hoàn";
    case dossier::v1::TRACKING_KIND_LOST:
      return "bị thất lạc";
    case dossier::v1::TRACKING_KIND_AWAITING_PICKUP:
      return "đã đến bưu cục, mời người nhận đến nhận";
    default:
      return "có cập nhật hành trình";
  }
}

std::string Text(const event::v1::TrackingRecorded& recorded) {
  return Cat("Bưu gửi ", recorded.consignment_id(), " ", TrackingText(recorded.kind()), ".");
}

std::string FaultText(event::v1::ParcelFault fault) {
  switch (fault) {
    case event::v1::PARCEL_FAULT_MISSED:
      return "có trong bản kê nhưng không có trong túi";
    case event::v1::PARCEL_FAULT_LOST:
      return "bị thất lạc";
    case event::v1::PARCEL_FAULT_DAMAGED:
      return "bị hư hỏng";
    case event::v1::PARCEL_FAULT_FOUND:
      return "đã được tìm thấy";
    default:
      return "có sự cố";
  }
}

std::string ClaimText(dossier::v1::ClaimState state) {
  switch (state) {
    case dossier::v1::CLAIM_STATE_ACCEPTED:
      return "được chấp nhận bồi thường";
    case dossier::v1::CLAIM_STATE_REJECTED:
      return "không được chấp nhận";
    case dossier::v1::CLAIM_STATE_PAID:
      return "đã được bồi thường";
    case dossier::v1::CLAIM_STATE_FOUND:
      return "kết thúc vì đã tìm thấy";
    default:
      return "đang được giải quyết";
  }
}

std::string BagText(dossier::v1::BagState state) {
  switch (state) {
    case dossier::v1::BAG_STATE_DISPATCHED:
      return "đã niêm phong và chuyển đi";
    case dossier::v1::BAG_STATE_RECEIVED:
      return "đã đến, đang kiểm đếm";
    case dossier::v1::BAG_STATE_RECONCILED:
      return "đã được ký giao nhận";
    default:
      return "đang được đóng";
  }
}

}  // namespace

std::string PostalText(const Event& event, const UnitName& unit_name) {
  switch (event.what_case()) {
    case Event::kPapersAwaited:
      return Cat("Chờ bản chính chuyển từ ", unit_name(event.papers_awaited().from_unit()), " đến ",
                 unit_name(event.papers_awaited().to_unit()), ".");
    case Event::kConsignmentCreated:
      return Text(event.consignment_created());
    case Event::kTrackingRecorded:
      return Text(event.tracking_recorded());
    case Event::kPapersCollected:
      return Cat("Bưu điện đã chuyển hồ sơ của người nộp đến ", unit_name(event.unit_code()), ".");
    case Event::kTransferArrived:
      return Cat("Bản chính đã đến ", unit_name(event.transfer_arrived().to_unit()), ".");
    case Event::kDelivered:
      return "Bưu điện đã trao kết quả cho người nộp.";
    case Event::kReturned:
      return Cat("Bưu điện đã chuyển hoàn ", CargoText(event.returned().kind()), ".");
    case Event::kParcelSilent:
      return Cat("Quá thời gian cho phép mà chưa có thêm tin về bưu gửi ",
                 event.parcel_silent().consignment_id(), ".");
    case Event::kParcelFaulted:
      return Cat("Bưu gửi ", event.parcel_faulted().parcel_id(), " ",
                 FaultText(event.parcel_faulted().fault()), ".");
    case Event::kReturnOrdered:
      return Cat("Đã mời nhận ", event.return_ordered().attempts(),
                 " lần không thành, bưu gửi ", event.return_ordered().parcel_id(),
                 " được chuyển hoàn.");
    case Event::kClaimMoved:
      return Cat("Khiếu nại về bưu gửi ", event.claim_moved().parcel_id(), " ",
                 ClaimText(event.claim_moved().state()), ".");
    case Event::kBagMoved:
      return Cat("Túi hồ sơ ", event.bag_moved().bag_id(), " ", BagText(event.bag_moved().state()),
                 ".");
    case Event::kLost:
      return Cat("Bưu điện báo thất lạc ", CargoText(event.lost().kind()), ".");
    default:
      return "";
  }
}

}  // namespace motcua::reporting

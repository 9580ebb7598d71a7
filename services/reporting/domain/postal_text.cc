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
    case Event::kLost:
      return Cat("Bưu điện báo thất lạc ", CargoText(event.lost().kind()), ".");
    default:
      return "";
  }
}

}  // namespace motcua::reporting

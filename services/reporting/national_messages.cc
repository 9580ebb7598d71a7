#include "services/reporting/national_messages.h"

#include <string>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/strings.h"
#include "services/reporting/domain/timeline_text.h"
#include "services/reporting/report_builder.h"

namespace motcua::reporting {
namespace {

using catalogue::Catalogue;
using catalogue::v1::Procedure;
using event::v1::Event;

constexpr int kFiledLocally = 2;
constexpr size_t kLongestName = 50;
constexpr char kSystemActor[] = "motcua";

std::string PortalTime(absl::Time time) {
  if (time == absl::InfiniteFuture()) return "";
  return absl::FormatTime("%Y%m%d%H%M%S", time, LocalZone());
}

std::string PortalTime(int64_t micros) {
  return micros == kNever ? "" : PortalTime(absl::FromUnixMicros(micros));
}

int ChannelNumber(int channel) {
  switch (channel) {
    case type::v1::CHANNEL_ONLINE:
      return 2;
    case type::v1::CHANNEL_POSTAL:
      return 3;
    default:
      return 1;
  }
}

// The version it keeps; nullptr when the catalogue no longer has the procedure.
const Procedure* ProcedureOf(const DossierRow& row, const NationalFacts& facts,
                             const Catalogue& catalogue) {
  const auto* kept = catalogue.FindProcedureKept(row.procedure_code, facts.procedure_version,
                                                 absl::CivilDay());
  if (kept != nullptr && facts.procedure_version > 0) return kept;
  return catalogue.FindProcedure(row.procedure_code);
}

void ShowFees(const Procedure* procedure, const NationalFacts& facts, v1::DongBoHoSoMC& message) {
  const int64_t asked = procedure == nullptr ? 0 : procedure->fee_vnd();
  if (asked == 0 && facts.paid_vnd == 0) return;
  v1::LePhi& fee = *message.add_danh_sach_le_phi();
  fee.set_ten_phi_le_phi(
      Cat("Phí, lệ phí", procedure == nullptr ? "" : Cat(": ", procedure->name())));
  if (asked > 0) fee.set_gia(Cat(asked));
  fee.set_da_nop(Cat(facts.paid_vnd));
}

void ShowSupplements(const NationalFacts& facts, v1::DongBoHoSoMC& message) {
  for (const PapersAsked& asked : facts.asked) {
    v1::HoSoBoSung& shown = *message.add_danh_sach_ho_so_bo_sung();
    const bool handed_in = asked.handed_in < absl::InfiniteFuture();
    shown.set_noi_dung(asked.text);
    shown.set_ngay_bo_sung(PortalTime(asked.asked));
    shown.set_ngay_tiep_nhan_bo_sung(PortalTime(asked.handed_in));
    shown.set_trang_thai_bo_sung(handed_in ? 1 : 0);
    shown.set_ngay_hen_tra_truoc(PortalTime(asked.old_due));
    shown.set_ngay_hen_tra_moi(PortalTime(asked.new_due));
  }
}

void ShowResult(const Procedure* procedure, const NationalFacts& facts, v1::DongBoHoSoMC& message) {
  if (!facts.has_result) return;
  v1::GiayToKetQua& result = *message.add_danh_sach_giay_to_ket_qua();
  const std::string name = procedure == nullptr ? "" : Cat(": ", procedure->name());
  result.set_ten_giay_to(
      Cat(facts.rejected ? "Văn bản thông báo không đủ điều kiện giải quyết" : "Kết quả", name));
  result.set_ngay_ket_qua(PortalTime(facts.result_time));
}

void ShowEnding(const DossierRow& row, v1::DongBoHoSoMC& message) {
  if (row.ending == kRefused) message.set_ngay_tu_choi(PortalTime(row.close_time));
  if (row.ending != kHandedOver && row.ending != kDelivered) return;
  message.set_ngay_tra(PortalTime(row.close_time));
  message.set_thong_tin_tra(row.ending == kDelivered
                                ? "Trả kết quả qua dịch vụ bưu chính công ích"
                                : Cat("Trả kết quả tại ", message.don_vi_xu_ly()));
}

// The role of a step by its name, as the route has it.
std::string RoleOfStep(const Procedure* procedure, const std::string& step) {
  if (procedure == nullptr) return "";
  for (const auto& rule : procedure->route()) {
    if (rule.name() == step) return rule.role() == "leader" ? "Lãnh đạo" : "Công chức xử lý";
  }
  return "";
}

std::string RoleOf(const Event& event, const Procedure* procedure) {
  if (event.actor() == kSystemActor) return "";
  switch (event.what_case()) {
    case Event::kStepCompleted:
      return RoleOfStep(procedure, event.step_completed().step_name());
    case Event::kAccepted:
    case Event::kRefused:
    case Event::kCompletionRequested:
    case Event::kClosed:
      return "Cán bộ tiếp nhận và trả kết quả";
    default:
      return "";
  }
}

}  // namespace

v1::DongBoHoSoMC DossierMessage(const DossierRow& row, const NationalFacts& facts,
                                type::v1::NationalStatus status, const Catalogue& catalogue) {
  v1::DongBoHoSoMC message;
  message.set_ma_ho_so(row.code);
  message.set_ma_tthc(row.procedure_code);
  const Procedure* procedure = ProcedureOf(row, facts, catalogue);
  if (procedure != nullptr) {
    message.set_ten_tthc(procedure->name());
    message.set_trich_yeu_ho_so(procedure->name());
  }
  message.set_ten_linh_vuc(row.field);
  message.set_kenh_thuc_hien(ChannelNumber(row.channel));
  message.set_loai_doi_tuong(facts.subject_kind);
  message.set_ngay_nop_ho_so(PortalTime(row.submit_time));
  message.set_ngay_tiep_nhan(PortalTime(row.accept_time));
  message.set_ngay_hen_tra(PortalTime(row.due_time));
  message.set_trang_thai_ho_so(status);
  message.set_hinh_thuc(row.return_method == type::v1::RETURN_METHOD_POST ? 1 : 0);
  message.set_ngay_ket_thuc_xu_ly(PortalTime(row.resolve_time));
  message.set_don_vi_xu_ly(NameOf(catalogue, row.receiving_unit));
  message.set_noi_nop_ho_so(kFiledLocally);
  message.set_ghi_chu(facts.note);
  ShowEnding(row, message);
  ShowFees(procedure, facts, message);
  ShowSupplements(facts, message);
  ShowResult(procedure, facts, message);
  return message;
}

v1::CapNhatTienDoHoSoMC ProgressMessage(const Event& event, const DossierRow& row,
                                        const NationalFacts& facts, type::v1::NationalStatus status,
                                        const Catalogue& catalogue) {
  v1::CapNhatTienDoHoSoMC message;
  message.set_ma_ho_so(event.dossier_code());
  message.set_nguoi_xu_ly(event.actor().substr(0, kLongestName));
  message.set_thoi_diem_xu_ly(PortalTime(FromProto(event.occur_time())));
  message.set_phong_ban_xu_ly(NameOf(catalogue, event.unit_code()));
  message.set_noi_dung_xu_ly(TimelineText(
      event, [&catalogue](std::string_view code) { return NameOf(catalogue, code); }));
  message.set_trang_thai(status);
  message.set_chuc_danh(RoleOf(event, ProcedureOf(row, facts, catalogue)));
  message.set_ngay_bat_dau(PortalTime(row.accept_time));
  message.set_ngay_ket_thuc_theo_quy_dinh(PortalTime(row.due_time));
  if (!event.has_step_completed()) return message;
  const auto queued = facts.queued.find(event.step_completed().step_index());
  if (queued != facts.queued.end()) message.set_ngay_bat_dau(PortalTime(queued->second));
  const bool due = event.step_completed().has_due_time();
  message.set_ngay_ket_thuc_theo_quy_dinh(
      due ? PortalTime(FromProto(event.step_completed().due_time())) : "");
  return message;
}

}  // namespace motcua::reporting

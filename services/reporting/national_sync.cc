#include "services/reporting/national_sync.h"

#include <functional>
#include <set>
#include <utility>

#include "common/base/clock.h"
#include "common/base/proto_time.h"
#include "common/base/status_macros.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/national_status.h"
#include "services/reporting/domain/timeline_text.h"
#include "services/reporting/report_builder.h"
#include "services/reporting/reporting_service.h"
#include "services/reporting/resume_token.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;
using Histories = std::map<std::string, std::vector<StoredEvent>>;

constexpr int kFiledLocally = 2;
constexpr size_t kLongestName = 50;

std::string PortalTime(absl::Time time) {
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

v1::DongBoHoSoMC DossierMessage(const DossierRow& row, NationalStatus status,
                                const catalogue::Catalogue& catalogue) {
  v1::DongBoHoSoMC message;
  message.set_ma_ho_so(row.code);
  message.set_ma_tthc(row.procedure_code);
  const auto* procedure = catalogue.FindProcedure(row.procedure_code);
  if (procedure != nullptr) message.set_ten_tthc(procedure->name());
  message.set_ten_linh_vuc(row.field);
  message.set_kenh_thuc_hien(ChannelNumber(row.channel));
  message.set_ngay_nop_ho_so(PortalTime(row.submit_time));
  message.set_ngay_tiep_nhan(PortalTime(row.accept_time));
  message.set_ngay_hen_tra(PortalTime(row.due_time));
  message.set_trang_thai_ho_so(status);
  message.set_hinh_thuc(row.return_method == type::v1::RETURN_METHOD_POST ? 1 : 0);
  message.set_ngay_ket_thuc_xu_ly(PortalTime(row.resolve_time));
  message.set_don_vi_xu_ly(NameOf(catalogue, row.receiving_unit));
  message.set_noi_nop_ho_so(kFiledLocally);
  if (row.ending == kRefused) message.set_ngay_tu_choi(PortalTime(row.close_time));
  if (row.ending == kHandedOver || row.ending == kDelivered) {
    message.set_ngay_tra(PortalTime(row.close_time));
  }
  return message;
}

v1::CapNhatTienDoHoSoMC ProgressMessage(const Event& event, const DossierRow& row,
                                        NationalStatus status,
                                        const catalogue::Catalogue& catalogue) {
  v1::CapNhatTienDoHoSoMC message;
  message.set_ma_ho_so(event.dossier_code());
  message.set_nguoi_xu_ly(event.actor().substr(0, kLongestName));
  message.set_thoi_diem_xu_ly(PortalTime(FromProto(event.occur_time())));
  message.set_phong_ban_xu_ly(NameOf(catalogue, event.unit_code()));
  message.set_noi_dung_xu_ly(TimelineText(
      event, [&catalogue](std::string_view code) { return NameOf(catalogue, code); }));
  message.set_trang_thai(status);
  message.set_ngay_bat_dau(PortalTime(row.accept_time));
  message.set_ngay_ket_thuc_theo_quy_dinh(PortalTime(row.due_time));
  return message;
}

// The statuses to tell after an event: the way to the new one, or the old one with a new promise.
std::vector<NationalStatus> StatusesAfter(const Event& event, NationalStatus from,
                                          NationalStatus to) {
  std::vector<NationalStatus> way = WayTo(from, to);
  if (way.empty() && event.has_repromised()) way.push_back(from);
  return way;
}

// Whether an event of this kind can lead to a step.
bool Matters(const Event& event) {
  if (event.has_repromised()) return true;
  Standing before, after;
  Fold(event, after);
  return !(before == after);
}

}  // namespace

std::map<int64_t, NationalSteps> NationalStepsOf(const std::vector<StoredEvent>& history,
                                                 const catalogue::Catalogue& catalogue) {
  std::map<int64_t, NationalSteps> steps;
  DossierRow row;
  Standing standing;
  NationalStatus status = type::v1::NATIONAL_STATUS_UNSPECIFIED;
  for (const StoredEvent& stored : history) {
    Fold(stored.event, row);
    Fold(stored.event, standing);
    for (NationalStatus next : StatusesAfter(stored.event, status, NationalStatusOf(standing))) {
      v1::NationalStep& step = steps[stored.sequence].emplace_back();
      *step.mutable_dossier() = DossierMessage(row, next, catalogue);
      *step.mutable_progress() = ProgressMessage(stored.event, row, next, catalogue);
      status = next;
    }
  }
  return steps;
}

async::Task<absl::Status> NationalOutput::Prepare(const EventPage& page) {
  steps_.clear();
  std::set<std::string> codes;
  for (const StoredEvent& stored : page.events) {
    if (Matters(stored.event)) codes.insert(stored.event.dossier_code());
  }
  if (codes.empty()) co_return absl::OkStatus();
  std::function<absl::StatusOr<Histories>(ArchiveReader&)> read =
      [&codes](ArchiveReader& reader) -> absl::StatusOr<Histories> {
    Histories histories;
    for (const std::string& code : codes) {
      MOTCUA_ASSIGN_OR_RETURN(histories[code], reader.Timeline(code));
    }
    return histories;
  };
  MOTCUA_CO_ASSIGN_OR_RETURN(const Histories histories,
                             co_await archive_.Read<Histories>(std::move(read)));
  for (const auto& [code, history] : histories) {
    steps_.merge(NationalStepsOf(history, catalogue_));
  }
  co_return absl::OkStatus();
}

async::Task<bool> NationalOutput::Write(const StoredEvent& stored, std::string token) {
  const auto found = steps_.find(stored.sequence);
  if (found == steps_.end() || !scope_.Sees(stored.receiving_unit)) co_return true;
  v1::SyncNationalPortalResponse message;
  message.mutable_steps()->Assign(found->second.begin(), found->second.end());
  message.set_resume_token(std::move(token));
  const bool connected = co_await writer_.Write(message);
  co_return connected;
}

async::Task<bool> NationalOutput::WriteSignOfLife(std::string token) {
  v1::SyncNationalPortalResponse message;
  message.set_resume_token(std::move(token));
  const bool connected = co_await writer_.Write(message);
  co_return connected;
}

async::Task<absl::Status> ReportingService::SyncNationalPortal(
    const runtime::CallContext& call, const v1::SyncNationalPortalRequest& request,
    runtime::Writer<v1::SyncNationalPortalResponse>& writer) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope, Scope::Of(call.caller, "", catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const ArchiveState state, co_await archive_.State());
  WatchOptions options{.page = options_.watch_page,
                       .sign_of_life = options_.sign_of_life,
                       .until_caught_up = request.until_caught_up()};
  if (!request.resume_token().empty()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(options.after, ReadResumeToken(request.resume_token(), state));
  }
  NationalOutput output(archive_, scope, catalogue_, writer);
  Watch watch(archive_, scope, std::move(options));
  co_return co_await watch.Run(output);
}

}  // namespace motcua::reporting

#include "services/reporting/national_sync.h"

#include <functional>
#include <set>
#include <utility>

#include "common/base/status_macros.h"
#include "services/reporting/domain/dossier_row.h"
#include "services/reporting/domain/national_status.h"
#include "services/reporting/national_messages.h"
#include "services/reporting/reporting_service.h"
#include "services/reporting/resume_token.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;
using Histories = std::map<std::string, std::vector<StoredEvent>>;

// The statuses to tell after an event: the way to the new one, or the old one with a new promise.
std::vector<NationalStatus> StatusesAfter(const Event& event, NationalStatus from,
                                          NationalStatus to) {
  std::vector<NationalStatus> way = WayTo(from, to);
  if (way.empty() && event.has_repromised()) way.push_back(from);
  return way;
}

// Whether an event of this kind can lead to a step.
bool Matters(const Event& event) {
  if (event.has_repromised() || event.has_step_completed()) return true;
  Standing before, after;
  Fold(event, after);
  return !(before == after);
}

}  // namespace

std::map<int64_t, NationalSteps> NationalStepsOf(const std::vector<StoredEvent>& history,
                                                 const catalogue::Catalogue& catalogue) {
  std::map<int64_t, NationalSteps> steps;
  DossierRow row;
  NationalFacts facts;
  Standing standing;
  NationalStatus status = type::v1::NATIONAL_STATUS_UNSPECIFIED;
  for (const StoredEvent& stored : history) {
    const Event& event = stored.event;
    Fold(event, row);
    Fold(event, facts);
    Fold(event, standing);
    for (NationalStatus next : StatusesAfter(event, status, NationalStatusOf(standing))) {
      v1::NationalStep& step = steps[stored.sequence].emplace_back();
      *step.mutable_dossier() = DossierMessage(row, facts, next, catalogue);
      *step.mutable_progress() = ProgressMessage(event, row, facts, next, catalogue);
      status = next;
    }
    if (!event.has_step_completed()) continue;
    *steps[stored.sequence].emplace_back().mutable_progress() =
        ProgressMessage(event, row, facts, status, catalogue);
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

#include "services/reporting/history_service.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/domain/case_story.h"
#include "services/reporting/scope.h"
#include "services/reporting/workers/forecaster.h"

namespace motcua::reporting {
namespace {

using event::v1::Event;

constexpr char kSystem[] = "motcua";
constexpr size_t kPseudonymBytes = 8;

absl::StatusOr<Period> PeriodOf(const v1::StreamHistoriesRequest& request) {
  if (!request.has_begin_time() || !request.has_end_time()) {
    return InvalidArgument(kFieldRequired, "a period has a begin and an end")
        .Field(request.has_begin_time() ? "end_time" : "begin_time", "is required");
  }
  const Period period{absl::ToUnixMicros(FromProto(request.begin_time())),
                      absl::ToUnixMicros(FromProto(request.end_time()))};
  if (period.begin < period.end) return period;
  return InvalidArgument(kFieldInvalid, "the period is reversed").Field("end_time", "after begin");
}

void SetTime(absl::Time time,
             google::protobuf::Timestamp* (v1::StreamHistoriesResponse::*field)(),
             v1::StreamHistoriesResponse& message) {
  if (time < absl::InfiniteFuture()) *(message.*field)() = ToProto(time);
}

std::string Word(const std::string& name, std::string_view prefix) {
  std::string_view word = name;
  ConsumePrefix(&word, prefix);
  return std::string(word);
}

// Step, its name and its due time, of kinds that have them.
void AddStep(const Event& event, v1::HistoryEvent& out) {
  const auto set = [&](const auto& message) { out.set_step_index(message.step_index()); };
  switch (event.what_case()) {
    case Event::kPapersAwaited:
      return set(event.papers_awaited());
    case Event::kQueued:
      set(event.queued());
      out.set_step_name(event.queued().step_name());
      if (event.queued().has_due_time()) *out.mutable_due_time() = event.queued().due_time();
      return;
    case Event::kClaimed:
      return set(event.claimed());
    case Event::kReleased:
      return set(event.released());
    case Event::kLeaseExpired:
      return set(event.lease_expired());
    case Event::kStuck:
      return set(event.stuck());
    case Event::kStepCompleted:
      set(event.step_completed());
      out.set_step_name(event.step_completed().step_name());
      return;
    case Event::kSupplementRequested:
      return set(event.supplement_requested());
    case Event::kFeeRequested:
      return set(event.fee_requested());
    case Event::kAnswerLapsed:
      set(event.answer_lapsed());
      out.set_step_name(event.answer_lapsed().step_name());
      return;
    case Event::kTransferArrived:
      return set(event.transfer_arrived());
    default:
      return;
  }
}

// A word, never a text that somebody wrote.
std::string DetailOf(const Event& event) {
  switch (event.what_case()) {
    case Event::kStepCompleted:
      return Word(dossier::v1::StepResult_Name(event.step_completed().result()), "STEP_RESULT_");
    case Event::kClockStopped:
      return event.clock_stopped().reason();
    case Event::kClockResumed:
      return event.clock_resumed().reason();
    case Event::kRepromised:
      return event.repromised().reason();
    case Event::kResultReady:
      return Word(dossier::v1::StepResult_Name(event.result_ready().result()), "STEP_RESULT_");
    case Event::kClosed:
      return Word(event::v1::CloseReason_Name(event.closed().reason()), "CLOSE_REASON_");
    case Event::kConsignmentCreated:
      return Word(dossier::v1::ConsignmentKind_Name(event.consignment_created().kind()),
                  "CONSIGNMENT_KIND_");
    case Event::kTrackingRecorded:
      return Word(dossier::v1::TrackingKind_Name(event.tracking_recorded().kind()),
                  "TRACKING_KIND_");
    default:
      return "";
  }
}

std::string ActivityOf(const Event& event) {
  const auto* field = Event::descriptor()->FindFieldByNumber(event.what_case());
  return field == nullptr ? "" : field->name();
}

void Fill(const Event& event, const Pseudonyms& names, v1::HistoryEvent& out) {
  out.set_activity(ActivityOf(event));
  *out.mutable_time() = event.occur_time();
  out.set_unit_code(event.unit_code());
  out.set_resource(names.Of("r-", event.actor()));
  out.set_step_index(-1);
  AddStep(event, out);
  out.set_detail(DetailOf(event));
  if (event.has_accepted() && event.accepted().has_due_time()) {
    *out.mutable_due_time() = event.accepted().due_time();
  }
  if (event.has_repromised() && event.repromised().has_new_due_time()) {
    *out.mutable_due_time() = event.repromised().new_due_time();
  }
}

}  // namespace

std::string Pseudonyms::Of(std::string_view prefix, const std::string& name) const {
  if (identified_ || name.empty() || name == kSystem) return name;
  const std::string digest = hmac_.Of(Cat(prefix, name));
  return Cat(prefix, absl::BytesToHexString(digest.substr(0, kPseudonymBytes)));
}

v1::StreamHistoriesResponse ToMessage(const WholeHistory& history, const Pseudonyms& names) {
  const CaseStory story = StoryOf(history);
  v1::StreamHistoriesResponse message;
  message.set_case_id(names.Of("c-", story.code));
  message.set_procedure_code(story.procedure_code);
  message.set_procedure_version(story.procedure_version);
  message.set_case_key(story.case_key);
  message.set_field(story.field);
  message.set_receiving_unit(story.receiving_unit);
  message.set_channel(story.channel);
  message.set_return_method(story.return_method);
  *message.mutable_limit() = story.limit;
  using Message = v1::StreamHistoriesResponse;
  SetTime(story.submitted, &Message::mutable_submit_time, message);
  SetTime(story.accepted, &Message::mutable_accept_time, message);
  SetTime(story.resolved, &Message::mutable_resolve_time, message);
  if (!story.promises.empty()) {
    SetTime(story.promises.front().due, &Message::mutable_first_due_time, message);
    SetTime(story.promises.back().due, &Message::mutable_due_time, message);
  }
  message.set_withdrawn(story.withdrawn);
  for (const StoredEvent& stored : history.events) {
    if (stored.event.what_case() == Event::WHAT_NOT_SET) continue;
    Fill(stored.event, names, *message.add_events());
  }
  return message;
}

async::Task<absl::Status> HistoryService::StreamHistories(
    const runtime::CallContext& call, const v1::StreamHistoriesRequest& request,
    runtime::Writer<v1::StreamHistoriesResponse>& writer) {
  using Page = std::vector<WholeHistory>;
  MOTCUA_CO_ASSIGN_OR_RETURN(const Period period, PeriodOf(request));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  MOTCUA_CO_ASSIGN_OR_RETURN(const ArchiveState state, co_await archive_.State());
  const Pseudonyms names(state.archive_id, request.identified());
  HistoryQuery query{.kind = HistoryQuery::kAccepted, .period = period, .limit = page_};
  while (writer.Open()) {
    std::function<absl::StatusOr<Page>(ArchiveReader&)> read = [query](ArchiveReader& reader) {
      return reader.Histories(query);
    };
    MOTCUA_CO_ASSIGN_OR_RETURN(const Page page, co_await archive_.Read<Page>(std::move(read)));
    for (const WholeHistory& history : page) {
      if (!scope.Sees(history.row.receiving_unit)) continue;
      const v1::StreamHistoriesResponse message = ToMessage(history, names);
      const bool connected = co_await writer.Write(message);
      if (!connected) co_return absl::CancelledError("the client is gone");
    }
    if (static_cast<int>(page.size()) < query.limit) co_return absl::OkStatus();
    query.after_time = page.back().row.accept_time;
    query.after_code = page.back().row.code;
  }
  co_return Unavailable(kShuttingDown, "the server goes down; ask again")
      .RetryAfter(absl::Seconds(1));
}

void HistoryService::Serve(runtime::RpcServer& server) {
  runtime::Methods<HistoryService> rpc(server, "motcua.reporting.v1.HistoryService", this);
  rpc.ServerStream("StreamHistories", &HistoryService::StreamHistories);
}

}  // namespace motcua::reporting

#include <map>

#include "clients/cli/commands/carrier_records.h"
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/replay.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/postal/v1/postal_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

using dossier::v1::TrackingEvent;
using dossier::v1::TrackingKind;

constexpr size_t kMostPerCall = 1000;

struct ScanArgs {
  std::string id;
  TrackingKind kind = dossier::v1::TRACKING_KIND_UNSPECIFIED;
  absl::Time time = absl::InfinitePast();
  std::string office, note, event_id, from, carrier, replay, carriers;
};

absl::StatusOr<TrackingEvent> EventOf(Session& session, const ScanArgs& args) {
  if (args.id.empty() || args.kind == dossier::v1::TRACKING_KIND_UNSPECIFIED) {
    return UsageError("give a consignment and what happened to it, or --from FILE");
  }
  TrackingEvent event;
  event.set_event_id(args.event_id.empty() ? session.RequestId() : args.event_id);
  event.set_consignment_id(args.id);
  event.set_kind(args.kind);
  const bool now = args.time == absl::InfinitePast();
  *event.mutable_event_time() = ToProto(now ? session.clock().Now() : args.time);
  event.set_post_office(args.office);
  event.set_note(args.note);
  return event;
}

absl::StatusOr<std::vector<TrackingEvent>> ReadEvents(Session& session, const ScanArgs& args) {
  std::vector<TrackingEvent> events;
  if (args.from.empty()) {
    MOTCUA_ASSIGN_OR_RETURN(TrackingEvent event, EventOf(session, args));
    events.push_back(std::move(event));
    return events;
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto lines, ReadLines(args.from, session.in()));
  for (const NumberedLine& line : lines) {
    const absl::Status status = FromJson(line.text, &events.emplace_back());
    if (!status.ok()) {
      return UsageError(Cat(args.from, ":", line.number, ": ", std::string(status.message())));
    }
  }
  return events;
}

// How often each outcome came.
using Outcomes = std::map<TrackingOutcome, int>;

absl::Status SendSome(Session& session, const TrackingEvent* events, size_t count,
                      Outcomes* outcomes) {
  RecordTrackingRequest request;
  for (size_t i = 0; i < count; ++i) *request.add_events() = events[i];
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<PostalService>(session, &PostalService::Stub::RecordTracking, request));
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    const TrackingOutcome outcome = answer.outcomes(i);
    ++(*outcomes)[outcome];
    if (session.json()) {
      session.out() << JsonObject({{"eventId", JsonString(events[i].event_id())},
                                   {"outcome", JsonString(TrackingOutcome_Name(outcome))}})
                    << "\n";
    } else if (outcome != TRACKING_OUTCOME_RECORDED && outcome != TRACKING_OUTCOME_DUPLICATE) {
      session.out() << events[i].event_id() << " of " << events[i].consignment_id() << ": "
                    << Word(outcome) << "\n";
    }
  }
  return absl::OkStatus();
}

absl::Status Judge(Session& session, Outcomes outcomes) {
  std::string sums;
  int failed = 0;
  for (const auto& [outcome, count] : outcomes) {
    Append(&sums, sums.empty() ? "" : ", ", Word(outcome), " ", count);
    failed += count;
  }
  if (!session.json()) session.out() << (sums.empty() ? "no events" : sums) << "\n";
  failed -= outcomes[TRACKING_OUTCOME_RECORDED] + outcomes[TRACKING_OUTCOME_DUPLICATE];
  if (failed == 0) return absl::OkStatus();
  const std::string message = Cat(failed, " events were not recorded");
  return outcomes[TRACKING_OUTCOME_UNAVAILABLE] == failed ? absl::UnavailableError(message)
                                                          : absl::FailedPreconditionError(message);
}

absl::Status Scan(Session& session, const ScanArgs& args) {
  if (!args.replay.empty()) return ReplayFile(session, args.replay, args.carriers);
  if (!args.carrier.empty()) {
    if (args.from.empty()) return UsageError("--carrier needs --from FILE");
    return ReportRecords(session, args.from, args.carrier);
  }
  MOTCUA_ASSIGN_OR_RETURN(const auto events, ReadEvents(session, args));
  Outcomes outcomes;
  for (size_t first = 0; first < events.size(); first += kMostPerCall) {
    const size_t count = std::min(kMostPerCall, events.size() - first);
    MOTCUA_RETURN_IF_ERROR(SendSome(session, &events[first], count, &outcomes));
  }
  return Judge(session, std::move(outcomes));
}

}  // namespace

void AddScan(Program& program) {
  auto args = std::make_shared<ScanArgs>();
  program
      .Command("scan", Group::kPost,
               "Reports what happened to a consignment; order and repetition do not matter.")
      .Text("ID", &args->id, "", "S10 identifier.")
      .Choice("KIND", &args->kind, "What happened.")
      .Time("--at", &args->time, "When. Default: this machine's now.")
      .Text("--office", &args->office, "CODE", "Post office where it happened.")
      .Text("--note", &args->note, "TEXT", "E.g. why an attempt failed.")
      .Text("--event-id", &args->event_id, "ID", "The carrier's id of the event. Default: new.")
      .File("--from", &args->from, "Many: a TrackingEvent in JSON a line; - for stdin.")
      .Text("--carrier", &args->carrier, "CODE",
            "With --from: the lines are this carrier's own records in JSON.")
      .File("--replay", &args->replay,
            "Needs no server: plays a recorded history, a carrier's record in JSON a line, and "
            "prints where each item ends; - for stdin.")
      .Text("--carriers", &args->carriers, "FOLDER",
            "With --replay: tables of carriers' codes. Default: the shipped ones.")
      .Example("motcua scan EQ473124829VN delivered --office BD.866")
      .Example("motcua scan --from - < events.jsonl")
      .Example("motcua scan --from feed.jsonl --carrier vnpost-hcc")
      .Example("motcua scan --replay history.jsonl --json")
      .Run([args](Session& session) { return Scan(session, *args); });
}

}  // namespace motcua::cli

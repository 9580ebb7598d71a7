#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/papers.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/timeline.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"
#include "motcua/postal/v1/postal_service.grpc.pb.h"
#include "motcua/reporting/v1/reporting_service.grpc.pb.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using dossier::v1::Dossier;
using dossier::v1::Journey;
using intake::v1::IntakeService;
using postal::v1::ListConsignmentsResponse;
using postal::v1::PostalService;
using reporting::v1::GetTimelineResponse;
using reporting::v1::ReportingService;
using routing::v1::RoutingService;

constexpr int kMostConsignments = 500;

// What each service knows of the dossier; one that fails leaves its part out.
struct Findings {
  absl::StatusOr<intake::v1::GetDossierResponse> dossier;
  absl::StatusOr<routing::v1::GetJourneyResponse> journey;
  absl::StatusOr<ListConsignmentsResponse> consignments;
  absl::StatusOr<GetTimelineResponse> timeline;
};

Findings Ask(Session& session, const std::string& code) {
  intake::v1::GetDossierRequest dossier;
  dossier.set_dossier_code(code);
  routing::v1::GetJourneyRequest journey;
  journey.set_dossier_code(code);
  postal::v1::ListConsignmentsRequest consignments;
  consignments.set_dossier_code(code);
  reporting::v1::GetTimelineRequest timeline;
  timeline.set_dossier_code(code);
  return {Call<IntakeService>(session, &IntakeService::Stub::GetDossier, dossier),
          Call<RoutingService>(session, &RoutingService::Stub::GetJourney, journey),
          CallPaged<PostalService>(session, &PostalService::Stub::ListConsignments, consignments,
                                   kMostConsignments, &ListConsignmentsResponse::consignments_size),
          Call<ReportingService>(session, &ReportingService::Stub::GetTimeline, timeline)};
}

std::string DossierText(const Dossier& dossier) {
  std::vector<std::string> papers;
  for (const auto& paper : dossier.papers()) papers.push_back(PaperText(paper));
  const std::vector<std::string> waits(dossier.waits_for().begin(), dossier.waits_for().end());
  const std::vector<std::string> asked(dossier.requested_items().begin(),
                                       dossier.requested_items().end());
  return Facts({{"Dossier", dossier.code()},
                {"Procedure", dossier.procedure_code()},
                {"Case", dossier.case_key()},
                {"Unit", dossier.receiving_unit()},
                {"Applicant", dossier.applicant().name()},
                {"Channel", Word(dossier.channel())},
                {"State", Word(dossier.state())},
                {"Submitted", Local(dossier.submit_time())},
                {"Accepted", Local(dossier.accept_time())},
                {"Promise", Local(dossier.due_time())},
                {"Fee", Cat(Money(dossier.fee_vnd()), ", paid ", Money(dossier.paid_vnd()))},
                {"Papers", Join(papers)},
                {"Event", dossier.event_group()},
                {"Waits for", Join(waits)},
                {"Asked for", Join(asked)},
                {"Reason", dossier.reason()}});
}

std::string JourneyText(Session& session, const Journey& journey) {
  Table table({{"STAGE", Align::kRight},
               {"STEP"},
               {"UNIT"},
               {"STATE"},
               {"DUE"},
               {"DONE"},
               {"BY"},
               {"NOTE"}});
  for (const auto& step : journey.steps()) {
    const std::string by = step.done_by().empty() ? step.lease().holder() : step.done_by();
    table.Add({Cat(step.stage()), step.name(), step.unit_code(), Word(step.state()),
               Local(step.due_time()), Local(step.done_time()), by, step.note()});
  }
  return Cat("\nJourney: ", Word(journey.state()), ", promise ",
             journey.has_due_time() ? Local(journey.due_time()) : "none", ", originals at ",
             journey.papers_at(), "\n", session.Show(table, "No steps."));
}

std::string ConsignmentsText(Session& session, const ListConsignmentsResponse& list) {
  if (list.consignments().empty()) return "";
  Table table({{"CONSIGNMENT"}, {"KIND"}, {"STATE"}, {"FROM"}, {"TO"}, {"DUE"}, {"LAST SCAN"}});
  for (const auto& parcel : list.consignments()) {
    const bool scanned = !parcel.events().empty();
    const std::string last = scanned ? Local(parcel.events().rbegin()->event_time()) : "";
    table.Add({parcel.id(), Word(parcel.kind()), Word(parcel.state()),
               parcel.from_unit().empty() ? "home" : parcel.from_unit(),
               parcel.to_unit().empty() ? "home" : parcel.to_unit(), Local(parcel.due_time()),
               last});
  }
  return Cat("\nPost:\n", session.Show(table, ""));
}

// A part that does not exist yet is no fault; any other failure is told.
std::string Missing(const char* part, const absl::Status& status) {
  if (absl::IsNotFound(status)) return "";
  return Cat("\n", part, " cannot be shown:\n", Describe(status));
}

std::string Text(Session& session, const Findings& found) {
  std::string text = found.dossier.ok()
                         ? DossierText(found.dossier->dossier())
                         : Cat("The dossier is no longer with intake; this is the archive's.\n");
  text += found.journey.ok() ? JourneyText(session, found.journey->journey())
                             : Missing("The journey", found.journey.status());
  text += found.consignments.ok() ? ConsignmentsText(session, *found.consignments)
                                  : Missing("The post", found.consignments.status());
  text += found.timeline.ok() ? Cat("\nTimeline:\n", TimelineText(found.timeline->events()))
                              : Missing("The timeline", found.timeline.status());
  return text;
}

std::string Json(const Findings& found) {
  std::vector<std::pair<std::string, std::string>> parts;
  if (found.dossier.ok()) parts.emplace_back("dossier", ToJson(found.dossier->dossier()));
  if (found.journey.ok()) parts.emplace_back("journey", ToJson(found.journey->journey()));
  std::vector<std::string> consignments;
  if (found.consignments.ok()) {
    for (const auto& one : found.consignments->consignments()) consignments.push_back(ToJson(one));
    parts.emplace_back("consignments", JsonArray(consignments));
  }
  std::vector<std::string> events;
  if (found.timeline.ok()) {
    for (const auto& one : found.timeline->events()) events.push_back(ToJson(one));
    parts.emplace_back("timeline", JsonArray(events));
  }
  return Cat(JsonObject(parts), "\n");
}

absl::Status Track(Session& session, const std::string& code) {
  const Findings found = Ask(session, code);
  if (!found.dossier.ok() && !found.timeline.ok()) return found.dossier.status();
  if (!found.dossier.ok() && !absl::IsNotFound(found.dossier.status())) {
    return found.dossier.status();
  }
  session.out() << (session.json() ? Json(found) : Text(session, found));
  return absl::OkStatus();
}

}  // namespace

void AddTrack(Program& program) {
  auto code = std::make_shared<std::string>();
  program
      .Command("track", Group::kCitizens,
               "Shows all there is to know of a dossier: journey, consignments, timeline.")
      .Text("CODE", code.get(), "", "The dossier.")
      .Required()
      .Example("motcua track 000.31.14.H20-230118-0002")
      .Run([code](Session& session) { return Track(session, *code); });
}

}  // namespace motcua::cli

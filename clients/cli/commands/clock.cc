// hold and resume: the legal clock stands while another authority is asked.
#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "common/base/proto_time.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct HoldArgs {
  StepArgs step;
  std::string authority;
  absl::Time expected = absl::InfiniteFuture();
};

absl::Status Hold(Session& session, const HoldArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const HeldLease lease, ResolveLease(session, args.step));
  auto request = StepRequest<StopClockRequest>(session, lease);
  request.set_authority(args.authority);
  if (args.expected < absl::InfiniteFuture()) {
    *request.mutable_expected_time() = ToProto(args.expected);
  }
  const auto done = Call<RoutingService>(session, &RoutingService::Stub::StopClock, request);
  Settle(session, lease, done.status());
  MOTCUA_RETURN_IF_ERROR(done.status());
  return session.Answer(
      *done, Cat(lease.dossier_code, " waits for ", args.authority, "; its clock stands.\n"));
}

// The step that asked, by the journey's last stop.
absl::StatusOr<ResumeClockRequest> ResumeRequest(Session& session, const std::string& code) {
  GetJourneyRequest ask;
  ask.set_dossier_code(code);
  MOTCUA_ASSIGN_OR_RETURN(const auto answer,
                          Call<RoutingService>(session, &RoutingService::Stub::GetJourney, ask));
  ResumeClockRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(code);
  const auto& journey = answer.journey();
  const int step = journey.clock_stops().empty() ? 0 : journey.clock_stops().rbegin()->step_index();
  request.set_step_index(step);
  if (step < journey.steps_size()) request.set_unit_code(journey.steps(step).unit_code());
  return request;
}

absl::Status ResumeOf(Session& session, const std::string& code) {
  MOTCUA_ASSIGN_OR_RETURN(const auto request, ResumeRequest(session, code));
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done, Call<RoutingService>(session, &RoutingService::Stub::ResumeClock, request));
  const std::string promise = Local(done.due_time());
  return session.Answer(
      done, Cat(code, ": the clock goes on", promise.empty() ? "" : Cat(", promised for ", promise),
                ".\n"));
}

}  // namespace

void AddHold(Program& program) {
  auto args = std::make_shared<HoldArgs>();
  CommandBuilder command = program.Command(
      "hold", Group::kUnits,
      "Stops the clock of a claimed step's dossier while another authority is asked.");
  AddStepOptions(command, &args->step);
  command.Text("--authority", &args->authority, "NAME", "Who is to answer.")
      .Required()
      .Time("--expected", &args->expected, "When the answer is expected.")
      .Example(
          "motcua hold 000.31.14.H20-230118-0002 --authority 'Bộ Tư pháp' --expected 2023-02-01")
      .Run([args](Session& session) { return Hold(session, *args); });
}

void AddResume(Program& program) {
  auto code = std::make_shared<std::string>();
  program
      .Command("resume", Group::kUnits,
               "Lets the clock go on: the authority that was asked has answered.")
      .Text("CODE", code.get(), "", "The dossier.")
      .Required()
      .Example("motcua resume 000.31.14.H20-230118-0002")
      .Run([code](Session& session) { return ResumeOf(session, *code); });
}

}  // namespace motcua::cli

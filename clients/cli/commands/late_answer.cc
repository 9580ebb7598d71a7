#include "clients/cli/commands/commands.h"
#include "clients/cli/commands/step.h"
#include "clients/cli/rpc.h"
#include "motcua/routing/v1/routing_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::routing::v1;  // NOLINT: the messages of one service

struct LateArgs {
  std::string code;
  int step = -1;
  bool reject = false;
  std::string note;
};

absl::Status RecordLate(Session& session, const LateArgs& args) {
  MOTCUA_ASSIGN_OR_RETURN(const auto step, FindStep(session, args.code, args.step,
                                                    dossier::v1::STEP_STATE_DONE));
  RecordLateAnswerRequest request;
  request.set_request_id(session.RequestId());
  request.set_dossier_code(args.code);
  request.set_unit_code(step.unit_code());
  request.set_step_index(step.index());
  request.set_result(args.reject ? dossier::v1::STEP_RESULT_REJECTED
                                 : dossier::v1::STEP_RESULT_APPROVED);
  request.set_note(args.note);
  MOTCUA_ASSIGN_OR_RETURN(
      const auto done,
      Call<RoutingService>(session, &RoutingService::Stub::RecordLateAnswer, request));
  return session.Answer(
      done, Cat("The late answer of ", args.code, " step ", step.index(), " is recorded.\n"));
}

}  // namespace

void AddLateAnswer(Program& program) {
  auto args = std::make_shared<LateArgs>();
  program
      .Command("late-answer", Group::kUnits,
               "Records the answer of a consultation that came after the dossier went on without it.")
      .Text("CODE", &args->code, "", "The dossier.")
      .Required()
      .Number("--step", &args->step, 0, 1000, "The step.")
      .Flag("--reject", &args->reject, "The answer is no; needs --note.")
      .Text("--note", &args->note, "TEXT", "What it says.")
      .Example("motcua late-answer 000.31.14.H20-230118-0002 --step 2 --note 'Đồng ý'")
      .Run([args](Session& session) { return RecordLate(session, *args); });
}

}  // namespace motcua::cli

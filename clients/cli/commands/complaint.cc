#include "clients/cli/commands/commands.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/claim_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

using Stub = ClaimService::Stub;

struct ComplaintArgs {
  std::string id, office, dossier, text;
  dossier::v1::ClaimCause cause = dossier::v1::CLAIM_CAUSE_UNSPECIFIED;
  dossier::v1::ClaimState state = dossier::v1::CLAIM_STATE_UNSPECIFIED;
  int64_t postage = 0, reissue = 0, compensation = 0;
  bool reject = false;
  int limit = 50;
};

constexpr int64_t kMostVnd = 1'000'000'000'000;

absl::Status File(Session& session, const ComplaintArgs& args) {
  FileClaimRequest request;
  request.set_request_id(session.RequestId());
  request.set_parcel_id(args.id);
  request.set_cause(args.cause);
  request.set_postage_vnd(args.postage);
  MOTCUA_ASSIGN_OR_RETURN(const auto filed, Call<ClaimService>(session, &Stub::FileClaim, request));
  return session.Answer(filed, Facts({{"Claim", filed.claim_id()},
                                      {"To be answered by", Local(filed.answer_due_time())}}));
}

absl::Status Answer(Session& session, const ComplaintArgs& args) {
  AnswerClaimRequest request;
  request.set_request_id(session.RequestId());
  request.set_claim_id(args.id);
  request.set_accepted(!args.reject);
  request.set_reissue_cost_vnd(args.reissue);
  request.set_compensation_vnd(args.compensation);
  request.set_answer(args.text);
  MOTCUA_ASSIGN_OR_RETURN(const auto answered,
                          Call<ClaimService>(session, &Stub::AnswerClaim, request));
  return session.Answer(answered, Facts({{"State", args.reject ? "rejected" : "accepted"},
                                         {"To be paid by", Local(answered.payment_due_time())}}));
}

absl::Status Pay(Session& session, const ComplaintArgs& args) {
  PayClaimRequest request;
  request.set_request_id(session.RequestId());
  request.set_claim_id(args.id);
  MOTCUA_ASSIGN_OR_RETURN(const auto paid, Call<ClaimService>(session, &Stub::PayClaim, request));
  return session.Answer(paid, Facts({{"Paid", Money(paid.amount_vnd())}}));
}

absl::Status Show(Session& session, const ComplaintArgs& args) {
  GetClaimRequest request;
  request.set_claim_id(args.id);
  MOTCUA_ASSIGN_OR_RETURN(const auto found, Call<ClaimService>(session, &Stub::GetClaim, request));
  const auto& claim = found.claim();
  const auto amount = [](int64_t vnd) { return vnd == 0 ? std::string() : Money(vnd); };
  std::string rungs;
  for (const auto& one : claim.escalations()) {
    rungs += Cat(rungs.empty() ? "" : "; ", one.level(), " on ", Local(one.escalate_time()));
  }
  return session.Answer(found, Facts({{"Claim", claim.id()},
                                      {"Dossier", claim.dossier_code()},
                                      {"Cause", Word(claim.cause())},
                                      {"State", Word(claim.state())},
                                      {"Unit", claim.unit_code()},
                                      {"Post office", claim.post_office()},
                                      {"Filed", Local(claim.file_time())},
                                      {"To be answered by", Local(claim.answer_due_time())},
                                      {"Answered", Local(claim.answer_time())},
                                      {"Answer", claim.answer()},
                                      {"Issuing again", amount(claim.reissue_cost_vnd())},
                                      {"Compensation", amount(claim.compensation_vnd())},
                                      {"To be paid by", Local(claim.payment_due_time())},
                                      {"Paid", Local(claim.pay_time())},
                                      {"Escalated", rungs}}));
}

absl::Status List(Session& session, const ComplaintArgs& args) {
  if (args.office.empty() == args.dossier.empty()) return UsageError("give --office or --dossier");
  ListClaimsRequest request;
  request.set_post_office(args.office);
  request.set_dossier_code(args.dossier);
  request.set_state(args.state);
  MOTCUA_ASSIGN_OR_RETURN(const auto list,
                          CallPaged<ClaimService>(session, &Stub::ListClaims, request, args.limit,
                                                  &ListClaimsResponse::claims_size));
  Table table({{"CLAIM"}, {"DOSSIER"}, {"CAUSE"}, {"STATE"}, {"POST OFFICE"}, {"ANSWER BY"}});
  for (const auto& claim : list.claims()) {
    table.Add({claim.id(), claim.dossier_code(), Word(claim.cause()), Word(claim.state()),
               claim.post_office(), Local(claim.answer_due_time())});
  }
  return session.Answer(list, session.Show(table, "No claims."));
}

CommandBuilder OfClaim(Program& program, const std::string& name, const std::string& what,
                       const std::shared_ptr<ComplaintArgs>& args) {
  CommandBuilder command = program.Command("complaint " + name, Group::kPost, what);
  command.Text("CLAIM", &args->id, "", "The claim, or its parcel.").Required();
  return command;
}

void AddReading(Program& program) {
  auto showing = std::make_shared<ComplaintArgs>(), listing = std::make_shared<ComplaintArgs>();
  OfClaim(program, "show", "Shows a claim with its deadlines.", showing)
      .Example("motcua complaint show EQ473124829VN")
      .Run([showing](Session& session) { return Show(session, *showing); });
  program.Command("complaint list", Group::kPost, "Lists the claims of a post office or a dossier.")
      .Text("--office", &listing->office, "OFFICE", "That this post office answers.")
      .Text("--dossier", &listing->dossier, "CODE", "Of this dossier.")
      .Choice("--state", &listing->state, "With --office: only in this state. Default: filed.")
      .Number("--limit", &listing->limit, 1, 100000, "At most so many. Default: 50.")
      .Example("motcua complaint list --office BD.866")
      .Run([listing](Session& session) { return List(session, *listing); });
}

void AddMoving(Program& program) {
  auto filing = std::make_shared<ComplaintArgs>(), answering = std::make_shared<ComplaintArgs>(),
       paying = std::make_shared<ComplaintArgs>();
  program.Command("complaint file", Group::kPost, "Files a claim for a parcel.")
      .Text("PARCEL", &filing->id, "", "S10 identifier of the parcel.")
      .Required()
      .Choice("--cause", &filing->cause, "What is complained of: lost, damaged or late.")
      .Required()
      .Number("--postage", &filing->postage, int64_t{0}, kMostVnd, "Postage paid, in đồng.")
      .Example("motcua complaint file EQ473124829VN --cause lost --postage 30000")
      .Run([filing](Session& session) { return File(session, *filing); });
  OfClaim(program, "answer", "Answers a claim for the post.", answering)
      .Flag("--reject", &answering->reject, "The post owes nothing; needs --answer.")
      .Number("--reissue", &answering->reissue, int64_t{0}, kMostVnd,
              "Cost of issuing the papers again, in đồng.")
      .Number("--compensation", &answering->compensation, int64_t{0}, kMostVnd,
              "Compensation, in đồng.")
      .Text("--answer", &answering->text, "TEXT", "Why.")
      .Example("motcua complaint answer KN.EQ473124829VN --reissue 50000 --compensation 120000")
      .Run([answering](Session& session) { return Answer(session, *answering); });
  OfClaim(program, "pay", "Records that the post paid what it owes.", paying)
      .Example("motcua complaint pay KN.EQ473124829VN")
      .Run([paying](Session& session) { return Pay(session, *paying); });
}

}  // namespace

void AddComplaint(Program& program) {
  program.Family("complaint", Group::kPost, "Claims against the post: lost, damaged, late.");
  AddReading(program);
  AddMoving(program);
}

}  // namespace motcua::cli

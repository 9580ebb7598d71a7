#include "services/intake/cell_move.h"

#include <optional>
#include <utility>

#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "services/intake/domain/transitions.h"

namespace motcua::intake {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service
using cells::Readiness;

constexpr char kService[] = "intake";
constexpr char kMove[] = "move";  // of the turnstile
// Dossiers that leave in one commit; those of their groups come besides.
constexpr int64_t kBatch = 64;
// After so long what was refused is tried again.
constexpr absl::Duration kTryAgainAfter = absl::Seconds(30);
constexpr int kMostRefusals = 20;

Readiness Stays(cells::Refusal refusal) { return {Readiness::kStays, std::move(refusal)}; }

// How a dossier stands whose journey does so. One that was accepted begins any moment.
Readiness AfterJourney(const dossier::v1::Dossier& dossier, const SentWork& journey) {
  switch (journey.outcome()) {
    case SEND_OUTCOME_SENT:
      return {};
    case SEND_OUTCOME_NOT_BEGUN:
      if (dossier.has_accept_time()) return {Readiness::kWaits, {}};
      return {};
    case SEND_OUTCOME_ENDED:
      return Stays({});
    default:
      return Stays(journey.refusal());
  }
}

async::Task<absl::StatusOr<SendToCellResponse>> Send(std::shared_ptr<runtime::Channel> to,
                                                     SendToCellRequest request) {
  auto sent = co_await to->Call<SendToCellResponse>(cells::MethodName("SendToCell"), request,
                                                    cells::kPeerTimeout);
  if (sent.ok() && sent->works_size() != request.dossier_codes_size()) {
    co_return Internal(kInternal, "a service answered for other dossiers");
  }
  co_return sent;
}

absl::Status CheckIdle(const GetCellResponse& cell) {
  if (cell.leaving() == 0 && cell.inbox_waiting() == 0) return absl::OkStatus();
  return FailedPrecondition(kCellMoveUnderWay, "something is still on its way")
      .With("service", cell.service())
      .With("leaving", cell.leaving())
      .With("inboxWaiting", cell.inbox_waiting());
}

}  // namespace

CellMove::CellMove(Dossiers& dossiers, const cells::Peers& peers, const Clock& clock,
                   store::Inbox* inbox, std::string cell, cells::Nature<Dossier> nature,
                   std::shared_ptr<runtime::Channel> routing,
                   std::shared_ptr<runtime::Channel> postal)
    : routing_(std::move(routing)),
      postal_(std::move(postal)),
      committer_(dossiers.committer()),
      peers_(peers),
      orders_(committer_, clock, kService),
      service_(dossiers, peers, clock, inbox, std::move(cell), WithBefore(std::move(nature))) {
  service_.SetDescribe([this](GetCellResponse& response) { return Describe(response); });
}

cells::Nature<dossier::v1::Dossier> CellMove::WithBefore(cells::Nature<Dossier> nature) {
  if (routing_ == nullptr) return nature;
  nature.before = [this](std::string to_cell, States states) {
    return SendBefore(std::move(to_cell), std::move(states));
  };
  return nature;
}

async::Task<absl::StatusOr<std::vector<Readiness>>> CellMove::SendBefore(std::string to_cell,
                                                                         States states) {
  SendToCellRequest request;
  request.set_to_cell(std::move(to_cell));
  request.set_order(orders_.run().number());
  for (const Dossier* dossier : states) request.add_dossier_codes(dossier->code());
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto journeys, co_await Send(routing_, request));
  std::vector<Readiness> ready;
  for (size_t i = 0; i < states.size(); ++i) {
    ready.push_back(AfterJourney(*states[i], journeys.works(static_cast<int>(i))));
  }
  // Consignments of those that stay, stay.
  std::vector<size_t> going;
  request.clear_dossier_codes();
  for (size_t i = 0; i < states.size(); ++i) {
    if (ready[i].kind != Readiness::kGoes) continue;
    going.push_back(i);
    request.add_dossier_codes(states[i]->code());
  }
  if (going.empty()) co_return ready;
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto consignments, co_await Send(postal_, request));
  for (size_t i = 0; i < going.size(); ++i) {
    const SentWork& work = consignments.works(static_cast<int>(i));
    if (work.outcome() == SEND_OUTCOME_REFUSED) ready[going[i]] = Stays(work.refusal());
  }
  co_return ready;
}

void CellMove::Note(Refusals refused) {
  for (auto& [id, refusal] : refused) refused_[id] = std::move(refusal);
}

async::Task<absl::Status> CellMove::RunOnce() {
  co_await one_at_a_time_.Enter(kMove);
  absl::Status turn = co_await Turn();
  one_at_a_time_.Leave(kMove);
  co_return turn;
}

async::Task<absl::Status> CellMove::Turn() {
  MOTCUA_CO_RETURN_IF_ERROR(co_await orders_.Refresh());
  MOTCUA_CO_ASSIGN_OR_RETURN(auto refused, co_await service_.departure().SendLeaving());
  Note(std::move(refused));
  if (!orders_.moving()) co_return absl::OkStatus();
  if (since_refusals_were_forgotten_.Elapsed() > kTryAgainAfter) {
    refused_.clear();
    since_refusals_were_forgotten_.Restart();
  }
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t open, co_await service_.departure().CountOpen());
  if (open <= std::ssize(refused_)) co_return absl::OkStatus();
  MOTCUA_CO_ASSIGN_OR_RETURN(auto peer, peers_.Find(orders_.run().to_cell()));
  MOTCUA_CO_RETURN_IF_ERROR(co_await service_.passing().Announce(
      std::move(peer), orders_.run().number(), cells::Phase::kBegins));
  co_return co_await MoveAll();
}

// What is filed meanwhile is the next turn's. `at`: what stays is before it.
async::Task<absl::Status> CellMove::MoveAll() {
  int64_t at = 0;
  while (!stopping_ && ends_waiting_ == 0) {
    std::string open = committer_.keys().Open("dossier");
    MOTCUA_CO_ASSIGN_OR_RETURN(const auto page,
                               co_await reorganisation::ReadIds(
                                   committer_.redis(), std::move(open), at, at + kBatch - 1));
    if (page.empty()) break;
    std::vector<std::string> going;
    for (const std::string& id : page) {
      if (!refused_.contains(id)) going.push_back(id);
    }
    const int64_t asked = std::ssize(going);
    at += std::ssize(page) - asked;
    if (going.empty()) continue;
    std::string to_cell = orders_.run().to_cell();
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const int64_t left,
        co_await service_.departure().Leave(std::move(going), std::move(to_cell)));
    MOTCUA_CO_ASSIGN_OR_RETURN(auto refused, co_await service_.departure().SendLeaving());
    at += left == 0 ? asked : std::ssize(refused);
    Note(std::move(refused));
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t waiting, co_await service_.departure().CountLeaving());
    if (waiting >= kBatch) break;  // journeys are to begin first
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<StartCellMoveResponse>> CellMove::StartCellMove(
    const runtime::CallContext& call, const StartCellMoveRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  MOTCUA_CO_RETURN_IF_ERROR(cells::CheckCellName("to_cell", request.to_cell()));
  MOTCUA_CO_RETURN_IF_ERROR(peers_.Find(request.to_cell()).status());
  auto command = store::CommandOf(committer_.keys(), kService, call.caller.name, request);
  auto run = co_await orders_.Start(std::move(command), request.to_cell(), call.caller.name);
  if (!run.ok()) co_return run.status();
  StartCellMoveResponse response;
  *response.mutable_run() = *std::move(run);
  co_return response;
}

async::Task<absl::Status> CellMove::CheckNothingUnderWay() {
  MOTCUA_CO_RETURN_IF_ERROR(co_await orders_.Refresh());
  if (!orders_.moving()) co_return absl::OkStatus();
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto own, co_await Cell());
  MOTCUA_CO_RETURN_IF_ERROR(CheckIdle(own));
  for (const auto& sibling : siblings()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto theirs, co_await sibling->Call<GetCellResponse>(cells::MethodName("GetCell"),
                                                                   GetCellRequest(),
                                                                   cells::kPeerTimeout));
    MOTCUA_CO_RETURN_IF_ERROR(CheckIdle(theirs));
  }
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<GetCellResponse>> CellMove::Cell() {
  const runtime::CallContext nobody;
  const GetCellRequest request;
  co_return co_await service_.GetCell(nobody, request);
}

CellMove::Siblings CellMove::siblings() const {
  if (routing_ == nullptr) return {};
  return {routing_, postal_};
}

async::Task<absl::StatusOr<int64_t>> CellMove::TellTheEnd() {
  EndSendingRequest end;
  end.set_to_cell(orders_.run().to_cell());
  end.set_order(orders_.run().number());
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto own,
                             co_await service_.EndSendingTo(end.to_cell(), end.order()));
  int64_t answers = own.answers();
  for (const auto& sibling : siblings()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(
        const auto theirs, co_await sibling->Call<EndSendingResponse>(
                               cells::MethodName("EndSending"), end, cells::kPeerTimeout));
    answers += theirs.answers();
  }
  co_return answers;
}

async::Task<absl::StatusOr<std::optional<StopCellMoveResponse>>> CellMove::SaidBefore(
    const store::Command& command) {
  auto answer = co_await committer_.Answer(command.request_key, command.fingerprint);
  if (absl::IsNotFound(answer.status())) co_return std::nullopt;
  if (!answer.ok()) co_return answer.status();
  StopCellMoveResponse response;
  MOTCUA_CO_ASSIGN_OR_RETURN(*response.mutable_run(), store::ParseStored<cells::Run>(*answer));
  co_return response;
}

async::Task<absl::StatusOr<StopCellMoveResponse>> CellMove::End(store::Command command,
                                                                std::string actor) {
  StopCellMoveResponse response;
  MOTCUA_CO_RETURN_IF_ERROR(co_await CheckNothingUnderWay());
  if (orders_.moving()) {
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t answers, co_await TellTheEnd());
    response.set_answers(answers);
  }
  auto run = co_await orders_.Stop(std::move(command), std::move(actor));
  if (!run.ok()) co_return run.status();
  *response.mutable_run() = *std::move(run);
  co_return response;
}

async::Task<absl::StatusOr<StopCellMoveResponse>> CellMove::StopCellMove(
    const runtime::CallContext& call, const StopCellMoveRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  auto command = store::CommandOf(committer_.keys(), kService, call.caller.name, request);
  // A repetition must not end a later order.
  MOTCUA_CO_ASSIGN_OR_RETURN(const auto said, co_await SaidBefore(command));
  if (said.has_value()) co_return *said;
  // Before waiting for a turn, which may itself wait for a service that is away.
  MOTCUA_CO_RETURN_IF_ERROR(co_await CheckNothingUnderWay());
  std::string actor = call.caller.name;
  ++ends_waiting_;
  co_await one_at_a_time_.Enter(kMove);
  --ends_waiting_;
  auto ended = co_await End(std::move(command), std::move(actor));
  one_at_a_time_.Leave(kMove);
  co_return ended;
}

async::Task<absl::Status> CellMove::Describe(GetCellResponse& response) {
  MOTCUA_CO_RETURN_IF_ERROR(co_await orders_.Refresh());
  *response.mutable_run() = orders_.run();
  response.set_refused(std::ssize(refused_));
  for (const auto& [id, refusal] : refused_) {
    if (response.refusals_size() == kMostRefusals) break;
    *response.add_refusals() = refusal;
    response.mutable_refusals()->rbegin()->set_id(id);
  }
  co_return absl::OkStatus();
}

void CellMove::Serve(runtime::RpcServer& server) {
  service_.Serve(server);
  runtime::Methods<CellMove> rpc(server, "motcua.ops.v1.CellMoveService", this);
  rpc.Unary("StartCellMove", &CellMove::StartCellMove);
  rpc.Unary("StopCellMove", &CellMove::StopCellMove);
}

}  // namespace motcua::intake

// The RPCs of motcua.ops.v1.CellService, the same in every service that has open work.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/cells/arrival.h"
#include "common/cells/departure.h"
#include "common/cells/passing.h"
#include "common/runtime/call_context.h"
#include "common/runtime/rpc_server.h"
#include "motcua/ops/v1/cell_service.pb.h"

namespace motcua::cells {

// OK, or INVALID_ARGUMENT naming the field.
absl::Status CheckCellName(const std::string& field, const std::string& cell);
// `order`: the number of an order to move.
absl::Status CheckOrder(int64_t order);
absl::Status CheckAdoption(const ops::v1::AdoptAggregatesRequest& request);
absl::Status CheckEvent(const ops::v1::AdoptEventRequest& request);
absl::Status CheckAnswers(const ops::v1::AdoptAnswersRequest& request);
// `serves`: the service sends for others at all.
absl::Status CheckSending(const ops::v1::SendToCellRequest& request, bool serves);

template <class State>
class Service {
 public:
  using Context = runtime::CallContext;

  // All must outlive the object. `inbox` may be null in tests.
  Service(store::Aggregates<State>& aggregates, const Peers& peers, const Clock& clock,
          store::Inbox* inbox, std::string cell, Nature<State> nature)
      : name_(nature.service),
        peers_(peers),
        inbox_(inbox),
        committer_(aggregates.committer()),
        has_owner_(nature.ids_of != nullptr),
        passing_(committer_, peers_, nature.service, std::move(cell)),
        departure_(aggregates, peers_, passing_, clock, nature),
        arrival_(aggregates, clock, nature),
        clock_(clock) {
    if (inbox_ != nullptr) inbox_->SetElsewhere(passing_.ForInbox());
  }

  // A turn of what a process that died may have left on its way.
  async::Task<absl::Status> RunOnce() {
    auto refused = co_await departure_.SendLeaving();
    co_return refused.status();
  }

  Departure<State>& departure() { return departure_; }
  Passing& passing() { return passing_; }
  // Adds what GetCell says besides.
  void SetDescribe(
      std::function<async::Task<absl::Status>(ops::v1::GetCellResponse& response)> describe) {
    describe_ = std::move(describe);
  }
  // `order`: its number.
  async::Task<absl::StatusOr<ops::v1::EndSendingResponse>> EndSendingTo(std::string cell,
                                                                        int64_t order) {
    MOTCUA_CO_ASSIGN_OR_RETURN(Peer peer, peers_.Find(cell));
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t answers, co_await passing_.PassAnswersOn(peer));
    MOTCUA_CO_RETURN_IF_ERROR(co_await passing_.Announce(std::move(peer), order, Phase::kEnds));
    ops::v1::EndSendingResponse response;
    response.set_answers(answers);
    co_return response;
  }

  async::Task<absl::StatusOr<ops::v1::GetCellResponse>> GetCell(const Context&,
                                                                const ops::v1::GetCellRequest&) {
    ops::v1::GetCellResponse response;
    response.set_service(name_);
    response.set_cell(passing_.cell());
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t open, co_await departure_.CountOpen());
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t leaving, co_await departure_.CountLeaving());
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t waiting, co_await InboxWaiting());
    MOTCUA_CO_ASSIGN_OR_RETURN(auto arriving, co_await passing_.ArrivingFrom());
    response.set_open(open);
    response.set_leaving(leaving);
    response.set_inbox_waiting(waiting);
    response.set_moved(departure_.moved());
    response.set_events_passed_on(passing_.events_passed_on());
    for (std::string& from : arriving) response.add_arriving_from(std::move(from));
    if (describe_) MOTCUA_CO_RETURN_IF_ERROR(co_await describe_(response));
    co_return response;
  }

  async::Task<absl::StatusOr<ops::v1::CheckCellMoveResponse>> CheckCellMove(
      const Context&, const ops::v1::CheckCellMoveRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckCellName("to_cell", request.to_cell()));
    MOTCUA_CO_ASSIGN_OR_RETURN(Peer peer, peers_.Find(request.to_cell()));
    co_return co_await departure_.Check(std::move(peer));
  }

  async::Task<absl::StatusOr<ops::v1::SendToCellResponse>> SendToCell(
      const Context&, const ops::v1::SendToCellRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckSending(request, has_owner_));
    MOTCUA_CO_ASSIGN_OR_RETURN(Peer peer, peers_.Find(request.to_cell()));
    MOTCUA_CO_RETURN_IF_ERROR(
        co_await passing_.Announce(std::move(peer), request.order(), Phase::kBegins));
    co_return co_await departure_.SendFor(request);
  }

  async::Task<absl::StatusOr<ops::v1::EndSendingResponse>> EndSending(
      const Context&, const ops::v1::EndSendingRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckCellName("to_cell", request.to_cell()));
    MOTCUA_CO_RETURN_IF_ERROR(CheckOrder(request.order()));
    co_return co_await EndSendingTo(request.to_cell(), request.order());
  }

  async::Task<absl::StatusOr<ops::v1::AdoptAggregatesResponse>> AdoptAggregates(
      const Context&, const ops::v1::AdoptAggregatesRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckAdoption(request));
    co_return co_await arrival_.Adopt(request);
  }

  async::Task<absl::StatusOr<ops::v1::AdoptEventResponse>> AdoptEvent(
      const Context&, const ops::v1::AdoptEventRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckEvent(request));
    MOTCUA_CO_RETURN_IF_ERROR(co_await passing_.TakeEvent(request));
    co_return ops::v1::AdoptEventResponse();
  }

  async::Task<absl::StatusOr<ops::v1::AdoptAnswersResponse>> AdoptAnswers(
      const Context&, const ops::v1::AdoptAnswersRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckAnswers(request));
    MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t kept, co_await passing_.TakeAnswers(request));
    ops::v1::AdoptAnswersResponse response;
    response.set_kept(kept);
    co_return response;
  }

  async::Task<absl::StatusOr<ops::v1::AnnounceCellMoveResponse>> AnnounceCellMove(
      const Context&, const ops::v1::AnnounceCellMoveRequest& request) {
    MOTCUA_CO_RETURN_IF_ERROR(CheckCellName("from_cell", request.from_cell()));
    MOTCUA_CO_RETURN_IF_ERROR(CheckOrder(request.order()));
    MOTCUA_CO_RETURN_IF_ERROR(co_await passing_.NoteArrival(request));
    ops::v1::AnnounceCellMoveResponse response;
    *response.mutable_announce_time() = ToProto(clock_.Now());
    co_return response;
  }

  // Registers every RPC. The object must outlive the server.
  void Serve(runtime::RpcServer& server) {
    runtime::Methods<Service> rpc(server, "motcua.ops.v1.CellService", this);
    rpc.Unary("GetCell", &Service::GetCell);
    rpc.Unary("CheckCellMove", &Service::CheckCellMove);
    rpc.Unary("SendToCell", &Service::SendToCell);
    rpc.Unary("EndSending", &Service::EndSending);
    rpc.Unary("AdoptAggregates", &Service::AdoptAggregates);
    rpc.Unary("AdoptEvent", &Service::AdoptEvent);
    rpc.Unary("AdoptAnswers", &Service::AdoptAnswers);
    rpc.Unary("AnnounceCellMove", &Service::AnnounceCellMove);
  }

 private:
  async::Task<absl::StatusOr<int64_t>> InboxWaiting() {
    if (inbox_ == nullptr) co_return 0;
    auto stats = co_await inbox_->Stats();
    if (!stats.ok()) co_return stats.status();
    co_return stats->waiting;
  }

  std::string name_;
  const Peers& peers_;
  store::Inbox* inbox_;
  store::Committer& committer_;
  const bool has_owner_;
  Passing passing_;
  Departure<State> departure_;
  Arrival<State> arrival_;
  const Clock& clock_;
  std::function<async::Task<absl::Status>(ops::v1::GetCellResponse&)> describe_;
};

}  // namespace motcua::cells

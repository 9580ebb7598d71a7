// Moves the cell's open work into another cell. Intake leads: a dossier can be changed no more, then
// its journey and its consignments go, and at last itself. So whatever is told of it meanwhile finds
// it: in the other cell, or, tried again, when it is there.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/async/turnstile.h"
#include "common/base/clock.h"
#include "common/cells/orders.h"
#include "common/cells/service.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

class CellMove {
 public:
  using Dossier = dossier::v1::Dossier;
  using Dossiers = store::Aggregates<Dossier>;
  using Siblings = std::vector<std::shared_ptr<runtime::Channel>>;

  // All must outlive the object. `routing` and `postal` may be null in tests.
  CellMove(Dossiers& dossiers, const cells::Peers& peers, const Clock& clock, store::Inbox* inbox,
           std::string cell, cells::Nature<Dossier> nature,
           std::shared_ptr<runtime::Channel> routing, std::shared_ptr<runtime::Channel> postal);

  // One turn: what has left before, then all that is open, if a move was ordered.
  async::Task<absl::Status> RunOnce();
  // Ends a turn at the next batch; the next start goes on.
  void Stop() { stopping_ = true; }

  async::Task<absl::StatusOr<ops::v1::StartCellMoveResponse>> StartCellMove(
      const runtime::CallContext& call, const ops::v1::StartCellMoveRequest& request);
  async::Task<absl::StatusOr<ops::v1::StopCellMoveResponse>> StopCellMove(
      const runtime::CallContext& call, const ops::v1::StopCellMoveRequest& request);

  // How the cell stands, as intake knows it.
  async::Task<absl::StatusOr<ops::v1::GetCellResponse>> Cell();

  // Registers every RPC of CellService and CellMoveService.
  void Serve(runtime::RpcServer& server);

 private:
  using Refusals = std::map<std::string, cells::Refusal>;
  using States = std::vector<const Dossier*>;

  cells::Nature<Dossier> WithBefore(cells::Nature<Dossier> nature);
  // Has journeys and consignments go first.
  async::Task<absl::StatusOr<std::vector<cells::Readiness>>> SendBefore(std::string to_cell,
                                                                        States states);
  async::Task<absl::Status> Turn();
  async::Task<absl::Status> MoveAll();
  // What an earlier call with its request_id was told, if there was one.
  async::Task<absl::StatusOr<std::optional<ops::v1::StopCellMoveResponse>>> SaidBefore(
      const store::Command& command);
  // Tells the other cell that nothing more comes; how many answers were copied there.
  async::Task<absl::StatusOr<int64_t>> TellTheEnd();
  async::Task<absl::StatusOr<ops::v1::StopCellMoveResponse>> End(store::Command command,
                                                                 std::string actor);
  Siblings siblings() const;
  // OK as well when no move is ordered.
  async::Task<absl::Status> CheckNothingUnderWay();
  async::Task<absl::Status> Describe(ops::v1::GetCellResponse& response);
  void Note(Refusals refused);

  std::shared_ptr<runtime::Channel> routing_;
  std::shared_ptr<runtime::Channel> postal_;
  store::Committer& committer_;
  const cells::Peers& peers_;
  cells::MoveOrders orders_;
  cells::Service<Dossier> service_;
  Refusals refused_;  // lately
  Stopwatch since_refusals_were_forgotten_;
  // A turn or the end of a move: what a turn sent after the end would come without notice.
  async::Turnstile one_at_a_time_;
  int ends_waiting_ = 0;
  bool stopping_ = false;
};

}  // namespace motcua::intake

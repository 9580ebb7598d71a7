// What goes from cell to cell besides aggregates: events that wait for a reaction, and answers of
// requests.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/cells/peers.h"
#include "common/store/commit.h"
#include "common/store/inbox.h"
#include "motcua/ops/v1/cell_service.pb.h"

namespace motcua::cells {

// How long a call to the other cell may take.
inline constexpr absl::Duration kPeerTimeout = absl::Seconds(10);

// What is told of a move to the cell that is entered, for one service.
enum class Phase { kBegins, kEnds };

// Full name of a method of CellService.
std::string MethodName(std::string_view method);

// Of one service. Both ends: this cell as the one that is left, and as the one that is entered.
class Passing {
 public:
  // All must outlive the object.
  Passing(store::Committer& committer, const Peers& peers, std::string service, std::string cell)
      : committer_(committer),
        peers_(peers),
        service_(std::move(service)),
        cell_(std::move(cell)) {}

  // For the service's inbox.
  store::Inbox::Elsewhere ForInbox();

  const std::string& cell() const { return cell_; }

  // --- of the cell that is left
  async::Task<absl::Status> PassOn(std::string entry_id, std::string cell, std::string event);
  // Copies every answer of the service's requests to `peer`; how many were new there.
  async::Task<absl::StatusOr<int64_t>> PassAnswersOn(Peer peer);
  // `order`: the number of the order to move.
  async::Task<absl::Status> Announce(Peer peer, int64_t order, Phase phase);
  int64_t events_passed_on() const { return events_passed_on_; }

  // --- of the cell that is entered
  async::Task<absl::Status> TakeEvent(const ops::v1::AdoptEventRequest& request);
  async::Task<absl::StatusOr<int64_t>> TakeAnswers(const ops::v1::AdoptAnswersRequest& request);
  // A move begins, or ends, for this service; intake, which leads, begins it for all. While it is open
  // for one service it is for all. An order that ended stays so: what was told of its beginning may
  // come late.
  async::Task<absl::Status> NoteArrival(const ops::v1::AnnounceCellMoveRequest& told);
  // Cells from which a move is open.
  async::Task<absl::StatusOr<std::vector<std::string>>> ArrivingFrom();

 private:
  async::Task<absl::StatusOr<bool>> MayArrive();
  async::Task<absl::StatusOr<int64_t>> PassSome(std::vector<std::string> keys, Peer peer);

  store::Committer& committer_;
  const Peers& peers_;
  std::string service_;
  std::string cell_;
  int64_t events_passed_on_ = 0;
};

}  // namespace motcua::cells

// A service's inbox: the events it reacts to, each with one effect however often it is delivered.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "asio/io_context.hpp"
#include "common/async/task.h"
#include "common/store/commit.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::store {

// What became of an event.
enum class Reaction {
  kCommitted,  // Execute took it out with its effect
  kIgnored,    // nothing to do; the inbox takes it out
};

struct InboxOptions {
  std::string service;         // owner of the inbox; also the consumer group
  std::string consumer = "1";  // one per running instance
  int batch = 512;             // events read at a time
};

struct InboxStats {
  int64_t waiting = 0;       // events in the inbox
  int64_t in_flight = 0;     // reactions running
  int64_t reacted = 0;       // since the start
  int64_t retried = 0;       // since the start
  int64_t dead_letters = 0;  // in the dead letters
};

class Inbox {
 public:
  // The reaction to one event. It passes `entry` on in its Command, so that the event and its
  // effect are one write. An UNAVAILABLE, ABORTED, RESOURCE_EXHAUSTED or DEADLINE_EXCEEDED error
  // is tried again with back-off, for ever; any other sends the event to the dead letters.
  using Handler =
      std::function<async::Task<absl::StatusOr<Reaction>>(InboxEntry entry, event::v1::Event event)>;

  // What other cells have to do with events; see common/cells.
  struct Elsewhere {
    // Passes an event of this inbox on to `cell`, where what it is about went. OK: it is there.
    std::function<async::Task<absl::Status>(std::string entry_id, std::string cell,
                                            std::string event)>
        pass_on;
    // Whether what an event names may still be on its way here.
    std::function<async::Task<absl::StatusOr<bool>>()> may_arrive;
  };

  Inbox(asio::io_context& io, Committer& committer, InboxOptions options, Handler handler);

  // Before Run. Without it an event that names nothing goes to the dead letters at once.
  void SetElsewhere(Elsewhere elsewhere) { elsewhere_ = std::move(elsewhere); }

  // Creates the consumer group if it is missing.
  async::Task<absl::Status> Prepare();
  // Reacts until Stop: first what an earlier run left unfinished, then what comes. Events of one
  // dossier are handled in order, those of different dossiers side by side.
  async::Task<void> Run();
  void Stop();

  async::Task<absl::StatusOr<InboxStats>> Stats();

 private:
  struct Delivery {
    std::string id;
    event::v1::Event event;
    std::string raw;
  };
  async::Task<absl::StatusOr<std::vector<Delivery>>> Read(std::string from);
  async::Task<void> ReactToAll(std::vector<Delivery> batch);
  async::Task<bool> ReactInOrder(std::vector<Delivery> deliveries);
  async::Task<void> ReactTo(Delivery delivery);
  async::Task<absl::Status> Finish(const Delivery& delivery, absl::StatusOr<Reaction> reaction);
  // OK when the event went to another cell; NOT_FOUND when no other cell has to do with it.
  async::Task<absl::Status> AskElsewhere(const Delivery& delivery, absl::Status status);

  asio::io_context& io_;
  Committer& committer_;
  InboxOptions options_;
  Handler handler_;
  Elsewhere elsewhere_;
  std::unique_ptr<redis::Client> reader_;
  bool stopping_ = false;
  InboxStats stats_;
};

// Services that react to `event`, by DESIGN §1, and the webhooks that are told of it. Reporting is not
// among them: it reads all.
std::vector<std::string_view> ListenersOf(const event::v1::Event& event);

}  // namespace motcua::store

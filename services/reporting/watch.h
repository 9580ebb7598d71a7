// One client's view of the events as they happen, from any place in the archive on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/resume_token.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

struct WatchOptions {
  int64_t after = 0;         // sequence to begin after
  std::string dossier_code;  // only this dossier; may be empty
  int page = 500;            // events read at a time
  absl::Duration sign_of_life = absl::Seconds(15);
  bool until_caught_up = false;
};

class Watch {
 public:
  using ToArchived = std::function<v1::ArchivedEvent(const StoredEvent&)>;
  using Writer = runtime::Writer<v1::WatchEventsResponse>;

  // `archive` must outlive the watch.
  Watch(Archive& archive, Scope scope, WatchOptions options, ToArchived to_archived);

  // Sends until the client is gone (OK), the server goes down (UNAVAILABLE(SHUTTING_DOWN): resume
  // elsewhere), or, with until_caught_up, the archive's end is reached (OK).
  async::Task<absl::Status> Run(Writer& writer);

 private:
  async::Task<absl::StatusOr<EventPage>> NextPage();
  // False: the client is gone.
  async::Task<bool> Send(const EventPage& page, Writer& writer);
  async::Task<bool> SendSignOfLife(Writer& writer);
  async::Task<bool> WaitForNews(Writer& writer);
  bool Sees(const StoredEvent& stored) const;
  std::string Token(int64_t sequence) const;

  Archive& archive_;
  Scope scope_;
  WatchOptions options_;
  ToArchived to_archived_;
  int64_t scanned_to_;
  Stopwatch since_sent_;
};

}  // namespace motcua::reporting

// One client's view of the events as they happen, from any place in the archive on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

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

// What a watch reads becomes messages here.
class WatchOutput {
 public:
  virtual ~WatchOutput() = default;

  // Before the events of a page are written.
  virtual async::Task<absl::Status> Prepare(const EventPage& page) { co_return absl::OkStatus(); }
  // Sends what the event means to the client, if anything. False: the client is gone.
  virtual async::Task<bool> Write(const StoredEvent& stored, std::string token) = 0;
  // Sends a message with only a token. False: the client is gone.
  virtual async::Task<bool> WriteSignOfLife(std::string token) = 0;
  // False once the client is gone or the server goes down.
  virtual bool Open() const = 0;
};

class Watch {
 public:
  // `archive` must outlive the watch.
  Watch(Archive& archive, Scope scope, WatchOptions options);

  // Sends until the client is gone (OK), the server goes down (UNAVAILABLE(SHUTTING_DOWN): resume
  // elsewhere), or, with until_caught_up, the archive's end is reached (OK).
  async::Task<absl::Status> Run(WatchOutput& output);

 private:
  async::Task<absl::StatusOr<EventPage>> NextPage();
  // False: the client is gone.
  async::Task<bool> Send(const EventPage& page, WatchOutput& output);
  async::Task<bool> SendSignOfLife(WatchOutput& output);
  async::Task<bool> WaitForNews(WatchOutput& output);
  bool Sees(const StoredEvent& stored) const;
  std::string Token(int64_t sequence) const;

  Archive& archive_;
  Scope scope_;
  WatchOptions options_;
  int64_t scanned_to_;
  Stopwatch since_sent_;
};

// Sends every event as it is.
class EventOutput : public WatchOutput {
 public:
  using ToArchived = std::function<v1::ArchivedEvent(const StoredEvent&)>;
  using Writer = runtime::Writer<v1::WatchEventsResponse>;

  EventOutput(Writer& writer, ToArchived to_archived)
      : writer_(writer), to_archived_(std::move(to_archived)) {}

  async::Task<bool> Write(const StoredEvent& stored, std::string token) override;
  async::Task<bool> WriteSignOfLife(std::string token) override;
  bool Open() const override { return writer_.Open(); }

 private:
  Writer& writer_;
  ToArchived to_archived_;
};

}  // namespace motcua::reporting

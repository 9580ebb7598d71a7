// Many people at once, who do not give up: a call that fails for reasons outside of it is made
// again, with the same request_id, until it is answered.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "tests/system/stack.h"

namespace motcua {

class Crowd {
 public:
  // `dossiers` will be filed with copies of `draft`, as fast as Allow lets them, every fourth with
  // the result going home by post, and all be worked on to their end.
  Crowd(Stack& stack, intake::v1::DossierDraft draft, int dossiers);
  // Waits for all; Join must have been called if the test goes well.
  ~Crowd();

  // So many may be filed by now. Who has nothing to file keeps asking how a dossier stands.
  void Allow(int dossiers) { allowed_ = dossiers; }

  // Codes of dossiers whose filing was acknowledged.
  std::set<std::string> acknowledged() const;
  int acknowledged_count() const { return acknowledged_count_; }
  // Dossiers whose end was acknowledged: handed over, or delivered.
  int ended_count() const { return ended_count_; }
  // Calls to the service that failed and were made again.
  int failures(const std::string& service) const { return failures_.at(service); }
  // Sequences of events that the watcher saw, as they came.
  std::vector<int64_t> watched() const;
  // Answers that no failure excuses; must be empty.
  std::vector<std::string> surprises() const;

  // Whether everything filed came to its end within the time. Call the watcher off with Stop.
  bool AllEnded(absl::Duration within);
  void Stop();

 private:
  template <class Response>
  absl::StatusOr<Response> Insist(const google::protobuf::Message& request);

  void VisitCounter();
  std::string FileOne(int number);
  void AskFor(const std::string& code);
  void WorkOnQueues();
  void WorkOn(const routing::v1::ClaimedStep& step);
  void CarryResults();
  void Watch();
  void AccountEnd(const std::string& code);
  void Surprise(const absl::Status& status, const google::protobuf::Message& request);

  Stack& stack_;
  Client client_;
  const intake::v1::DossierDraft draft_;
  const int dossiers_;
  std::atomic<bool> stopped_ = false;
  std::atomic<int> allowed_ = 0;
  std::atomic<int> next_ = 0;
  std::atomic<int> requests_ = 0;
  std::atomic<int> acknowledged_count_ = 0;
  std::atomic<int> ended_count_ = 0;
  std::map<std::string, std::atomic<int>> failures_;
  mutable std::mutex mutex_;
  std::set<std::string> acknowledged_;
  std::set<std::string> ended_;
  std::vector<int64_t> watched_;
  std::vector<std::string> surprises_;
  std::vector<std::jthread> people_;
};

}  // namespace motcua

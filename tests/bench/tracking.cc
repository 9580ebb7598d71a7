#include "tests/bench/tracking.h"

#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/strings.h"
#include "common/runtime/channel.h"
#include "common/runtime/tls.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/postal/v1/tracking_service.pb.h"
#include "tests/bench/histogram.h"

namespace motcua::bench {
namespace {

using namespace postal::v1;  // NOLINT: the messages of one service
using runtime::Channel;

constexpr absl::Duration kTimeout = absl::Seconds(60);
constexpr int kRecordsPerCall = 1000;
constexpr int kCreators = 16;

// VNPost's codes of a parcel's way: taken over, off, there, with the postman, tried, with the postman
// again, delivered.
constexpr std::array<const char*, 7> kWay = {"-2", "2", "3", "12", "-1", "12", "5"};

class Tracking {
 public:
  Tracking(const TrackingOptions& options, runtime::TlsFiles files)
      : options_(options), files_(std::move(files)), ids_(options.consignments) {}

  absl::Status Run() {
    if (absl::Status created = CreateAll(); !created.ok()) return created;
    Stopwatch watch;
    InParallel(options_.in_flight, [this](Channel& postal, int worker) { Feed(postal, worker); });
    elapsed_ = watch.Elapsed();
    return CheckSome();
  }

  void Print() const {
    printf("rate=%.0f events=%d p50_ms=%.1f p99_ms=%.1f errors=%d\n",
           recorded_ / absl::ToDoubleSeconds(elapsed_), recorded_.load(),
           latency_.Percentile(0.5) * 1e3, latency_.Percentile(0.99) * 1e3, errors_.load());
  }
  bool ok() const {
    return errors_ == 0 && recorded_ == options_.consignments * static_cast<int>(kWay.size());
  }

 private:
  // Runs `work` on so many threads, each with a connection of its own.
  template <class Work>
  void InParallel(int threads, Work work) {
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([this, i, &work] {
        // All calls are safe to repeat.
        Channel::Options connection{.target = options_.postal, .tls = files_, .attempts = 5};
        auto channel = Channel::Create(nullptr, std::move(connection));
        channel.ok() ? work(**channel, i) : Fail(channel.status());
      });
    }
    for (std::thread& thread : running) thread.join();
  }

  absl::Status CreateAll() {
    std::atomic<int> next{0};
    const std::string run = RandomIds().NewId();
    InParallel(kCreators, [&](Channel& postal, int) {
      for (int i = next++; i < options_.consignments; i = next++) ids_[i] = Create(postal, run, i);
    });
    return errors_ == 0 ? absl::OkStatus() : absl::InternalError("consignments were not made");
  }

  std::string Create(Channel& postal, const std::string& run, int serial) {
    CreateConsignmentRequest request;
    request.set_request_id(Cat(run, "-", serial));
    request.set_dossier_code(Cat("000.03.31.H20-230301-", serial));
    request.set_kind(dossier::v1::CONSIGNMENT_KIND_UNIT_TO_UNIT);
    request.set_from_unit("29869");
    request.set_to_unit("87.SXD");
    auto made = postal.CallSync<CreateConsignmentResponse>(
        "/motcua.postal.v1.PostalService/CreateConsignment", request, kTimeout);
    if (!made.ok()) Fail(made.status());
    return made.ok() ? made->consignment_id() : std::string();
  }

  // Counts it, and tells the first.
  void Fail(const absl::Status& status) {
    if (errors_++ == 0) fprintf(stderr, "%s\n", status.ToString().c_str());
  }

  // The worker's share of the consignments, a thousand at a time, each its whole way.
  void Feed(Channel& postal, int worker) {
    const int workers = options_.in_flight, all = options_.consignments;
    const int first = static_cast<int>(int64_t{all} * worker / workers);
    const int end = static_cast<int>(int64_t{all} * (worker + 1) / workers);
    for (int at = first; at < end; at += kRecordsPerCall) {
      const int until = std::min(at + kRecordsPerCall, end);
      for (size_t step = 0; step < kWay.size(); ++step) Report(postal, at, until, step);
    }
  }

  void Report(Channel& postal, int from, int until, size_t step) {
    ReportCarrierEventsRequest request;
    request.set_carrier("vnpost-hcc");
    for (int i = from; i < until; ++i) request.add_records(RecordOf(i, step));
    Stopwatch watch;
    auto answer = postal.CallSync<ReportCarrierEventsResponse>(
        "/motcua.postal.v1.TrackingService/ReportCarrierEvents", request, kTimeout);
    int good = 0;
    for (int i = 0; answer.ok() && i < answer->outcomes_size(); ++i) {
      good += answer->outcomes(i) == CARRIER_OUTCOME_RECORDED;
    }
    recorded_ += good;
    errors_ += until - from - good;
    const std::lock_guard lock(mutex_);
    latency_.Record(absl::ToDoubleSeconds(watch.Elapsed()));
  }

  std::string RecordOf(int consignment, size_t step) const {
    return Cat(R"({"EventIemID":)", consignment * 10 + static_cast<int>(step), R"(,"ItemCode":")",
               ids_[consignment], R"(","Poscode":870100,"Status":)", kWay[step],
               R"(,"CreatedTime":"2023-03-01 1)", step, R"(:00:00"})");
  }

  // A hundredth of them: all must be delivered.
  absl::Status CheckSome() {
    InParallel(1, [this](Channel& postal, int) {
      for (int i = 0; i < options_.consignments; i += 100) {
        GetConsignmentRequest request;
        request.set_consignment_id(ids_[i]);
        auto found = postal.CallSync<GetConsignmentResponse>(
            "/motcua.postal.v1.PostalService/GetConsignment", request, kTimeout);
        const bool good = found.ok() && found->consignment().state() ==
                                            dossier::v1::CONSIGNMENT_STATE_DELIVERED;
        if (!good) ++errors_;
      }
    });
    return errors_ == 0 ? absl::OkStatus() : absl::InternalError("some are not where they should be");
  }

  const TrackingOptions& options_;
  runtime::TlsFiles files_;
  std::vector<std::string> ids_;
  std::atomic<int> recorded_{0}, errors_{0};
  absl::Duration elapsed_;
  std::mutex mutex_;
  Histogram latency_;  // guarded by mutex_
};

}  // namespace

int RunTracking(const TrackingOptions& options) {
  runtime::TlsFiles files{options.certs + "/ca.pem", options.certs + "/operator.pem",
                          options.certs + "/operator.key"};
  Tracking tracking(options, std::move(files));
  const absl::Status status = tracking.Run();
  if (!status.ok()) fprintf(stderr, "%s\n", status.ToString().c_str());
  tracking.Print();
  return status.ok() && tracking.ok() ? 0 : 1;
}

}  // namespace motcua::bench

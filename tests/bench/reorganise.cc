#include "tests/bench/reorganise.h"

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include "common/base/clock.h"
#include "common/base/driven_clock.h"
#include "common/base/ids.h"
#include "common/base/strings.h"
#include "common/runtime/channel.h"
#include "common/runtime/tls.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/ops/v1/reorganisation_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "tests/bench/load.h"
#include "tests/bench/requests.h"

namespace motcua::bench {
namespace {

using namespace ops::v1;  // NOLINT: the messages of one service
using runtime::Channel;

constexpr char kPlan[] = "dong-thap-2025-07-01";
constexpr char kService[] = "/motcua.ops.v1.ReorganisationService/";
constexpr absl::Duration kTimeout = absl::Seconds(60);

void Pause(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

class Reorganisation {
 public:
  Reorganisation(const ReorganiseOptions& options, runtime::TlsFiles files)
      : options_(options), files_(std::move(files)) {}

  absl::Status Run() {
    for (const std::string* address : {&options_.intake, &options_.routing, &options_.postal}) {
      Channel::Options connection{.target = *address, .tls = files_};
      auto channel = Channel::Create(nullptr, std::move(connection));
      if (!channel.ok()) return channel.status();
      owners_.push_back(*std::move(channel));
    }
    if (auto filed = FileAll(); !filed.ok()) return filed;
    auto clock = DrivenClockWriter::Create(
        options_.clock, absl::FromCivil(absl::CivilHour(2025, 7, 1, 8), LocalZone()));
    if (!clock.ok()) return clock.status();
    std::thread asker([this] { AskAllTheTime(); });
    const absl::Status applied = Apply();
    done_ = true;
    asker.join();
    return applied;
  }

  void Print() const {
    printf("dossiers=%ld moved=%ld reorganise_s=%.1f answered=%lu answered_p99_ms=%.1f errors=%d\n",
           static_cast<long>(journeys_), static_cast<long>(moved_),
           absl::ToDoubleSeconds(elapsed_), static_cast<unsigned long>(latency_.count()),
           latency_.Percentile(0.99) * 1e3, errors_.load());
  }
  bool ok() const { return errors_ == 0 && moved_ >= journeys_; }

 private:
  Channel& intake() { return *owners_[0]; }
  Channel& routing() { return *owners_[1]; }

  // As fast as it goes, then until routing has a journey of each.
  absl::Status FileAll() {
    auto credentials = runtime::ChannelCredentialsOf(files_);
    if (!credentials.ok()) return credentials.status();
    LoadOptions load{.target = options_.intake, .credentials = *credentials};
    load.method = "/motcua.intake.v1.IntakeService/SubmitDossier";
    load.warmup_seconds = 0;
    load.seconds = 2;
    const std::string run = RandomIds().NewId();
    int64_t serial = 0;
    load.make_request = [&] {
      return MakeSubmission(run, ++serial, /*accept=*/true).SerializeAsString();
    };
    while (serial < options_.dossiers) {
      if (!RunLoad(load).errors.empty()) return absl::InternalError("filing failed");
    }
    for (int64_t last = -1; journeys_ < options_.dossiers || journeys_ != last; Pause(500)) {
      last = journeys_;
      if (auto counted = CountJourneys(); !counted.ok()) return counted;
    }
    return absl::OkStatus();
  }

  absl::Status CountJourneys() {
    CountReorganisationRequest request;
    request.set_id(kPlan);
    auto counts = routing().CallSync<CountReorganisationResponse>(
        Cat(kService, "CountReorganisation"), request, kTimeout);
    if (counts.ok()) journeys_ = counts->looked_at();
    return counts.status();
  }

  absl::Status Apply() {
    Stopwatch watch;
    ApplyReorganisationRequest request;
    request.set_request_id(RandomIds().NewId());
    request.set_id(kPlan);
    auto ordered = routing().CallSync<ApplyReorganisationResponse>(
        Cat(kService, "ApplyReorganisation"), request, kTimeout);
    if (!ordered.ok()) return ordered.status();
    for (size_t done = 0; done < owners_.size();) {
      auto run = RunOf(*owners_[done]);
      if (!run.ok()) return run.status();
      const bool applied = run->state() == dossier::v1::REORGANISATION_STATE_APPLIED;
      if (applied && done == 1) moved_ = run->moved();
      applied ? void(++done) : Pause(50);
    }
    elapsed_ = watch.Elapsed();
    return absl::OkStatus();
  }

  absl::StatusOr<dossier::v1::ReorganisationRun> RunOf(Channel& owner) {
    auto list = owner.CallSync<ListReorganisationsResponse>(
        Cat(kService, "ListReorganisations"), ListReorganisationsRequest(), kTimeout);
    if (!list.ok()) return list.status();
    return list->reorganisations(0).run();
  }

  // Now routing, now intake, a hundred times a second or as often as they answer.
  void AskAllTheTime() {
    intake::v1::ListDossiersRequest list;
    list.set_receiving_unit("82.29869");
    list.set_page_size(10);
    for (bool of_routing = true; !done_; of_routing = !of_routing, Pause(10)) {
      Stopwatch watch;
      const absl::Status status =
          of_routing ? routing()
                           .CallSync<routing::v1::ListStuckStepsResponse>(
                               "/motcua.routing.v1.RoutingService/ListStuckSteps",
                               routing::v1::ListStuckStepsRequest(), kTimeout)
                           .status()
                     : intake()
                           .CallSync<intake::v1::ListDossiersResponse>(
                               "/motcua.intake.v1.IntakeService/ListDossiers", list, kTimeout)
                           .status();
      latency_.Record(absl::ToDoubleSeconds(watch.Elapsed()));
      if (!status.ok()) ++errors_;
    }
  }

  const ReorganiseOptions& options_;
  runtime::TlsFiles files_;
  std::vector<std::shared_ptr<Channel>> owners_;
  std::atomic<bool> done_{false};
  std::atomic<int> errors_{0};
  int64_t journeys_ = 0;
  int64_t moved_ = 0;
  absl::Duration elapsed_;
  Histogram latency_;
};

}  // namespace

int RunReorganisation(const ReorganiseOptions& options) {
  runtime::TlsFiles files{options.certs + "/ca.pem", options.certs + "/operator.pem",
                          options.certs + "/operator.key"};
  Reorganisation reorganisation(options, std::move(files));
  const absl::Status status = reorganisation.Run();
  if (!status.ok()) {
    fprintf(stderr, "%s\n", status.ToString().c_str());
    return 1;
  }
  reorganisation.Print();
  return reorganisation.ok() ? 0 : 1;
}

}  // namespace motcua::bench

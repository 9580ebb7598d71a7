#include "tests/bench/load.h"

#include <chrono>
#include <vector>

#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace motcua::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Instant = SteadyClock::time_point;

constexpr std::chrono::seconds kCallTimeout(20);

double SecondsBetween(Instant a, Instant b) {
  return std::chrono::duration<double>(b - a).count();
}

Instant After(Instant start, double seconds) {
  return start + std::chrono::duration_cast<SteadyClock::duration>(
                     std::chrono::duration<double>(seconds));
}

struct Call {
  std::unique_ptr<grpc::ClientContext> context;
  grpc::ByteBuffer response;
  grpc::Status status;
  Instant due;
  std::unique_ptr<grpc::ClientAsyncResponseReader<grpc::ByteBuffer>> reader;
};

class Generator {
 public:
  explicit Generator(const LoadOptions& options) : options_(options), calls_(options.in_flight) {
    for (int i = 0; i < options.connections; ++i) {
      grpc::ChannelArguments arguments;
      arguments.SetInt("grpc.use_local_subchannel_pool", 1);  // a connection of its own
      stubs_.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(options.target, options.credentials, arguments)));
    }
    for (Call& call : calls_) free_.push_back(&call);
  }

  LoadResult Run() {
    start_ = SteadyClock::now();
    measure_from_ = After(start_, options_.warmup_seconds);
    end_ = After(measure_from_, options_.seconds);
    SendDue();
    while (running_ > 0 || SteadyClock::now() < end_) {
      Take();
      SendDue();
    }
    queue_.Shutdown();
    result_.rate = static_cast<double>(measured_) / options_.seconds;
    return std::move(result_);
  }

 private:
  void SendDue() {
    Instant now = SteadyClock::now();
    if (now >= end_) return;
    if (options_.rate <= 0) {
      while (!free_.empty()) Send(now);
      return;
    }
    for (Instant due = NextDue(); due <= now && !free_.empty(); due = NextDue()) {
      Send(due);
    }
  }

  Instant NextDue() const { return After(start_, static_cast<double>(sent_) / options_.rate); }

  void Send(Instant due) {
    Call* call = free_.back();
    free_.pop_back();
    call->context = std::make_unique<grpc::ClientContext>();
    call->context->set_deadline(std::chrono::system_clock::now() + kCallTimeout);
    call->due = due;
    std::string bytes = options_.make_request();
    grpc::Slice slice(bytes);
    grpc::ByteBuffer request(&slice, 1);
    call->reader = stubs_[sent_ % stubs_.size()]->PrepareUnaryCall(
        call->context.get(), options_.method, request, &queue_);
    call->reader->StartCall();
    call->reader->Finish(&call->response, &call->status, call);
    ++sent_;
    ++running_;
  }

  // Takes one answer; in the open loop waits no longer than until the next call is due.
  void Take() {
    auto wait = std::chrono::system_clock::now() + std::chrono::milliseconds(20);
    if (options_.rate > 0 && !free_.empty()) {
      wait = std::chrono::system_clock::now() +
             std::chrono::duration_cast<std::chrono::system_clock::duration>(
                 std::max(SteadyClock::duration::zero(), NextDue() - SteadyClock::now()));
    }
    void* tag = nullptr;
    bool ok = false;
    if (queue_.AsyncNext(&tag, &ok, wait) != grpc::CompletionQueue::GOT_EVENT) return;
    Account(*static_cast<Call*>(tag));
  }

  void Account(Call& call) {
    Instant now = SteadyClock::now();
    --running_;
    free_.push_back(&call);
    if (now < measure_from_ || now >= end_) return;
    ++measured_;
    if (call.status.ok()) {
      ++result_.ok;
    } else {
      ++result_.errors[call.status.error_code()];
    }
    result_.latency.Record(SecondsBetween(call.due, now));
  }

  const LoadOptions& options_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::vector<Call> calls_;
  std::vector<Call*> free_;
  uint64_t sent_ = 0, running_ = 0, measured_ = 0;
  Instant start_, measure_from_, end_;
  LoadResult result_;
};

}  // namespace

LoadResult RunLoad(const LoadOptions& options) { return Generator(options).Run(); }

}  // namespace motcua::bench

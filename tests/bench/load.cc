#include "tests/bench/load.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "grpcpp/channel.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace motcua::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Instant = SteadyClock::time_point;

constexpr std::chrono::seconds kCallTimeout(20);

// The open loop wakes this often and sends what has come due; the wait counts as latency.
constexpr std::chrono::milliseconds kTick(1);

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
    if (options_.rate > 0) {
      RunOpen();
    } else {
      RunClosed();
    }
    queue_.Shutdown();
    result_.rate = static_cast<double>(measured_) / options_.seconds;
    return std::move(result_);
  }

 private:
  void RunClosed() {
    for (Call& call : calls_) Send(call, SteadyClock::now());
    for (size_t running = calls_.size(); running > 0;) {
      Call& call = Take();
      const Instant now = SteadyClock::now();
      Account(call, now);
      if (now < end_) {
        Send(call, now);
      } else {
        --running;
      }
    }
  }

  // One thread sends and another takes the answers: neither waits for the other, as the server
  // does not wait for either.
  void RunOpen() {
    const auto total = static_cast<uint64_t>(options_.rate * SecondsBetween(start_, end_));
    std::thread taker([this, total] {
      for (uint64_t i = 0; i < total; ++i) {
        Call& call = Take();
        Account(call, SteadyClock::now());
        GiveBack(call);
      }
    });
    for (uint64_t i = 0; i < total; ++i) {
      const Instant due = After(start_, static_cast<double>(i) / options_.rate);
      while (SteadyClock::now() < due) std::this_thread::sleep_for(kTick);
      Send(TakeFree(), due);
    }
    taker.join();
  }

  void Send(Call& call, Instant due) {
    call.context = std::make_unique<grpc::ClientContext>();
    call.context->set_deadline(std::chrono::system_clock::now() + kCallTimeout);
    call.due = due;
    std::string bytes = options_.make_request();
    grpc::Slice slice(bytes);
    grpc::ByteBuffer request(&slice, 1);
    call.reader = stubs_[sent_++ % stubs_.size()]->PrepareUnaryCall(
        call.context.get(), options_.method, request, &queue_);
    call.reader->StartCall();
    call.reader->Finish(&call.response, &call.status, &call);
  }

  Call& Take() {
    void* tag = nullptr;
    bool ok = false;
    queue_.Next(&tag, &ok);  // A call in flight always ends: it has a deadline.
    return *static_cast<Call*>(tag);
  }

  Call& TakeFree() {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [this] { return !free_.empty(); });
    Call& call = *free_.back();
    free_.pop_back();
    return call;
  }

  void GiveBack(Call& call) {
    const std::lock_guard lock(mutex_);
    free_.push_back(&call);
    if (free_.size() == 1) given_back_.notify_one();
  }

  void Account(const Call& call, Instant now) {
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
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<Call*> free_;  // Guarded by mutex_; open loop only.
  uint64_t sent_ = 0, measured_ = 0;
  Instant start_, measure_from_, end_;
  LoadResult result_;
};

}  // namespace

LoadResult RunLoad(const LoadOptions& options) { return Generator(options).Run(); }

}  // namespace motcua::bench

#include "common/runtime/channel.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/runtime/bytes.h"
#include "common/runtime/completion.h"
#include "common/runtime/mailbox.h"
#include "common/runtime/status_codec.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace motcua::runtime {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(20);

// A reply larger than this is refused by the client.
constexpr int kMaxReplyBytes = 64 << 20;

// An UNAVAILABLE that gRPC itself made has no reason yet.
absl::Status WithReason(absl::Status status, const std::string& target) {
  if (!absl::IsUnavailable(status) || !ReasonOf(status).empty()) return status;
  return Unavailable(kPeerUnavailable, Cat(target, ": ", ToStd(status.message())))
      .RetryAfter(absl::Milliseconds(200));
}

absl::Status NotAnAnswer(const google::protobuf::Message& wanted) {
  return Internal(kInternal, Cat("the answer is no ", wanted.GetTypeName()));
}

}  // namespace

class Channel::Core {
 public:
  Core(asio::io_context* io, Options options,
       const std::shared_ptr<grpc::ChannelCredentials>& credentials)
      : options_(std::move(options)),
        stub_(grpc::CreateCustomChannel(options_.target, credentials, Arguments())) {
    if (io != nullptr) mailbox_.emplace(*io);
    completion_thread_ = std::thread([this] { RunCompletions(queue_); });
  }

  ~Core() {
    queue_.Shutdown();
    completion_thread_.join();
  }

  const Options& options() const { return options_; }
  grpc::GenericStub& stub() { return stub_; }
  grpc::CompletionQueue& queue() { return queue_; }
  Mailbox& mailbox() { return *mailbox_; }

  void Prepare(grpc::ClientContext& context, absl::Duration timeout) const {
    context.set_deadline(absl::ToChronoTime(RealClock().Now() + timeout));
    if (!options_.tls) context.AddMetadata("motcua-caller", options_.caller);
  }

 private:
  static grpc::ChannelArguments Arguments() {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(kMaxReplyBytes);
    // Each Channel has its own connection, so that load can be spread over several.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
    return arguments;
  }

  Options options_;
  grpc::GenericStub stub_;
  grpc::CompletionQueue queue_;
  std::optional<Mailbox> mailbox_;
  std::thread completion_thread_;
};

namespace {

using Reader = grpc::ClientAsyncResponseReader<grpc::ByteBuffer>;

// One attempt; `Complete` says how its end is told.
class Attempt : public Completion {
 public:
  void Start(grpc::GenericStub& stub, grpc::CompletionQueue& queue, const std::string& method,
             const grpc::ByteBuffer& request) {
    reader_ = stub.PrepareUnaryCall(&context, method, request, &queue);
    reader_->StartCall();
    reader_->Finish(&reply_, &status_, this);
  }

  absl::Status Result(google::protobuf::Message& response) const {
    if (!status_.ok()) return FromGrpc(status_);
    return FromBuffer(reply_, response) ? absl::OkStatus() : NotAnAnswer(response);
  }

  grpc::ClientContext context;

 private:
  std::unique_ptr<Reader> reader_;
  grpc::ByteBuffer reply_;
  grpc::Status status_;
};

class AsyncAttempt final : public Attempt {
 public:
  explicit AsyncAttempt(Mailbox& mailbox) : mailbox_(mailbox) {}
  async::Task<void> Wait() { return parking_.Park(); }
  void Complete(bool ok) override {
    mailbox_.Post({[](void* self) { static_cast<AsyncAttempt*>(self)->parking_.Unpark(); }, this});
  }

 private:
  Mailbox& mailbox_;
  async::Parking parking_;
};

// Lets one thread wait for another. Unlike a promise, it may be destroyed as soon as Wait returns.
class Handover {
 public:
  void Give(bool ok) {
    const std::lock_guard lock(mutex_);
    given_ = ok;
    changed_.notify_one();  // Under the lock: the waiter may destroy this once it is released.
  }
  bool Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return given_.has_value(); });
    return *std::exchange(given_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<bool> given_;
};

class SyncAttempt final : public Attempt {
 public:
  void Wait() { done_.Wait(); }
  void Complete(bool ok) override { done_.Give(ok); }

 private:
  Handover done_;
};

// Counts attempts and the time left for them.
class Patience {
 public:
  Patience(int attempts, absl::Duration timeout) : attempts_left_(attempts), timeout_(timeout) {}

  absl::Duration left() const { return timeout_ - stopwatch_.Elapsed(); }

  // Whether to try again after `status`; then `pause` is how long to wait first.
  bool TryAgain(const absl::Status& status, absl::Duration& pause) {
    pause = std::exchange(pause_, pause_ * 2);
    return --attempts_left_ > 0 && absl::IsUnavailable(status) && pause < left();
  }

 private:
  int attempts_left_;
  absl::Duration timeout_;
  absl::Duration pause_ = kFirstPause;
  Stopwatch stopwatch_;
};

// A stream read step by step; each step blocks until its operation ended.
class StreamReading final : public Completion {
 public:
  void Complete(bool ok) override { step_.Give(ok); }
  bool Wait() { return step_.Wait(); }

 private:
  Handover step_;
};

}  // namespace

Channel::Channel(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Channel::~Channel() = default;

absl::StatusOr<std::shared_ptr<Channel>> Channel::Create(asio::io_context* io, Options options) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (options.tls) {
    MOTCUA_ASSIGN_OR_RETURN(credentials, ChannelCredentialsOf(*options.tls));
  }
  auto core = std::make_unique<Core>(io, std::move(options), credentials);
  return std::shared_ptr<Channel>(new Channel(std::move(core)));
}

async::Task<absl::Status> Channel::CallBytes(std::string method, std::string request,
                                             absl::Duration timeout,
                                             google::protobuf::Message& response) {
  const grpc::ByteBuffer bytes = ToBuffer(request);
  Patience patience(core_->options().attempts, timeout);
  while (true) {
    AsyncAttempt attempt(core_->mailbox());
    core_->Prepare(attempt.context, patience.left());
    attempt.Start(core_->stub(), core_->queue(), method, bytes);
    co_await attempt.Wait();
    const absl::Status status = WithReason(attempt.Result(response), core_->options().target);
    absl::Duration pause;
    if (!patience.TryAgain(status, pause)) co_return status;
    co_await async::Sleep(pause);
  }
}

absl::Status Channel::CallBytesSync(const std::string& method, const std::string& request,
                                    absl::Duration timeout, google::protobuf::Message& response) {
  const grpc::ByteBuffer bytes = ToBuffer(request);
  Patience patience(core_->options().attempts, timeout);
  while (true) {
    SyncAttempt attempt;
    core_->Prepare(attempt.context, patience.left());
    attempt.Start(core_->stub(), core_->queue(), method, bytes);
    attempt.Wait();
    const absl::Status status = WithReason(attempt.Result(response), core_->options().target);
    absl::Duration pause;
    if (!patience.TryAgain(status, pause)) return status;
    std::this_thread::sleep_for(absl::ToChronoNanoseconds(pause));
  }
}

absl::Status Channel::StreamBytesSync(const std::string& method, const std::string& request,
                                      absl::Duration timeout, google::protobuf::Message& response,
                                      const std::function<bool()>& on_response) {
  grpc::ClientContext context;
  core_->Prepare(context, timeout);
  StreamReading reading;
  const auto stream = core_->stub().PrepareCall(&context, method, &core_->queue());
  auto step = [&](auto operation) { return operation(), reading.Wait(); };
  grpc::ByteBuffer bytes = ToBuffer(request);
  grpc::ByteBuffer reply;
  absl::Status error;
  bool wanted = step([&] { stream->StartCall(&reading); }) &&
                step([&] { stream->WriteLast(bytes, grpc::WriteOptions(), &reading); });
  while (wanted && step([&] { stream->Read(&reply, &reading); })) {
    if (!FromBuffer(reply, response)) error = NotAnAnswer(response);
    wanted = error.ok() && on_response();
  }
  if (!wanted) context.TryCancel();
  grpc::Status status;
  step([&] { stream->Finish(&status, &reading); });
  if (!error.ok()) return error;
  const bool stopped = !wanted && status.error_code() == grpc::StatusCode::CANCELLED;
  return stopped ? absl::OkStatus() : WithReason(FromGrpc(status), core_->options().target);
}

}  // namespace motcua::runtime

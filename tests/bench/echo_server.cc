#include "tests/bench/echo_server.h"

#include <memory>
#include <thread>
#include <vector>

#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace motcua::bench {
namespace {

constexpr int kPosted = 256;
constexpr size_t kAnswerBytes = 200;

// One call at a time: waits for a call, reads it, answers, and begins again.
class EchoCall {
 public:
  EchoCall(grpc::AsyncGenericService& service, grpc::ServerCompletionQueue& queue)
      : service_(service), queue_(queue) {
    Wait();
  }

  void Proceed(bool ok) {
    if (!ok || state_ == State::kAnswering) return Wait();
    if (state_ == State::kWaiting) {
      state_ = State::kReading;
      stream_->Read(&request_, this);
      return;
    }
    state_ = State::kAnswering;
    grpc::Slice slice(answer_);
    grpc::ByteBuffer response(&slice, 1);
    stream_->WriteAndFinish(response, grpc::WriteOptions(), grpc::Status::OK, this);
  }

 private:
  enum class State { kWaiting, kReading, kAnswering };

  void Wait() {
    state_ = State::kWaiting;
    stream_.reset();
    context_ = std::make_unique<grpc::GenericServerContext>();
    stream_ = std::make_unique<grpc::GenericServerAsyncReaderWriter>(context_.get());
    service_.RequestCall(context_.get(), stream_.get(), &queue_, &queue_, this);
  }

  grpc::AsyncGenericService& service_;
  grpc::ServerCompletionQueue& queue_;
  State state_ = State::kWaiting;
  std::unique_ptr<grpc::GenericServerContext> context_;
  std::unique_ptr<grpc::GenericServerAsyncReaderWriter> stream_;
  grpc::ByteBuffer request_;
  std::string answer_ = std::string(kAnswerBytes, 'a');
};

}  // namespace

int RunEchoServer(const std::string& address) {
  grpc::AsyncGenericService service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &port);
  builder.RegisterAsyncGenericService(&service);
  auto queue = builder.AddCompletionQueue();
  auto server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return 1;
  std::vector<std::unique_ptr<EchoCall>> calls;
  for (int i = 0; i < kPosted; ++i) calls.push_back(std::make_unique<EchoCall>(service, *queue));
  void* tag = nullptr;
  bool ok = false;
  while (queue->Next(&tag, &ok)) static_cast<EchoCall*>(tag)->Proceed(ok);
  return 0;
}

}  // namespace motcua::bench

#include "clients/cli/testing/fake_services.h"

#include <atomic>

#include "absl/time/clock.h"
#include "common/base/strings.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/server_builder.h"

namespace motcua::cli {
namespace {

// "/motcua.intake.v1.IntakeService/GetDossier" → "intake.GetDossier".
std::string ShortName(const std::string& path) {
  const std::string package(Split(path, '.')[1]);
  return Cat(package, ".", path.substr(path.rfind('/') + 1));
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const auto& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& value) {
    auto* detail = details.add_details();
    detail->set_type_url(std::string(url));
    detail->set_value(std::string(value));
  });
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), std::string(status.message()),
                      details.SerializeAsString());
}

}  // namespace

// Reads one message, writes the reply's, ends.
class FakeServices::Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(FakeServices* owner, grpc::GenericCallbackServerContext* context)
      : owner_(owner), method_(ShortName(context->method())) {
    const auto& metadata = context->client_metadata();
    const auto caller = metadata.find("motcua-caller");
    if (caller != metadata.end()) caller_.assign(caller->second.begin(), caller->second.end());
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    reply_ = owner_->Take(method_, ok ? BytesOf(request_) : "", caller_);
    OnWriteDone(true);
  }
  void OnWriteDone(bool ok) override {
    if (!ok || next_ == reply_.messages.size()) return End();
    const grpc::Slice slice(reply_.messages[next_++]);
    response_ = grpc::ByteBuffer(&slice, 1);
    StartWrite(&response_);
  }
  void OnCancel() override {
    if (turns_.fetch_add(1) == 1) Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { delete this; }

 private:
  // A hanging reply ends when both this and OnCancel were called, whichever comes first.
  void End() {
    if (!reply_.hangs) return Finish(ToGrpc(reply_.status));
    if (turns_.fetch_add(1) == 1) Finish(grpc::Status::CANCELLED);
  }

  FakeServices* owner_;
  std::string method_, caller_;
  grpc::ByteBuffer request_, response_;
  Reply reply_;
  size_t next_ = 0;
  std::atomic<int> turns_{0};
};

FakeServices::FakeServices(std::shared_ptr<grpc::ServerCredentials> credentials) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", credentials, &port);
  builder.RegisterCallbackGenericService(this);
  server_ = builder.BuildAndStart();
  address_ = Cat("127.0.0.1:", port);
}

FakeServices::~FakeServices() { server_->Shutdown(); }

void FakeServices::Answer(const std::string& method, const google::protobuf::Message& answer) {
  Stream(method, {answer.SerializeAsString()}, absl::OkStatus());
}

void FakeServices::Stream(const std::string& method, std::vector<std::string> messages,
                          absl::Status end) {
  std::lock_guard lock(mutex_);
  replies_[method].push_back({std::move(messages), std::move(end)});
}

void FakeServices::Fail(const std::string& method, absl::Status status) {
  Stream(method, {}, std::move(status));
}

void FakeServices::Hang(const std::string& method) {
  std::lock_guard lock(mutex_);
  replies_[method].push_back({{}, absl::OkStatus(), /*hangs=*/true});
}

void FakeServices::AwaitCall(const std::string& method) const {
  while (ReceivedBytes(method).empty()) absl::SleepFor(absl::Milliseconds(5));
}

std::string FakeServices::caller() const {
  std::lock_guard lock(mutex_);
  return caller_;
}

std::vector<std::string> FakeServices::ReceivedBytes(const std::string& method) const {
  std::lock_guard lock(mutex_);
  const auto found = received_.find(method);
  return found == received_.end() ? std::vector<std::string>() : found->second;
}

FakeServices::Reply FakeServices::Take(const std::string& method, std::string request,
                                       std::string caller) {
  std::lock_guard lock(mutex_);
  received_[method].push_back(std::move(request));
  caller_ = std::move(caller);
  auto& waiting = replies_[method];
  if (waiting.empty()) return {{}, absl::UnimplementedError(method)};
  Reply reply = waiting.front();
  if (waiting.size() > 1) waiting.pop_front();
  return reply;
}

grpc::ServerGenericBidiReactor* FakeServices::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  return new Reactor(this, context);
}

}  // namespace motcua::cli

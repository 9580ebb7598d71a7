#include "common/runtime/rpc_server.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include "common/base/errors.h"
#include "common/base/strings.h"
#include "common/base/status_macros.h"
#include "common/runtime/health.h"
#include "common/runtime/server_call.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace motcua::runtime {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// Reflection is switched on once in a process, before its first server.
void EnableReflection() {
  static const bool enabled = [] {
    // Debian's Abseil looks for deadlocks at every lock gRPC takes: about 5 % of all CPU time.
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    return true;
  }();
  (void)enabled;
}

// Load balancers and orchestrators ask it; they have no role.
constexpr std::string_view kHealthService = "grpc.health.v1.Health";

bool IsLoopback(std::string_view address) {
  if (address.starts_with("unix:")) return true;
  const std::string_view host = address.substr(0, address.rfind(':'));
  return host.starts_with("127.") || host == "localhost" || host == "[::1]";
}

}  // namespace

class RpcServer::Core {
 public:
  Core(asio::io_context& io, Options options, auth::Policy policy, metrics::Registry& registry)
      : options_(std::move(options)),
        registry_(registry),
        environment_{.io = io,
                     .policy = std::move(policy),
                     .max_request_bytes = static_cast<size_t>(options_.max_request_bytes),
                     .max_in_flight = options_.max_in_flight,
                     .plaintext = !options_.tls.has_value(),
                     .covers = options_.covers,
                     .mailbox = Mailbox(io, absl::ToChronoNanoseconds(options_.gather))} {}

  Method& AddMethod(std::string_view service, std::string_view name, bool server_streaming,
                    const google::protobuf::Message& request,
                    const google::protobuf::Message& response);
  absl::Status Start();
  void SetServing(bool serving);
  void Drain(absl::Duration timeout);
  Health& health() { return health_; }

  int port() const { return port_; }
  int in_flight() const { return environment_.in_flight; }
  const auth::Principal* FindCaller(std::string_view name) const {
    return environment_.policy.Find(name);
  }

 private:
  struct Service {
    const ServiceDescriptor* descriptor;
    std::vector<const Method*> methods;
    std::unique_ptr<RawService> raw;
  };

  void CheckFit(const Method& method, const google::protobuf::Message& response);
  void CheckComplete(const Service& service);
  absl::Status Build();
  void PostCalls();

  Options options_;
  metrics::Registry& registry_;
  CallEnvironment environment_;
  Health health_;
  std::vector<std::string> errors_;
  std::vector<std::unique_ptr<Method>> methods_;
  std::map<std::string, Service> services_;
  std::vector<std::unique_ptr<MethodCalls>> calls_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::unique_ptr<grpc::Server> server_;
  std::thread completion_thread_;
  int port_ = 0;
};

Method& RpcServer::Core::AddMethod(std::string_view service, std::string_view name,
                                   bool server_streaming,
                                   const google::protobuf::Message& request,
                                   const google::protobuf::Message& response) {
  auto method = std::make_unique<Method>();
  method->path = Cat("/", service, "/", name);
  method->server_streaming = server_streaming;
  method->request_type = &request;
  method->for_anyone = service == kHealthService;
  const std::string full_name(service);
  const auto* descriptor = DescriptorPool::generated_pool()->FindServiceByName(full_name);
  if (descriptor != nullptr) method->descriptor = descriptor->FindMethodByName(std::string(name));
  if (method->descriptor == nullptr) {
    errors_.push_back(Cat(method->path, " is in no proto"));
  } else {
    CheckFit(*method, response);
    method->metrics =
        std::make_unique<MethodMetrics>(registry_, descriptor->name(), std::string(name));
    Service& entry = services_[full_name];
    entry.descriptor = descriptor;
    entry.methods.push_back(method.get());
  }
  methods_.push_back(std::move(method));
  return *methods_.back();
}

void RpcServer::Core::CheckFit(const Method& method, const google::protobuf::Message& response) {
  const MethodDescriptor& descriptor = *method.descriptor;
  const bool fits = descriptor.input_type() == method.request_type->GetDescriptor() &&
                    descriptor.output_type() == response.GetDescriptor() &&
                    descriptor.server_streaming() == method.server_streaming &&
                    !descriptor.client_streaming();
  if (!fits) errors_.push_back(Cat(method.path, " has another shape in its proto"));
}

void RpcServer::Core::CheckComplete(const Service& service) {
  std::vector<std::string> names;
  for (int i = 0; i < service.descriptor->method_count(); ++i) {
    const MethodDescriptor* wanted = service.descriptor->method(i);
    names.push_back(wanted->name());
    const auto count = std::ranges::count(service.methods, wanted, &Method::descriptor);
    if (count == 1) continue;
    errors_.push_back(Cat("/", service.descriptor->full_name(), "/", wanted->name(), " has ", count,
                          " handlers"));
  }
}

absl::Status RpcServer::Core::Start() {
  if (environment_.plaintext && !IsLoopback(options_.address)) {
    errors_.push_back(Cat("plain text is for loopback addresses, not for ", options_.address));
  }
  for (const auto& [name, service] : services_) CheckComplete(service);
  if (!errors_.empty()) return absl::FailedPreconditionError(absl::StrJoin(errors_, "\n"));
  for (const auto& [name, service] : services_) {
    std::vector<std::string> methods;
    for (const Method* method : service.methods) methods.push_back(method->descriptor->name());
    MOTCUA_RETURN_IF_ERROR(environment_.policy.CheckMethods(name, methods));
  }
  std::vector<std::string> names;
  for (const auto& [name, service] : services_) names.push_back(name);
  health_.SetServices(std::move(names));
  MOTCUA_RETURN_IF_ERROR(Build());
  PostCalls();
  completion_thread_ = std::thread([this] { RunCompletions(*queue_); });
  SetServing(false);
  return absl::OkStatus();
}

absl::Status RpcServer::Core::Build() {
  EnableReflection();
  std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
  if (options_.tls) {
    MOTCUA_ASSIGN_OR_RETURN(credentials, ServerCredentialsOf(*options_.tls));
  }
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options_.address, credentials, &port_);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  // Somewhat larger requests are let in, so that they can be refused with a reason; gRPC itself
  // refuses those beyond.
  builder.SetMaxReceiveMessageSize(options_.max_request_bytes * 2 + (1 << 20));
  // Reflection is the only synchronous service: one thread is enough for it.
  builder.SetSyncServerOption(grpc::ServerBuilder::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, 1);
  for (auto& [name, service] : services_) {
    service.raw = std::make_unique<RawService>(service.methods);
    builder.RegisterService(service.raw.get());
  }
  queue_ = builder.AddCompletionQueue();
  server_ = builder.BuildAndStart();
  if (server_ != nullptr && port_ != 0) return absl::OkStatus();
  if (server_ != nullptr) server_->Shutdown();
  server_.reset();
  queue_->Shutdown();
  RunCompletions(*queue_);
  return absl::UnavailableError(Cat("cannot listen on ", options_.address));
}

void RpcServer::Core::PostCalls() {
  for (auto& [name, service] : services_) {
    for (size_t i = 0; i < service.methods.size(); ++i) {
      calls_.push_back(std::make_unique<MethodCalls>(
          MethodCalls{service.methods[i], service.raw.get(), static_cast<int>(i), queue_.get()}));
      for (int n = 0; n < options_.posted_per_method; ++n) calls_.back()->PostOne(environment_);
    }
  }
}

void RpcServer::Core::SetServing(bool serving) {
  health_.SetServing(serving && !environment_.draining);
}

void RpcServer::Core::Drain(absl::Duration timeout) {
  if (server_ == nullptr) return;
  environment_.draining = true;
  SetServing(false);
  server_->Shutdown(absl::ToChronoTime(RealClock().Now() + timeout));
  // gRPC does not wait for the handlers of cancelled calls; they still use the queue.
  while (environment_.open > 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  queue_->Shutdown();
  completion_thread_.join();
  server_.reset();
}

RpcServer::RpcServer(asio::io_context& io, Options options, auth::Policy policy,
                     metrics::Registry& registry)
    : core_(std::make_unique<Core>(io, std::move(options), std::move(policy), registry)) {
  Methods<Health> rpc(*this, std::string(kHealthService), &core_->health());
  rpc.Unary("Check", &Health::Check);
  rpc.ServerStream("Watch", &Health::Watch);
}

RpcServer::~RpcServer() { core_->Drain(absl::ZeroDuration()); }

Method& RpcServer::AddMethod(std::string_view service, std::string_view method,
                             bool server_streaming, const google::protobuf::Message& request,
                             const google::protobuf::Message& response) {
  return core_->AddMethod(service, method, server_streaming, request, response);
}

absl::Status RpcServer::Start() { return core_->Start(); }
int RpcServer::port() const { return core_->port(); }
void RpcServer::SetServing(bool serving) { core_->SetServing(serving); }
void RpcServer::Drain(absl::Duration timeout) { core_->Drain(timeout); }
int RpcServer::in_flight() const { return core_->in_flight(); }
const auth::Principal* RpcServer::FindCaller(std::string_view name) const {
  return core_->FindCaller(name);
}

}  // namespace motcua::runtime

#include "common/runtime/server_call.h"

#include <exception>
#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/base/text.h"
#include "common/runtime/bytes.h"
#include "common/runtime/status_codec.h"

namespace motcua::runtime {
namespace {

// A request object that once held more than this is made anew rather than kept.
constexpr size_t kKeptRequestBytes = 64 << 10;

std::string ToString(grpc::string_ref text) { return {text.data(), text.size()}; }

LogLevel LevelOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kDataLoss:
      return kError;
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kUnauthenticated:
      return kWarning;
    case absl::StatusCode::kOk:
    case absl::StatusCode::kUnavailable:        // These two come in floods; metrics count them.
    case absl::StatusCode::kResourceExhausted:
      return kDebug;
    default:
      return kInfo;
  }
}

}  // namespace

void MethodCalls::PostOne(CallEnvironment& environment) {
  if (idle.empty()) {
    all.push_back(std::make_unique<ServerCall>(environment, *this));
    idle.push_back(all.back().get());
  }
  ServerCall* call = idle.back();
  idle.pop_back();
  call->Await();
}

ServerCall::ServerCall(CallEnvironment& environment, MethodCalls& calls)
    : environment_(environment), calls_(calls), method_(*calls.method) {
  context_.method = method_.path;
}

void ServerCall::Await() {
  ++environment_.open;
  server_context_.emplace();
  client_gone_ = false;
  if (method_.server_streaming) {
    stream_.emplace(&*server_context_);
    server_context_->AsyncNotifyWhenDone(&client_done_);
    calls_.service->Request(calls_.index, &*server_context_, &request_bytes_, &*stream_,
                            calls_.queue, &arrived_);
  } else {
    unary_.emplace(&*server_context_);
    calls_.service->Request(calls_.index, &*server_context_, &request_bytes_, &*unary_,
                            calls_.queue, &arrived_);
  }
}

void ServerCall::Arrived(bool ok) {
  if (!ok) {  // The server goes down; nobody came.
    --environment_.open;
    return;
  }
  if (!environment_.draining) calls_.PostOne(environment_);
  stopwatch_.Restart();
  ends_missing_ = method_.server_streaming ? 2 : 1;
  method_.metrics->AccountStart();
  const int in_flight = ++environment_.in_flight;
  absl::Status admitted = in_flight <= environment_.max_in_flight
                              ? Admit()
                              : ResourceExhausted(kOverloaded, "too many calls in hand")
                                    .With("limit", environment_.max_in_flight)
                                    .RetryAfter(absl::Milliseconds(100));
  request_bytes_.Clear();
  if (!admitted.ok()) return Finish(admitted);
  environment_.mailbox.Post({[](void* self) { static_cast<ServerCall*>(self)->Start(); }, this});
}

absl::Status ServerCall::Admit() {
  MOTCUA_RETURN_IF_ERROR(Identify());
  MOTCUA_RETURN_IF_ERROR(ReadRequest());
  return CheckUnit();
}

std::string ServerCall::CallerName() const {
  if (environment_.plaintext) {
    const auto& metadata = server_context_->client_metadata();
    const auto entry = metadata.find("motcua-caller");
    return entry == metadata.end() ? "" : ToString(entry->second);
  }
  // A certificate with several names names nobody.
  const auto names = server_context_->auth_context()->FindPropertyValues("x509_common_name");
  return names.size() == 1 ? ToString(names.front()) : "";
}

absl::Status ServerCall::Identify() {
  const std::string name = CallerName();
  context_.caller.name = name;
  context_.deadline = absl::FromChrono(server_context_->deadline());
  if (method_.for_anyone) return absl::OkStatus();
  if (name.empty()) {
    return Unauthenticated(kCallerUnknown, "the call does not say who makes it");
  }
  const auth::Principal* principal = environment_.policy.Find(name);
  if (principal == nullptr) {
    return Unauthenticated(kCallerUnknown, "the policy does not know the caller")
        .With("caller", name);
  }
  if (!principal->Allows(method_.path)) {
    return PermissionDenied(kMethodNotAllowed, "the caller may not call this method")
        .With("caller", name)
        .With("method", method_.path);
  }
  context_.caller.units = principal->caller().units;
  return absl::OkStatus();
}

absl::Status ServerCall::ReadRequest() {
  request_size_ = request_bytes_.Length();
  const size_t size = request_size_;
  if (size > environment_.max_request_bytes) {
    return InvalidArgument(kRequestTooLarge, "the request is larger than this server takes")
        .With("bytes", static_cast<int64_t>(size))
        .With("limit", static_cast<int64_t>(environment_.max_request_bytes));
  }
  if (request_ == nullptr) request_.reset(method_.request_type->New());
  if (!FromBuffer(request_bytes_, *request_)) {
    return InvalidArgument(kMalformedRequest,
                           Cat("the bytes are no ", method_.request_type->GetTypeName()));
  }
  return CheckText(*request_);
}

absl::Status ServerCall::CheckUnit() {
  if (!method_.unit_of || context_.caller.CoversEverything()) return absl::OkStatus();
  const std::string_view unit = method_.unit_of(*request_);
  if (unit.empty()) return InvalidArgument(kFieldRequired, "the request must name a unit");
  struct Tree {
    const CallEnvironment& environment;
    bool Covers(std::string_view root, std::string_view unit) const {
      return root == unit || (environment.covers && environment.covers(root, unit));
    }
  };
  return auth::RequireCovers(context_.caller, unit, Tree{environment_});
}

void ServerCall::Start() {
  if (context_.deadline < RealClock().Now()) {
    return Finish(DeadlineExceeded(kDeadlinePassed, "the client waits no longer"));
  }
  async::Detach(environment_.io, Run());
}

async::Task<void> ServerCall::Run() {
  const absl::Status status = co_await RunHandler();
  Finish(status);  // Nothing of this call may be touched from here on.
}

async::Task<absl::Status> ServerCall::RunHandler() {
  try {
    co_return co_await method_.run(context_, *request_, *this);
  } catch (const std::exception& error) {
    Log(kError, "a handler threw", {{"method", method_.path}, {"error", error.what()}});
  }
  co_return Internal(kInternal, "internal error");
}

absl::Status ServerCall::Answer(const google::protobuf::Message& message) {
  reply_ = ToBuffer(message);
  return absl::OkStatus();
}

async::Task<bool> ServerCall::Write(const google::protobuf::Message& message) {
  return WriteBytes(ToBuffer(message));
}

async::Task<bool> ServerCall::WriteBytes(grpc::ByteBuffer bytes) {
  if (client_gone_) co_return false;
  stream_->Write(bytes, &written_);
  co_await writing_.Park();
  co_return written_ok_;
}

bool ServerCall::Open() const { return !client_gone_ && !environment_.draining; }

void ServerCall::Written(bool ok) {
  written_ok_ = ok;
  environment_.mailbox.Post(
      {[](void* self) { static_cast<ServerCall*>(self)->writing_.Unpark(); }, this});
}

void ServerCall::Finish(const absl::Status& status) {
  const absl::Duration took = stopwatch_.Elapsed();
  method_.metrics->AccountEnd(status.code(), took);
  LogEnd(status, took);
  if (method_.server_streaming) {
    stream_->Finish(ToGrpc(status), &finished_);
  } else if (status.ok()) {
    unary_->Finish(reply_, grpc::Status::OK, &finished_);
  } else {
    unary_->FinishWithError(ToGrpc(status), &finished_);
  }
}

void ServerCall::LogEnd(const absl::Status& status, absl::Duration took) const {
  const LogLevel level = LevelOf(status);
  if (!LogEnabled(level)) return;
  Log(level, "call ended",
      {{"method", method_.path},
       {"caller", context_.caller.name},
       {"code", absl::StatusCodeToString(status.code())},
       {"reason", ReasonOf(status)},
       {"error", level == kError ? ToStd(status.message()) : ""},
       {"seconds", absl::ToDoubleSeconds(took)}});
}

void ServerCall::ClientDone(bool ok) {
  if (server_context_->IsCancelled()) client_gone_ = true;
  EndOne();
}

void ServerCall::Finished(bool ok) { EndOne(); }

void ServerCall::EndOne() {
  if (--ends_missing_ > 0) return;
  --environment_.in_flight;
  if (request_size_ > kKeptRequestBytes) request_.reset();
  reply_.Clear();
  stream_.reset();
  unary_.reset();
  server_context_.reset();
  calls_.idle.push_back(this);
  --environment_.open;
}

}  // namespace motcua::runtime

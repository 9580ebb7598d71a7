#include "services/reporting/audit_service.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/archive_audit.h"
#include "services/reporting/audit_export.h"
#include "services/reporting/store/projection_check.h"

namespace motcua::reporting {
namespace {

constexpr int kDefaultPage = 50;
constexpr int kLargestPage = 1000;
constexpr int kDefaultDifferences = 100;

absl::Status RequireEverything(const runtime::CallContext& call) {
  if (call.caller.CoversEverything()) return absl::OkStatus();
  return auth::UnitNotCovered("*");
}

// What a stream ends with when its client is gone or the server goes down.
absl::Status Interrupted() {
  return Unavailable(kShuttingDown, "the stream was interrupted").RetryAfter(absl::Seconds(1));
}

absl::Status BadField(const std::string& field, const std::string& why) {
  return InvalidArgument(kFieldInvalid, Cat(field, ": ", why)).Field(field, why);
}

}  // namespace

async::Task<absl::StatusOr<AuditHead>> AuditService::ReadHead() {
  std::function<absl::StatusOr<AuditHead>(ArchiveReader&)> read = [](ArchiveReader& reader) {
    return CatchSql([&]() -> absl::StatusOr<AuditHead> {
      return ReadAuditHead(reader.sql(), reader.dialect());
    });
  };
  co_return co_await archive_.Read<AuditHead>(std::move(read));
}

async::Task<absl::Status> AuditService::ExportAudit(
    const runtime::CallContext& call, const v1::ExportAuditRequest& request,
    runtime::Writer<v1::ExportAuditResponse>& writer) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireEverything(call));
  if (request.sign_now()) {
    if (!key_) {
      co_return FailedPrecondition(kAuditKeyMissing, "reporting was started without --audit-key-file");
    }
    MOTCUA_CO_RETURN_IF_ERROR(co_await SignCheckpoint());
  }
  auto head = co_await ReadHead();
  if (!head.ok()) co_return head.status();
  const int64_t after = request.after_sequence();
  if (after < 0 || after > head->last_sequence) {
    co_return BadField("after_sequence", "must be a row of the archive, or 0");
  }
  AuditExport rows(*std::move(head), after);
  for (bool more = true; more;) {
    std::function<absl::StatusOr<v1::ExportAuditResponse>(ArchiveReader&)> read =
        [&](ArchiveReader& reader) { return rows.Next(reader, options_.page); };
    auto message = co_await archive_.Read<v1::ExportAuditResponse>(std::move(read));
    if (!message.ok()) co_return message.status();
    more = message->has_archive() || message->rows_size() > 0;
    if (!more) break;
    const bool connected = co_await writer.Write(*message);
    if (!connected) co_return Interrupted();
  }
  co_return absl::OkStatus();
}

async::Task<absl::Status> AuditService::VerifyAudit(
    const runtime::CallContext& call, const v1::VerifyAuditRequest& request,
    runtime::Writer<v1::VerifyAuditResponse>& writer) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireEverything(call));
  auto head = co_await ReadHead();
  if (!head.ok()) co_return head.status();
  std::vector<audit::AuditCheckpoint> kept(request.kept().begin(), request.kept().end());
  ArchiveAudit audit(*std::move(head), std::move(kept), public_key());
  for (bool more = true; more;) {
    std::function<absl::StatusOr<bool>(ArchiveReader&)> check = [&](ArchiveReader& reader) {
      return audit.CheckPage(reader, options_.page);
    };
    MOTCUA_CO_ASSIGN_OR_RETURN(more, co_await archive_.Read<bool>(std::move(check)));
    if (!more) break;
    const v1::VerifyAuditResponse progress = audit.Progress();
    const bool connected = co_await writer.Write(progress);
    if (!connected) co_return Interrupted();
  }
  const v1::VerifyAuditResponse verdict = audit.Verdict();
  co_await writer.Write(verdict);
  co_return absl::OkStatus();
}

async::Task<absl::StatusOr<v1::ListCheckpointsResponse>> AuditService::ListCheckpoints(
    const runtime::CallContext& call, const v1::ListCheckpointsRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireEverything(call));
  if (request.page_size() < 0) co_return BadField("page_size", "must not be negative");
  const int size =
      request.page_size() == 0 ? kDefaultPage : std::min(request.page_size(), kLargestPage);
  using Response = v1::ListCheckpointsResponse;
  std::function<absl::StatusOr<Response>(ArchiveReader&)> read = [&](ArchiveReader& reader) {
    return CatchSql([&]() -> absl::StatusOr<Response> {
      Response response;
      *response.mutable_archive() = ReadAuditArchive(reader.sql());
      for (auto& checkpoint : ReadCheckpoints(reader.sql(), request.before_sequence(), size)) {
        *response.add_checkpoints() = std::move(checkpoint);
      }
      return response;
    });
  };
  auto response = co_await archive_.Read<Response>(std::move(read));
  if (response.ok() && key_) response->set_public_key(key_->public_key().pem());
  co_return response;
}

async::Task<absl::Status> AuditService::CompareProjections(
    const runtime::CallContext& call, const v1::CompareProjectionsRequest& request,
    runtime::Writer<v1::CompareProjectionsResponse>& writer) {
  MOTCUA_CO_RETURN_IF_ERROR(RequireEverything(call));
  const int most =
      request.max_differences() > 0 ? request.max_differences() : kDefaultDifferences;
  ProjectionCheck check(archive_.database(), {.most_differences = most});
  for (bool more = true; more;) {
    using Response = v1::CompareProjectionsResponse;
    std::function<absl::StatusOr<Response>()> step = [&] { return check.Step(); };
    auto response = co_await archive_.Work<Response>(std::move(step));
    if (!response.ok()) co_return response.status();
    more = !response->done();
    const bool connected = co_await writer.Write(*response);
    if (!connected) co_return Interrupted();
  }
  co_return absl::OkStatus();
}

async::Task<absl::Status> AuditService::SignCheckpoint() {
  if (!key_) co_return absl::OkStatus();
  auto signed_one = co_await archive_.SignCheckpoint(*key_, clock_.Now());
  co_return signed_one.status();
}

void Serve(AuditService& service, runtime::RpcServer& server) {
  runtime::Methods<AuditService> rpc(server, "motcua.reporting.v1.AuditService", &service);
  rpc.ServerStream("ExportAudit", &AuditService::ExportAudit);
  rpc.ServerStream("VerifyAudit", &AuditService::VerifyAudit);
  rpc.Unary("ListCheckpoints", &AuditService::ListCheckpoints);
  rpc.ServerStream("CompareProjections", &AuditService::CompareProjections);
}

}  // namespace motcua::reporting

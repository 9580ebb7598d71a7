#include "services/reporting/keeping_service.h"

#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/store/kept_states.h"

namespace motcua::reporting {
namespace {

constexpr int kMostKept = 500;
constexpr int kMostAsked = 1000;

absl::Status Required(const std::string& field, bool given) {
  if (given) return absl::OkStatus();
  return InvalidArgument(kFieldRequired, "a required field is missing").Field(field, "is required");
}

absl::Status AtMost(const std::string& field, int count, int most) {
  if (count <= most) return absl::OkStatus();
  return InvalidArgument(kBatchTooLarge, "too many at once")
      .With("most", most)
      .Field(field, Cat("at most ", most));
}

absl::Status Check(const v1::KeepAggregatesRequest& request) {
  MOTCUA_RETURN_IF_ERROR(Required("kind", !request.kind().empty()));
  MOTCUA_RETURN_IF_ERROR(AtMost("aggregates", request.aggregates_size(), kMostKept));
  for (int i = 0; i < request.aggregates_size(); ++i) {
    const v1::KeptAggregate& one = request.aggregates(i);
    const std::string path = Cat("aggregates[", i, "]");
    MOTCUA_RETURN_IF_ERROR(Required(path + ".id", !one.id().empty()));
    const bool of_dossier = !one.dossier_code().empty() || one.personal().empty();
    MOTCUA_RETURN_IF_ERROR(Required(path + ".dossier_code", of_dossier));
  }
  return absl::OkStatus();
}

absl::Status Check(const v1::FindKeptAggregatesRequest& request) {
  MOTCUA_RETURN_IF_ERROR(Required("kind", !request.kind().empty()));
  const bool asked = request.ids_size() > 0 || !request.dossier_code().empty();
  MOTCUA_RETURN_IF_ERROR(Required("ids", asked));
  return AtMost("ids", request.ids_size(), kMostAsked);
}

absl::Status KeepingOff() {
  return FailedPrecondition(kKeepingOff, "reporting was started without --master-key-file");
}

}  // namespace

async::Task<absl::StatusOr<v1::KeepAggregatesResponse>> KeepingService::KeepAggregates(
    const runtime::CallContext& call, const v1::KeepAggregatesRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  if (!master_) co_return KeepingOff();
  // The states were read before the call, and their events written with them.
  MOTCUA_CO_RETURN_IF_ERROR(co_await stream_end_.WaitUntilArchived());
  std::string kind = request.kind();
  std::vector<v1::KeptAggregate> aggregates(request.aggregates().begin(),
                                            request.aggregates().end());
  SecretKey master = *master_;
  MOTCUA_CO_RETURN_IF_ERROR(
      co_await archive_.Keep(std::move(kind), std::move(aggregates), std::move(master)));
  co_return v1::KeepAggregatesResponse();
}

async::Task<absl::StatusOr<v1::FindKeptAggregatesResponse>> KeepingService::FindKeptAggregates(
    const runtime::CallContext& call, const v1::FindKeptAggregatesRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(Check(request));
  if (!master_) co_return KeepingOff();
  using Found = std::vector<v1::KeptAggregate>;
  std::function<absl::StatusOr<Found>(ArchiveReader&)> read = [&](ArchiveReader& reader) {
    const std::vector<std::string> ids(request.ids().begin(), request.ids().end());
    return CatchSql([&] {
      return FindKept(reader.sql(), request.kind(), ids, request.dossier_code(), *master_);
    });
  };
  auto found = co_await archive_.Read<Found>(std::move(read));
  if (!found.ok()) co_return found.status();
  v1::FindKeptAggregatesResponse response;
  for (v1::KeptAggregate& one : *found) *response.add_aggregates() = std::move(one);
  co_return response;
}

void Serve(KeepingService& service, runtime::RpcServer& server) {
  runtime::Methods<KeepingService> rpc(server, "motcua.reporting.v1.KeepingService", &service);
  rpc.Unary("KeepAggregates", &KeepingService::KeepAggregates);
  rpc.Unary("FindKeptAggregates", &KeepingService::FindKeptAggregates);
}

}  // namespace motcua::reporting

#include "services/reporting/lateness_service.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/lateness_sql.h"

namespace motcua::reporting {
namespace {

using v1::GetLatenessReportResponse;
using v1::LatenessRow;

absl::StatusOr<Period> PeriodOf(const v1::GetLatenessReportRequest& request) {
  for (const auto& [field, is_there] : {std::pair("from_time", request.has_from_time()),
                                        std::pair("to_time", request.has_to_time())}) {
    if (is_there) continue;
    return InvalidArgument(kFieldRequired, "a required field is missing")
        .Field(field, "is required");
  }
  const Period period{absl::ToUnixMicros(FromProto(request.from_time())),
                      absl::ToUnixMicros(FromProto(request.to_time()))};
  if (period.begin < period.end && period.begin >= 0 && period.end < kNever) return period;
  return InvalidArgument(kFieldInvalid, "the period is not one")
      .Field("to_time", "must lie after from_time, both between 1970 and 9999");
}

// Adds the parts of late results up by holder.
class LatenessSums {
 public:
  void Add(const event::v1::ResultReady& ready) {
    ++dossiers_;
    for (const dossier::v1::LatenessShare& share : ready.lateness()) {
      const absl::Duration late = FromProto(share.late());
      if (late <= absl::ZeroDuration()) continue;
      Sum& sum = by_holder_[{share.kind(), share.unit_code()}];
      ++sum.dossiers;
      sum.late += late;
      late_ += late;
    }
  }

  GetLatenessReportResponse Response() const {
    GetLatenessReportResponse response;
    response.set_dossiers(dossiers_);
    *response.mutable_late() = ToProto(late_);
    for (const auto& [holder, sum] : by_holder_) {
      LatenessRow& row = *response.add_rows();
      row.set_kind(holder.first);
      row.set_unit_code(holder.second);
      row.set_dossiers(sum.dossiers);
      *row.mutable_late() = ToProto(sum.late);
    }
    std::ranges::stable_sort(*response.mutable_rows(), std::greater(), [](const LatenessRow& row) {
      return FromProto(row.late());
    });
    return response;
  }

 private:
  struct Sum {
    int64_t dossiers = 0;
    absl::Duration late;
  };
  using Holder = std::pair<dossier::v1::TimeHolderKind, std::string>;

  std::map<Holder, Sum> by_holder_;
  int64_t dossiers_ = 0;
  absl::Duration late_;
};

}  // namespace

async::Task<absl::StatusOr<GetLatenessReportResponse>> LatenessService::GetLatenessReport(
    const runtime::CallContext& call, const v1::GetLatenessReportRequest& request) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const Period period, PeriodOf(request));
  MOTCUA_CO_ASSIGN_OR_RETURN(const Scope scope,
                             Scope::Of(call.caller, request.unit_code(), catalogue_));
  using Results = std::vector<LateResult>;
  std::function<absl::StatusOr<Results>(ArchiveReader&)> read = [period](ArchiveReader& reader) {
    return ReadLateResults(reader, period);
  };
  MOTCUA_CO_ASSIGN_OR_RETURN(const Results results,
                             co_await archive_.Read<Results>(std::move(read)));
  LatenessSums sums;
  for (const LateResult& result : results) {
    if (scope.Sees(result.receiving_unit)) sums.Add(result.ready);
  }
  co_return sums.Response();
}

void Serve(LatenessService& service, runtime::RpcServer& server) {
  runtime::Methods<LatenessService> rpc(server, "motcua.reporting.v1.LatenessService", &service);
  rpc.Unary("GetLatenessReport", &LatenessService::GetLatenessReport);
}

}  // namespace motcua::reporting

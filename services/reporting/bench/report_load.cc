#include "services/reporting/bench/report_load.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/clock.h"
#include "common/base/strings.h"
#include "grpcpp/create_channel.h"
#include "motcua/reporting/v1/report_service.grpc.pb.h"
#include "services/reporting/domain/report_days.h"
#include "services/reporting/reports/report_kinds.h"

namespace motcua::reporting {
namespace {

using Days = std::pair<std::string, std::string>;

std::string Date(int year, int month, int day) {
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

// The day before the first of a month; months from 1, also beyond 12.
std::string LastDayBefore(int year, int month) {
  const std::string first = Date(year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
  return DayText(*ParseDay(first) - 1);
}

std::vector<Days> Periods(int year) {
  std::vector<Days> periods;
  for (const int months : {1, 3, 6, 12}) {
    for (int month = 1; month <= 12; month += months) {
      periods.emplace_back(Date(year, month, 1), LastDayBefore(year, month + months));
    }
  }
  for (int month = 3; month <= 9; month += 3) {
    periods.emplace_back(Date(year, month, 15), Date(year, month + 3, 14));
  }
  return periods;
}

absl::StatusOr<double> TimeOne(v1::ReportService::Stub& stub, const v1::RunReportRequest& request) {
  Stopwatch stopwatch;
  grpc::ClientContext context;
  context.AddMetadata("motcua-caller", "bench");
  auto stream = stub.RunReport(&context, request);
  v1::RunReportResponse part;
  int rows = 0;
  while (stream->Read(&part)) rows += part.rows().rows_size();
  const grpc::Status status = stream->Finish();
  if (!status.ok()) return absl::UnknownError(status.error_message());
  if (rows == 0) return absl::UnknownError("a report without rows");
  return absl::ToDoubleMilliseconds(stopwatch.Elapsed());
}

v1::RunReportRequest RequestOf(v1::ReportKind kind, int grouping, const Days& days) {
  v1::RunReportRequest request;
  request.set_kind(kind);
  request.set_grouping(static_cast<v1::ReportGrouping>(grouping));
  request.mutable_scope()->set_first_date(days.first);
  request.mutable_scope()->set_last_date(days.second);
  return request;
}

}  // namespace

absl::StatusOr<ReportTimes> LoadReports(const std::string& target, int year, int rounds) {
  auto stub =
      v1::ReportService::NewStub(grpc::CreateChannel(target, grpc::InsecureChannelCredentials()));
  ReportTimes times;
  for (int round = -1; round < rounds; ++round) {  // the first warms up
    for (const v1::ReportDescription& report : AllReports()) {
      for (const int grouping : report.groupings()) {
        for (const Days& days : Periods(year)) {
          const auto took = TimeOne(*stub, RequestOf(report.kind(), grouping, days));
          if (!took.ok()) return took.status();
          if (round >= 0) times[v1::ReportKind_Name(report.kind())].push_back(*took);
        }
      }
    }
  }
  return times;
}

double Quantile(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(times.size())));
  return times.empty() ? 0 : times[std::max<size_t>(rank, 1) - 1];
}

}  // namespace motcua::reporting

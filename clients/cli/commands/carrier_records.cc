#include "clients/cli/commands/carrier_records.h"

#include <algorithm>
#include <map>

#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/words.h"
#include "clients/cli/rpc.h"
#include "motcua/postal/v1/tracking_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::postal::v1;  // NOLINT: the messages of one service

constexpr size_t kMostPerCall = 2000;

// How often each outcome came.
using Outcomes = std::map<CarrierOutcome, int>;

absl::Status SendSome(Session& session, const ReportCarrierEventsRequest& request,
                      const NumberedLine* lines, Outcomes* outcomes) {
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<TrackingService>(session, &TrackingService::Stub::ReportCarrierEvents, request));
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    ++(*outcomes)[answer.outcomes(i)];
    if (!session.json()) continue;
    session.out() << JsonObject({{"line", Cat(lines[i].number)},
                                 {"outcome", JsonString(CarrierOutcome_Name(answer.outcomes(i)))}})
                  << "\n";
  }
  return absl::OkStatus();
}

absl::Status Judge(Session& session, Outcomes outcomes) {
  std::string sums;
  for (const auto& [outcome, count] : outcomes) {
    Append(&sums, sums.empty() ? "" : ", ", Word(outcome), " ", count);
  }
  if (!session.json()) session.out() << (sums.empty() ? "no records" : sums) << "\n";
  const int later = outcomes[CARRIER_OUTCOME_UNAVAILABLE];
  if (later > 0) return absl::UnavailableError(Cat(later, " records must be reported again"));
  const int refused = outcomes[CARRIER_OUTCOME_NOT_COVERED] + outcomes[CARRIER_OUTCOME_INVALID];
  if (refused == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(Cat(refused, " records were not taken"));
}

}  // namespace

absl::Status ReportRecords(Session& session, const std::string& file, const std::string& carrier) {
  MOTCUA_ASSIGN_OR_RETURN(const auto lines, ReadLines(file, session.in()));
  Outcomes outcomes;
  for (size_t first = 0; first < lines.size(); first += kMostPerCall) {
    const size_t end = std::min(first + kMostPerCall, lines.size());
    ReportCarrierEventsRequest request;
    request.set_carrier(carrier);
    for (size_t i = first; i < end; ++i) request.add_records(std::string(lines[i].text));
    MOTCUA_RETURN_IF_ERROR(SendSome(session, request, &lines[first], &outcomes));
  }
  return Judge(session, std::move(outcomes));
}

}  // namespace motcua::cli

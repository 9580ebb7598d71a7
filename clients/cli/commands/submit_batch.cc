#include "clients/cli/commands/submit_batch.h"

#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/words.h"
#include "clients/cli/rpc.h"
#include "motcua/intake/v1/intake_service.grpc.pb.h"

namespace motcua::cli {
namespace {

using namespace motcua::intake::v1;  // NOLINT: the messages of one service

constexpr size_t kMostPerCall = 500;

struct Item {
  int line = 0;
  SubmitDossierRequest request;
};

absl::StatusOr<std::vector<Item>> ReadItems(Session& session, const std::string& path) {
  MOTCUA_ASSIGN_OR_RETURN(const auto lines, ReadLines(path, session.in()));
  std::vector<Item> items;
  for (const NumberedLine& line : lines) {
    Item item{line.number};
    const absl::Status status = FromJson(line.text, &item.request);
    if (!status.ok()) {
      return UsageError(Cat(path, ":", line.number, ": ", std::string(status.message())));
    }
    if (item.request.request_id().empty()) {
      item.request.set_request_id(Cat(session.RequestId(), ".", line.number));
    }
    items.push_back(std::move(item));
  }
  return items;
}

std::string LineFor(const Item& item, const SubmitOutcome& outcome) {
  if (outcome.has_submitted()) {
    const auto& filed = outcome.submitted();
    const std::string promise = Local(filed.due_time());
    return Cat("line ", item.line, "  ", filed.dossier_code(), "  ", Word(filed.state()),
               promise.empty() ? "" : "  ", promise);
  }
  const SubmitFailure& failure = outcome.failure();
  return Cat("line ", item.line, "  not filed: ", failure.message(), " (", failure.reason(),
             failure.field().empty() ? "" : " ", failure.field(), ")");
}

struct Totals {
  int filed = 0;
  int failed = 0;
};

absl::Status SendSome(Session& session, const Item* items, size_t count, Totals* totals) {
  BatchSubmitDossiersRequest request;
  for (size_t i = 0; i < count; ++i) *request.add_requests() = items[i].request;
  MOTCUA_ASSIGN_OR_RETURN(
      const auto answer,
      Call<IntakeService>(session, &IntakeService::Stub::BatchSubmitDossiers, request));
  for (int i = 0; i < answer.outcomes_size(); ++i) {
    const SubmitOutcome& outcome = answer.outcomes(i);
    session.out() << (session.json() ? ToJson(outcome) : LineFor(items[i], outcome)) << "\n";
    ++(outcome.has_submitted() ? totals->filed : totals->failed);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SubmitBatch(Session& session, const std::string& path) {
  MOTCUA_ASSIGN_OR_RETURN(const auto items, ReadItems(session, path));
  Totals totals;
  for (size_t first = 0; first < items.size(); first += kMostPerCall) {
    const size_t count = std::min(kMostPerCall, items.size() - first);
    MOTCUA_RETURN_IF_ERROR(SendSome(session, &items[first], count, &totals));
  }
  session.err() << "filed " << totals.filed << ", not filed " << totals.failed << "\n";
  if (totals.failed == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(Cat(totals.failed, " dossiers were not filed"));
}

}  // namespace motcua::cli

// The people of a province as the tests play them: citizens, clerks, officers and postmen, all
// through the public API.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "motcua/intake/v1/intake_service.pb.h"
#include "motcua/postal/v1/postal_service.pb.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "motcua/routing/v1/routing_service.pb.h"
#include "tests/system/stack.h"

namespace motcua {

// The value; an error fails the test and gives an empty one.
template <class T>
T Must(absl::StatusOr<T> result) {
  EXPECT_THAT(result, IsOk());
  return result.ok() ? *std::move(result) : T();
}

class Province {
 public:
  explicit Province(Stack& stack, std::string caller = "operator")
      : stack_(stack), client_(stack, std::move(caller)) {}

  Client& client() { return client_; }

  // --- citizens and clerks ---

  // A complete draft for the counter, with the papers guidance asks for.
  intake::v1::DossierDraft Draft(const std::string& procedure, const std::string& unit);
  // Files it, and accepts it at once where `accept`; the dossier's code.
  std::string File(const intake::v1::DossierDraft& draft, bool accept = true);
  // Accepts one that was filed; the promise.
  absl::Time Accept(const std::string& code);
  void HandOver(const std::string& code);
  dossier::v1::Dossier Dossier(const std::string& code);

  // --- officers ---

  // Takes the first step of the unit's queue once there is one.
  routing::v1::ClaimedStep Claim(const std::string& unit);
  routing::v1::CompleteStepResponse Complete(
      const routing::v1::ClaimedStep& step,
      dossier::v1::StepResult result = dossier::v1::STEP_RESULT_APPROVED);
  // Claims and completes, `after` which time has passed by the clock.
  void Work(const std::string& unit, absl::Duration after = absl::Minutes(30));
  dossier::v1::Journey Journey(const std::string& code);
  // Whether every open step is in one place.
  routing::v1::CheckPlacesResponse CheckPlaces();

  // --- the post ---

  // Of a dossier, oldest first.
  std::vector<dossier::v1::Consignment> Consignments(const std::string& code);
  // The dossier's open consignment, once there is one.
  dossier::v1::Consignment OpenConsignment(const std::string& code);
  // Reports the whole way to `end`, in an order no carrier would.
  void Carry(const dossier::v1::Consignment& consignment,
             dossier::v1::TrackingKind end = dossier::v1::TRACKING_KIND_DELIVERED);

  // --- readers ---

  std::vector<reporting::v1::ArchivedEvent> Timeline(const std::string& code);
  // The names of a dossier's events in order, as "step_completed".
  std::vector<std::string> Kinds(const std::string& code);
  // The report of 2023, of dossiers received at or under the unit; checks the form's identities.
  reporting::v1::OnTimeRow Report(
      const std::string& unit, absl::Time begin = LocalTime(2023, 1, 1, 0),
      absl::Time end = LocalTime(2024, 1, 1, 0),
      reporting::v1::ReportGrouping grouping = reporting::v1::REPORT_GROUPING_UNIT);

  // A request_id not used before by this program.
  static std::string NewRequestId();

 private:
  Stack& stack_;
  Client client_;
};

}  // namespace motcua

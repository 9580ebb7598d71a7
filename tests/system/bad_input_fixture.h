// A system that is used wrongly, and the proof that nothing came of it.
#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "tests/system/province.h"

namespace motcua {

using intake::v1::SubmitDossierRequest;
using intake::v1::SubmitDossierResponse;

inline constexpr char kCommune[] = "29881";
inline constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
inline constexpr auto kMissing = absl::StatusCode::kNotFound;
inline constexpr auto kNotYet = absl::StatusCode::kFailedPrecondition;
inline constexpr auto kDenied = absl::StatusCode::kPermissionDenied;
inline constexpr auto kAway = absl::StatusCode::kUnavailable;

// One system for all of them: none may leave a trace.
class BadInputTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { stack_ = new Stack; }
  static void TearDownTestSuite() { delete std::exchange(stack_, nullptr); }

  void SetUp() override {
    EXPECT_TRUE(stack_->Settle());
    archived_ = Archived();
  }
  void TearDown() override {
    if (HasFailure()) printf("%s\n", stack_->Logs().c_str());
  }

  int64_t Archived() {
    return Must(province_.client().Call<reporting::v1::GetArchiveStatusResponse>(
                    reporting::v1::GetArchiveStatusRequest()))
        .last_sequence();
  }
  // Nothing happened since the test began, or since the last call.
  void ExpectNothingChanged() {
    EXPECT_TRUE(stack_->Settle());
    EXPECT_EQ(Archived(), archived_);
    EXPECT_EQ(province_.CheckPlaces().violations(), 0);
  }
  // What happened until now was meant.
  void Remember() {
    EXPECT_TRUE(stack_->Settle());
    archived_ = Archived();
  }

  // A dossier nothing is wrong with.
  SubmitDossierRequest Good() {
    SubmitDossierRequest request;
    request.set_request_id(Province::NewRequestId());
    *request.mutable_draft() = province_.Draft("1.001193", kCommune);
    request.set_accept(true);
    return request;
  }
  // An accepted dossier whose first step is in this test's hands.
  routing::v1::ClaimedStep Held() {
    const std::string code = province_.File(province_.Draft("1.001193", kCommune));
    routing::v1::ClaimedStep step;
    do {
      step = province_.Claim(kCommune);
    } while (step.dossier_code() != code && !HasFailure());
    Remember();
    return step;
  }
  absl::StatusOr<SubmitDossierResponse> Submit(const SubmitDossierRequest& request,
                                               const std::string& caller = "operator") {
    return Client(*stack_, caller).Call<SubmitDossierResponse>(request);
  }
  // The bytes as they are, to SubmitDossier.
  absl::Status SubmitBytes(const std::string& bytes) {
    SubmitDossierResponse response;
    return stack_->ChannelOf("operator", "intake")
        .CallBytesSync(MethodOf(SubmitDossierRequest::descriptor()), bytes, absl::Seconds(10),
                       response);
  }
  inline static Stack* stack_ = nullptr;
  Province province_{*stack_};
  int64_t archived_ = 0;
};

}  // namespace motcua

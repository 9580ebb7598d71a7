// Follows dossiers of each kind of route to their end, as the people who use Motcua do.
#include <string>

#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "tests/system/journeys_fixture.h"

namespace motcua {
namespace {

using namespace dossier::v1;  // NOLINT: enumerators
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

TEST_F(JourneysTest, WithinACommune) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune));
  EXPECT_THAT(code, ::testing::MatchesRegex("000\\.07\\.31\\.H20-230103-[0-9]+"));
  EXPECT_EQ(FromProto(province_.Dossier(code).due_time()), LocalTime(2023, 1, 4, 17));
  province_.Work(kCommune);
  province_.Work(kCommune);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
  EXPECT_THAT(province_.Kinds(code),
              ElementsAre("submitted", "accepted", "routed", "queued", "claimed", "step_completed",
                          "queued", "claimed", "step_completed", "result_ready", "closed"));
  EXPECT_EQ(province_.Report(kCommune).early(), 1);
}

TEST_F(JourneysTest, CommuneDistrictCommuneWithOriginals) {
  const std::string code = province_.File(province_.Draft("1.001731", kCommune));
  province_.Work(kCommune);
  const Consignment papers = province_.OpenConsignment(code);
  EXPECT_EQ(papers.kind(), CONSIGNMENT_KIND_UNIT_TO_UNIT);
  EXPECT_EQ(papers.from_unit(), kCommune);
  EXPECT_EQ(papers.to_unit(), "866.LDTBXH");
  EXPECT_EQ(StateOf(code, 1), STEP_STATE_AWAITING_PAPERS);
  province_.Carry(papers);
  province_.Work("866.LDTBXH");
  EXPECT_EQ(province_.Journey(code).papers_at(), "866.LDTBXH");
  province_.Work("866");
  province_.Work(kCommune);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
  std::vector<std::string> kinds = province_.Kinds(code);
  EXPECT_EQ(std::erase(kinds, "money_posted"), 1u);  // the post books it when it comes to it
  EXPECT_THAT(kinds,
              ElementsAre("submitted", "accepted", "routed",        //
                          "queued", "claimed", "step_completed",    //
                          "papers_awaited", "consignment_created",  //
                          "tracking_recorded", "tracking_recorded", "tracking_recorded",
                          "tracking_recorded", "tracking_recorded", "money_collected", "transfer_arrived", "queued",
                          "claimed", "step_completed",            //
                          "queued", "claimed", "step_completed",  //
                          "queued", "claimed", "step_completed",  //
                          "result_ready", "closed"));
  const auto carried = province_.Consignments(code);
  ASSERT_EQ(carried.size(), 1u);
  EXPECT_EQ(carried[0].state(), CONSIGNMENT_STATE_DELIVERED);
  EXPECT_EQ(carried[0].events_size(), 5);
}

TEST_F(JourneysTest, DistrictProvinceDistrict) {
  const std::string code = province_.File(province_.Draft("1.004203", "866"));
  for (const char* unit : {"866.CNDD", "87.VPDKDD", "866.CNDD"}) {
    const Consignment papers = province_.OpenConsignment(code);
    EXPECT_EQ(papers.to_unit(), unit);
    province_.Carry(papers);
    province_.Work(unit);
  }
  province_.HandOver(code);
  ExpectClosed(code, "866");
  EXPECT_EQ(province_.Consignments(code).size(), 3u);
  EXPECT_EQ(province_.Report("87").early(), 1);
}

TEST_F(JourneysTest, WithinTheProvince) {
  const std::string code = province_.File(province_.Draft("2.001583", "87.TTHCC"));
  province_.Work("87.SKHDT");
  province_.Work("87.SKHDT");
  province_.Work("87.TTHCC");
  province_.HandOver(code);
  ExpectClosed(code, "87.TTHCC");
}

TEST_F(JourneysTest, OpinionsAreAskedSideBySide) {
  const std::string code = province_.File(province_.Draft("1.009994", "873"));
  province_.Work("873.KTHT");
  EXPECT_EQ(StateOf(code, 1), STEP_STATE_QUEUED);
  EXPECT_EQ(StateOf(code, 2), STEP_STATE_QUEUED);
  EXPECT_EQ(StateOf(code, 3), STEP_STATE_PENDING);
  const auto first = province_.Complete(province_.Claim("873.CNDD"));
  EXPECT_THAT(first.open_steps(), ElementsAre(1));
  const auto second = province_.Complete(province_.Claim("873.TNMT"));
  EXPECT_THAT(second.open_steps(), ElementsAre(3));
  province_.Work("873.KTHT");
  province_.Work("873");
  province_.HandOver(code);
  ExpectClosed(code, "873");
}

TEST_F(JourneysTest, TheSameDay) {
  const std::string code = province_.File(province_.Draft("2.000815", kCommune));
  EXPECT_EQ(FromProto(province_.Dossier(code).due_time()), LocalTime(2023, 1, 3, 17));
  province_.Work(kCommune);
  province_.Work(kCommune);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
  EXPECT_EQ(province_.Report(kCommune).on_time(), 1);
  stack_.clock().Set(LocalTime(2023, 1, 6, 15, 1));  // a Friday: received on Monday, by the law
  const std::string late = province_.File(province_.Draft("2.000815", kCommune));
  EXPECT_EQ(FromProto(province_.Dossier(late).due_time()), LocalTime(2023, 1, 9, 17));
}

TEST_F(JourneysTest, FromHomeAndBackByPost) {
  auto draft = province_.Draft("1.001193", kCommune);
  draft.set_channel(type::v1::CHANNEL_POSTAL);
  draft.set_return_method(type::v1::RETURN_METHOD_POST);
  const std::string code = province_.File(draft, /*accept=*/false);

  const Consignment papers = province_.OpenConsignment(code);
  EXPECT_EQ(papers.kind(), CONSIGNMENT_KIND_HOME_TO_COUNTER);
  EXPECT_EQ(papers.post_office(), "BD.29881");
  EXPECT_EQ(papers.contact_name(), draft.applicant().name());
  intake::v1::AcceptDossierRequest too_early;
  too_early.set_request_id("too-early");
  too_early.set_dossier_code(code);
  EXPECT_THAT(province_.client().Call<intake::v1::AcceptDossierResponse>(too_early),
              StatusIs(absl::StatusCode::kFailedPrecondition, kPapersNotAtCounter));
  province_.Carry(papers);
  EXPECT_TRUE(stack_.Settle());
  EXPECT_TRUE(province_.Dossier(code).papers_at_counter());
  EXPECT_EQ(province_.Accept(code), LocalTime(2023, 1, 4, 17));

  province_.Work(kCommune);
  province_.Work(kCommune);
  const Consignment result = province_.OpenConsignment(code);
  EXPECT_EQ(result.kind(), CONSIGNMENT_KIND_RESULT_TO_HOME);
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(province_.Report(kCommune).in_post(), 1);
  routing::v1::HandOverResultRequest at_counter;
  at_counter.set_request_id("at-counter");
  at_counter.set_dossier_code(code);
  EXPECT_THAT(province_.client().Call<routing::v1::HandOverResultResponse>(at_counter),
              StatusIs(absl::StatusCode::kFailedPrecondition, kTransitionNotAllowed));
  province_.Carry(result);
  ExpectClosed(code, kCommune);
  EXPECT_EQ(province_.Report(kCommune).in_post(), 0);
  EXPECT_THAT(province_.Kinds(code),
              AllOf(Contains("papers_collected"), Contains("delivered"), Contains("closed")));
}

TEST_F(JourneysTest, AResultThatComesBackIsFetchedAtTheCounter) {
  auto draft = province_.Draft("1.001193", kCommune);
  draft.set_return_method(type::v1::RETURN_METHOD_POST);
  const std::string code = province_.File(draft);
  province_.Work(kCommune);
  province_.Work(kCommune);
  province_.Carry(province_.OpenConsignment(code), TRACKING_KIND_RETURNED);
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(province_.Journey(code).return_method(), type::v1::RETURN_METHOD_COUNTER);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
}

TEST_F(JourneysTest, ASupplementStopsTheClockAndBringsANewPromise) {
  const std::string code = province_.File(province_.Draft("1.001731", kCommune));
  const absl::Time promised = LocalTime(2023, 1, 10, 17);
  EXPECT_EQ(FromProto(province_.Dossier(code).due_time()), promised);

  routing::v1::HandBackStepRequest hand_back;
  const auto step = province_.Claim(kCommune);
  hand_back.set_request_id("hand-back");
  hand_back.set_unit_code(kCommune);
  hand_back.set_dossier_code(code);
  hand_back.set_step_index(step.step().index());
  hand_back.set_lease_token(step.lease_token());
  hand_back.add_items("Trích lục khai tử");
  hand_back.set_reason("Bản sao không rõ");
  EXPECT_THAT(province_.client().Call<routing::v1::HandBackStepResponse>(hand_back), IsOk());
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(province_.Dossier(code).state(), DOSSIER_STATE_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(province_.Journey(code).state(), JOURNEY_STATE_AWAITING_SUPPLEMENT);
  EXPECT_EQ(StateOf(code, 0), STEP_STATE_SUSPENDED);

  stack_.clock().Set(LocalTime(2023, 1, 12, 9));  // past the promise, were the clock not stopped
  EXPECT_TRUE(stack_.Settle());
  EXPECT_THAT(province_.Kinds(code), Not(Contains("dossier_overdue")));
  intake::v1::SupplementDossierRequest supplement;
  supplement.set_request_id("supplement");
  supplement.set_dossier_code(code);
  *supplement.add_papers() = province_.Dossier(code).papers(1);
  EXPECT_THAT(province_.client().Call<intake::v1::SupplementDossierResponse>(supplement), IsOk());
  EXPECT_TRUE(stack_.Settle());

  const Journey journey = province_.Journey(code);
  EXPECT_EQ(journey.state(), JOURNEY_STATE_RUNNING);
  EXPECT_EQ(FromProto(journey.first_due_time()), promised);
  EXPECT_EQ(FromProto(journey.due_time()), LocalTime(2023, 1, 19, 17));  // 5 working days anew
  const auto again = province_.Claim(kCommune);
  hand_back.set_request_id("hand-back-again");
  hand_back.set_lease_token(again.lease_token());
  EXPECT_THAT(province_.client().Call<routing::v1::HandBackStepResponse>(hand_back),
              StatusIs(absl::StatusCode::kFailedPrecondition, kSupplementAlreadyRequested));
  province_.Complete(again);
  province_.Carry(province_.OpenConsignment(code));
  for (const char* unit : {"866.LDTBXH", "866", kCommune}) province_.Work(unit);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
  EXPECT_EQ(province_.Report(kCommune).early(), 1);
  EXPECT_THAT(province_.Kinds(code),
              AllOf(Contains("supplement_requested"), Contains("clock_stopped"),
                    Contains("supplemented"), Contains("clock_resumed"), Contains("repromised")));
}

TEST_F(JourneysTest, TheCitizenTakesItBack) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune));
  province_.Claim(kCommune);  // an officer already works on it
  intake::v1::WithdrawDossierRequest withdraw;
  withdraw.set_request_id("withdraw");
  withdraw.set_dossier_code(code);
  EXPECT_THAT(province_.client().Call<intake::v1::WithdrawDossierResponse>(withdraw), IsOk());
  ExpectEnded(code, kCommune);
  EXPECT_EQ(province_.Dossier(code).state(), DOSSIER_STATE_WITHDRAWN);
  EXPECT_EQ(province_.Journey(code).state(), JOURNEY_STATE_WITHDRAWN);
  EXPECT_EQ(province_.Report(kCommune).on_time(), 1);
}

TEST_F(JourneysTest, ARefusedDossierIsNotReceived) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune), false);
  intake::v1::RefuseDossierRequest refuse;
  refuse.set_request_id("refuse");
  refuse.set_dossier_code(code);
  refuse.set_reason("Không thuộc thẩm quyền");
  EXPECT_THAT(province_.client().Call<intake::v1::RefuseDossierResponse>(refuse), IsOk());
  EXPECT_TRUE(stack_.Settle());
  const auto report = province_.Report(kCommune);
  EXPECT_EQ(report.received(), 0);
  EXPECT_EQ(report.refused(), 1);
  EXPECT_THAT(province_.Kinds(code), ElementsAre("submitted", "refused"));
}

TEST_F(JourneysTest, ALateDossierCountsAsLate) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune));
  EXPECT_TRUE(stack_.Settle());  // the route is laid while there is time
  stack_.clock().Set(LocalTime(2023, 1, 5, 8));
  EXPECT_TRUE(stack_.Settle());
  EXPECT_THAT(province_.Kinds(code), AllOf(Contains("step_overdue"), Contains("dossier_overdue")));
  const absl::Time begin = LocalTime(2023, 1, 1, 0);
  EXPECT_EQ(province_.Report(kCommune, begin, Now()).pending_overdue(), 1);
  province_.Work(kCommune);
  province_.Work(kCommune);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
  EXPECT_EQ(province_.Report(kCommune).late(), 1);
  EXPECT_EQ(province_.Report(kCommune).on_time_percent(), 0);
  // As it stood before: any instant can be counted again.
  EXPECT_EQ(province_.Report(kCommune, begin, LocalTime(2023, 1, 5, 8)).pending_overdue(), 1);
  EXPECT_EQ(province_.Report(kCommune, begin, LocalTime(2023, 1, 4, 12)).pending_in_time(), 1);
}

TEST_F(JourneysTest, AnAbandonedLeaseReturnsToTheQueue) {
  const std::string code = province_.File(province_.Draft("1.001193", kCommune));
  const auto abandoned = province_.Claim(kCommune);
  stack_.clock().Advance(absl::Minutes(31));
  EXPECT_TRUE(stack_.Settle());
  EXPECT_EQ(StateOf(code, 0), STEP_STATE_QUEUED);
  EXPECT_EQ(province_.Journey(code).steps(0).lease_expiries(), 1);
  const auto taken = province_.Claim(kCommune);
  EXPECT_NE(taken.lease_token(), abandoned.lease_token());
  province_.Complete(taken);
  province_.Work(kCommune);
  province_.HandOver(code);
  ExpectClosed(code, kCommune);
}

}  // namespace
}  // namespace motcua

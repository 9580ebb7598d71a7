// Many dossiers at once, and lists of many.
#include <set>
#include <string>
#include <vector>

#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum absl::StatusCode;

class BatchTest : public ServiceFixture {
 protected:
  v1::ListDossiersRequest ListOf(const std::string& unit, int page_size = 0) {
    v1::ListDossiersRequest request;
    request.set_receiving_unit(unit);
    request.set_page_size(page_size);
    return request;
  }
  // The codes of all pages.
  std::vector<std::string> ListAll(v1::ListDossiersRequest request) {
    std::vector<std::string> codes;
    do {
      const auto page = Call(&IntakeService::ListDossiers, request);
      EXPECT_THAT(page, IsOk());
      if (!page.ok()) break;
      for (const Dossier& dossier : page->dossiers()) codes.push_back(dossier.code());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return codes;
  }
};

TEST_F(BatchTest, EachStandsOnItsOwn) {
  v1::BatchSubmitDossiersRequest batch;
  *batch.add_requests() = MakeSubmission();
  *batch.add_requests() = MakeSubmission();
  batch.mutable_requests(1)->mutable_draft()->mutable_applicant()->clear_name();
  *batch.add_requests() = MakeSubmission();
  batch.mutable_requests(2)->mutable_draft()->set_procedure_code("9.9");
  *batch.add_requests() = MakeSubmission();
  const auto response = Call(&IntakeService::BatchSubmitDossiers, batch);
  ASSERT_THAT(response, IsOk());
  ASSERT_EQ(response->outcomes_size(), 4);
  EXPECT_EQ(response->outcomes(0).submitted().version(), 1);
  EXPECT_EQ(response->outcomes(1).failure().code(), static_cast<int>(kInvalidArgument));
  EXPECT_EQ(response->outcomes(1).failure().reason(), kFieldRequired);
  EXPECT_EQ(response->outcomes(1).failure().field(), "draft.applicant.name");
  EXPECT_EQ(response->outcomes(2).failure().reason(), kProcedureNotFound);
  EXPECT_TRUE(response->outcomes(3).has_submitted());
  EXPECT_EQ(OpenCount(), 2);
}

TEST_F(BatchTest, UnitsAreCheckedOneByOne) {
  caller.caller.units = {"29872"};
  v1::BatchSubmitDossiersRequest batch;
  *batch.add_requests() = MakeSubmission();
  *batch.add_requests() = MakeSubmission();
  batch.mutable_requests(1)->mutable_draft()->set_receiving_unit("29872");
  const auto response = Call(&IntakeService::BatchSubmitDossiers, batch);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->outcomes(0).failure().reason(), kUnitOutOfScope);
  EXPECT_TRUE(response->outcomes(1).has_submitted());
}

TEST_F(BatchTest, OneRequestIdInABatchIsOneDossier) {
  v1::BatchSubmitDossiersRequest batch;
  *batch.add_requests() = MakeSubmission();
  *batch.add_requests() = batch.requests(0);
  *batch.add_requests() = batch.requests(0);
  batch.mutable_requests(2)->mutable_draft()->mutable_applicant()->set_name("Trần Văn Lúa");
  const auto response = Call(&IntakeService::BatchSubmitDossiers, batch);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(OpenCount(), 1);
  std::set<std::string> codes;
  int reused = 0;
  for (const v1::SubmitOutcome& outcome : response->outcomes()) {
    if (outcome.has_submitted()) codes.insert(outcome.submitted().dossier_code());
    if (outcome.has_failure()) reused += outcome.failure().reason() == kRequestIdReused;
  }
  EXPECT_EQ(codes.size(), 1);
  EXPECT_GE(reused, 1);
}

TEST_F(BatchTest, BatchesHaveBounds) {
  v1::BatchSubmitDossiersRequest batch;
  EXPECT_THAT(Call(&IntakeService::BatchSubmitDossiers, batch),
              StatusIs(kInvalidArgument, kFieldRequired));
  for (int i = 0; i < 501; ++i) *batch.add_requests() = MakeSubmission();
  EXPECT_THAT(Call(&IntakeService::BatchSubmitDossiers, batch),
              StatusIs(kInvalidArgument, kBatchTooLarge));
  EXPECT_EQ(OpenCount(), 0);
  batch.mutable_requests()->RemoveLast();
  const auto response = Call(&IntakeService::BatchSubmitDossiers, batch);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(OpenCount(), 500);
}

TEST_F(BatchTest, ThousandAtOnceGetThousandCodes) {
  std::vector<v1::SubmitDossierRequest> requests;
  for (int i = 0; i < 1000; ++i) requests.push_back(MakeSubmission());
  std::vector<async::Task<absl::StatusOr<v1::SubmitDossierResponse>>> tasks;
  for (const auto& request : requests) tasks.push_back(service.SubmitDossier(caller, request));
  std::set<std::string> filed;
  for (const auto& response : RunOn(io, async::WhenAll(std::move(tasks)))) {
    ASSERT_THAT(response, IsOk());
    filed.insert(response->dossier_code());
  }
  EXPECT_EQ(filed.size(), 1000);
  EXPECT_EQ(OpenCount(), 1000);
  EXPECT_EQ(EventCount(), 1000);
}

// --- lists --------------------------------------------------------------------------------------

TEST_F(BatchTest, ListsGoOldestFirstPageByPage) {
  std::vector<std::string> filed;
  for (int i = 0; i < 7; ++i) {
    filed.push_back(File());
    if (i % 2 == 0) clock.Advance(absl::Minutes(1));  // some of one instant
  }
  for (int size : {1, 2, 3, 7, 50}) EXPECT_EQ(ListAll(ListOf("29869", size)), filed) << size;
  EXPECT_EQ(ListAll(ListOf("29869")), filed);
  EXPECT_THAT(ListAll(ListOf("29872")), IsEmpty());
}

TEST_F(BatchTest, ListsAreOfOneState) {
  const std::string filed = File(), accepted = FileAccepted();
  EXPECT_THAT(ListAll(ListOf("29869")), ElementsAre(filed));
  v1::ListDossiersRequest request = ListOf("29869");
  request.set_state(dossier::v1::DOSSIER_STATE_ACCEPTED);
  EXPECT_THAT(ListAll(request), ElementsAre(accepted));
  const auto page = Call(&IntakeService::ListDossiers, request);
  EXPECT_EQ(page->dossiers(0).version(), 1);
}

TEST_F(BatchTest, BadListsAreRefused) {
  EXPECT_THAT(Call(&IntakeService::ListDossiers, ListOf("0")), StatusIs(kNotFound, kUnitNotFound));
  EXPECT_THAT(Call(&IntakeService::ListDossiers, ListOf("29869", -1)),
              StatusIs(kInvalidArgument, kFieldInvalid));
  v1::ListDossiersRequest request = ListOf("29869", 1);
  request.set_state(dossier::v1::DOSSIER_STATE_CLOSED);
  EXPECT_THAT(Call(&IntakeService::ListDossiers, request),
              StatusIs(kInvalidArgument, kFieldInvalid));
  request.clear_state();
  request.set_page_token("x");
  EXPECT_THAT(Call(&IntakeService::ListDossiers, request),
              StatusIs(kInvalidArgument, kPageTokenInvalid));
}

TEST_F(BatchTest, PageTokensAreGoodForTheirListOnly) {
  File();
  File();
  const auto page = Call(&IntakeService::ListDossiers, ListOf("29869", 1));
  ASSERT_THAT(page, IsOk());
  v1::ListDossiersRequest other = ListOf("29872", 1);
  other.set_page_token(page->next_page_token());
  EXPECT_THAT(Call(&IntakeService::ListDossiers, other),
              StatusIs(kInvalidArgument, kPageTokenInvalid));
}

}  // namespace
}  // namespace motcua::intake

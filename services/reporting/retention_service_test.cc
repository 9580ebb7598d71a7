#include "services/reporting/retention_service.h"

#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "services/reporting/testing/service_fixture.h"
#include "services/reporting/workers/archiver.h"

namespace motcua::reporting {
namespace {

class RetentionServiceTest : public ServiceFixture {
 protected:
  RetentionServiceTest() {
    AddAccepted("OPEN", "29863", 0, 5);
    AddAccepted("D1", "29863", 0, 5);
    AddClosed("D1", "29863", 4);
    AddAccepted("D2", "29881", 0, 5);
    AddClosed("D2", "29881", 5);
    clock_.Set(absl::FromUnixSeconds(kMarch) + absl::Hours(24 * 365));
  }

  auto Erase(const std::string& code, bool early = false, const std::string& unit = "87",
             const std::string& request_id = "r1") {
    v1::ErasePersonalDataRequest request;
    request.set_request_id(request_id);
    request.set_dossier_code(code);
    request.set_reason("Theo yêu cầu của chủ thể dữ liệu");
    request.set_before_retention_ends(early);
    const auto call = CallBy(unit);
    return RunOn(io_, retention_.ErasePersonalData(call, request));
  }

  // The archiver catches up with what the service writes.
  auto EraseAndArchive(const std::string& code, bool early = false) {
    auto erased = Erase(code, early);
    if (ReasonOf(erased.status()) != kArchiveBehind) return erased;
    EXPECT_THAT(RunOn(io_, archiver_.RunOnce()), IsOk());
    return Erase(code, early);
  }

  std::vector<std::string> Ended(const std::string& unit = "87", int page = 0) {
    std::vector<std::string> codes;
    v1::ListEndedRetentionsRequest request;
    request.set_page_size(page);
    do {
      const auto call = CallBy(unit);
      const auto listed = RunOn(io_, retention_.ListEndedRetentions(call, request));
      EXPECT_THAT(listed, IsOk());
      if (!listed.ok()) break;
      for (const auto& one : listed->retentions()) codes.push_back(one.dossier_code());
      request.set_page_token(listed->next_page_token());
    } while (!request.page_token().empty());
    return codes;
  }

  void YearsPass(int years) { clock_.Advance(years * absl::Hours(24 * 366)); }

  FakeClock clock_{absl::FromUnixSeconds(kMarch)};
  store::Committer committer_{redis_, store::Keys("test")};
  metrics::Registry metrics_;
  StreamEnd stream_end_{archive_, redis_, kStream, absl::Milliseconds(20)};
  Archiver archiver_{archive_, redis_, kStream, metrics_, {.wait = absl::Milliseconds(5)}};
  RetentionService retention_{archive_, committer_, stream_end_, catalogue_, clock_};
};

TEST_F(RetentionServiceTest, WhatMustBeKeptIsNotErased) {
  EXPECT_THAT(Erase("OPEN"), StatusIs(absl::StatusCode::kFailedPrecondition, kDossierOpen));
  EXPECT_THAT(Erase("D1"), StatusIs(absl::StatusCode::kFailedPrecondition, kRetentionNotOver));
  EXPECT_THAT(Erase("D9"), StatusIs(absl::StatusCode::kNotFound, kDossierNotFound));
  EXPECT_THAT(Erase("D1", true, "29881"),
              StatusIs(absl::StatusCode::kPermissionDenied, kUnitOutOfScope));
  EXPECT_THAT(Ended(), testing::IsEmpty());
}

TEST_F(RetentionServiceTest, ErasesWhenTheTimeIsOver) {
  YearsPass(5);
  const auto erased = EraseAndArchive("D1");
  ASSERT_THAT(erased, IsOk());
  EXPECT_EQ(FromProto(erased->retention().erase_time()), clock_.Now());
  EXPECT_EQ(erased->retention().years(), 5);
  YearsPass(1);
  const auto again = Erase("D1", false, "87", "r2");
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*erased));
}

TEST_F(RetentionServiceTest, ErasesEarlierByDecision) {
  ASSERT_THAT(EraseAndArchive("D1", true), IsOk());
  v1::GetRetentionRequest request;
  for (const char* code : {"OPEN", "D1", "D2", "D9"}) request.add_dossier_codes(code);
  const auto call = CallBy("29863");
  const auto got = RunOn(io_, retention_.GetRetention(call, request));
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->retentions_size(), 2);  // D2 is another unit's, D9 nobody's
  for (const auto& one : got->retentions()) {
    EXPECT_EQ(one.has_erase_time(), one.dossier_code() == "D1");
    EXPECT_EQ(one.has_end_time(), one.dossier_code() == "D1");
  }
}

TEST_F(RetentionServiceTest, ErasingIsAnEventOfTheDossier) {
  ASSERT_THAT(EraseAndArchive("D1", true), IsOk());
  auto reader = *ArchiveReader::Open(temp_.database());
  const auto timeline = reader->Timeline("D1");
  const auto& event = timeline->back().event;
  EXPECT_EQ(event.personal_data_erased().reason(), "Theo yêu cầu của chủ thể dữ liệu");
  EXPECT_TRUE(event.personal_data_erased().before_retention_ends());
  EXPECT_EQ(event.actor(), "tester");
  EXPECT_EQ(event.unit_code(), "29863");
}

// The first answer was lost: the same call again writes no second event.
TEST_F(RetentionServiceTest, OneRequestErasesOnce) {
  EXPECT_THAT(Erase("D1", true), StatusIs(absl::StatusCode::kUnavailable, kArchiveBehind));
  EXPECT_THAT(Erase("D1", true), StatusIs(absl::StatusCode::kUnavailable, kArchiveBehind));
  EXPECT_THAT(Erase("D2", true), StatusIs(absl::StatusCode::kInvalidArgument, kRequestIdReused));
  redis::Args length = {"XLEN", kStream};
  EXPECT_EQ(RunOn(io_, redis_.Call(std::move(length)))->integer, 1);
  ASSERT_THAT(EraseAndArchive("D1", true), IsOk());
}

TEST_F(RetentionServiceTest, ListsWhatMayBeErased) {
  YearsPass(5);
  EXPECT_THAT(Ended(), testing::ElementsAre("D1", "D2"));
  EXPECT_THAT(Ended("87", 1), testing::ElementsAre("D1", "D2"));
  EXPECT_THAT(Ended("29881"), testing::ElementsAre("D2"));
  ASSERT_THAT(EraseAndArchive("D1"), IsOk());
  EXPECT_THAT(Ended(), testing::ElementsAre("D2"));
}

TEST_F(RetentionServiceTest, RefusesBadRequests) {
  const auto call = CallBy("87");
  v1::ErasePersonalDataRequest erase;
  EXPECT_THAT(RunOn(io_, retention_.ErasePersonalData(call, erase)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired));
  v1::ListEndedRetentionsRequest list;
  list.set_page_size(-1);
  EXPECT_THAT(RunOn(io_, retention_.ListEndedRetentions(call, list)),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
  list.set_page_size(0);
  list.set_page_token("nonsense");
  EXPECT_THAT(RunOn(io_, retention_.ListEndedRetentions(call, list)),
              StatusIs(absl::StatusCode::kInvalidArgument, kPageTokenInvalid));
  v1::GetRetentionRequest get;
  for (int i = 0; i < 1001; ++i) get.add_dossier_codes("D1");
  EXPECT_THAT(RunOn(io_, retention_.GetRetention(call, get)),
              StatusIs(absl::StatusCode::kInvalidArgument, kBatchTooLarge));
}

}  // namespace
}  // namespace motcua::reporting

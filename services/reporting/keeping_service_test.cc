#include "services/reporting/keeping_service.h"

#include "common/base/reasons.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

class KeepingServiceTest : public ServiceFixture {
 protected:
  static v1::KeepAggregatesRequest Request(const std::string& id) {
    v1::KeepAggregatesRequest request;
    request.set_kind("dossier");
    v1::KeptAggregate& one = *request.add_aggregates();
    one.set_id(id);
    one.set_dossier_code(id);
    one.set_version(1);
    one.set_state("state");
    one.set_personal("Nguyễn Văn A");
    return request;
  }

  auto Keep(const v1::KeepAggregatesRequest& request) {
    return RunOn(io_, keeping_.KeepAggregates(call_, request));
  }
  auto Find(const v1::FindKeptAggregatesRequest& request) {
    return RunOn(io_, keeping_.FindKeptAggregates(call_, request));
  }

  // Writes an event to the live stream; its id.
  std::string Write() {
    redis::Args args = {"XADD", kStream, "*", "e", ""};
    return RunOn(io_, redis_.Call(std::move(args)))->text;
  }

  runtime::CallContext call_ = CallBy("87");
  StreamEnd stream_end_{archive_, redis_, kStream, absl::Milliseconds(50)};
  KeepingService keeping_{archive_, stream_end_, SecretKey::Random()};
};

TEST_F(KeepingServiceTest, KeepsOnlyWhatIsArchived) {
  const std::string id = Write();
  EXPECT_THAT(Keep(Request("D1")), StatusIs(absl::StatusCode::kUnavailable, kArchiveBehind));
  std::vector<StreamEntry> entries = {{id, ""}};
  ASSERT_THAT(RunOn(io_, archive_.Append(std::move(entries))), IsOk());
  EXPECT_THAT(Keep(Request("D1")), IsOk());
  v1::FindKeptAggregatesRequest request;
  request.set_kind("dossier");
  request.add_ids("D1");
  request.add_ids("D2");
  const auto found = Find(request);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->aggregates_size(), 1);
  EXPECT_EQ(found->aggregates(0).personal(), "Nguyễn Văn A");
}

TEST_F(KeepingServiceTest, WhatIsOfNoDossierIsFoundByItsId) {
  auto request = Request("BD.866-230201-0001");
  request.set_kind("bag");
  request.mutable_aggregates(0)->clear_dossier_code();
  request.mutable_aggregates(0)->clear_personal();
  ASSERT_THAT(Keep(request), IsOk());
  v1::FindKeptAggregatesRequest find;
  find.set_kind("bag");
  find.add_ids("BD.866-230201-0001");
  const auto found = Find(find);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->aggregates_size(), 1);
  EXPECT_EQ(found->aggregates(0).state(), "state");
}

TEST_F(KeepingServiceTest, RefusesWhatIsIncomplete) {
  const auto missing = StatusIs(absl::StatusCode::kInvalidArgument, kFieldRequired);
  const auto too_large = StatusIs(absl::StatusCode::kInvalidArgument, kBatchTooLarge);
  auto request = Request("D1");
  request.clear_kind();
  EXPECT_THAT(Keep(request), missing);
  EXPECT_THAT(Keep(Request("")), missing);
  request = Request("D1");
  request.mutable_aggregates(0)->clear_dossier_code();
  EXPECT_THAT(Keep(request), missing) << "its personal data have no key";
  request = Request("D1");
  for (int i = 0; i < 500; ++i) *request.add_aggregates() = request.aggregates(0);
  EXPECT_THAT(Keep(request), too_large);
  v1::FindKeptAggregatesRequest find;
  find.set_kind("dossier");
  EXPECT_THAT(Find(find), missing);
  for (int i = 0; i < 1001; ++i) find.add_ids("D1");
  EXPECT_THAT(Find(find), too_large);
}

TEST_F(KeepingServiceTest, WithoutAMasterKeyNothingIsKept) {
  KeepingService off(archive_, stream_end_, std::nullopt);
  const auto refused = StatusIs(absl::StatusCode::kFailedPrecondition, kKeepingOff);
  EXPECT_THAT(RunOn(io_, off.KeepAggregates(call_, Request("D1"))), refused);
  v1::FindKeptAggregatesRequest find;
  find.set_kind("dossier");
  find.add_ids("D1");
  EXPECT_THAT(RunOn(io_, off.FindKeptAggregates(call_, find)), refused);
}

TEST_F(KeepingServiceTest, StreamIdsAreOrderedAsNumbers) {
  EXPECT_TRUE(IsBefore("9-1", "10-0"));
  EXPECT_TRUE(IsBefore("10-9", "10-10"));
  EXPECT_FALSE(IsBefore("10-1", "10-1"));
  EXPECT_FALSE(IsBefore("0-0", ""));
}

}  // namespace
}  // namespace motcua::reporting

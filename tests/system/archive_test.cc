// What is over leaves Redis for the archive, is found there, is proved, and is erased.
#include <set>
#include <string>

#include "motcua/reporting/v1/audit_service.pb.h"
#include "motcua/reporting/v1/retention_service.pb.h"
#include "common/base/strings.h"
#include "common/redis/client.h"
#include "common/testing/run.h"
#include "tests/system/journeys_fixture.h"

namespace motcua {
namespace {

using namespace reporting::v1;  // NOLINT: the messages of one service

constexpr char kBirth[] = "1.001193";
constexpr absl::Duration kMonth = absl::Hours(24 * 31);

class ArchiveTest : public JourneysTest {
 protected:
  // A birth registration that is worked on and goes home by the post.
  std::string Finished() {
    auto draft = province_.Draft(kBirth, kCommune);
    draft.set_return_method(type::v1::RETURN_METHOD_POST);
    const std::string code = province_.File(draft);
    province_.Work(kCommune);
    province_.Work(kCommune);
    province_.Carry(province_.OpenConsignment(code));
    EXPECT_TRUE(stack_.Settle());
    return code;
  }

  redis::Reply Redis(redis::Args args) {
    asio::io_context io;
    redis::Client redis(io, {.address = stack_.redis().address(), .connections = 1});
    auto reply = RunOn(io, redis.Call(std::move(args)));
    EXPECT_THAT(reply, IsOk());
    return reply.ok() ? *std::move(reply) : redis::Reply();
  }

  // What the keys are about ("dossier", "open", "index:dossier", …) but for answers to requests,
  // which go by themselves after seven days.
  std::multiset<std::string> KindsOfKeys() {
    std::multiset<std::string> kinds;
    for (const auto& key : Redis({"KEYS", "*"}).items) {
      const auto parts = Split(key.text, ':');
      std::string kind(parts.at(1));
      if (kind == "index") Append(&kind, ":", parts.at(2));
      if (kind != "request") kinds.insert(std::move(kind));
    }
    return kinds;
  }
  bool NothingIsLeft() {
    const auto kinds = KindsOfKeys();
    for (const char* kind : {"dossier", "journey", "consignment", "ended", "open", "index:dossier",
                             "index:journey", "index:consignment"}) {
      if (kinds.contains(kind)) return false;
    }
    return true;
  }
  void MonthPasses() {
    stack_.clock().Advance(kMonth);
    EXPECT_TRUE(Eventually([&] { return NothingIsLeft(); }, absl::Seconds(40)));
  }

  template <class Response, class Request>
  std::vector<Response> Stream(const Request& request) {
    std::vector<Response> messages;
    const auto take = [&](const Response& message) { return messages.push_back(message), true; };
    EXPECT_THAT(stack_.ChannelOf("auditor", "reporting")
                    .StreamSync<Response>(MethodOf(Request::descriptor()), request,
                                          absl::Seconds(30), take),
                IsOk());
    return messages;
  }

  absl::StatusOr<ErasePersonalDataResponse> Erase(const std::string& code) {
    ErasePersonalDataRequest request;
    request.set_request_id(Province::NewRequestId());
    request.set_dossier_code(code);
    request.set_reason("Theo yêu cầu của chủ thể dữ liệu");
    request.set_before_retention_ends(true);
    return Client(stack_, "data-protection").Call<ErasePersonalDataResponse>(request);
  }

  void ExpectProved() {
    const auto verified = Stream<VerifyAuditResponse>(VerifyAuditRequest());
    ASSERT_FALSE(verified.empty());
    EXPECT_TRUE(verified.back().done());
    EXPECT_FALSE(verified.back().has_finding()) << verified.back().DebugString();
    EXPECT_GT(verified.back().verified(), 0);
    const auto compared = Stream<CompareProjectionsResponse>(CompareProjectionsRequest());
    ASSERT_FALSE(compared.empty());
    EXPECT_EQ(compared.back().difference_count(), 0) << compared.back().DebugString();
    EXPECT_EQ(compared.back().events(), verified.back().verified());
  }
};

TEST_F(ArchiveTest, WhatIsOverLeavesRedisAndEveryReaderStillFindsIt) {
  const std::string code = Finished();
  ExpectClosed(code, kCommune);
  const auto dossier = province_.Dossier(code);
  const auto journey = province_.Journey(code);
  const auto consignments = province_.Consignments(code);
  ASSERT_EQ(consignments.size(), 1u);
  MonthPasses();
  EXPECT_THAT(province_.Dossier(code), EqualsProto(dossier));
  EXPECT_THAT(province_.Journey(code), EqualsProto(journey));
  ASSERT_EQ(province_.Consignments(code).size(), 1u);
  EXPECT_THAT(province_.Consignments(code)[0], EqualsProto(consignments[0]));
  EXPECT_FALSE(dossier.applicant().name().empty());
  ExpectClosed(code, kCommune);
  ExpectProved();
}

TEST_F(ArchiveTest, RedisDoesNotGrowWithWhatIsOver) {
  std::multiset<std::string> after_first;
  for (int month = 0; month < 3; ++month) {
    for (int i = 0; i < 5; ++i) Finished();
    MonthPasses();
    if (month == 0) after_first = KindsOfKeys();
    const auto kinds = KindsOfKeys();
    // A day's counter of codes goes seven days after its last use.
    for (const char* kind : {"queue", "leased", "waits", "timers", "events", "inbox"}) {
      EXPECT_EQ(kinds.count(kind), after_first.count(kind)) << kind;
    }
  }
  EXPECT_EQ(Redis({"XLEN", "{dongthap}:events"}).integer, 0);
}

TEST_F(ArchiveTest, ErasingForgetsThePersonBeforeAndAfterLeaving) {
  const std::string here = Finished(), gone = Finished();
  EXPECT_THAT(Erase(here), IsOk());
  EXPECT_TRUE(Eventually([&] { return !province_.Dossier(here).has_applicant(); }));
  EXPECT_TRUE(Eventually([&] { return province_.Consignments(here)[0].address().empty(); }));
  MonthPasses();
  EXPECT_TRUE(province_.Dossier(gone).has_applicant());
  EXPECT_THAT(Erase(gone), IsOk());
  for (const std::string& code : {here, gone}) {
    const auto dossier = province_.Dossier(code);
    EXPECT_FALSE(dossier.has_applicant());
    EXPECT_TRUE(dossier.has_erase_time());
    EXPECT_EQ(dossier.state(), dossier::v1::DOSSIER_STATE_CLOSED);
    const auto consignment = province_.Consignments(code).at(0);
    EXPECT_EQ(consignment.address(), "");
    EXPECT_EQ(consignment.contact_name(), "");
    EXPECT_EQ(province_.Kinds(code).back(), "personal_data_erased");
  }
  EXPECT_EQ(stack_.DeadLetters(), 0);
  ExpectProved();
}

// Whoever dies while work leaves, nothing is lost and nothing stays behind.
TEST_F(ArchiveTest, LeavingGoesOnAfterAnyServiceWasKilled) {
  std::vector<std::string> codes;
  for (int i = 0; i < 4; ++i) codes.push_back(Finished());
  stack_.clock().Advance(kMonth);
  for (const char* service : {"reporting", "intake", "postal", "routing", "reporting"}) {
    stack_.Kill9(service);
    stack_.Start(service);
  }
  EXPECT_TRUE(Eventually([&] { return NothingIsLeft(); }, absl::Seconds(40)));
  for (const std::string& code : codes) {
    EXPECT_EQ(province_.Dossier(code).state(), dossier::v1::DOSSIER_STATE_CLOSED);
    EXPECT_EQ(province_.Journey(code).state(), dossier::v1::JOURNEY_STATE_CLOSED);
    EXPECT_EQ(province_.Consignments(code).size(), 1u);
  }
  ExpectProved();
}

}  // namespace
}  // namespace motcua

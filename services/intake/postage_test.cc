// What guidance says of filing by post: postage both ways, and when the postman comes.
#include "common/base/proto_time.h"
#include "services/intake/guidance.h"
#include "services/intake/service_fixture.h"

namespace motcua::intake {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPostage[] = R"pb(
  postage_rates { zone: POSTAL_ZONE_LOCAL postage_vnd: 20000 }
)pb";

// Knows one visit, or fails.
class FakeVisits : public VisitSource {
 public:
  async::Task<absl::StatusOr<v1::PostmanVisit>> Next(std::string home_commune) override {
    asked.push_back(home_commune);
    if (!failure.ok()) co_return failure;
    co_return visit;
  }

  v1::PostmanVisit visit;
  absl::Status failure;
  std::vector<std::string> asked;
};

class PostageTest : public ServiceFixture {
 protected:
  PostageTest() {
    visits.visit.set_post_office("810000");
    *visits.visit.mutable_begin_time() = ToProto(Local(18, 14));
    *visits.visit.mutable_end_time() = ToProto(Local(18, 16));
  }

  v1::GetGuidanceRequest Asked() {
    v1::GetGuidanceRequest request;
    request.set_procedure_code("1.001193");
    request.set_receiving_unit("29869");
    request.set_channel(type::v1::CHANNEL_POSTAL);
    request.set_home_commune("29869");
    return request;
  }
  absl::StatusOr<v1::GetGuidanceResponse> Guidance(const v1::GetGuidanceRequest& request) {
    return RunOn(io, with_visits.GetGuidance(caller, request));
  }

  FakeVisits visits;
  catalogue::Catalogue catalogue =
      *catalogue::Catalogue::FromFiles({{"test", kTestCatalogue}, {"postage", kPostage}});
  IntakeService with_visits{dossiers, codes, marks, catalogue, clock, nullptr, &visits};
};

TEST_F(PostageTest, ByPostItSaysWhenThePostmanComesAndWhatItCosts) {  // QĐ 45/2016 Đ.12(3)
  const auto guidance = Guidance(Asked());
  ASSERT_THAT(guidance, IsOk());
  EXPECT_EQ(guidance->postage_vnd(), 40000) << "there and back";
  EXPECT_EQ(FromProto(guidance->postman_visit().begin_time()), Local(18, 14));
  EXPECT_THAT(guidance->advice(), Contains(HasSubstr("bưu tá đến nhà nhận hồ sơ sớm nhất từ 14:00")));
  EXPECT_THAT(guidance->advice(), Contains(HasSubstr("hai chiều: 40.000 đồng")));
  EXPECT_EQ(visits.asked, std::vector<std::string>{"29869"});
}

TEST_F(PostageTest, AtTheCounterNobodyIsAsked) {
  v1::GetGuidanceRequest request = Asked();
  request.set_channel(type::v1::CHANNEL_COUNTER);
  const auto guidance = Guidance(request);
  ASSERT_THAT(guidance, IsOk());
  EXPECT_EQ(guidance->postage_vnd(), 0);
  EXPECT_FALSE(guidance->has_postman_visit());
  EXPECT_TRUE(visits.asked.empty());
}

TEST_F(PostageTest, WhilePostalIsAwayTheRestIsSaid) {
  visits.failure = Unavailable(kPeerUnavailable, "postal does not answer");
  const auto guidance = Guidance(Asked());
  ASSERT_THAT(guidance, IsOk());
  EXPECT_FALSE(guidance->has_postman_visit());
  EXPECT_EQ(guidance->postage_vnd(), 40000);
  EXPECT_THAT(guidance->advice(), Not(Contains(HasSubstr("bưu tá"))));
}

TEST_F(PostageTest, ACommuneThatIsNotThereIsRefused) {
  v1::GetGuidanceRequest request = Asked();
  request.set_home_commune("nowhere");
  EXPECT_THAT(Guidance(request), StatusIs(absl::StatusCode::kNotFound, kUnitNotFound));
}

}  // namespace
}  // namespace motcua::intake

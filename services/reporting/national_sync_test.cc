// SyncNationalPortal: what the portal is told, and that nothing is missed or repeated on resuming.
#include "services/reporting/national_sync.h"

#include "common/base/reasons.h"
#include "google/protobuf/util/json_util.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A portal that keeps what it is told.
class Portal : public runtime::Sink {
 public:
  absl::Status Answer(const google::protobuf::Message&) override { return absl::OkStatus(); }
  async::Task<bool> Write(const google::protobuf::Message& message) override {
    const auto& response = static_cast<const v1::SyncNationalPortalResponse&>(message);
    if (response.steps().empty()) {
      last_token = response.resume_token();
      co_return true;
    }
    messages.push_back(response);
    co_return true;
  }
  bool Open() const override { return true; }

  // "code:status" of every step.
  std::vector<std::string> Steps() const {
    std::vector<std::string> steps;
    for (const auto& message : messages) {
      for (const auto& step : message.steps()) {
        steps.push_back(Cat(step.dossier().ma_ho_so(), ":", step.dossier().trang_thai_ho_so()));
      }
    }
    return steps;
  }

  std::vector<v1::SyncNationalPortalResponse> messages;
  std::string last_token;
};

class SyncTest : public ServiceFixture {
 protected:
  absl::Status Sync(Portal& portal, const std::string& token = "", const std::string& unit = "*") {
    v1::SyncNationalPortalRequest request;
    request.set_resume_token(token);
    request.set_until_caught_up(true);
    const auto call = CallBy(unit);
    runtime::Writer<v1::SyncNationalPortalResponse> writer(portal);
    return RunOn(io_, service_.SyncNationalPortal(call, request, writer));
  }
  // A dossier on its whole way, with events of another kind in between.
  void AddWhole(const std::string& code, const std::string& unit) {
    AddAccepted(code, unit, 0, 1);
    Add(code, unit, 100, "routed {}");
    Add(code, unit, 101, "queued {}");
    Add(code, unit, 102, "claimed {}");
    AddClosed(code, unit, 0);
  }
};

TEST_F(SyncTest, TellsEveryChangeOfStatus) {
  AddWhole("A", "29863");
  Portal portal;
  ASSERT_THAT(Sync(portal), IsOk());
  EXPECT_THAT(portal.Steps(), ElementsAre("A:1", "A:2", "A:4", "A:9", "A:10"));
}

TEST_F(SyncTest, FillsThePortalsFields) {
  AddAccepted("A", "29863", 0, 1, "CHANNEL_POSTAL");
  Portal portal;
  ASSERT_THAT(Sync(portal), IsOk());
  ASSERT_EQ(portal.messages.size(), 2u);
  const auto& step = portal.messages[1].steps(0);
  EXPECT_EQ(step.dossier().ma_tthc(), "1.002");
  EXPECT_EQ(step.dossier().kenh_thuc_hien(), 3);
  EXPECT_EQ(step.dossier().ngay_nop_ho_so(), "20230301000001");
  EXPECT_EQ(step.dossier().ngay_tiep_nhan(), "20230301000002");
  EXPECT_EQ(step.dossier().ngay_hen_tra(), "20230302170000");
  EXPECT_EQ(step.dossier().ngay_tra(), "");
  EXPECT_EQ(step.dossier().noi_nop_ho_so(), 2);
  EXPECT_EQ(step.progress().thoi_diem_xu_ly(), "20230301000002");
  EXPECT_EQ(step.progress().ngay_ket_thuc_theo_quy_dinh(), "20230302170000");
  EXPECT_THAT(step.progress().noi_dung_xu_ly(), HasSubstr("tiếp nhận hồ sơ"));
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(step.dossier(), &json).ok());
  EXPECT_THAT(json, HasSubstr("\"MaHoSo\":\"A\""));
}

TEST_F(SyncTest, ANewPromiseIsToldUnderTheSameStatus) {
  AddAccepted("A", "29863", 0, 1);
  Add("A", "29863", 100, "routed {}");
  Add("A", "29863", 101, "repromised { new_due_time { seconds: 1677837600 } reason: 'LATE' }");
  Portal portal;
  ASSERT_THAT(Sync(portal), IsOk());
  EXPECT_THAT(portal.Steps(), ElementsAre("A:1", "A:2", "A:4", "A:4"));
  EXPECT_EQ(portal.messages.back().steps(0).dossier().ngay_hen_tra(), "20230303170000");
}

TEST_F(SyncTest, ADetourIsOneMessage) {
  AddAccepted("A", "29863", 0, 1);
  Add("A", "29863", 100, "routed {}");
  Add("A", "29863", 101, "clock_stopped { reason: 'FEE' }");
  Add("A", "29863", 102, "withdrawn { after_acceptance: true }");
  Portal portal;
  ASSERT_THAT(Sync(portal), IsOk());
  EXPECT_THAT(portal.Steps(), ElementsAre("A:1", "A:2", "A:4", "A:6", "A:4", "A:7"));
  EXPECT_EQ(portal.messages.back().steps_size(), 2);
}

TEST_F(SyncTest, ResumesRightAfterEachMessage) {
  AddWhole("A", "29863");
  AddWhole("B", "29881");
  Portal whole;
  ASSERT_THAT(Sync(whole), IsOk());
  const auto steps = whole.Steps();
  ASSERT_EQ(steps.size(), 10u);
  for (size_t i = 0; i < whole.messages.size(); ++i) {
    Portal rest;
    ASSERT_THAT(Sync(rest, whole.messages[i].resume_token()), IsOk());
    EXPECT_EQ(rest.Steps(), std::vector<std::string>(steps.begin() + i + 1, steps.end())) << i;
  }
  Portal nothing;
  ASSERT_THAT(Sync(nothing, whole.last_token), IsOk());
  EXPECT_THAT(nothing.Steps(), IsEmpty());
}

TEST_F(SyncTest, TellsOfTheCallersUnitsAlone) {
  AddWhole("A", "29863");
  AddAccepted("B", "29881", 0, 1);
  Add("B", "29863", 100, "routed {}");  // done by a unit the caller covers, received by another
  Portal portal;
  ASSERT_THAT(Sync(portal, "", "29863"), IsOk());
  EXPECT_THAT(portal.Steps(), ElementsAre("A:1", "A:2", "A:4", "A:9", "A:10"));
}

TEST_F(SyncTest, RefusesForeignTokens) {
  Portal portal;
  EXPECT_THAT(Sync(portal, "nonsense"),
              StatusIs(absl::StatusCode::kInvalidArgument, kResumeTokenInvalid));
}

}  // namespace
}  // namespace motcua::reporting

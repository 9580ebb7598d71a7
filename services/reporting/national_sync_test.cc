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

// A dossier of an enterprise, played to its end: every field that the archive can know.
class PlayedDossierTest : public SyncTest {
 protected:
  PlayedDossierTest() {
    FileAndAccept();
    WorkAndClose();
    EXPECT_THAT(Sync(portal_), IsOk());
  }

  // What the portal was told, counted from the end.
  const v1::NationalStep& StepBeforeLast(size_t back) {
    return portal_.messages[portal_.messages.size() - 1 - back].steps(0);
  }

  Portal portal_;

 private:
  void FileAndAccept() {
    const std::string about =
        "procedure_code: '1.001' field: 'Đất đai' receiving_unit: '29863'"
        " channel: CHANNEL_ONLINE return_method: RETURN_METHOD_COUNTER";
    Add("A", "29863", 0, Cat("submitted { ", about, " subject_kind: SUBJECT_KIND_ENTERPRISE }"));
    Add("A", "29863", 60, "completion_requested { items: 'Đơn' reason: 'Thiếu chữ ký' }");
    Add("A", "29863", 120, "supplemented { paper_count: 1 }");
    Add("A", "29863", 180,
        Cat("accepted { ", about, " procedure_version: 1 due_time { seconds: ", kMarch + 10 * kDay,
            " } }"));
  }

  void WorkAndClose() {
    Add("A", "29863", 240, "routed { units: '29863' units: '866' }");
    Add("A", "29863", 240, "queued { step_index: 0 step_name: 'Kiểm tra' queue_unit: '29863' }");
    Add("A", "29863", 300, "paid { amount_vnd: 15000 }");
    Add("A", "866", 360, "supplement_requested { items: 'Cam kết' items: 'Ảnh' }");
    Add("A", "29863", 360, "clock_stopped { reason: 'SUPPLEMENT' }");
    Add("A", "29863", 420, "supplemented { paper_count: 2 after_acceptance: true }");
    Add("A", "29863", 480, "clock_resumed { reason: 'SUPPLEMENT' }");
    Add("A", "29863", 480,
        Cat("repromised { reason: 'SUPPLEMENT' new_due_time { seconds: ", kMarch + 11 * kDay,
            " } }"));
    Add("A", "29863", 540,
        Cat("step_completed { step_index: 0 step_name: 'Kiểm tra' due_time {"
            " seconds: ",
            kMarch + kDay, " } }"));
    Add("A", "29863", 600, "step_completed { step_index: 3 step_name: 'Ký' }");
    AddClosed("A", "29863", 1);
  }
};

TEST_F(PlayedDossierTest, EachStepTellsWhoDidItByWhen) {
  const auto& step = StepBeforeLast(3);
  EXPECT_FALSE(step.has_dossier()) << "its status is the same";
  EXPECT_THAT(step.progress(), EqualsProto(R"pb(
                ma_ho_so: "A"
                thoi_diem_xu_ly: "20230301000900"
                phong_ban_xu_ly: "Phường 11"
                noi_dung_xu_ly: "Phường 11 hoàn thành bước “Kiểm tra”."
                trang_thai: NATIONAL_STATUS_PROCESSING
                ngay_bat_dau: "20230301000400"
                ngay_ket_thuc_theo_quy_dinh: "20230302000000"
                chuc_danh: "Công chức xử lý"
              )pb"));
  const auto& signing = StepBeforeLast(2).progress();
  EXPECT_EQ(signing.chuc_danh(), "Lãnh đạo");
  EXPECT_EQ(signing.ngay_ket_thuc_theo_quy_dinh(), "");
}

TEST_F(PlayedDossierTest, TheDossierHasEveryField) {
  EXPECT_THAT(StepBeforeLast(0).dossier(), EqualsProto(R"pb(
                ma_ho_so: "A"
                ma_tthc: "1.001"
                ten_tthc: "Đăng ký đất đai"
                ten_linh_vuc: "Đất đai"
                kenh_thuc_hien: 2
                ngay_nop_ho_so: "20230301000000"
                ngay_tiep_nhan: "20230301000300"
                ngay_hen_tra: "20230312000000"
                trang_thai_ho_so: NATIONAL_STATUS_RETURNED
                ngay_tra: "20230302000004"
                ngay_ket_thuc_xu_ly: "20230302000003"
                don_vi_xu_ly: "Phường 11"
                noi_nop_ho_so: 2
                loai_doi_tuong: 2
                trich_yeu_ho_so: "Đăng ký đất đai"
                thong_tin_tra: "Trả kết quả tại Phường 11"
                danh_sach_le_phi {
                  ten_phi_le_phi: "Phí, lệ phí: Đăng ký đất đai"
                  gia: "15000"
                  da_nop: "15000"
                }
                danh_sach_ho_so_bo_sung {
                  noi_dung: "Đơn. Thiếu chữ ký"
                  ngay_bo_sung: "20230301000100"
                  ngay_tiep_nhan_bo_sung: "20230301000200"
                  trang_thai_bo_sung: 1
                  ngay_hen_tra_moi: "20230311000000"
                }
                danh_sach_ho_so_bo_sung {
                  noi_dung: "Cam kết; Ảnh"
                  ngay_bo_sung: "20230301000600"
                  ngay_tiep_nhan_bo_sung: "20230301000700"
                  trang_thai_bo_sung: 1
                  ngay_hen_tra_truoc: "20230311000000"
                  ngay_hen_tra_moi: "20230312000000"
                }
                danh_sach_giay_to_ket_qua {
                  ten_giay_to: "Kết quả: Đăng ký đất đai"
                  ngay_ket_qua: "20230302000003"
                }
              )pb"));
}

TEST_F(SyncTest, ARefusalIsToldWithItsReasonAndDay) {
  Add("A", "29863", 0, "submitted { procedure_code: '1.001' receiving_unit: '29863' }");
  Add("A", "29863", 60, "refused { reason: 'Không thuộc thẩm quyền' }");
  Portal portal;
  ASSERT_THAT(Sync(portal), IsOk());
  const auto& dossier = portal.messages.back().steps(0).dossier();
  EXPECT_EQ(dossier.ghi_chu(), "Không thuộc thẩm quyền");
  EXPECT_EQ(dossier.ngay_tu_choi(), "20230301000100");
  EXPECT_EQ(dossier.danh_sach_giay_to_ket_qua_size(), 0);
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

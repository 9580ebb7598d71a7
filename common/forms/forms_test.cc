#include "common/forms/forms.h"

#include "common/forms/html.h"
#include "common/forms/qr.h"
#include "common/forms/testing/samples.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::forms {
namespace {

using testing::HasSubstr;
using testing::Not;

// "" or what is wrong: an element left open or closed without being open, or a bare < or &.
std::string FaultOf(std::string_view html) {
  std::vector<std::string> open;
  while (!html.empty()) {
    const size_t at = html.find_first_of("<&");
    if (at == std::string_view::npos) break;
    html.remove_prefix(at);
    const size_t end = html.find(html.front() == '<' ? '>' : ';');
    if (end == std::string_view::npos) return "unfinished";
    const std::string_view piece = html.substr(1, end - 1);
    html.remove_prefix(end + 1);
    if (piece.find_first_of("<&") != std::string_view::npos) return std::string(piece);
    if (piece.starts_with('!') || piece.ends_with('/')) continue;
    if (piece.starts_with('/')) {
      if (open.empty() || open.back() != piece.substr(1)) return std::string(piece);
      open.pop_back();
    } else if (piece.find_first_of("#;") != 0 && piece != "amp" && piece != "lt" && piece != "gt" &&
               piece != "quot") {
      open.emplace_back(piece.substr(0, piece.find(' ')));
    }
  }
  return open.empty() ? "" : open.back();
}

std::vector<std::string> AllPages() {
  return {ToHtml(SampleReceipt()), ToHtml(SampleSupplement()), ToHtml(SampleRefusal()),
          ToHtml(SampleApology()), ToHtml(SampleApology(At(2025, 9, 15))),
          ToHtml(SampleStop()).value(), ToHtml(SampleControl()), ToHtml(SampleRegister()),
          ToHtml(SampleSlip()), ToHtml(SampleRecord()),
          // Forms of which nothing is known.
          ToHtml(Receipt{}), ToHtml(SupplementRequest{}), ToHtml(Refusal{}), ToHtml(Apology{}),
          ToHtml(StopNotice{}).value(), ToHtml(ControlSlip{}), ToHtml(Register{}),
          ToHtml(SendSlip{}), ToHtml(HandOverRecord{})};
}

TEST(FormsTest, PagesAreWellFormedAndFilledIn) {
  for (const std::string& page : AllPages()) {
    EXPECT_EQ(FaultOf(page), "") << page;
    EXPECT_THAT(page, Not(HasSubstr("{{"))) << page;
    EXPECT_THAT(page, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(page, HasSubstr("Cộng hòa xã hội chủ nghĩa Việt Nam"));
    EXPECT_THAT(page, HasSubstr("Độc lập - Tự do - Hạnh phúc"));
    // Nothing is fetched from anywhere.
    EXPECT_THAT(page, Not(testing::ContainsRegex("(src|href)=|url\\(|@import|<script")));
  }
}

TEST(FormsTest, EveryValueIsEscaped) {
  Receipt form = SampleReceipt();
  const std::string hostile = "<script>alert('x')</script> & \"{{{body}}}\"";
  form.head.owner = {hostile, hostile, hostile, hostile, hostile};
  form.head.agency = {hostile, hostile, hostile};
  form.head.content = form.head.officer = form.limit = form.return_place = hostile;
  form.head.dossier_code = form.head.book = form.head.number = hostile;
  form.papers = {{.name = hostile}};
  const std::string page = ToHtml(form);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;"));
  EXPECT_EQ(FaultOf(page), "");
}

// NĐ 61/2018 Đ.18: said where the limit does not count from the moment of receipt.
TEST(FormsTest, TheReceiptSaysFromWhenTheLimitCounts) {
  Receipt form = SampleReceipt();
  EXPECT_THAT(ToHtml(form), Not(HasSubstr("tính từ")));
  form.counts_from = form.received;
  EXPECT_THAT(ToHtml(form), Not(HasSubstr("tính từ")));
  form.counts_from = form.received + absl::Hours(22) + absl::Minutes(30);
  EXPECT_THAT(ToHtml(form), HasSubstr("Thời hạn giải quyết tính từ: 07 giờ 00 phút, ngày 19 tháng 01"));
}

// The fields of form 01, TT 01/2018/TT-VPCP Đ.9(1)(a).
TEST(FormsTest, TheReceiptSaysWhatItMust) {
  const std::string page = ToHtml(SampleReceipt());
  for (const char* text : {"Mẫu số 01 (TT 01/2018/TT-VPCP)",
                           "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                           "Ủy ban nhân dân xã Mỹ Ngãi",
                           "Bộ phận Tiếp nhận và Trả kết quả",
                           kSampleCode,
                           "<svg",
                           "Mỹ Ngãi, ngày 18 tháng 01 năm 2023",
                           "Nguyễn Thị Tường Vi",
                           "087195001234",
                           "0912345678",
                           "tuongvi@example.vn",
                           "ấp Hòa Mỹ",
                           "Cấp giấy phép xây dựng mới",
                           "Đơn đề nghị cấp giấy phép xây dựng",
                           "Bản chính",
                           "Chứng thực",
                           "Bản chụp",
                           "01 bộ",
                           "15 ngày làm việc",
                           "08 giờ 30 phút, ngày 18 tháng 01 năm 2023",
                           "17 giờ 00 phút, ngày 15 tháng 02 năm 2023",
                           "Nhận kết quả tại: Bộ phận",
                           "150.000 đồng",
                           "Quyển số 2023; Số thứ tự 12",
                           "Người nộp hồ sơ",
                           "Người tiếp nhận hồ sơ",
                           "size: A5 portrait"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

TEST(FormsTest, TheReceiptOfAProcedureWithoutLimitOrFee) {
  Receipt form = SampleReceipt();
  form.has_due = false;
  form.fee_vnd = 0;
  const std::string page = ToHtml(form);
  EXPECT_THAT(page, HasSubstr("thủ tục không quy định thời hạn"));
  EXPECT_THAT(page, Not(HasSubstr("Phí, lệ phí")));
}

// Form 02.
TEST(FormsTest, TheRequestForSupplementListsItems) {
  const std::string page = ToHtml(SampleSupplement());
  for (const char* text : {"Mẫu số 02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", kSampleCode,
                           "<li>Bản vẽ mặt bằng móng tỷ lệ 1/100</li>", "ranh giới",
                           "Nguyễn Thị Tường Vi", "0277 3851 234", "Lê Thị Hồng Nhung"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// Form 03.
TEST(FormsTest, TheRefusalSaysWhyAndIsSignedByBoth) {
  const std::string page = ToHtml(SampleRefusal());
  for (const char* text : {"Mẫu số 03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", kSampleCode,
                           "hành lang an toàn đường bộ", "0277 3851 234", "Người nộp hồ sơ",
                           "Người tiếp nhận hồ sơ"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// Form 04: NĐ 61/2018 Đ.19(9), reason and new date.
TEST(FormsTest, TheApologyHasReasonAndNewDate) {
  const std::string page = ToHtml(SampleApology());
  for (const char* text :
       {"Mẫu số 04 (TT 01/2018/TT-VPCP)", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "/PXL",
        "Kính gửi: <b>Nguyễn Thị Tường Vi</b>", "ngày 18 tháng 01 năm 2023",
        "17 giờ 00 phút, ngày 15 tháng 02 năm 2023", "17 giờ 00 phút, ngày 22 tháng 02 năm 2023",
        "phòng cháy, chữa cháy"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// TT 03/2025/TT-VPCP is in force from 2025-09-15 in Vietnam's time.
TEST(FormsTest, TheDayDecidesTheEdition) {
  EXPECT_THAT(ToHtml(SampleApology(At(2025, 9, 14, 23, 59))), HasSubstr("Mẫu số 04 (TT 01/2018"));
  const std::string after = ToHtml(SampleApology(At(2025, 9, 15, 0, 0)));
  EXPECT_THAT(after, HasSubstr("Mẫu số 04 (TT 03/2025/TT-VPCP)"));
  EXPECT_THAT(after, HasSubstr("Văn bản xin lỗi và đề nghị gia hạn"));
  ControlSlip slip = SampleControl();
  EXPECT_THAT(ToHtml(slip), HasSubstr("Mẫu số 05 (TT 01/2018"));
  slip.head.issued = At(2025, 9, 15);
  EXPECT_THAT(ToHtml(slip), HasSubstr("Mẫu số 06 (TT 03/2025"));
  Register book = SampleRegister();
  EXPECT_THAT(ToHtml(book), HasSubstr("Mẫu số 06 (TT 01/2018"));
  book.as_of = At(2025, 12, 31);
  EXPECT_THAT(ToHtml(book), HasSubstr("Mẫu số 07 (TT 03/2025"));
}

// TT 03/2025/TT-VPCP Đ.7: the notice of a stop did not exist before.
TEST(FormsTest, TheNoticeOfAStopIsOf2025) {
  EXPECT_THAT(ToHtml(SampleStop(At(2025, 9, 14, 23, 59))).status(),
              testing::Property(&absl::Status::code, absl::StatusCode::kFailedPrecondition));
  const std::string page = ToHtml(SampleStop()).value();
  for (const char* text : {"Mẫu số 05 (TT 03/2025", "Thông báo dừng giải quyết hồ sơ", kSampleCode,
                           "chưa có kết quả", "Thay đổi thiết kế."}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

TEST(FormsTest, TheControlSlipHasEachHandOver) {
  const std::string page = ToHtml(SampleControl());
  for (const char* text :
       {"Phiếu kiểm soát quá trình giải quyết hồ sơ", "Quyển số 2023; Số thứ tự 12",
        "2. Nhận: Phòng Quản lý đô thị", "10 giờ 05 phút, ngày 18 tháng 01 năm 2023",
        "Hồ sơ giấy qua bưu chính", "1. Giao: Phòng Quản lý đô thị", "Trước hạn",
        "Cơ quan phối hợp: Xã Mỹ Ngãi"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// TT 01/2018/TT-VPCP Đ.10: A4, numbered from 01.
TEST(FormsTest, TheRegisterIsOnA4AndNumberedFrom01) {
  const std::string page = ToHtml(SampleRegister());
  for (const char* text :
       {"size: A4 landscape", "Sổ theo dõi hồ sơ năm 2023", "3 hồ sơ", "<td class=\"mid\">01</td>",
        "<td class=\"mid\">03</td>", "18/01/2023 08:30", "14/02/2023 16:00", "Bưu chính"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

TEST(AgencyTest, NamesTheCommitteeAndTheOneStop) {
  const absl::CivilDay before(2023, 1, 18), after(2025, 7, 1);
  const Agency commune = AgencyOf("Phường 11", "Thành phố Cao Lãnh", before);
  EXPECT_EQ(commune.superior, "Ủy ban nhân dân phường 11");
  EXPECT_EQ(commune.name, "Bộ phận Tiếp nhận và Trả kết quả");
  EXPECT_EQ(commune.place, "Phường 11");
  const std::string centre = "Trung tâm Phục vụ hành chính công tỉnh Đồng Tháp";
  const Agency province = AgencyOf(centre, "Tỉnh Đồng Tháp", before);
  EXPECT_EQ(province.superior, "Ủy ban nhân dân tỉnh Đồng Tháp");
  EXPECT_EQ(province.name, centre);
  EXPECT_EQ(province.place, "Đồng Tháp");
  // NĐ 118/2025: communes have centres from 2025-07-01.
  EXPECT_EQ(AgencyOf("Xã Mỹ Trà", "", after).name, "Trung tâm Phục vụ hành chính công");
}

TEST(HtmlTest, RendersValuesListsAndTheirAbsence) {
  Model model;
  model.Set("name", "a<b").Show("yes", true).Show("no", false);
  model.lists["items"].emplace_back().Set("x", "1");
  model.lists["items"].emplace_back().Set("x", "2").Set("name", "in");
  EXPECT_EQ(Render("{{name}}|{{{name}}}|{{#items}}{{x}}{{name}},{{/items}}", model),
            "a&lt;b|a<b|1a&lt;b,2in,");
  EXPECT_EQ(Render("{{#yes}}Y{{/yes}}{{^yes}}-{{/yes}}{{#no}}-{{/no}}{{^no}}N{{/no}}", model),
            "YN");
  EXPECT_EQ(Render("{{unknown}} {{#unknown}}", model), "{{unknown}} {{#unknown}}");
}

TEST(QrTest, HasAQuietZoneAndFitsOrIsEmpty) {
  EXPECT_THAT(QrSvg(kSampleCode), HasSubstr("viewBox=\"0 0 33 33\""));  // 25 modules and 2 × 4
  EXPECT_EQ(QrSvg(""), "");
  EXPECT_EQ(QrSvg(std::string(5000, 'x')), "");
}

// QĐ 45/2016 Đ.6: sender, agency, procedure and papers; signed by both.
TEST(FormsTest, TheSlipSaysWhatWasSentToWhom) {
  const std::string page = ToHtml(SampleSlip());
  for (const char* text :
       {"Phiếu gửi hồ sơ", "EQ473124829VN", "Nguyễn Thị Tường Vi", "Mỹ Ngãi",
        "Bản vẽ thiết kế xây dựng", "Người gửi", "Nhân viên bưu chính", "45/2016/QĐ-TTg"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

// QĐ 45/2016 Đ.7: the dossiers, the numbers of their slips and whether they are complete.
TEST(FormsTest, TheRecordSaysWhatWasShortAndWhoSigned) {
  const std::string page = ToHtml(SampleRecord());
  for (const char* text : {"Biên bản giao nhận", "BD.866-230118-0001", "S-17", "Lê Văn Bưu",
                           "Trần Thị Nhận", "3 gói hồ sơ; Đủ: 1, Thiếu: 1, Hư hỏng: 1"}) {
    EXPECT_THAT(page, HasSubstr(text));
  }
}

}  // namespace
}  // namespace motcua::forms

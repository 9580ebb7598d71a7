#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/reporting/testing/service_fixture.h"

namespace motcua::reporting {
namespace {

using testing::ElementsAre;

class RegisterTest : public ServiceFixture {
 protected:
  v1::ListRegisterRequest Request(const std::string& unit, int year) {
    v1::ListRegisterRequest request;
    request.set_unit_code(unit);
    request.set_year(year);
    return request;
  }

  absl::StatusOr<v1::ListRegisterResponse> Ask(const v1::ListRegisterRequest& request,
                                               const std::string& caller = "87") {
    const auto call = CallBy(caller);
    return RunOn(io_, service_.ListRegister(call, request));
  }

  // "1:a", "2:b", …
  std::vector<std::string> Lines(const v1::ListRegisterRequest& request) {
    const auto answer = Ask(request);
    EXPECT_THAT(answer.status(), IsOk());
    std::vector<std::string> lines;
    if (!answer.ok()) return lines;
    for (const auto& entry : answer->entries()) {
      lines.push_back(Cat(entry.number(), ":", entry.dossier_code()));
    }
    return lines;
  }
};

// Days after 2023-03-01 of the local New Year's days.
constexpr int64_t kNewYear2024 = 306;

// TT 01/2018/TT-VPCP Đ.10: from 01 each year, each unit its own book.
TEST_F(RegisterTest, NumbersFrom1EachYearAndUnitWithoutGaps) {
  AddAccepted("a", "29863", 0, 9);
  AddAccepted("other", "29881", 0, 9);
  AddAccepted("b", "29863", kNewYear2024 - 1, 320);
  // The first second of the year belongs to it: AddAccepted files a second after midnight.
  AddAccepted("c", "29863", kNewYear2024, 320);
  AddAccepted("d", "29863", kNewYear2024 + 1, 320);
  EXPECT_THAT(Lines(Request("29863", 2023)), ElementsAre("1:a", "2:b"));
  EXPECT_THAT(Lines(Request("29863", 2024)), ElementsAre("1:c", "2:d"));
  EXPECT_THAT(Lines(Request("29881", 2023)), ElementsAre("1:other"));
  EXPECT_THAT(Lines(Request("29863", 2025)), ElementsAre());
}

// The first microsecond after New Year's midnight, Vietnam's time.
TEST_F(RegisterTest, TheYearTurnsAtLocalMidnight) {
  const std::string accepted = "accepted { receiving_unit: '29863' procedure_code: '1.002' }";
  const std::string submitted = "submitted { receiving_unit: '29863' procedure_code: '1.002' }";
  for (const auto& [code, second] :
       {std::pair{"old", kNewYear2024 * kDay - 1}, std::pair{"new", kNewYear2024 * kDay}}) {
    Add(code, "29863", second, submitted);
    Add(code, "29863", second, accepted);
  }
  EXPECT_THAT(Lines(Request("29863", 2023)), ElementsAre("1:old"));
  EXPECT_THAT(Lines(Request("29863", 2024)), ElementsAre("1:new"));
}

TEST_F(RegisterTest, ANumberOnceGivenNeverChanges) {
  // All at one instant, and codes that sort the other way.
  AddAccepted("z", "29863", 0, 9);
  AddAccepted("m", "29863", 0, 9);
  EXPECT_THAT(Lines(Request("29863", 2023)), ElementsAre("1:z", "2:m"));
  AddAccepted("a", "29863", 0, 9);
  // A clock that was set back: accepted a day earlier, but seen later.
  AddAccepted("late", "29863", -1, 9);
  EXPECT_THAT(Lines(Request("29863", 2023)), ElementsAre("1:z", "2:m", "3:a", "4:late"));
}

// What was never accepted has no number, and leaves none out.
TEST_F(RegisterTest, HoldsOnlyWhatWasAccepted) {
  AddAccepted("a", "29863", 0, 9);
  Add("refused", "29863", kDay, "submitted { receiving_unit: '29863' }");
  Add("refused", "29863", kDay + 1, "refused { reason: 'x' }");
  AddAccepted("b", "29863", 2, 9);
  EXPECT_THAT(Lines(Request("29863", 2023)), ElementsAre("1:a", "2:b"));
}

TEST_F(RegisterTest, PagesGoOnWhereTheyEnded) {
  for (const char* code : {"a", "b", "c", "d", "e"}) AddAccepted(code, "29863", 0, 9);
  auto request = Request("29863", 2023);
  request.set_page_size(2);
  std::vector<std::string> all;
  int pages = 0;
  do {
    const auto page = Ask(request);
    ASSERT_THAT(page.status(), IsOk());
    EXPECT_EQ(page->total(), 5);
    for (const auto& entry : page->entries()) all.push_back(entry.dossier_code());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(all, ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_EQ(pages, 3);
}

TEST_F(RegisterTest, FindsOneDossierUnderItsNumber) {
  for (const char* code : {"a", "b", "c"}) AddAccepted(code, "29863", 0, 9);
  auto request = Request("29863", 2023);
  request.set_dossier_code("b");
  EXPECT_THAT(Lines(request), ElementsAre("2:b"));
  request.set_dossier_code("unknown");
  EXPECT_THAT(Lines(request), ElementsAre());
}

TEST_F(RegisterTest, SaysHowADossierEnded) {
  AddAccepted("closed", "29863", 0, 9);
  AddClosed("closed", "29863", 3);
  AddAccepted("open", "29863", 1, 9);
  AddAccepted("withdrawn", "29863", 2, 9);
  Add("withdrawn", "29863", 4 * kDay, "withdrawn { after_acceptance: true }");
  Add("withdrawn", "29863", 4 * kDay, "closed { reason: CLOSE_REASON_WITHDRAWN }");
  const auto answer = Ask(Request("29863", 2023));
  ASSERT_THAT(answer.status(), IsOk());
  ASSERT_EQ(answer->entries_size(), 3);
  EXPECT_FALSE(answer->unit_name().empty());
  EXPECT_FALSE(answer->parent_name().empty());
  const auto& closed = answer->entries(0);
  EXPECT_EQ(closed.procedure_code(), "1.002");
  EXPECT_EQ(closed.channel(), type::v1::CHANNEL_COUNTER);
  EXPECT_EQ(closed.accept_time().seconds(), kMarch + 2);
  EXPECT_EQ(closed.due_time().seconds(), kMarch + 9 * kDay + 61200);
  EXPECT_EQ(closed.result_time().seconds(), kMarch + 3 * kDay + 3);
  EXPECT_EQ(closed.close_time().seconds(), kMarch + 3 * kDay + 4);
  EXPECT_EQ(closed.close_reason(), event::v1::CLOSE_REASON_HANDED_OVER);
  EXPECT_FALSE(answer->entries(1).has_close_time());
  EXPECT_FALSE(answer->entries(2).has_result_time());
  EXPECT_EQ(answer->entries(2).close_reason(), event::v1::CLOSE_REASON_WITHDRAWN);
}

TEST_F(RegisterTest, RefusesWhatIsWrong) {
  const auto status_of = [&](const v1::ListRegisterRequest& request,
                             const std::string& caller = "87") {
    return Ask(request, caller).status();
  };
  EXPECT_THAT(status_of(Request("", 2023)),
              StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_REQUIRED"));
  EXPECT_THAT(status_of(Request("29863", 0)),
              StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_INVALID"));
  auto request = Request("29863", 2023);
  request.set_page_size(-1);
  EXPECT_THAT(status_of(request), StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_INVALID"));
  request.set_page_size(1);
  for (const char* token : {"x", "-1", "0", "01", "1 "}) {
    request.set_page_token(token);
    EXPECT_THAT(status_of(request),
                StatusIs(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID"))
        << token;
  }
  EXPECT_THAT(status_of(Request("none", 2023)),
              StatusIs(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND"));
  EXPECT_THAT(status_of(Request("29863", 2023), "29881"),
              StatusIs(absl::StatusCode::kPermissionDenied, "UNIT_OUT_OF_SCOPE"));
}

constexpr char kReorganised[] = R"pb(
  units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE }
  units {
    code: "2" name: "Xã A" level: LEVEL_COMMUNE parent_code: "87" valid_to: "2023-06-30"
  }
  units { code: "3" name: "Xã B" level: LEVEL_COMMUNE parent_code: "87" }
  units {
    code: "9.2" name: "Xã Mới" level: LEVEL_COMMUNE parent_code: "87" valid_from: "2023-07-01"
  }
  reorganisations {
    id: "r" title: "Đổi tên" effective_date: "2023-07-01"
    changes { kind: UNIT_CHANGE_KIND_RENAME old_units { code: "2" } successors: "9.2" }
  }
)pb";

// A new unit's book, after the books of the units whose work it goes on with, each by its numbers.
TEST_F(RegisterTest, TodayHasTheBooksOfTheUnitsBefore) {
  catalogue_ = *catalogue::Catalogue::FromFiles({{"units", kReorganised}});
  AddAccepted("a", "2", 0, 9);
  AddAccepted("b", "2", 1, 9);
  AddAccepted("c", "9.2", 2, 9);
  AddAccepted("other", "3", 2, 9);
  v1::ListRegisterRequest request = Request("9.2", 2023);
  EXPECT_THAT(Lines(request), ElementsAre("1:c"));
  request.set_units(v1::REPORT_UNITS_TODAY);
  EXPECT_THAT(Lines(request), ElementsAre("1:a", "2:b", "1:c"));
  request.set_page_size(1);
  std::vector<std::string> paged;
  do {
    const auto answer = Ask(request);
    ASSERT_THAT(answer.status(), IsOk());
    for (const auto& entry : answer->entries()) {
      paged.push_back(Cat(entry.unit_code(), " ", entry.number(), ":", entry.dossier_code()));
    }
    request.set_page_token(answer->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(paged, ElementsAre("2 1:a", "2 2:b", "9.2 1:c"));
}

}  // namespace
}  // namespace motcua::reporting

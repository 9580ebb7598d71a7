#include "common/catalogue/diff/diff.h"

#include "absl/strings/str_replace.h"
#include "common/base/strings.h"
#include "common/catalogue/test_catalogue.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Catalogue SmallWith(const std::string& from, const std::string& to) {
  const auto changed = [&](const std::string& text) {
    return from.empty() ? text : absl::StrReplaceAll(text, {{from, to}});
  };
  auto catalogue = Catalogue::FromFiles({{"u", changed(kSmallUnits)},
                                         {"p", changed(kSmallProcedures)},
                                         {"c", changed(kSmallCalendar)}});
  EXPECT_THAT(catalogue.status(), IsOk());
  return *std::move(catalogue);
}

// "changed unit 866 "Name": detail; detail", from the small catalogue to the changed one.
std::vector<std::string> Changes(const std::string& from, const std::string& to) {
  std::vector<std::string> lines;
  for (const Change& change : Diff(SmallWith("", ""), SmallWith(from, to))) {
    std::string line =
        Cat(WordOf(change.kind), " ", change.what, " ", change.key, " \"", change.name, "\"");
    for (const std::string& detail : change.details) Append(&line, "; ", detail);
    lines.push_back(line);
  }
  return lines;
}

TEST(DiffTest, NothingChanged) {
  EXPECT_THAT(Changes("", ""), IsEmpty());
  EXPECT_THAT(Changes("procedures {\n  code", "# A remark.\nprocedures {\n  code"), IsEmpty());
}

TEST(DiffTest, Units) {
  EXPECT_THAT(Changes(R"(valid_to: "2024-12-31")", R"(valid_to: "2025-06-30")"),
              ElementsAre("changed unit 29863 \"Phường 11\"; valid_to: \"2024-12-31\" → "
                          "\"2025-06-30\""));
  EXPECT_THAT(Changes(R"(code: "29863")", R"(code: "29864")"),
              ElementsAre("removed unit 29863 \"Phường 11\"", "added unit 29864 \"Phường 11\""));
}

TEST(DiffTest, PostOffices) {
  EXPECT_THAT(Changes(R"(unit_code: "866")", R"(unit_code: "866" address: "12 Nguyễn Huệ")"),
              ElementsAre("changed post office BD.866 \"Bưu điện thành phố\"; address: - → \"12 "
                          "Nguyễn Huệ\""));
}

TEST(DiffTest, Calendar) {
  EXPECT_THAT(Changes("2023-05-01", "2023-05-02"),
              ElementsAre("removed calendar day 2023-05-01 \"Quốc tế Lao động\"",
                          "added calendar day 2023-05-02 \"Quốc tế Lao động\""));
  EXPECT_THAT(Changes(R"(begin: "07:00")", R"(begin: "07:30")"),
              ElementsAre("changed office hours every working day \"\"; 07:00–11:30, 13:30–17:00 "
                          "→ 07:30–11:30, 13:30–17:00"));
}

TEST(DiffTest, PostageAndRounds) {
  const std::string post = R"(postage_rates { zone: POSTAL_ZONE_LOCAL postage_vnd: 20000 })"
                           R"( postman_rounds { rounds { begin: "08:00" end: "11:00" items: 5 } })";
  EXPECT_THAT(Changes(R"(unit_code: "866" })", Cat(R"(unit_code: "866" } )", post)),
              ElementsAre("changed postage every way \"\"; none → POSTAL_ZONE_LOCAL 20000+0 –",
                          "changed postman's rounds * \"\"; none → 08:00–11:00 (5)"));
}

struct ProcedureCase {
  std::string from;
  std::string to;
  std::string detail;
};

TEST(DiffTest, Procedures) {
  const ProcedureCase rows[] = {
      {"DAYS amount: 10", "DAYS amount: 7", "limit: 10 working days → 7 working days"},
      {"kind: LIMIT_KIND_WORKING_DAYS amount: 10", "kind: LIMIT_KIND_NONE",
       "limit: 10 working days → none"},
      {"fee_vnd: 15000", "fee_vnd: 20000", "fee: 15000 đồng → 20000 đồng"},
      {"fee_vnd: 15000", "", "fee: 15000 đồng → not known"},
      {R"(name: "Cam kết" kind: PAPER_KIND_ORIGINAL)",
       R"(name: "Cam kết" kind: PAPER_KIND_PLAIN_COPY)",
       "paper \"Cam kết\": 1 original, case lost → 1 plain copy, case lost"},
      {R"(role: "leader")", R"(role: "officer")",
       "step 4: stage 3 \"Ký\" at origin.parent by leader, 300 ‰ → stage 3 \"Ký\" at "
       "origin.parent by officer, 300 ‰"},
      {"Giấy chứng nhận bị mất?", "Giấy bị mất?",
       "case \"lost\": \"Mất giấy\" Giấy chứng nhận bị mất? → \"Mất giấy\" Giấy bị mất?"},
      {"\"Đất đai\"", "\"Địa chính\"", "field: \"Đất đai\" → \"Địa chính\""},
  };
  for (const ProcedureCase& row : rows) {
    EXPECT_THAT(Changes(row.from, row.to),
                ElementsAre("changed procedure 1.001 \"Đăng ký đất đai\"; " + row.detail));
  }
}

TEST(DiffTest, PapersAndStepsComeAndGo) {
  EXPECT_THAT(
      Changes(R"(papers { name: "Đơn đăng ký")",
              R"(papers { name: "Ảnh" kind: PAPER_KIND_ORIGINAL count: 2 }
  papers { name: "Đơn đăng ký")"),
      ElementsAre("changed procedure 1.001 \"Đăng ký đất đai\"; paper \"Ảnh\" added (2 original, "
                  "if there is one)"));
  const std::string last =
      R"(route { stage: 3 name: "Ký" unit_selector: "origin.parent" share_permille: 300 role: "leader" })";
  EXPECT_THAT(
      Changes(last, absl::StrReplaceAll(last, {{"300", "200"}}) +
                        R"( route { stage: 4 name: "Trả" unit_selector: "origin" )"
                        R"(share_permille: 100 role: "officer" })"),
      ElementsAre("changed procedure 1.001 \"Đăng ký đất đai\"; step 4: stage 3 \"Ký\" at "
                  "origin.parent by leader, 300 ‰ → stage 3 \"Ký\" at origin.parent by leader, "
                  "200 ‰; step 5 added: stage 4 \"Trả\" at origin by officer, 100 ‰"));
}

TEST(DiffTest, AFurtherVersionIsToldByTheOneBefore) {
  const std::string first = kSmallProcedures;
  const std::string land = first.substr(0, first.find("procedures {", 1));
  const std::string second = absl::StrReplaceAll(
      land, {{R"(code: "1.001")", R"(code: "1.001" version: 2 valid_from: "2024-01-01")"},
             {"amount: 10", "amount: 7"}});
  const std::string ended =
      absl::StrReplaceAll(first, {{R"(code: "1.001")", R"(code: "1.001" valid_to: "2023-12-31")"}});
  auto after = Catalogue::FromFiles(
      {{"u", kSmallUnits}, {"p", ended + second}, {"c", kSmallCalendar}});
  ASSERT_THAT(after.status(), IsOk());
  const auto changes = Diff(SmallWith("", ""), *after);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_THAT(changes[0].details, ElementsAre("valid_to: - → \"2023-12-31\""));
  EXPECT_EQ(changes[1].kind, ChangeKind::kAdded);
  EXPECT_EQ(changes[1].key, "1.001 version 2");
  EXPECT_THAT(changes[1].details,
              ElementsAre("valid_from: - → \"2024-01-01\"", "valid_to: \"2023-12-31\" → -",
                          "limit: 10 working days → 7 working days"));
}

}  // namespace
}  // namespace motcua::catalogue

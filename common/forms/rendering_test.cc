// Forms on paper: made by the Chromium of this machine.
#include <cstdlib>
#include <fstream>

#include "common/base/strings.h"
#include "common/forms/chromium.h"
#include "common/forms/testing/samples.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::forms {
namespace {

int PagesOf(const std::string& pdf) {
  int pages = 0;
  for (size_t at = 0; (at = pdf.find("/Type /Page\n", at)) != std::string::npos; ++at) ++pages;
  return pages;
}

// The paper of the first page, in points: "419.52 595.2".
std::string PaperOf(const std::string& pdf) {
  constexpr std::string_view kBox = "/MediaBox [0 0 ";
  const size_t at = pdf.find(kBox);
  if (at == std::string::npos) return "";
  const size_t begin = at + kBox.size();
  return pdf.substr(begin, pdf.find(']', begin) - begin);
}

// Keeps what was made where MOTCUA_KEEP_FORMS says, for eyes.
void Keep(const std::string& name, const std::string& bytes) {
  const char* folder = std::getenv("MOTCUA_KEEP_FORMS");
  if (folder != nullptr) std::ofstream(Cat(folder, "/", name), std::ios::binary) << bytes;
}

struct Case {
  std::string name;
  std::string html;
};

std::vector<Case> Cases() {
  return {{"receipt", ToHtml(SampleReceipt())},
          {"supplement", ToHtml(SampleSupplement())},
          {"refusal", ToHtml(SampleRefusal())},
          {"apology-2018", ToHtml(SampleApology())},
          {"apology-2025", ToHtml(SampleApology(At(2025, 10, 1)))},
          {"stop", ToHtml(SampleStop()).value()},
          {"control", ToHtml(SampleControl())},
          {"slip", ToHtml(SampleSlip())}};
}

TEST(RenderingTest, EveryFormOfOneDossierIsOneSheetOfA5) {
  for (const Case& form : Cases()) {
    const auto pdf = PdfOf(form.html);
    ASSERT_THAT(pdf.status(), IsOk()) << form.name;
    Keep(form.name + ".pdf", *pdf);
    EXPECT_TRUE(pdf->starts_with("%PDF-")) << form.name;
    EXPECT_EQ(PagesOf(*pdf), 1) << form.name;
    EXPECT_THAT(PaperOf(*pdf), testing::MatchesRegex("(419|420).* 59[456].*")) << form.name;
  }
}

TEST(RenderingTest, TheRegisterIsOnAsManySheetsOfA4AsItNeeds) {
  const auto pdf = PdfOf(ToHtml(SampleRegister(40)));
  ASSERT_THAT(pdf.status(), IsOk());
  Keep("register.pdf", *pdf);
  EXPECT_GT(PagesOf(*pdf), 1);
  EXPECT_THAT(PaperOf(*pdf), testing::MatchesRegex("84[12].* 59[456].*"));
}

TEST(RenderingTest, TheRecordOfAFullBagIsOnSheetsOfA4) {
  const auto one = PdfOf(ToHtml(SampleRecord()));
  ASSERT_THAT(one.status(), IsOk());
  Keep("record.pdf", *one);
  EXPECT_EQ(PagesOf(*one), 1);
  EXPECT_THAT(PaperOf(*one), testing::MatchesRegex("59[456].* 84[12].*"));
  const auto many = PdfOf(ToHtml(SampleRecord(300)));
  ASSERT_THAT(many.status(), IsOk());
  EXPECT_GT(PagesOf(*many), 3);
}

TEST(RenderingTest, ShowsOnAScreen) {
  const auto png = PngOf(ToHtml(SampleReceipt()), 600, 860);
  ASSERT_THAT(png.status(), IsOk());
  Keep("receipt.png", *png);
  EXPECT_TRUE(png->starts_with("\x89PNG"));
  EXPECT_GT(png->size(), 20000u);  // a blank page is far smaller
}

TEST(RenderingTest, SaysWhenChromiumIsNotThere) {
  const auto pdf = PdfOf("<p>x</p>", {.programs = {"no-such-browser"}});
  EXPECT_EQ(pdf.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(pdf.status().message()), testing::HasSubstr("package chromium"));
}

TEST(RenderingTest, SaysWhenChromiumFails) {
  EXPECT_EQ(PdfOf("", {.programs = {"false"}}).status().code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace motcua::forms

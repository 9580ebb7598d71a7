// What citizens type, on the catalogue that ships: the procedure they mean comes first.
#include "common/catalogue/search.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/catalogue/catalogue.h"
#include "common/catalogue/test_catalogue.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalogue {
namespace {

using testing::HasSubstr;
using testing::Not;

const Catalogue& DongThap() {
  static const Catalogue* const catalogue =
      new Catalogue(*Catalogue::Load("deploy/catalogue/dong-thap"));  // ctest runs at the root
  return *catalogue;
}

struct Query {
  std::string text;
  std::string first;
};

const Query kQueries[] = {
    // Names, with and without diacritics, in part.
    {"đăng ký khai sinh", "1.001193"},
    {"dang ky ket hon", "1.000894"},
    {"KHAI TỬ", "1.000656"},
    {"dang ky thuong tru", "1.004222"},
    {"1.004873", "1.004873"},
    {"tach thua", "1.004203"},
    {"chung thuc di chuc", "2.001019"},
    {"đăng ký kết hôn có yếu tố nước ngo", "2.000806"},
    // What citizens call it.
    {"chung thuc", "2.000815"},
    {"công chứng", "2.000815"},
    {"so do", "1.004199"},
    {"làm sổ đỏ", "1.004199"},
    {"sổ hồng", "1.004199"},
    {"mất sổ đỏ", "1.005194"},
    {"sang tên sổ đỏ", "2.000889"},
    {"làm giấy tờ xe", "2.001035"},
    {"bằng lái xe bị mất", "1.002820"},
    {"doi bang lai", "1.002809"},
    {"giay doc than", "1.004873"},
    {"nhập hộ khẩu", "1.004222"},
    {"cắt khẩu", "1.003197"},
    {"lay chong nuoc ngoai", "2.000806"},
    {"xin phep xay nha", "1.009994"},
    {"mở quán", "1.001612"},
    {"giấy phép kinh doanh", "1.001612"},
    {"ly lich tu phap", "2.000488"},
    {"không có tiền án", "2.000488"},
    {"bảo hiểm thất nghiệp", "1.001978"},
    {"tiền mai táng", "1.001731"},
    {"trich luc khai sinh", "2.000635"},
    // In whole sentences.
    {"tôi muốn làm giấy khai sinh cho con", "1.001193"},
    {"tôi bị mất sổ đỏ phải làm sao", "1.005194"},
    {"cho hỏi thủ tục chuyển trường cho con", "1.005099"},
    {"em muốn xin giấy xác nhận độc thân", "1.004873"},
    // Slips of the pen, keys left in, words written as one.
    {"khai sjnh", "1.001193"},
    {"khai snih", "1.001193"},
    {"dang ky kwt hon", "1.000894"},
    {"ly lich tu phpa", "2.000488"},
    {"ddangw kys khai sinh", "1.001193"},
    {"dang9 ky1 ket61 hon6", "1.000894"},
    {"khaisinh", "1.001193"},
    {"dangky kethon", "1.000894"},
    {"giay phep xay dungg", "1.009994"},
    {"thuong truu", "1.004222"},
};

TEST(SearchTest, FindsWhatCitizensMean) {
  for (const Query& query : kQueries) {
    const auto found = DongThap().SearchProcedures(query.text);
    ASSERT_FALSE(found.empty()) << query.text;
    EXPECT_EQ(found[0]->code(), query.first) << query.text << ": " << found[0]->name();
  }
}

TEST(SearchTest, SaysNothingRatherThanAnything) {
  for (const char* text : {"hamburger", "qwerty", "bitcoin"}) {
    EXPECT_TRUE(DongThap().SearchProcedures(text).empty()) << text;
  }
}

TEST(SearchTest, WhatFitsIsNotDrownedByWhatNearlyFits) {
  for (const auto* procedure : DongThap().SearchProcedures("khai tử")) {
    EXPECT_THAT(procedure->name(), Not(HasSubstr("khai sinh")));
  }
}

TEST(SearchTest, NoWordFindsAll) {
  EXPECT_EQ(DongThap().SearchProcedures(" , ").size(), DongThap().procedures().size());
}

std::string MistakeOf(const std::string& extra) {
  const auto catalogue =
      Catalogue::FromFiles({{"u", kSmallUnits}, {"p", kSmallProcedures}, {"s", extra}});
  return catalogue.ok() ? "" : std::string(catalogue.status().message());
}

TEST(SearchTest, MistakesInItsDataAreReported) {
  EXPECT_EQ(MistakeOf("synonyms { phrase: \"sổ đỏ\" meaning: \"đất đai\" }"), "");
  EXPECT_EQ(MistakeOf("synonyms { phrase: \"sổ đỏ\" }"), "s:1: meaning is missing");
  EXPECT_EQ(MistakeOf("synonyms { phrase: \"a\" meaning: \"b\" }\n"
                      "synonyms { phrase: \"Á\" meaning: \"c\" }"),
            "s:2: synonym \"Á\" is there twice");
}

}  // namespace
}  // namespace motcua::catalogue

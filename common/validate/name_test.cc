#include "common/validate/name.h"

#include "common/base/text.h"
#include "gtest/gtest.h"

namespace motcua::validate {
namespace {

struct Row {
  std::string_view name;
  std::string text;
  std::string value;
  std::string_view reason;
};

std::string Many(std::string_view what, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += what;
  return text;
}

std::vector<Row> Rows() {
  return {
      {"plain", "Nguyễn Văn An", "Nguyễn Văn An", ""},
      {"capitals", "ĐẶNG THỊ HỒNG", "ĐẶNG THỊ HỒNG", ""},
      {"one syllable of one letter", "Y", "Y", ""},
      {"new tone placement", "Trần Thị Hoà", "Trần Thị Hoà", ""},
      {"old tone placement", "Trần Thị Hòa", "Trần Thị Hòa", ""},
      {"apostrophe", "H’Hen Niê", "H'Hen Niê", ""},
      {"hyphen", "Y-Blum Êban", "Y-Blum Êban", ""},
      {"foreigner", "François Müller", "François Müller", ""},
      {"NFD", "Nguye\u0302\u0303n Va\u0306n A\u0301nh", "Nguyễn Văn Ánh", ""},
      {"marks in another order", "Hie\u0323\u0302n", "Hiện", ""},
      {"tone before horn", "Tu\u031B\u0300 Thu\u0300\u031B", "Từ Thừ", ""},
      {"deprecated tone mark", "Ha\u0340", "Hà", ""},
      {"spaces", "  Nguyễn\u00A0 Văn\t\tAn ", "Nguyễn Văn An", ""},
      {"invisible", "Nguyễn\u200B Văn\uFEFF An", "Nguyễn Văn An", ""},
      {"eth", "ðinh Ðức Ðạt", "đinh Đức Đạt", ""},
      {"eth among Latin-1 alone", "Ðinh", "Đinh", ""},
      {"d with tail", "Ɖặng ɖức", "Đặng đức", ""},
      {"d with a stroke over it", "d\u0335ức", "đức", ""},
      {"caron for breve", "Vǎn", "Văn", ""},
      {"200 characters", Many("đ", 200), Many("đ", 200), ""},
      {"201 characters", Many("đ", 201), "", "LENGTH"},
      {"empty", "", "", "EMPTY"},
      {"spaces alone", " \u00A0\u200B", "", "EMPTY"},
      {"digit", "Nguyễn Văn 4n", "", "DIGIT"},
      {"symbol", "Nguyễn @ An", "", "SYMBOL"},
      {"comma", "Nguyễn, An", "", "SYMBOL"},
      {"no letter", "-", "", "SYMBOL"},
      {"Cyrillic а", "Nguyễn Vаn", "", "LOOK_ALIKE"},
      {"Greek Ο", "Ο Nguyễn", "", "LOOK_ALIKE"},
      {"Cyrillic word", "Nguyễn Жук", "", "CHARACTER"},
      {"Han", "阮文安", "", "CHARACTER"},
      {"mark on its own", "Nguyễn \u0301An", "", "CHARACTER"},
      {"control character", "Nguyễn\x01 An", "", "CHARACTER"},
      {"not UTF-8", "Nguy\xff\xff", "", "ENCODING"},
      {"TCVN3", "NguyÔn V¨n An", "", "LEGACY_TCVN3"},
      {"TCVN3 as bytes", "Nguy\xD4n V\xA8n An", "", "LEGACY_TCVN3"},
      {"TCVN3 of Vietnamese letters alone", "NguyÔn", "", "LEGACY_TCVN3"},
      {"VNI", "Nguyeãn Vaên An", "", "LEGACY_VNI"},
      {"VNI, capitals", "NGUYEÃN THÒ LÖÔNG", "", "LEGACY_VNI"},
      {"VNI as bytes",
       "Tr\x61\xE0n \xD1\xF6\xF9"
       "c",
       "", "LEGACY_VNI"},
  };
}

TEST(CheckName, KnowsNamesAndFaults) {
  for (const Row& row : Rows()) {
    const Verdict verdict = CheckName(row.text);
    EXPECT_EQ(verdict.value, row.value) << row.name << ": " << verdict.hint;
    EXPECT_EQ(verdict.reason, row.reason) << row.name << ": " << verdict.hint;
    EXPECT_TRUE(IsNfc(verdict.value)) << row.name;
  }
}

TEST(CheckName, SaysWhatLegacyTextReads) {
  constexpr std::pair<std::string_view, std::string_view> kTexts[] = {
      {"NguyÔn V¨n An", "Nguyễn Văn An"},
      {"TrÇn ThÞ Hång §µo", "Trần Thị Hồng Đào"},
      {"Ph¹m Ngäc Th¹ch", "Phạm Ngọc Thạch"},
      {"Bïi ThÞ Kim Ph­îng", "Bùi Thị Kim Phượng"},
      {"Lª H÷u ¦íc", "Lê Hữu Ước"},
      {"Nguyeãn Vaên An", "Nguyễn Văn An"},
      {"Traàn Thò Hoàng Ñaøo", "Trần Thị Hồng Đào"},
      {"Phaïm Ngoïc Thaïch", "Phạm Ngọc Thạch"},
      {"Buøi Thò Kim Phöôïng", "Bùi Thị Kim Phượng"},
      {"Leâ Höõu Öôùc", "Lê Hữu Ước"},
      {"ÑAËNG VAÊN LÂÏM", ""},
  };
  for (const auto& [text, meant] : kTexts) {
    EXPECT_EQ(CheckName(text).Fact("decoded"), meant) << text;
  }
}

TEST(CheckName, NamesTheLookAlike) {
  const Verdict verdict = CheckName("Nguyễn Vаn");
  EXPECT_EQ(verdict.hint, "character 9, а, is Cyrillic or Greek and looks like a");
  EXPECT_EQ(CheckName("Ðức").Fact("note"), "LOOK_ALIKE");
  EXPECT_EQ(CheckName("Đức").Fact("note"), "");
}

}  // namespace
}  // namespace motcua::validate

#include "common/base/text.h"

#include "common/base/reasons.h"
#include "common/testing/matchers.h"
#include "google/protobuf/struct.pb.h"
#include "google/rpc/error_details.pb.h"

namespace motcua {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kComposed = "Đồng Tháp";
constexpr std::string_view kDecomposed =
    "Đồ"
    "ng Tha\xCC\x81p";

TEST(Text, KnowsNormalForm) {
  EXPECT_TRUE(IsNfc("plain"));
  EXPECT_TRUE(IsNfc(kComposed));
  EXPECT_FALSE(IsNfc(kDecomposed));
  EXPECT_FALSE(IsNfc("\xFF"));
  EXPECT_EQ(ToNfc(kDecomposed), kComposed);
  EXPECT_EQ(ToNfc("\xFF"), "\xFF");
}

TEST(Text, FoldsToBareLetters) {
  EXPECT_EQ(Fold("Giấy phép XÂY DỰNG nhà ở Đồng Tháp"), "giay phep xay dung nha o dong thap");
  EXPECT_EQ(Fold(kDecomposed), Fold(kComposed));
  EXPECT_EQ(Fold("\xFF"), "\xFF");
}

TEST(Text, AsciiIsFoundAtAnyLength) {
  for (size_t length = 0; length < 20; ++length) {
    std::string text(length, 'a');
    EXPECT_TRUE(IsAscii(text));
    for (size_t i = 0; i < length; ++i) {
      std::string spoilt = text;
      spoilt[i] = '\x80';
      EXPECT_FALSE(IsAscii(spoilt));
    }
  }
}

TEST(CheckText, AcceptsVietnameseAndLineBreaks) {
  google::rpc::ErrorInfo message;
  message.set_reason("Nguyễn Văn A\n\tƯỡng");
  (*message.mutable_metadata())["khóa"] = "giá trị €";
  EXPECT_THAT(CheckText(message), IsOk());
}

TEST(CheckText, NamesTheFieldThatIsNotNfc) {
  google::rpc::BadRequest message;
  message.add_field_violations()->set_field("ok");
  message.add_field_violations()->set_description(std::string(kDecomposed));
  const absl::Status status = CheckText(message);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, kTextNotNfc));
  EXPECT_THAT(FieldsOf(status), ElementsAre("field_violations[1].description"));
}

TEST(CheckText, RefusesControlCharactersAndBrokenUtf8) {
  for (std::string_view bad :
       {std::string_view("a\0b", 3), std::string_view("a\rb"), std::string_view("\x7f"),
        std::string_view("\xC2\x85"), std::string_view("\xC3"), std::string_view("\xED\xA0\x80")}) {
    google::rpc::ErrorInfo message;
    message.set_domain(std::string(bad));
    EXPECT_THAT(CheckText(message), StatusIs(absl::StatusCode::kInvalidArgument, kTextInvalid));
  }
}

TEST(CheckText, LooksIntoMaps) {
  google::protobuf::Struct message;
  (*message.mutable_fields())["name"].set_string_value("a\x01");
  EXPECT_THAT(CheckText(message), StatusIs(absl::StatusCode::kInvalidArgument, kTextInvalid));
}

}  // namespace
}  // namespace motcua

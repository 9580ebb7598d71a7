#include "services/reporting/store/vault.h"

#include <filesystem>
#include <fstream>

#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::reporting {
namespace {

TEST(VaultTest, OpensWhatItSealed) {
  const SecretKey key = SecretKey::Random();
  for (const std::string text : {"", "Nguyễn Văn A", "một hai ba bốn năm sáu bảy tám chín mười"}) {
    const std::string sealed = key.Seal(text, "dossier/D1");
    EXPECT_EQ(sealed.find("Nguyễn"), std::string::npos);
    EXPECT_THAT(key.Open(sealed, "dossier/D1"), IsOkAndHolds(text));
  }
  EXPECT_NE(key.Seal("a", "b"), key.Seal("a", "b"));
}

TEST(VaultTest, OpensNothingElse) {
  const SecretKey key = SecretKey::Random();
  const std::string sealed = key.Seal("Nguyễn Văn A", "dossier/D1");
  const auto refused = StatusIs(absl::StatusCode::kInternal, kArchiveError);
  EXPECT_THAT(SecretKey::Random().Open(sealed, "dossier/D1"), refused);
  EXPECT_THAT(key.Open(sealed, "dossier/D2"), refused);
  EXPECT_THAT(key.Open("", "dossier/D1"), refused);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] ^= 1;
    EXPECT_THAT(key.Open(changed, "dossier/D1"), refused) << i;
  }
}

TEST(VaultTest, TheMasterKeyIsAFileOfHexDigits) {
  const std::string path = std::filesystem::temp_directory_path() / "motcua-master-key-test";
  std::ofstream(path) << std::string(64, 'a') << "\n";
  const auto key = SecretKey::FromFile(path);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(key->bytes(), std::string(32, '\xaa'));
  for (const std::string& wrong : {std::string(62, 'a'), std::string(64, 'x')}) {
    std::ofstream(path) << wrong;
    EXPECT_THAT(SecretKey::FromFile(path),
                StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid));
  }
  std::filesystem::remove(path);
  EXPECT_THAT(SecretKey::FromFile(path), StatusIs(absl::StatusCode::kNotFound, kSettingInvalid));
}

}  // namespace
}  // namespace motcua::reporting

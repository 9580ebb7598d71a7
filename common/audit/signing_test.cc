#include "common/audit/signing.h"

#include "common/audit/testing.h"
#include "common/base/reasons.h"
#include "common/testing/matchers.h"

namespace motcua::audit {
namespace {

TEST(SigningTest, ACheckpointIsSignedByItsKeyAlone) {
  const SigningKey key = NewKey(), other = NewKey();
  const AuditCheckpoint checkpoint = CheckpointOf(ChainedRows(3), key);
  EXPECT_EQ(checkpoint.signature().size(), 64u);
  EXPECT_EQ(checkpoint.key_id(), key.public_key().id());
  EXPECT_TRUE(key.public_key().Signed(TestArchive(), checkpoint));
  EXPECT_FALSE(other.public_key().Signed(TestArchive(), checkpoint));
}

TEST(SigningTest, NothingOfACheckpointCanBeChanged) {
  const SigningKey key = NewKey();
  const AuditCheckpoint good = CheckpointOf(ChainedRows(3), key);
  const auto signed_still = [&](auto change) {
    AuditCheckpoint checkpoint = good;
    AuditArchive archive = TestArchive();
    change(checkpoint, archive);
    return key.public_key().Signed(archive, checkpoint);
  };
  EXPECT_TRUE(signed_still([](auto&, auto&) {}));
  EXPECT_FALSE(signed_still([](auto& checkpoint, auto&) { checkpoint.set_sequence(4); }));
  EXPECT_FALSE(signed_still([](auto& checkpoint, auto&) { (*checkpoint.mutable_hash())[0] ^= 1; }));
  EXPECT_FALSE(signed_still(
      [](auto& checkpoint, auto&) { checkpoint.mutable_sign_time()->set_nanos(1000); }));
  EXPECT_FALSE(signed_still([](auto&, auto& archive) { archive.set_archive_id("A2"); }));
  EXPECT_FALSE(signed_still([](auto&, auto& archive) { archive.set_stream("{other}:events"); }));
  EXPECT_FALSE(signed_still([](auto& checkpoint, auto&) { checkpoint.clear_signature(); }));
}

TEST(SigningTest, ThePublicKeyIsReadBack) {
  const SigningKey key = NewKey();
  const auto read = PublicKey::FromPem(key.public_key().pem());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->id(), key.public_key().id());
}

TEST(SigningTest, OtherKeysAreRefused) {
  const auto refused = StatusIs(absl::StatusCode::kInvalidArgument, kSettingInvalid);
  EXPECT_THAT(SigningKey::FromPem(""), refused);
  EXPECT_THAT(PublicKey::FromPem("nonsense"), refused);
  EXPECT_THAT(PublicKey::FromPem(NewPrivateKeyPem()), refused);
  EXPECT_THAT(SigningKey::FromFile("/nowhere"),
              StatusIs(absl::StatusCode::kNotFound, kSettingInvalid));
}

}  // namespace
}  // namespace motcua::audit

#include "common/crypto/signature.h"

#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"

namespace motcua {
namespace {

constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";
constexpr char kBody[] = R"({"code":"4"})";
const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

auto IsRefused() { return StatusIs(absl::StatusCode::kUnauthenticated, kSignatureInvalid); }

// printf '1700000000.{"code":"4"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
TEST(Signature, IsWhatOpensslComputes) {
  EXPECT_EQ(Sign(kSecret, kNow, kBody),
            "t=1700000000,v1=afbc90ded049bda62166700275c579f1c14d77a91f9c79c82090d8a11784f1e2");
}

TEST(Signature, OfTheSameSecretBodyAndTimeIsGood) {
  const std::string header = Sign(kSecret, kNow, kBody);
  EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow), IsOk());
  EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow + absl::Minutes(5)), IsOk());
  EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow - absl::Minutes(5)), IsOk());
}

TEST(Signature, IsRefusedWhenAnythingIsAnother) {
  const std::string header = Sign(kSecret, kNow, kBody);
  EXPECT_THAT(CheckSignature("another", header, kBody, kNow), IsRefused());
  EXPECT_THAT(CheckSignature(kSecret, header, "{}", kNow), IsRefused());
  EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow + absl::Seconds(301)), IsRefused());
  EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow - absl::Seconds(301)), IsRefused());
  const std::string later = Cat("t=1700000001", header.substr(header.find(',')));
  EXPECT_THAT(CheckSignature(kSecret, later, kBody, kNow), IsRefused());
}

TEST(Signature, IsRefusedWhenMissingOrMalformed) {
  for (const char* header : {"", "t=1700000000", "v1=00", "t=x,v1=00", "t=1700000000,v1=",
                             "t=1700000000,v1=zz", "t=-1,v1=00", ",,,"}) {
    EXPECT_THAT(CheckSignature(kSecret, header, kBody, kNow), IsRefused()) << header;
  }
}

}  // namespace
}  // namespace motcua

#include "common/http/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "common/testing/matchers.h"

namespace motcua::http {
namespace {

bool IsPublic(const char* text) {
  sockaddr_in v4{.sin_family = AF_INET};
  if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
    return http::IsPublic(reinterpret_cast<const sockaddr*>(&v4));
  }
  sockaddr_in6 v6{.sin6_family = AF_INET6};
  EXPECT_EQ(inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
  return http::IsPublic(reinterpret_cast<const sockaddr*>(&v6));
}

TEST(Guard, KnowsPublicAddresses) {
  for (const char* address : {"1.1.1.1", "113.160.0.1", "172.32.0.1", "192.169.0.1", "100.128.0.1",
                              "9.255.255.255", "11.0.0.0", "223.255.255.255",
                              "2400:cb00:2048::1"}) {
    EXPECT_TRUE(IsPublic(address)) << address;
  }
}

TEST(Guard, KnowsOurOwnNetworkInEveryForm) {
  for (const char* address :
       {"0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.168.1.1", "224.0.0.1", "255.255.255.255", "::", "::1",
        "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1"}) {
    EXPECT_FALSE(IsPublic(address)) << address;
  }
}

TEST(Guard, TakesPublicHttpsAddresses) {
  for (const char* url : {"https://portal.example/parcels", "https://1.1.1.1:8443/x?y=z"}) {
    EXPECT_THAT(CheckUrl(url, false), IsOk()) << url;
  }
}

TEST(Guard, RefusesOthersNamingTheField) {
  for (const std::string& url :
       {std::string("http://portal.example/"), std::string("ftp://portal.example/"),
        std::string("file:///etc/passwd"), std::string("nonsense"), std::string(""),
        std::string("https://user@portal.example/"), std::string("https://user:pw@portal.example/"),
        std::string("https://127.0.0.1/"), std::string("https://[::1]/"),
        std::string("https://localhost:7103/"), std::string("https://0x7f.1/"),
        std::string("https://2130706433/"), std::string("https://169.254.169.254/latest"),
        Cat("https://portal.example/", std::string(500, 'x'))}) {
    const absl::Status status = CheckUrl(url, false);
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid)) << url;
    EXPECT_THAT(FieldsOf(status), testing::ElementsAre("url")) << url;
  }
}

TEST(Guard, AllowsOurOwnNetworkWhereItIsAskedFor) {
  EXPECT_THAT(CheckUrl("http://127.0.0.1:8080/", true), IsOk());
  EXPECT_THAT(CheckUrl("file:///etc/passwd", true),
              StatusIs(absl::StatusCode::kInvalidArgument, kFieldInvalid));
}

}  // namespace
}  // namespace motcua::http

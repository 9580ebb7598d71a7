#include "common/metrics/registry.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::metrics {
namespace {

using ::testing::HasSubstr;

std::string Get(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
  EXPECT_EQ(write(fd, request.data(), request.size()), static_cast<ssize_t>(request.size()));
  std::string page(1 << 16, '\0');
  size_t length = 0;
  for (ssize_t n; (n = read(fd, page.data() + length, page.size() - length)) > 0;) length += n;
  close(fd);
  page.resize(length);
  return page;
}

TEST(RegistryTest, SeriesAreCreatedOnceAndCounted) {
  Registry registry;
  Counter& counter = registry.AddCounter("calls_total", "Calls.", {{"code", "OK"}});
  counter.Increment();
  EXPECT_EQ(&registry.AddCounter("calls_total", "Calls.", {{"code", "OK"}}), &counter);
  registry.AddGauge("waiting", "Entries waiting.").Set(7);
  Observe(registry.AddHistogram("call_seconds", "Time of a call.", LatencyBuckets()),
          absl::Milliseconds(3));
  const std::string text = registry.Text();
  EXPECT_THAT(text, HasSubstr("calls_total{code=\"OK\"} 1"));
  EXPECT_THAT(text, HasSubstr("waiting 7"));
  EXPECT_THAT(text, HasSubstr("call_seconds_bucket{le=\"0.005\"} 1"));
}

TEST(RegistryDeathTest, MalformedNameEndsTheProcess) {
  Registry registry;
  EXPECT_DEATH(registry.AddCounter("no spaces", "Help."), "metric cannot be created");
}

TEST(ExposerTest, ServesThePage) {
  Registry registry;
  registry.AddGauge("waiting", "Entries waiting.").Set(3);
  auto exposer = Exposer::Start(registry, "127.0.0.1:0");
  ASSERT_TRUE(exposer.ok());
  EXPECT_THAT(Get((*exposer)->port()), HasSubstr("waiting 3"));
}

TEST(ExposerTest, ATakenPortIsAnError) {
  Registry registry;
  auto first = Exposer::Start(registry, "127.0.0.1:0");
  ASSERT_TRUE(first.ok());
  const std::string taken = "127.0.0.1:" + std::to_string((*first)->port());
  EXPECT_EQ(Exposer::Start(registry, taken).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace motcua::metrics

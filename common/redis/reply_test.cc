#include "common/redis/reply.h"

#include <memory>

#include "common/base/reasons.h"
#include "common/redis/reply_reader.h"
#include "common/testing/matchers.h"

namespace motcua::redis {
namespace {

class ReplyReader : public ::testing::Test {
 protected:
  ReplyReader() { ProduceReplies(reader_, &expecting_); }
  ~ReplyReader() override { redisReaderFree(reader_); }

  // The next reply in the bytes fed so far; null if it is not whole yet.
  std::unique_ptr<Reply> Feed(std::string_view bytes) {
    redisReaderFeed(reader_, bytes.data(), bytes.size());
    void* reply = nullptr;
    status_ = redisReaderGetReply(reader_, &reply);
    return std::unique_ptr<Reply>(static_cast<Reply*>(reply));
  }

  bool expecting_ = true;
  int status_ = REDIS_OK;
  redisReader* reader_ = redisReaderCreate();
};

TEST_F(ReplyReader, ReadsEveryKind) {
  EXPECT_EQ(Feed("+OK\r\n")->text, "OK");
  EXPECT_EQ(Feed(":-42\r\n")->integer, -42);
  EXPECT_EQ(Feed("-ERR no\r\n")->kind, Reply::Kind::kError);
  EXPECT_TRUE(Feed("$-1\r\n")->is_nil());
  EXPECT_TRUE(Feed("*-1\r\n")->is_nil());
  EXPECT_EQ(Feed(std::string_view("$3\r\n\r\n\0\r\n", 9))->text, std::string_view("\r\n\0", 3));
}

TEST_F(ReplyReader, ReadsNestedArraysInPieces) {
  EXPECT_EQ(Feed("*3\r\n*2\r\n+a\r\n*0\r\n:7"), nullptr);
  const auto reply = Feed("\r\n$2\r\nhi\r\n");
  ASSERT_NE(reply, nullptr);
  ASSERT_EQ(reply->items.size(), 3u);
  ASSERT_EQ(reply->items[0].items.size(), 2u);
  EXPECT_EQ(reply->items[0].items[0].text, "a");
  EXPECT_TRUE(reply->items[0].items[1].is_array());
  EXPECT_EQ(reply->items[1].integer, 7);
  EXPECT_EQ(reply->items[2].text, "hi");
}

TEST_F(ReplyReader, FreesWhatWasReadInPart) { EXPECT_EQ(Feed("*2\r\n$5\r\nhello\r\n"), nullptr); }

TEST_F(ReplyReader, RefusesAnswersNobodyAwaits) {
  expecting_ = false;
  EXPECT_EQ(Feed("-ERR max number of clients reached\r\n"), nullptr);
  EXPECT_EQ(status_, REDIS_ERR);
}

TEST(StatusOfError, SaysWhatTheFirstWordMeans) {
  const struct {
    std::string_view error;
    absl::StatusCode code;
    std::string_view reason;
  } kCases[] = {
      {"READONLY You can't write against a read only replica.", absl::StatusCode::kUnavailable,
       kRedisUnavailable},
      {"LOADING Redis is loading the dataset in memory", absl::StatusCode::kUnavailable,
       kRedisUnavailable},
      {"OOM command not allowed", absl::StatusCode::kResourceExhausted, kRedisOutOfMemory},
      {"ERR Function not found", absl::StatusCode::kInternal, kRedisFunctionMissing},
      {"WRONGTYPE Operation against a key", absl::StatusCode::kInternal, kRedisError},
      {"", absl::StatusCode::kInternal, kRedisError},
  };
  for (const auto& c : kCases) EXPECT_THAT(StatusOfError(c.error), StatusIs(c.code, c.reason));
}

}  // namespace
}  // namespace motcua::redis

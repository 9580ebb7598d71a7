#include "common/reorganisation/sweep.h"

#include "common/base/strings.h"

namespace motcua::reorganisation {

async::Task<absl::StatusOr<std::vector<std::string>>> ReadIds(redis::Client& redis, std::string key,
                                                              int64_t first, int64_t last) {
  redis::Args args{"ZRANGE", std::move(key), Cat(first), Cat(last)};
  auto reply = co_await redis.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> ids;
  for (redis::Reply& item : reply->items) ids.push_back(std::move(item.text));
  co_return ids;
}

async::Task<absl::StatusOr<int64_t>> CountIds(redis::Client& redis, std::string key) {
  redis::Args args{"ZCARD", std::move(key)};
  auto reply = co_await redis.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return reply->integer;
}

}  // namespace motcua::reorganisation

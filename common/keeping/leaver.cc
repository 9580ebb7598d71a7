#include "common/keeping/leaver.h"

#include "common/base/log.h"
#include "common/base/strings.h"

namespace motcua::keeping {

async::Task<absl::StatusOr<std::vector<std::string>>> ReadEnded(redis::Client& redis,
                                                                std::string key, absl::Time until,
                                                                size_t skip, int limit) {
  redis::Args args = {"ZRANGE"};
  args.push_back(std::move(key));
  args.insert(args.end(), {"-inf", Cat(absl::ToUnixMillis(until)), "BYSCORE", "LIMIT"});
  args.push_back(Cat(skip));
  args.push_back(Cat(limit));
  auto reply = co_await redis.CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> ids;
  for (redis::Reply& item : reply->items) ids.push_back(std::move(item.text));
  co_return ids;
}

void TellTooLarge(std::string_view kind, std::string_view id, size_t bytes) {
  Log(kWarning, "is too large for the archive and stays in Redis",
      {{"kind", kind}, {"id", id}, {"bytes", static_cast<int64_t>(bytes)}});
}

}  // namespace motcua::keeping

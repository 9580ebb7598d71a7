#include "services/intake/store/dossier_list.h"

#include <utility>

#include "common/base/strings.h"
#include "services/intake/domain/code.h"
#include "services/intake/store/page_token.h"

namespace motcua::intake {
namespace {

// Right after the member `code` at `score`; before everything by default.
struct Position {
  int64_t score = 0;
  std::string code;
};

absl::StatusOr<Position> ParsePosition(std::string_view text) {
  Position position;
  if (text.empty()) return position;
  const std::vector<std::string_view> parts = Split(text, '/');
  if (parts.size() != 2 || !ParseInt(parts[0], &position.score) || !LooksLikeCode(parts[1])) {
    return PageTokenInvalid();
  }
  position.code = parts[1];
  return position;
}

// A reader of one page: takes members, passes over those at or before the position.
class Collector {
 public:
  Collector(Position after, size_t size) : after_(std::move(after)), size_(size) {}

  const Position& after() const { return after_; }
  bool full() const { return found_.size() > size_; }

  void Add(int64_t score, std::string code) {
    if (score == after_.score && code <= after_.code) return;
    if (!full()) found_.push_back({score, std::move(code)});
  }

  CodePage Page() && {
    CodePage page;
    if (full()) {
      found_.pop_back();
      page.next = Cat(found_.back().score, "/", found_.back().code);
    }
    for (Position& entry : found_) page.codes.push_back(std::move(entry.code));
    return page;
  }

 private:
  Position after_;
  size_t size_;
  std::vector<Position> found_;  // one more than the page holds, if there are more
};

redis::Args RangeFrom(std::string key, int64_t score, int offset, int count) {
  redis::Args args;
  args.reserve(9);
  args.emplace_back("ZRANGE");
  args.push_back(std::move(key));
  args.push_back(Cat(score));
  for (const char* word : {"+inf", "BYSCORE", "LIMIT"}) args.emplace_back(word);
  args.push_back(Cat(offset));
  args.push_back(Cat(count));
  args.emplace_back("WITHSCORES");
  return args;
}

}  // namespace

async::Task<absl::StatusOr<CodePage>> ReadCodes(redis::Client& redis, std::string key,
                                                std::string position, int size) {
  auto after = ParsePosition(position);
  if (!after.ok()) co_return after.status();
  Collector page(*std::move(after), size);
  const int batch = size + 1;
  for (int offset = 0; !page.full(); offset += batch) {
    redis::Args args = RangeFrom(key, page.after().score, offset, batch);
    auto reply = co_await redis.CallIdempotent(std::move(args));
    if (!reply.ok()) co_return reply.status();
    const size_t members = reply->items.size() / 2;
    for (size_t i = 0; i < members; ++i) {
      int64_t score = 0;
      ParseInt(reply->items[2 * i + 1].text, &score);
      page.Add(score, std::move(reply->items[2 * i].text));
    }
    if (members < static_cast<size_t>(batch)) break;
  }
  co_return std::move(page).Page();
}

}  // namespace motcua::intake

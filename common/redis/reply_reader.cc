#include "common/redis/reply_reader.h"

#include <utility>

namespace motcua::redis {
namespace {

// The place the parsed value goes to: an item of the array being filled, or a new root.
Reply* Place(const redisReadTask* task) {
  if (task->parent != nullptr) {
    return &static_cast<Reply*>(task->parent->obj)->items[static_cast<size_t>(task->idx)];
  }
  const bool* expecting = static_cast<const bool*>(task->privdata);
  return *expecting ? new Reply : nullptr;
}

Reply::Kind KindOf(int type) {
  switch (type) {
    case REDIS_REPLY_STATUS:
      return Reply::Kind::kStatus;
    case REDIS_REPLY_ERROR:
      return Reply::Kind::kError;
    default:
      return Reply::Kind::kString;
  }
}

void* MakeString(const redisReadTask* task, char* text, size_t size) {
  Reply* reply = Place(task);
  if (reply == nullptr) return nullptr;
  reply->kind = KindOf(task->type);
  reply->text.assign(text, size);
  return reply;
}

void* MakeArray(const redisReadTask* task, int size) {
  Reply* reply = Place(task);
  if (reply == nullptr) return nullptr;
  reply->kind = Reply::Kind::kArray;
  reply->items.resize(static_cast<size_t>(size));
  return reply;
}

void* MakeInteger(const redisReadTask* task, long long value) {
  Reply* reply = Place(task);
  if (reply == nullptr) return nullptr;
  reply->kind = Reply::Kind::kInteger;
  reply->integer = value;
  return reply;
}

void* MakeNil(const redisReadTask* task) { return Place(task); }

void Free(void* root) { delete static_cast<Reply*>(root); }

redisReplyObjectFunctions kFunctions = {MakeString, MakeArray, MakeInteger, MakeNil, Free};

}  // namespace

void ProduceReplies(redisReader* reader, const bool* expecting) {
  reader->fn = &kFunctions;
  reader->privdata = const_cast<bool*>(expecting);
}

}  // namespace motcua::redis

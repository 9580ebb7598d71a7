// Lets hiredis's parser build Reply values directly, without its own reply objects in between.
#pragma once

#include <hiredis/hiredis.h>

#include <functional>

#include "common/redis/reply.h"

namespace motcua::redis {

// Makes `reader` produce heap-allocated Reply roots. `*expecting` tells whether an answer is
// awaited: an answer that nobody asked for is a parse error, which ends the connection.
void ProduceReplies(redisReader* reader, const bool* expecting);

}  // namespace motcua::redis

// Early returns on errors, without and within coroutines. In the coroutine forms the expression
// may be a co_await, but only as a whole:
//   MOTCUA_CO_ASSIGN_OR_RETURN(auto reply, co_await redis.Call(std::move(args)));
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define MOTCUA_CONCAT_INNER(a, b) a##b
#define MOTCUA_CONCAT(a, b) MOTCUA_CONCAT_INNER(a, b)

#define MOTCUA_RETURN_IF_ERROR(...) \
  MOTCUA_RETURN_IF_ERROR_INNER(return, MOTCUA_CONCAT(motcua_status_, __LINE__), __VA_ARGS__)
#define MOTCUA_CO_RETURN_IF_ERROR(...) \
  MOTCUA_RETURN_IF_ERROR_INNER(co_return, MOTCUA_CONCAT(motcua_status_, __LINE__), __VA_ARGS__)

#define MOTCUA_ASSIGN_OR_RETURN(lhs, ...) \
  MOTCUA_ASSIGN_OR_RETURN_INNER(return, MOTCUA_CONCAT(motcua_result_, __LINE__), lhs, __VA_ARGS__)
#define MOTCUA_CO_ASSIGN_OR_RETURN(lhs, ...)                                             \
  MOTCUA_ASSIGN_OR_RETURN_INNER(co_return, MOTCUA_CONCAT(motcua_result_, __LINE__), lhs, \
                                __VA_ARGS__)

#define MOTCUA_RETURN_IF_ERROR_INNER(leave, status, ...) \
  do {                                                   \
    absl::Status status = __VA_ARGS__;                   \
    if (!status.ok()) leave status;                      \
  } while (false)

#define MOTCUA_ASSIGN_OR_RETURN_INNER(leave, result, lhs, ...) \
  auto result = __VA_ARGS__;                                   \
  if (!result.ok()) leave result.status();                     \
  lhs = *std::move(result)

// Lists of consignments, bags, claims and of the ledger, oldest first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/async/task.h"
#include "common/store/commit.h"

namespace motcua::postal {

// One page of a list.
struct ListPage {
  std::vector<std::string> ids;
  std::string next_token;  // empty on the last page
};

// Reads the page of `list` (a name from the places of `kind`) after `token` (empty: the first).
// What enters or leaves the list between two pages neither hides nor repeats what stays in it.
// INVALID_ARGUMENT PAGE_TOKEN_INVALID: the token is not of this list.
async::Task<absl::StatusOr<ListPage>> ReadPage(store::Committer& committer, std::string_view kind,
                                               std::string list, int size, std::string token);
// The same of consignments.
async::Task<absl::StatusOr<ListPage>> ReadPage(store::Committer& committer, std::string list,
                                               int size, std::string token);

// Members of the list, in its order, whose score is at most `last`; at most `limit`.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadUntil(store::Committer& committer,
                                                                std::string list, absl::Time last,
                                                                int limit);
// How many members the list has.
async::Task<absl::StatusOr<int64_t>> CountOf(store::Committer& committer, std::string list);

}  // namespace motcua::postal

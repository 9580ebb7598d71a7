// Load → decide → commit, for one aggregate of a kind and several of another in one commit: a bag
// and what is in it.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/store/aggregates.h"

namespace motcua::store {

// The two kinds must live in the same cell. Rules as those of Aggregates::ExecuteMany.
template <class One, class Many>
class Together {
 public:
  // Both must outlive this.
  Together(Aggregates<One>& one, Aggregates<Many>& many) : one_(one), many_(many) {}

  // Runs `decide` on the aggregate `id` of the one kind and on `ids`, which differ from each other,
  // of the other, and commits what it changed: all of it or nothing. A draft left alone is neither
  // written nor checked against others' changes.
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Execute(
      Command command, std::string id, std::vector<std::string> ids,
      std::function<absl::StatusOr<Reply>(Draft<One>&, std::vector<Draft<Many>>&)> decide) {
    std::vector<std::string> one_id;
    one_id.push_back(std::move(id));
    bool fresh = false;
    for (int attempt = 0; attempt < kMaxConflicts; ++attempt) {
      auto one = co_await one_.Open(one_id, command.creates && !fresh, fresh);
      if (!one.ok()) co_return one.status();
      auto many = co_await many_.Open(ids, /*creates=*/false, fresh);
      if (!many.ok()) co_return many.status();
      absl::StatusOr<Reply> reply = decide(one->drafts.front(), many->drafts);
      const bool sound =
          (!one->assumed || one->AllWritten()) && (!many->assumed || many->AllWritten());
      if (!sound || (!reply.ok() && (one->assumed || many->assumed))) {
        fresh = true;
        continue;
      }
      if (!reply.ok()) {
        co_return co_await one_.template FirstAnswer<Reply>(std::move(command), reply.status());
      }
      if (!one->AnyWritten() && !many->AnyWritten() && !command.LeavesTrace()) co_return reply;
      std::string answer = command.request_key.empty() ? std::string() : reply->SerializeAsString();
      Commit commit = CommitOf(command, std::move(answer));
      auto one_after = one_.Gather(one_id, *std::move(one), commit);
      auto many_after = many_.Gather(ids, *std::move(many), commit);
      auto result = co_await one_.core_.Write(std::move(commit));
      one_.Settle(one_id, std::move(one_after), result);
      many_.Settle(ids, std::move(many_after), result);
      if (!result.ok()) co_return result.status();
      if (result->outcome == CommitOutcome::kRepeated) co_return ParseStored<Reply>(result->answer);
      if (result->outcome != CommitOutcome::kConflict) co_return reply;
      fresh = true;
    }
    co_return Aborted(kTooMuchContention, "the aggregates changed too often while decided on");
  }

 private:
  Aggregates<One>& one_;
  Aggregates<Many>& many_;
};

}  // namespace motcua::store

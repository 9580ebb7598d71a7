// The money at the end of the play: what the post's books say, against the archive's events.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/province/cashiers.h"
#include "clients/province/invariant.h"
#include "clients/province/wire.h"
#include "common/async/task.h"

namespace motcua::province {

struct MoneyFindings {
  MoneyTally told;                    // by the archive's events
  std::map<BookKey, Amounts> books;  // as postal has them
  int64_t unconfirmed = 0;            // statements the agencies have not answered yet
  int64_t open_differences = 0;
};

// Asks for every book that events told of, and for the statements that are open.
async::Task<absl::StatusOr<MoneyFindings>> AskMoney(Wire& wire, MoneyTally told);

std::vector<Invariant> MoneyInvariants(const MoneyFindings& money);

// Each account with its balance over all books.
std::string MoneyTable(const MoneyFindings& money);

}  // namespace motcua::province

// What the players must remember between starts: the plan they follow, and which arrivals were
// acknowledged under which code.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/province/plan.h"

namespace motcua::province {

class Ledger {
 public:
  // Opens or makes the files in `folder`. FAILED_PRECONDITION if they belong to another plan;
  // INVALID_ARGUMENT if a file cannot be read or written.
  static absl::StatusOr<Ledger> Open(const std::string& folder, const PlanParameters& parameters);

  Ledger(Ledger&& other) noexcept;
  Ledger& operator=(Ledger&&) = delete;
  ~Ledger();

  // From here on the arrival counts as acknowledged: it is in the file.
  void Acknowledge(int arrival, const std::string& code);
  bool IsAcknowledged(int arrival) const { return !codes_[arrival].empty(); }
  // By arrival; empty where not acknowledged.
  const std::vector<std::string>& codes() const { return codes_; }
  int acknowledged() const { return acknowledged_; }

 private:
  explicit Ledger(int dossiers) : codes_(dossiers) {}
  absl::Status Load(const std::string& path);

  std::vector<std::string> codes_;
  int acknowledged_ = 0;
  int file_ = -1;
};

}  // namespace motcua::province

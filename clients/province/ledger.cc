#include "clients/province/ledger.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

std::string Describe(const PlanParameters& parameters) {
  return Cat("dossiers=", parameters.dossiers, " seed=", parameters.seed,
             " from=", absl::FormatCivilTime(parameters.from),
             " to=", absl::FormatCivilTime(parameters.to));
}

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A folder follows one plan for good.
absl::Status CheckPlan(const std::string& path, const std::string& wanted) {
  std::string kept = ReadAll(path);
  if (!kept.empty() && kept.back() == '\n') kept.pop_back();
  if (kept == wanted) return absl::OkStatus();
  if (!kept.empty()) {
    return FailedPrecondition(
        kSettingInvalid, Cat("the kept data belongs to another run (", kept, "; asked for ", wanted,
                             "): ask for the same, or begin anew with deploy/run.sh --fresh"));
  }
  std::ofstream file(path, std::ios::binary);
  file << wanted << '\n';
  if (file.flush()) return absl::OkStatus();
  return InvalidArgument(kSettingInvalid, Cat("cannot write ", path));
}

}  // namespace

absl::StatusOr<Ledger> Ledger::Open(const std::string& folder, const PlanParameters& parameters) {
  MOTCUA_RETURN_IF_ERROR(CheckPlan(Cat(folder, "/plan"), Describe(parameters)));
  Ledger ledger(parameters.dossiers);
  MOTCUA_RETURN_IF_ERROR(ledger.Load(Cat(folder, "/acknowledged")));
  return ledger;
}

Ledger::Ledger(Ledger&& other) noexcept
    : codes_(std::move(other.codes_)),
      acknowledged_(other.acknowledged_),
      file_(std::exchange(other.file_, -1)) {}

Ledger::~Ledger() {
  if (file_ >= 0) close(file_);
}

// Lines are "ARRIVAL CODE". What follows the last line feed was cut off by a crash: it was never
// acknowledged, and is cut away.
absl::Status Ledger::Load(const std::string& path) {
  const std::string text = ReadAll(path);
  const size_t whole = text.rfind('\n') + 1;  // npos + 1 is 0
  std::istringstream lines(text.substr(0, whole));
  int arrival;
  std::string code;
  while (lines >> arrival >> code) {
    if (arrival < 0 || arrival >= static_cast<int>(codes_.size())) continue;
    if (codes_[arrival].empty()) ++acknowledged_;
    codes_[arrival] = code;
  }
  file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const bool ready = file_ >= 0 && ftruncate(file_, static_cast<off_t>(whole)) == 0 &&
                     lseek(file_, 0, SEEK_END) >= 0;
  if (ready) return absl::OkStatus();
  return InvalidArgument(kSettingInvalid, Cat("cannot write ", path, ": ", strerror(errno)));
}

void Ledger::Acknowledge(int arrival, const std::string& code) {
  const std::string line = Cat(arrival, " ", code, "\n");
  if (write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    Log(kError, "an acknowledgement could not be written down", {{"error", strerror(errno)}});
    std::exit(1);
  }
  if (codes_[arrival].empty()) ++acknowledged_;
  codes_[arrival] = code;
}

}  // namespace motcua::province

#include "clients/cli/leases.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "common/base/strings.h"

namespace motcua::cli {
namespace {

constexpr size_t kMostRemembered = 2000;

std::string PathFrom(const Environment& environment) {
  const std::string state = environment.variable("XDG_STATE_HOME");
  if (!state.empty()) return state + "/motcua/leases";
  const std::string home = environment.variable("HOME");
  return home.empty() ? "" : home + "/.local/state/motcua/leases";
}

bool SameStep(const HeldLease& a, const HeldLease& b) {
  return a.identity == b.identity && a.dossier_code == b.dossier_code &&
         a.step_index == b.step_index;
}

std::string LineOf(const HeldLease& lease) {
  return Cat(lease.identity, "\t", lease.dossier_code, "\t", lease.step_index, "\t",
             lease.unit_code, "\t", lease.token, "\n");
}

bool ParseLine(std::string_view line, HeldLease* lease) {
  const auto parts = Split(line, '\t');
  if (parts.size() != 5 || !ParseInt(parts[2], &lease->step_index)) return false;
  lease->identity = parts[0];
  lease->dossier_code = parts[1];
  lease->unit_code = parts[3];
  lease->token = parts[4];
  return true;
}

// Keeps two runs of this program from losing each other's changes.
class FileLock {
 public:
  explicit FileLock(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
    file_ = open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ >= 0) flock(file_, LOCK_EX);
  }
  ~FileLock() {
    if (file_ >= 0) close(file_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace

LeaseBook::LeaseBook(const Environment& environment) : path_(PathFrom(environment)) {}

std::vector<HeldLease> LeaseBook::Read() const {
  std::vector<HeldLease> leases;
  const auto text = ReadFile(path_);
  if (!text.ok()) return leases;
  for (std::string_view line : Split(*text, '\n')) {
    HeldLease lease;
    if (ParseLine(line, &lease)) leases.push_back(std::move(lease));
  }
  return leases;
}

absl::Status LeaseBook::Write(const std::vector<HeldLease>& leases) const {
  std::string text;
  const size_t first = leases.size() > kMostRemembered ? leases.size() - kMostRemembered : 0;
  for (size_t i = first; i < leases.size(); ++i) text += LineOf(leases[i]);
  return WritePrivately(path_, text);
}

absl::Status LeaseBook::Remember(const std::vector<HeldLease>& leases) {
  if (path_.empty() || leases.empty()) return absl::OkStatus();
  FileLock lock(path_);
  std::vector<HeldLease> all = Read();
  for (const HeldLease& lease : leases) {
    std::erase_if(all, [&](const HeldLease& older) { return SameStep(older, lease); });
    all.push_back(lease);
  }
  return Write(all);
}

absl::StatusOr<HeldLease> LeaseBook::Find(const std::string& identity,
                                          const std::string& dossier_code, int step_index) const {
  std::vector<HeldLease> found;
  for (HeldLease& lease : Read()) {
    if (lease.identity != identity || lease.dossier_code != dossier_code) continue;
    if (step_index < 0 || lease.step_index == step_index) found.push_back(std::move(lease));
  }
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return UsageError(Cat(identity, " has claimed no such step of ", dossier_code,
                          " from here; claim it, or give --token, --unit and --step"));
  }
  return UsageError(Cat("more than one step of ", dossier_code, " is claimed; choose with --step"));
}

absl::Status LeaseBook::Forget(const HeldLease& lease) {
  if (path_.empty()) return absl::OkStatus();
  FileLock lock(path_);
  std::vector<HeldLease> all = Read();
  const size_t removed =
      std::erase_if(all, [&](const HeldLease& other) { return SameStep(other, lease); });
  return removed == 0 ? absl::OkStatus() : Write(all);
}

}  // namespace motcua::cli

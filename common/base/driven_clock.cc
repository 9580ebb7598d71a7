#include "common/base/driven_clock.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua {
namespace {

constexpr size_t kSize = sizeof(int64_t);

// Makes the file under a name of its own first, so that a reader finds it whole or not at all.
absl::Status MakeFile(const std::string& path, absl::Time start) {
  const std::string draft = Cat(path, ".", getpid());
  const int64_t micros = absl::ToUnixMicros(start);
  int fd = open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  const bool written = fd >= 0 && write(fd, &micros, kSize) == static_cast<ssize_t>(kSize);
  if (fd >= 0) close(fd);
  if (written && rename(draft.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return InvalidArgument(kSettingInvalid,
                         Cat("cannot make clock file ", path, ": ", strerror(errno)));
}

}  // namespace

MappedInstant::~MappedInstant() { munmap(micros_, kSize); }

absl::StatusOr<std::unique_ptr<MappedInstant>> MappedInstant::Open(const std::string& path,
                                                                   bool writable) {
  int fd = open(path.c_str(), (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (fd < 0) {
    return NotFound(kSettingInvalid, Cat("cannot open clock file ", path, ": ", strerror(errno)));
  }
  struct stat info {};
  const bool right_size = fstat(fd, &info) == 0 && info.st_size == static_cast<off_t>(kSize);
  const int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
  void* memory = right_size ? mmap(nullptr, kSize, protection, MAP_SHARED, fd, 0) : MAP_FAILED;
  close(fd);
  if (memory == MAP_FAILED) {
    return InvalidArgument(kSettingInvalid, Cat(path, " is not a clock file"));
  }
  return std::unique_ptr<MappedInstant>(new MappedInstant(static_cast<int64_t*>(memory)));
}

absl::Time MappedInstant::Get() const {
  return absl::FromUnixMicros(__atomic_load_n(micros_, __ATOMIC_ACQUIRE));
}

void MappedInstant::Set(absl::Time time) {
  __atomic_store_n(micros_, absl::ToUnixMicros(time), __ATOMIC_RELEASE);
}

absl::StatusOr<std::unique_ptr<DrivenClock>> DrivenClock::Open(const std::string& path) {
  auto instant = MappedInstant::Open(path, /*writable=*/false);
  if (!instant.ok()) return instant.status();
  return std::unique_ptr<DrivenClock>(new DrivenClock(*std::move(instant)));
}

absl::StatusOr<std::unique_ptr<DrivenClockWriter>> DrivenClockWriter::Create(
    const std::string& path, absl::Time start) {
  if (access(path.c_str(), F_OK) != 0) {
    if (auto made = MakeFile(path, start); !made.ok()) return made;
  }
  auto instant = MappedInstant::Open(path, /*writable=*/true);
  if (!instant.ok()) return instant.status();
  (*instant)->Set(start);
  return std::unique_ptr<DrivenClockWriter>(new DrivenClockWriter(*std::move(instant)));
}

}  // namespace motcua

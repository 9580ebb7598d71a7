// A clock that several processes read from one small file and one process drives: a whole year of
// work can be played with every deadline met to the microsecond, however slow the machine.
// The file holds one int64 in the machine's byte order: microseconds since 1970.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/clock.h"

namespace motcua {

// The shared instant, mapped into memory.
class MappedInstant {
 public:
  ~MappedInstant();
  MappedInstant(const MappedInstant&) = delete;
  MappedInstant& operator=(const MappedInstant&) = delete;

  // Maps an existing file of the right size.
  static absl::StatusOr<std::unique_ptr<MappedInstant>> Open(const std::string& path,
                                                             bool writable);
  absl::Time Get() const;
  void Set(absl::Time time);

 private:
  explicit MappedInstant(int64_t* micros) : micros_(micros) {}
  int64_t* micros_;
};

class DrivenClock : public Clock {
 public:
  // NOT_FOUND kSettingInvalid if the file is not there, INVALID_ARGUMENT if it is not a clock.
  static absl::StatusOr<std::unique_ptr<DrivenClock>> Open(const std::string& path);
  absl::Time Now() const override { return instant_->Get(); }

 private:
  explicit DrivenClock(std::unique_ptr<MappedInstant> instant) : instant_(std::move(instant)) {}
  std::unique_ptr<MappedInstant> instant_;
};

// The driver's side. One writer a file.
class DrivenClockWriter {
 public:
  // Takes over the file if it is there (its readers see the change), else makes it; then sets it
  // to `start`.
  static absl::StatusOr<std::unique_ptr<DrivenClockWriter>> Create(const std::string& path,
                                                                   absl::Time start);
  absl::Time Now() const { return instant_->Get(); }
  void Set(absl::Time time) { instant_->Set(time); }
  void Advance(absl::Duration by) { instant_->Set(instant_->Get() + by); }

 private:
  explicit DrivenClockWriter(std::unique_ptr<MappedInstant> instant)
      : instant_(std::move(instant)) {}
  std::unique_ptr<MappedInstant> instant_;
};

}  // namespace motcua

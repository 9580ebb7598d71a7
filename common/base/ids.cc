#include "common/base/ids.h"

#include <sys/random.h>

#include <array>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_format.h"

namespace motcua {
namespace {

constexpr int kLength = 26;

// Random bytes fetched in blocks: a system call an id would cost more than the id.
class RandomBytes {
 public:
  uint8_t Next() {
    if (used_ == bytes_.size()) Refill();
    return bytes_[used_++];
  }

 private:
  void Refill() {
    // Requests of up to 256 bytes are never cut short; a kernel without the call is not supported.
    if (getrandom(bytes_.data(), bytes_.size(), 0) != static_cast<ssize_t>(bytes_.size())) abort();
    used_ = 0;
  }

  std::array<uint8_t, 256> bytes_;
  size_t used_ = 256;
};

}  // namespace

std::string RandomIds::NewId() {
  static constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  thread_local RandomBytes random;
  std::string id(kLength, '0');
  for (char& c : id) c = kDigits[random.Next() & 31];
  return id;
}

std::string SequentialIds::NewId() {
  return absl::StrFormat("%s-%04d", prefix_, last_.fetch_add(1) + 1);
}

}  // namespace motcua

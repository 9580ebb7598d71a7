// Identifiers nobody can guess.
#pragma once

#include <atomic>
#include <string>

namespace motcua {

class IdSource {
 public:
  virtual ~IdSource() = default;
  // 26 characters of Crockford's base 32 (no I, L, O, U), never given before.
  virtual std::string NewId() = 0;
};

// 130 bits from the kernel's random source. Thread-safe.
class RandomIds : public IdSource {
 public:
  std::string NewId() override;
};

// prefix-0001, prefix-0002, …: for tests. Thread-safe.
class SequentialIds : public IdSource {
 public:
  explicit SequentialIds(std::string prefix) : prefix_(std::move(prefix)) {}
  std::string NewId() override;

 private:
  std::string prefix_;
  std::atomic<int> last_{0};
};

}  // namespace motcua

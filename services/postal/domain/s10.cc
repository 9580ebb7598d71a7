#include "services/postal/domain/s10.h"

#include "common/base/errors.h"
#include "common/base/reasons.h"

namespace motcua::postal {

absl::StatusOr<std::string> MakeS10(int64_t serial) {
  if (serial < 1 || serial > kMaxS10Serial) {
    return OutOfRange(kSerialsExhausted, "no S10 identifiers are left").With("serial", serial);
  }
  return validate::S10Of("EQ", serial);
}

}  // namespace motcua::postal

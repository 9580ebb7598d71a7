#include "common/cells/nature.h"

namespace motcua::cells {

Refusal MakeRefusal(std::string_view reason, std::string_view detail) {
  Refusal refusal;
  refusal.set_reason(std::string(reason));
  refusal.set_detail(std::string(detail));
  return refusal;
}

}  // namespace motcua::cells

#include "common/audit/chain.h"

namespace motcua::audit {

Hash Genesis(std::string_view archive_id, std::string_view stream) {
  Sha256 sha256;
  for (const std::string_view part : {std::string_view("motcua audit chain v1"), archive_id, stream}) {
    sha256.Add(part);
    sha256.Add("\n");
  }
  return sha256.Take();
}

void Chain::Extend(const ChainedRow& row) {
  sha256_.Add(BytesOf(hash_));
  sha256_.AddNumber(static_cast<uint64_t>(row.sequence), 8);
  sha256_.AddText(row.stream_id);
  sha256_.AddText(row.receiving_unit);
  sha256_.AddText(row.event);
  hash_ = sha256_.Take();
}

uint64_t Chain::mark() const {
  uint64_t mark = 0;
  for (int i = 0; i < 8; ++i) mark = mark << 8 | hash_[i];
  return mark;
}

}  // namespace motcua::audit

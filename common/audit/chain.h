// The hash chain over the archive's rows (docs/audit.md): each row's hash is made of the hash before
// it and the row, so that no row can be changed, left out, put in or moved without every later hash
// becoming another.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/audit/hash.h"

namespace motcua::audit {

// What of a row is chained; all other columns follow from it.
struct ChainedRow {
  int64_t sequence = 0;
  std::string_view stream_id;
  std::string_view receiving_unit;
  std::string_view event;  // serialized, as it came
};

// The hash before the first row.
Hash Genesis(std::string_view archive_id, std::string_view stream);

class Chain {
 public:
  explicit Chain(Hash start) : hash_(start) {}

  void Extend(const ChainedRow& row);
  // After the last row.
  const Hash& hash() const { return hash_; }
  // The first eight bytes of it, which are kept beside each row so that the first wrong one can be
  // named.
  uint64_t mark() const;

 private:
  Sha256 sha256_;
  Hash hash_;
};

}  // namespace motcua::audit

// What the national portal is told of a dossier besides the archive's row: supplements, payments,
// the result, and when the steps of its route began. Folded from its events; no personal data.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::reporting {

// Papers asked for, before acceptance (completion) or after it (supplement).
struct PapersAsked {
  std::string text;  // what, and why
  absl::Time asked = absl::InfiniteFuture();
  absl::Time handed_in = absl::InfiniteFuture();  // InfiniteFuture: not yet
  absl::Time old_due = absl::InfiniteFuture();    // the promise then; InfiniteFuture: none
  absl::Time new_due = absl::InfiniteFuture();    // after it was handed in
};

struct NationalFacts {
  int subject_kind = 0;       // type::v1::SubjectKind; 0: not known
  int procedure_version = 0;  // 0: not known
  absl::Time due = absl::InfiniteFuture();
  std::vector<PapersAsked> asked;
  int64_t paid_vnd = 0;
  std::string note;  // why it was refused, withdrawn or put off
  bool has_result = false;
  bool rejected = false;
  absl::Time result_time = absl::InfiniteFuture();
  std::map<int, absl::Time> queued;  // since when a step is in its unit's queue, by index
};

void Fold(const event::v1::Event& event, NationalFacts& facts);

}  // namespace motcua::reporting

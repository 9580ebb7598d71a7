// Shows how far the play is: a bar that is drawn anew on a terminal, else a line every five
// percent.
#pragma once

#include <cstdio>
#include <string>

#include "absl/time/time.h"
#include "clients/province/reactions.h"
#include "common/base/clock.h"

namespace motcua::province {

// One line, without a line feed.
std::string ProgressLine(double share, absl::Time now, const Tally& tally);

class Progress {
 public:
  Progress(absl::Time begin, absl::Time end, std::FILE* out);
  // Draws if enough has changed since the last time.
  void Show(absl::Time now, const Tally& tally);
  // Ends the line, so that others can write.
  void Finish(absl::Time now, const Tally& tally);

 private:
  double ShareAt(absl::Time now) const;
  void Draw(absl::Time now, const Tally& tally);

  absl::Time begin_;
  absl::Time end_;
  std::FILE* out_;
  bool on_terminal_;
  Stopwatch since_drawn_;
  int drawn_steps_ = -1;  // of five percent
  bool line_open_ = false;
};

}  // namespace motcua::province

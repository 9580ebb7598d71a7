#include "clients/province/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"
#include "common/base/strings.h"

namespace motcua::province {
namespace {

constexpr int kBarWidth = 24;
constexpr absl::Duration kRedraw = absl::Milliseconds(100);

std::string Bar(double share) {
  const int full = static_cast<int>(std::lround(share * kBarWidth));
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) bar += i < full ? "█" : "░";
  return bar;
}

}  // namespace

std::string ProgressLine(double share, absl::Time now, const Tally& tally) {
  return Cat(Bar(share),
             absl::StrFormat(" %3d %%  %s  filed %d  closed %d  open %d  late %d",
                             static_cast<int>(share * 100),
                             absl::FormatTime("%Y-%m-%d %H:%M", now, LocalZone()), tally.filed,
                             tally.ended, tally.filed - tally.ended, tally.late));
}

Progress::Progress(absl::Time begin, absl::Time end, std::FILE* out)
    : begin_(begin), end_(end), out_(out), on_terminal_(isatty(fileno(out)) != 0) {}

double Progress::ShareAt(absl::Time now) const {
  return std::clamp(absl::FDivDuration(now - begin_, end_ - begin_), 0.0, 1.0);
}

void Progress::Show(absl::Time now, const Tally& tally) {
  const int steps = static_cast<int>(ShareAt(now) * 20);
  const bool draw = on_terminal_ ? since_drawn_.Elapsed() >= kRedraw : steps > drawn_steps_;
  drawn_steps_ = steps;
  if (draw) Draw(now, tally);
}

void Progress::Draw(absl::Time now, const Tally& tally) {
  since_drawn_.Restart();
  const std::string line = ProgressLine(ShareAt(now), now, tally);
  std::fprintf(out_, on_terminal_ ? "\r%s\x1b[K" : "%s\n", line.c_str());
  std::fflush(out_);
  line_open_ = on_terminal_;
}

void Progress::Finish(absl::Time now, const Tally& tally) {
  if (on_terminal_) Draw(now, tally);
  if (line_open_) std::fputc('\n', out_);
  line_open_ = false;
}

}  // namespace motcua::province

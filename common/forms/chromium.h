// Pages on paper: a headless Chromium of this machine makes the PDF.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace motcua::forms {

struct ChromiumOptions {
  // Tried in this order; names are looked for in PATH.
  std::vector<std::string> programs = {"chromium", "chromium-browser", "google-chrome"};
  absl::Duration timeout = absl::Minutes(1);  // real time
};

// The page as a PDF, its paper as the page's style says. Works in a folder of its own that nobody
// else can read, and removes it. NOT_FOUND: no such program here. INTERNAL: it failed; with its
// last words. DEADLINE_EXCEEDED: it took too long.
absl::StatusOr<std::string> PdfOf(const std::string& html, const ChromiumOptions& options = {});

// The page as a PNG of the given size.
absl::StatusOr<std::string> PngOf(const std::string& html, int width, int height,
                                  const ChromiumOptions& options = {});

}  // namespace motcua::forms

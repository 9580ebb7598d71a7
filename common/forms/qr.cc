#include "common/forms/qr.h"

#include <qrencode.h>

#include <memory>

#include "common/base/strings.h"

namespace motcua::forms {
namespace {

constexpr int kQuietZone = 4;

// The dark modules of a line as rectangles of one path.
void AppendLine(const QRcode& code, int y, std::string& path) {
  const auto dark = [&](int x) {
    return x < code.width && (code.data[y * code.width + x] & 1) != 0;
  };
  for (int x = 0; x < code.width; ++x) {
    if (!dark(x)) continue;
    const int begin = x;
    while (dark(x)) ++x;
    Append(&path, "M", begin + kQuietZone, " ", y + kQuietZone, "h", x - begin, "v1h-", x - begin,
           "z");
  }
}

}  // namespace

std::string QrSvg(const std::string& text) {
  if (text.empty()) return "";
  // Level M survives a stain on 15 % of the picture.
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), /*version=*/0, QR_ECLEVEL_M), &QRcode_free);
  if (code == nullptr) return "";
  std::string path;
  for (int y = 0; y < code->width; ++y) AppendLine(*code, y, path);
  const int size = code->width + 2 * kQuietZone;
  return Cat("<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", size, " ",
             size, "\" shape-rendering=\"crispEdges\"><path d=\"", path, "\"/></svg>");
}

}  // namespace motcua::forms

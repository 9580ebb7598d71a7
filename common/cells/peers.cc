#include "common/cells/peers.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"

namespace motcua::cells {

absl::StatusOr<Peers> Peers::Parse(const std::string& setting, const Connect& connect) {
  Peers peers;
  if (setting.empty()) return peers;
  for (std::string_view part : Split(setting, ',')) {
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0 || part.find(':') == part.npos) {
      return InvalidArgument(kSettingInvalid, Cat("--", kPeerCellsSetting, ": \"", part,
                                                  "\" is not of the form CELL=host:port"));
    }
    Peer peer{.address = std::string(part.substr(equals + 1)), .channel = nullptr};
    MOTCUA_ASSIGN_OR_RETURN(peer.channel, connect(peer.address));
    peers.Add(std::string(part.substr(0, equals)), std::move(peer));
  }
  return peers;
}

absl::StatusOr<Peer> Peers::Find(const std::string& cell) const {
  const auto found = by_cell_.find(cell);
  if (found != by_cell_.end()) return found->second;
  return NotFound(kCellNotFound, "the settings name no such cell").With("cell", cell);
}

}  // namespace motcua::cells

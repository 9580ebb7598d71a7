// The same service in other cells.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/runtime/channel.h"

namespace motcua::cells {

// Name and help of the setting that Parse reads.
inline constexpr char kPeerCellsSetting[] = "peer-cells";
inline constexpr char kPeerCellsHelp[] =
    "the same service in other cells, into which open work may be moved: CELL=host:port,…";

struct Peer {
  std::string address;  // host:port
  std::shared_ptr<runtime::Channel> channel;
};

class Peers {
 public:
  using Connect =
      std::function<absl::StatusOr<std::shared_ptr<runtime::Channel>>(const std::string& address)>;

  // `setting`: "CELL=host:port,…"; may be empty. INVALID_ARGUMENT for another form.
  static absl::StatusOr<Peers> Parse(const std::string& setting, const Connect& connect);

  // NOT_FOUND CELL_NOT_FOUND.
  absl::StatusOr<Peer> Find(const std::string& cell) const;
  void Add(const std::string& cell, Peer peer) { by_cell_[cell] = std::move(peer); }

 private:
  std::map<std::string, Peer> by_cell_;
};

}  // namespace motcua::cells

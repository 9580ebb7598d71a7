// What the national portal is to be told of the events of the archive.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/reporting_service.pb.h"
#include "services/reporting/scope.h"
#include "services/reporting/store/archive.h"
#include "services/reporting/watch.h"

namespace motcua::reporting {

using NationalSteps = std::vector<v1::NationalStep>;

// The steps of one dossier, by the sequence of the event that led to them; `history`: its events
// from the first on. A step is a change of status, a new promise under the same status, or a step of
// the route that was done.
std::map<int64_t, NationalSteps> NationalStepsOf(const std::vector<StoredEvent>& history,
                                                 const catalogue::Catalogue& catalogue);

// Sends the steps of a watch's events; needs the whole history of each dossier that moves.
class NationalOutput : public WatchOutput {
 public:
  using Writer = runtime::Writer<v1::SyncNationalPortalResponse>;

  // All must outlive the output.
  NationalOutput(Archive& archive, const Scope& scope, const catalogue::Catalogue& catalogue,
                 Writer& writer)
      : archive_(archive), scope_(scope), catalogue_(catalogue), writer_(writer) {}

  async::Task<absl::Status> Prepare(const EventPage& page) override;
  async::Task<bool> Write(const StoredEvent& stored, std::string token) override;
  async::Task<bool> WriteSignOfLife(std::string token) override;
  bool Open() const override { return writer_.Open(); }

 private:
  Archive& archive_;
  const Scope& scope_;
  const catalogue::Catalogue& catalogue_;
  Writer& writer_;
  std::map<int64_t, NationalSteps> steps_;  // of the page in hand, by sequence
};

}  // namespace motcua::reporting

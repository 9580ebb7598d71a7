// The RPC of motcua.reporting.v1.HistoryService.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/async/task.h"
#include "common/catalogue/catalogue.h"
#include "common/crypto/hmac.h"
#include "common/runtime/rpc_server.h"
#include "motcua/reporting/v1/history_service.pb.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// Names by which nobody is known outside of the archive.
class Pseudonyms {
 public:
  // `identified`: names as they are.
  Pseudonyms(const std::string& archive_id, bool identified)
      : hmac_(archive_id), identified_(identified) {}

  // Sixteen hexadecimal digits after `prefix`; "" and "motcua" (the system) stay.
  std::string Of(std::string_view prefix, const std::string& name) const;

 private:
  Hmac hmac_;
  bool identified_;
};

// What is given out of a history.
v1::StreamHistoriesResponse ToMessage(const WholeHistory& history, const Pseudonyms& names);

class HistoryService {
 public:
  // Both must outlive the object. `page`: dossiers read at a time.
  HistoryService(Archive& archive, const catalogue::Catalogue& catalogue, int page = 500)
      : archive_(archive), catalogue_(catalogue), page_(page) {}

  async::Task<absl::Status> StreamHistories(const runtime::CallContext& call,
                                            const v1::StreamHistoriesRequest& request,
                                            runtime::Writer<v1::StreamHistoriesResponse>& writer);

  // Registers every RPC. The object must outlive the server.
  void Serve(runtime::RpcServer& server);

 private:
  Archive& archive_;
  const catalogue::Catalogue& catalogue_;
  int page_;
};

}  // namespace motcua::reporting

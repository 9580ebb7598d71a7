// Tells the client of a stream how far a long report is.
#pragma once

#include "common/runtime/rpc_server.h"
#include "services/reporting/reports/report_work.h"

namespace motcua::reporting {

// Response has a field `progress`.
template <class Response>
class StreamProgress : public ProgressListener {
 public:
  explicit StreamProgress(runtime::Writer<Response>& writer) : writer_(writer) {}

  async::Task<bool> Tell(int64_t done, int64_t total) override {
    Response response;
    response.mutable_progress()->set_done(done);
    response.mutable_progress()->set_total(total);
    const bool connected = co_await writer_.Write(response);
    co_return connected;
  }
  bool Open() const override { return writer_.Open(); }

 private:
  runtime::Writer<Response>& writer_;
};

}  // namespace motcua::reporting

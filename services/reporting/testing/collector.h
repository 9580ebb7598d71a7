// A client of a stream that keeps what it gets: for tests.
#pragma once

#include <vector>

#include "common/runtime/rpc_server.h"

namespace motcua::reporting {

template <class Response>
class Collector : public runtime::Sink {
 public:
  // Goes away after so many messages.
  explicit Collector(size_t leaves_after = SIZE_MAX) : leaves_after_(leaves_after) {}

  absl::Status Answer(const google::protobuf::Message&) override { return absl::OkStatus(); }
  async::Task<bool> Write(const google::protobuf::Message& message) override {
    messages_.push_back(static_cast<const Response&>(message));
    co_return Open();
  }
  bool Open() const override { return messages_.size() < leaves_after_; }

  const std::vector<Response>& messages() const { return messages_; }

 private:
  size_t leaves_after_;
  std::vector<Response> messages_;
};

}  // namespace motcua::reporting

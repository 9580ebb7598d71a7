// A gRPC service that hands over every method's requests as bytes, built from a table instead of
// generated code.
#pragma once

#include <vector>

#include "common/runtime/method.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_stream.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/byte_buffer.h"

namespace motcua::runtime {

using UnaryResponder = grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>;
using StreamResponder = grpc::ServerAsyncWriter<grpc::ByteBuffer>;

class RawService final : public grpc::Service {
 public:
  // `methods` are those of one proto service and must outlive this object: gRPC keeps their names.
  explicit RawService(const std::vector<const Method*>& methods) {
    for (const Method* method : methods) {
      const auto type = method->server_streaming ? grpc::internal::RpcMethod::SERVER_STREAMING
                                                 : grpc::internal::RpcMethod::NORMAL_RPC;
      AddMethod(new grpc::internal::RpcServiceMethod(method->path.c_str(), type, nullptr));
      MarkMethodRaw(count_++);
    }
  }

  // Asks for the next call of the method at `index`.
  void Request(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
               UnaryResponder* responder, grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncUnary(index, context, request, responder, queue, queue, tag);
  }
  void Request(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
               StreamResponder* responder, grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncServerStreaming(index, context, request, responder, queue, queue, tag);
  }

 private:
  int count_ = 0;
};

}  // namespace motcua::runtime

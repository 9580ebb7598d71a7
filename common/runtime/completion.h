// Tags of a gRPC completion queue, and the loop that takes them.
#pragma once

#include "grpcpp/completion_queue.h"

namespace motcua::runtime {

// What a completion queue is given as a tag.
class Completion {
 public:
  virtual ~Completion() = default;
  // The operation ended; `ok` as gRPC defines it for the operation.
  virtual void Complete(bool ok) = 0;
};

// A Completion that calls one member function of `Owner`.
template <class Owner, void (Owner::*kComplete)(bool)>
class CompletionOf final : public Completion {
 public:
  explicit CompletionOf(Owner* owner) : owner_(owner) {}
  void Complete(bool ok) override { (owner_->*kComplete)(ok); }

 private:
  Owner* owner_;
};

// Runs completions until the queue is shut down and empty.
inline void RunCompletions(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  while (queue.Next(&tag, &ok)) static_cast<Completion*>(tag)->Complete(ok);
}

}  // namespace motcua::runtime

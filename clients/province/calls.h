// Calls of the public API on account of errands, and the answers nobody expected.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/province/errand.h"
#include "clients/province/wire.h"
#include "common/async/task.h"

namespace motcua::province {

// How often, by "Method REASON".
using Surprises = std::map<std::string, int64_t>;

class Calls {
 public:
  // `wire` must outlive this.
  explicit Calls(Wire& wire) : wire_(wire) {}

  // What all errands of a tick take for the present.
  void SetNow(absl::Time now) { now_ = now; }
  absl::Time now() const { return now_; }
  bool stopping() const { return wire_.stopping(); }

  // `method` is "motcua.intake.v1.IntakeService/SubmitDossier". Repeats the call while its service
  // is away; other errors are counted as surprises.
  template <class Res, class Req>
  async::Task<absl::StatusOr<Res>> Call(std::string identity, std::string method, Req request) {
    absl::StatusOr<Res> answer = co_await wire_.Call<Res>(std::move(identity), ServiceOf(method),
                                                          "/" + method, std::move(request));
    if (!answer.ok()) NoteError(method, answer.status());
    co_return answer;
  }

  // Unique to the errand and the tick: a tick that was cut short by a crash and is played again
  // repeats its calls instead of doubling them.
  std::string RequestId(std::string_view verb, const Errand& errand) const;

  void NoteSurprise(std::string what) { ++surprises_[std::move(what)]; }
  const Surprises& surprises() const { return surprises_; }

 private:
  static std::string ServiceOf(std::string_view method);
  void NoteError(const std::string& method, const absl::Status& status);

  Wire& wire_;
  absl::Time now_;
  Surprises surprises_;
};

}  // namespace motcua::province

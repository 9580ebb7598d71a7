#include "services/intake/visit_source.h"

#include "common/runtime/channel.h"
#include "motcua/postal/v1/work_service.pb.h"

namespace motcua::intake {
namespace {

// Guidance without the visit is better than guidance that comes late.
constexpr absl::Duration kTimeout = absl::Milliseconds(500);

}  // namespace

async::Task<absl::StatusOr<v1::PostmanVisit>> PostalVisits::Next(std::string home_commune) {
  postal::v1::FindVisitRequest request;
  request.set_home_commune(std::move(home_commune));
  std::string method = "/motcua.postal.v1.WorkService/FindVisit";
  auto found =
      co_await postal_->Call<postal::v1::FindVisitResponse>(std::move(method), request, kTimeout);
  if (!found.ok()) co_return found.status();
  v1::PostmanVisit visit;
  visit.set_post_office(found->post_office());
  *visit.mutable_begin_time() = found->begin_time();
  *visit.mutable_end_time() = found->end_time();
  co_return visit;
}

}  // namespace motcua::intake

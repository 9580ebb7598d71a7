#include "common/runtime/published_catalogue.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/store/keys.h"

namespace motcua::runtime {
namespace {

using catalogue::Catalogue;

constexpr size_t kNumberLength = 10;

std::vector<Catalogue::File> FilesOf(const catalogue::v1::PublishedCatalogue& published) {
  std::vector<Catalogue::File> files;
  for (const auto& file : published.files()) files.push_back({file.name(), file.text()});
  return files;
}

absl::Status Corrupt() { return Internal(kStateCorrupt, "the published catalogue cannot be read"); }

}  // namespace

bool SameUnits(const Catalogue& a, const Catalogue& b) {
  const auto known = [&b](const auto& unit) { return b.FindUnit(unit.code()) != nullptr; };
  return a.units().size() == b.units().size() && std::ranges::all_of(a.units(), known);
}

PublishedCatalogue::PublishedCatalogue(redis::Client& redis, std::string cell, Catalogue& catalogue)
    : redis_(redis),
      key_(store::Keys(cell).Aggregate(kCatalogueKind, kPublishedId)),
      catalogue_(catalogue) {}

async::Task<absl::StatusOr<int64_t>> PublishedCatalogue::ReadNumber() {
  redis::Args args = {"GETRANGE", key_, "0", Cat(kNumberLength - 1)};
  auto reply = co_await redis_.Call(std::move(args));
  if (!reply.ok()) co_return reply.status();
  int64_t number = 0;
  if (!reply->text.empty() && !ParseInt(reply->text, &number)) co_return Corrupt();
  co_return number;
}

async::Task<absl::Status> PublishedCatalogue::Read() {
  redis::Args args = {"GET", key_};
  auto reply = co_await redis_.Call(std::move(args));
  if (!reply.ok()) co_return reply.status();
  const std::string& bytes = reply->text;
  int64_t number = 0;
  catalogue::v1::PublishedCatalogue published;
  if (bytes.size() < kNumberLength || !ParseInt(bytes.substr(0, kNumberLength), &number) ||
      !published.ParseFromString(bytes.substr(kNumberLength))) {
    co_return Corrupt();
  }
  seen_ = number;
  published_ = std::move(published);
  co_return absl::OkStatus();
}

async::Task<absl::Status> PublishedCatalogue::TakeUp(bool starting) {
  MOTCUA_CO_ASSIGN_OR_RETURN(const int64_t number, co_await ReadNumber());
  if (number == seen_) co_return fault_;
  MOTCUA_CO_RETURN_IF_ERROR(co_await Read());
  auto next = Catalogue::FromFiles(FilesOf(published_));
  published_.clear_files();
  fault_ = next.status();
  restart_needed_ = next.ok() && !starting && !SameUnits(catalogue_, *next);
  if (!next.ok() || restart_needed_) co_return fault_;
  if (next->version() != catalogue_.version()) catalogue_.Replace(*std::move(next));
  Log(kInfo, "catalogue taken up",
      {{"version", catalogue_.version()}, {"publisher", published_.publisher()}});
  co_return absl::OkStatus();
}

ops::v1::GetCatalogueStatusResponse PublishedCatalogue::Status() const {
  ops::v1::GetCatalogueStatusResponse status;
  status.set_running_version(catalogue_.version());
  status.set_published_version(published_.version());
  status.set_publisher(published_.publisher());
  if (published_.has_publish_time()) *status.mutable_publish_time() = published_.publish_time();
  status.set_restart_needed(restart_needed_);
  return status;
}

}  // namespace motcua::runtime

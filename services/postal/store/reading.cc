#include "services/postal/store/reading.h"

#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/postal/domain/parcels.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using store::Versioned;

absl::StatusOr<Versioned<Consignment>> Named(absl::StatusOr<Versioned<Consignment>> loaded,
                                             std::string_view parcel_id) {
  if (!absl::IsNotFound(loaded.status())) return loaded;
  return NotFound(kConsignmentNotFound, "no such consignment").With("consignmentId", parcel_id);
}

// What a call answers as a list.
async::Task<absl::StatusOr<std::vector<std::string>>> ReadMembers(store::Committer& committer,
                                                                  redis::Args args) {
  auto reply = co_await committer.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  std::vector<std::string> members;
  for (redis::Reply& item : reply->items) members.push_back(std::move(item.text));
  co_return members;
}

}  // namespace

async::Task<absl::StatusOr<Versioned<Consignment>>> LoadByParcel(Consignments& consignments,
                                                                 std::string parcel_id) {
  auto loaded = co_await consignments.Load(parcel_id);
  if (!loaded.ok() || loaded->state->parcel_of().empty()) co_return Named(loaded, parcel_id);
  std::string lead = loaded->state->parcel_of();
  auto whole = co_await consignments.Load(std::move(lead));
  co_return Named(std::move(whole), parcel_id);
}

async::Task<absl::StatusOr<Versioned<Consignment>>> LoadByParcel(Consignments& consignments,
                                                                 keeping::Kept<Consignment>& kept,
                                                                 std::string parcel_id) {
  auto loaded = co_await LoadByParcel(consignments, parcel_id);
  if (!absl::IsNotFound(loaded.status())) co_return loaded;
  std::string id = parcel_id;
  loaded = co_await kept.Load(consignments, std::move(id));
  if (loaded.ok() && !loaded->state->parcel_of().empty()) {
    std::string lead = loaded->state->parcel_of();
    loaded = co_await kept.Load(consignments, std::move(lead));
  }
  co_return Named(std::move(loaded), parcel_id);
}

async::Task<absl::StatusOr<std::vector<std::string>>> ConsignmentsOf(
    Consignments& consignments, std::vector<std::string> parcel_ids) {
  auto loaded = co_await consignments.LoadMany(std::move(parcel_ids));
  if (!loaded.ok()) co_return loaded.status();
  std::vector<std::string> ids;
  for (const Versioned<Consignment>& one : *loaded) {
    if (one.version == 0) {
      ids.emplace_back();
    } else {
      ids.push_back(one.state->parcel_of().empty() ? one.state->id() : one.state->parcel_of());
    }
  }
  co_return ids;
}

namespace {

// Identifiers of a dossier's consignments by creation, from this place on (-1: the last).
async::Task<absl::StatusOr<std::vector<std::string>>> IdsOfDossier(Consignments& consignments,
                                                                   std::string dossier_code,
                                                                   int first) {
  store::Committer& committer = consignments.committer();
  redis::Args args;
  args.emplace_back("ZRANGE");
  args.push_back(committer.keys().Index(kConsignmentKind, ListOfDossier(dossier_code)));
  args.push_back(Cat(first));
  args.emplace_back("-1");
  co_return co_await ReadMembers(committer, std::move(args));
}

}  // namespace

async::Task<absl::StatusOr<std::optional<Consignment>>> LastOfDossier(Consignments& consignments,
                                                                      std::string dossier_code) {
  auto ids = co_await IdsOfDossier(consignments, std::move(dossier_code), -1);
  if (!ids.ok()) co_return ids.status();
  if (ids->empty()) co_return std::nullopt;
  auto loaded = co_await consignments.Load(std::move(ids->front()));
  if (absl::IsNotFound(loaded.status())) co_return std::nullopt;
  if (!loaded.ok()) co_return loaded.status();
  co_return *loaded->state;
}

async::Task<absl::StatusOr<std::vector<Consignment>>> ConsignmentsOfDossier(
    Consignments& consignments, std::string dossier_code) {
  auto ids = co_await IdsOfDossier(consignments, std::move(dossier_code), 0);
  if (!ids.ok()) co_return ids.status();
  auto loaded = co_await consignments.LoadMany(*std::move(ids));
  if (!loaded.ok()) co_return loaded.status();
  std::vector<Consignment> found;
  for (const Versioned<Consignment>& one : *loaded) {
    if (one.version == 0) continue;
    found.push_back(*one.state);
    ParcelOf(found.back(), one.state->id());  // stored before parcels were recorded: it has one
  }
  co_return found;
}

async::Task<absl::StatusOr<std::vector<std::string>>> ReadDue(store::Committer& committer,
                                                              std::string key, absl::Time now,
                                                              int64_t count) {
  redis::Args args;
  args.emplace_back("ZRANGE");
  args.push_back(std::move(key));
  args.emplace_back("-inf");
  args.push_back(Cat(absl::ToUnixMillis(now)));
  args.emplace_back("BYSCORE");
  args.emplace_back("LIMIT");
  args.emplace_back("0");
  args.push_back(Cat(count));
  co_return co_await ReadMembers(committer, std::move(args));
}

}  // namespace motcua::postal

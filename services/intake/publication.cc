#include "services/intake/publication.h"

#include <algorithm>
#include <set>

#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/base/proto_time.h"
#include "common/base/reasons.h"
#include "common/base/request_id.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/catalogue/diff/diff.h"
#include "common/runtime/published_catalogue.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/intake/domain/fields.h"
#include "services/intake/store/dossier_list.h"
#include "services/intake/store/places.h"

namespace motcua::intake {
namespace {

using catalogue::Catalogue;
using catalogue::v1::Procedure;

constexpr int kPage = 500;

const Procedure* FindVersion(const Catalogue& catalogue, const std::string& code, int version) {
  return catalogue.FindProcedureKept(code, version, absl::CivilDay());
}

// What a dossier has of its procedure: papers, cases, fee, limit, route.
Procedure Essence(const Procedure& procedure) {
  Procedure essence = procedure;
  essence.clear_name();
  essence.clear_field();
  essence.clear_keywords();
  essence.clear_legal_bases();
  essence.clear_levels();
  essence.clear_valid_from();
  essence.clear_valid_to();
  essence.set_version(catalogue::VersionOf(procedure));
  return essence;
}

bool SameEssence(const Procedure& a, const Procedure& b) {
  return google::protobuf::util::MessageDifferencer::Equals(Essence(a), Essence(b));
}

v1::CatalogueChange Show(const catalogue::Change& change) {
  v1::CatalogueChange shown;
  shown.set_kind(std::string(catalogue::WordOf(change.kind)));
  shown.set_what(change.what);
  shown.set_key(change.key);
  shown.set_name(change.name);
  for (const std::string& detail : change.details) shown.add_details(detail);
  return shown;
}

// Codes of the procedures that any of the changes is about.
std::set<std::string> ChangedProcedures(const std::vector<catalogue::Change>& changes) {
  std::set<std::string> codes;
  for (const catalogue::Change& change : changes) {
    if (change.what == "procedure") codes.insert(change.key.substr(0, change.key.find(' ')));
  }
  return codes;
}

v1::PublishCatalogueResponse Answer(const Catalogue& before, const Catalogue& after,
                                    const OpenByVersion& open) {
  v1::PublishCatalogueResponse response;
  response.set_old_version(before.version());
  response.set_new_version(after.version());
  const std::vector<catalogue::Change> changes = catalogue::Diff(before, after);
  for (const catalogue::Change& change : changes) *response.add_changes() = Show(change);
  const std::set<std::string> changed = ChangedProcedures(changes);
  for (const auto& [kept, count] : open) {
    if (!changed.contains(kept.first)) continue;
    v1::VersionInUse& in_use = *response.add_in_use();
    in_use.set_procedure_code(kept.first);
    in_use.set_version(kept.second);
    in_use.set_open_dossiers(count);
  }
  response.set_restart_needed(!runtime::SameUnits(before, after));
  return response;
}

absl::Status InUse(const std::vector<std::string>& obstacles) {
  std::string message;
  for (const std::string& line : obstacles) Append(&message, message.empty() ? "" : "\n", line);
  return FailedPrecondition(kCatalogueInUse, std::move(message))
      .With("obstacles", static_cast<int64_t>(obstacles.size()));
}

std::vector<Catalogue::File> FilesOf(const v1::PublishCatalogueRequest& request) {
  std::vector<Catalogue::File> files;
  for (const v1::CatalogueText& file : request.files()) files.push_back({file.name(), file.text()});
  std::ranges::sort(files, {}, &Catalogue::File::name);
  return files;
}

}  // namespace

std::vector<std::string> ObstaclesTo(const Catalogue& before, const Catalogue& after,
                                     const OpenByVersion& open) {
  std::vector<std::string> obstacles;
  for (const auto& unit : before.units()) {
    if (after.FindUnit(unit.code()) != nullptr) continue;
    obstacles.push_back(Cat("unit ", unit.code(), " is missing: give it a last day instead"));
  }
  for (const auto& [kept, count] : open) {
    const auto& [code, version] = kept;
    const Procedure* old = FindVersion(before, code, version);
    const Procedure* now = FindVersion(after, code, version);
    const std::string name = Cat("procedure ", code, " version ", version);
    if (now == nullptr) {
      obstacles.push_back(Cat(name, " is missing: ", count, " open dossiers keep it"));
    } else if (old != nullptr && !SameEssence(*old, *now)) {
      obstacles.push_back(Cat(name, " says something else, while ", count,
                              " open dossiers keep it: write a further version"));
    }
  }
  return obstacles;
}

int CataloguePublisher::VersionKept(const dossier::v1::Dossier& dossier) const {
  if (dossier.procedure_version() > 0) return dossier.procedure_version();
  const absl::Time filed = FromProto(dossier.submit_time());
  const auto* procedure = catalogue_.FindProcedure(dossier.procedure_code(),
                                                   absl::ToCivilDay(filed, LocalZone()));
  return procedure == nullptr ? 1 : catalogue::VersionOf(*procedure);
}

async::Task<absl::StatusOr<OpenByVersion>> CataloguePublisher::CountOpen() {
  OpenByVersion open;
  store::Committer& committer = dossiers_.committer();
  std::string position;
  do {
    auto page = co_await ReadCodes(committer.redis(), committer.keys().Open(kDossierKind),
                                   std::move(position), kPage);
    if (!page.ok()) co_return page.status();
    position = page->next;
    auto loaded = co_await dossiers_.LoadMany(std::move(page->codes));
    if (!loaded.ok()) co_return loaded.status();
    for (const auto& one : *loaded) {
      if (one.state != nullptr) ++open[{one.state->procedure_code(), VersionKept(*one.state)}];
    }
  } while (!position.empty());
  co_return open;
}

async::Task<absl::StatusOr<v1::PublishCatalogueResponse>> CataloguePublisher::PublishCatalogue(
    const CallContext& call, const v1::PublishCatalogueRequest& request) {
  MOTCUA_CO_RETURN_IF_ERROR(CheckRequestId(request.request_id()));
  if (request.files().empty()) {
    co_return InvalidArgument(kFieldRequired, "files: is required").Field("files", "is required");
  }
  const std::vector<Catalogue::File> files = FilesOf(request);
  MOTCUA_CO_ASSIGN_OR_RETURN(const Catalogue next, Catalogue::FromFiles(files));
  MOTCUA_CO_ASSIGN_OR_RETURN(const OpenByVersion open, co_await CountOpen());
  const auto obstacles = ObstaclesTo(catalogue_, next, open);
  if (!obstacles.empty()) co_return InUse(obstacles);
  v1::PublishCatalogueResponse response = Answer(catalogue_, next, open);
  if (request.dry_run()) co_return response;
  response.set_published(true);
  using Draft = store::Draft<catalogue::v1::PublishedCatalogue>;
  std::function<absl::StatusOr<v1::PublishCatalogueResponse>(Draft&)> decide =
      [&](Draft& draft) -> absl::StatusOr<v1::PublishCatalogueResponse> {
    draft.state.Clear();
    for (const Catalogue::File& file : files) {
      auto& kept = *draft.state.add_files();
      kept.set_name(file.name);
      kept.set_text(file.text);
    }
    draft.state.set_version(next.version());
    draft.state.set_publisher(call.caller.name);
    *draft.state.mutable_publish_time() = ToProto(clock_.Now());
    draft.changed = true;
    return response;
  };
  store::Command command = store::CommandOf(dossiers_.committer().keys(), "intake",
                                            call.caller.name, request);
  auto done = co_await published_.Execute<v1::PublishCatalogueResponse>(
      std::move(command), runtime::kPublishedId, std::move(decide));
  if (done.ok()) {
    Log(kInfo, "catalogue published",
        {{"version", done->new_version()}, {"caller", call.caller.name}});
  }
  co_return done;
}

}  // namespace motcua::intake

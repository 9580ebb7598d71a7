#include "clients/cli/commands/replay.h"

#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "clients/cli/output/json.h"
#include "clients/cli/output/table.h"
#include "clients/cli/output/words.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "common/shipped/shipped.h"
#include "services/postal/domain/replay.h"

namespace motcua::cli {
namespace {

using postal::Fold;
using postal::Replay;
using postal::TrackingHistory;

absl::StatusOr<Replay> Prepare(Session& session, std::string carriers) {
  if (carriers.empty()) {
    const auto variable = [&](const char* name) { return session.Variable(name); };
    MOTCUA_ASSIGN_OR_RETURN(carriers, shipped::FindCarriers(variable));
  }
  MOTCUA_ASSIGN_OR_RETURN(auto tables, shipped::LoadCarriers(carriers));
  return Replay(std::move(tables));
}

absl::Status Play(Session& session, const std::string& file, Replay* replay) {
  MOTCUA_ASSIGN_OR_RETURN(const auto lines, ReadLines(file, session.in()));
  for (const NumberedLine& line : lines) {
    const auto record = postal::CarrierRecord::FromJson(line.text);
    if (!record.ok()) {
      return UsageError(Cat(file, ":", line.number, ": ", ToStd(record.status().message())));
    }
    const auto taken = replay->Take(*record);
    if (taken.outcome != Replay::Outcome::kQuarantined) continue;
    session.err() << file << ":" << line.number << ": quarantined, " << taken.why.reason << ": "
                  << taken.why.message << "\n";
  }
  return absl::OkStatus();
}

void ShowJson(Session& session, const Replay& replay) {
  for (const auto& [item, history] : replay.items()) {
    const auto standing = Fold(history);
    const auto* decided_by = standing.decided_by;
    session.out() << JsonObject(
                         {{"item", JsonString(item)},
                          {"state", JsonString(dossier::v1::ConsignmentState_Name(standing.state))},
                          {"final", decided_by != nullptr ? "true" : "false"},
                          {"events", Cat(history.size())},
                          {"last", ToJson(decided_by != nullptr ? *decided_by
                                                                : history[history.size() - 1])}})
                  << "\n";
  }
  std::vector<std::pair<std::string, std::string>> sums = {
      {"items", Cat(replay.items().size())},
      {"recorded", Cat(replay.recorded())},
      {"duplicates", Cat(replay.duplicates())},
      {"quarantined", Cat(replay.quarantined())}};
  if (replay.contradicted() > 0) sums.emplace_back("contradicted", Cat(replay.contradicted()));
  session.out() << JsonObject(sums) << "\n";
}

void ShowTable(Session& session, const Replay& replay) {
  Table table({{"ITEM"}, {"STATE"}, {"SINCE"}, {"OFFICE"}, {"EVENTS", Align::kRight}});
  for (const auto& [item, history] : replay.items()) {
    const auto standing = Fold(history);
    const auto& last =
        standing.decided_by != nullptr ? *standing.decided_by : history[history.size() - 1];
    table.Add({item, Word(standing.state), Local(last.event_time()), last.post_office(),
               Cat(history.size())});
  }
  session.out() << session.Show(table, "no items\n") << replay.items().size() << " items, recorded "
                << replay.recorded() << ", duplicate " << replay.duplicates() << ", quarantined "
                << replay.quarantined();
  if (replay.contradicted() > 0) session.out() << ", contradicted " << replay.contradicted();
  session.out() << "\n";
}

}  // namespace

absl::Status ReplayFile(Session& session, const std::string& file, const std::string& carriers) {
  MOTCUA_ASSIGN_OR_RETURN(Replay replay, Prepare(session, carriers));
  MOTCUA_RETURN_IF_ERROR(Play(session, file, &replay));
  if (session.json()) {
    ShowJson(session, replay);
  } else {
    ShowTable(session, replay);
  }
  return absl::OkStatus();
}

}  // namespace motcua::cli

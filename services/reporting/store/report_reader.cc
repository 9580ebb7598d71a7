#include "services/reporting/store/report_reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/summary_sql.h"

namespace motcua::reporting {
namespace {

// Runs a query whose columns were exchanged; calls visit() for each row.
template <class Visit>
void ForEachRow(soci::statement& statement, const std::string& query, Visit visit) {
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  statement.execute(false);
  while (statement.fetch()) visit();
}

// An event as text, with its place.
struct EventText {
  std::string code;
  int64_t sequence = 0;
  std::string payload;
};

template <class Visit>
void ForEachColumn(EventText& row, Visit visit) {
  visit("dossier_code", row.code);
  visit("sequence", row.sequence);
  visit("payload", row.payload);
}

constexpr char kFactsWhere[] = " FROM dossier WHERE accepted > 0 AND accept_time >= ";

std::string AcceptedIn(const DayPeriod& period) {
  return Cat(kFactsWhere, BeginOfDay(period.begin), " AND accept_time < ", BeginOfDay(period.end));
}

}  // namespace

int64_t ReportReader::LastSequence() {
  int64_t last = 0;
  sql_.once << "SELECT last_sequence FROM archive", soci::into(last);
  return last;
}

void ReportReader::LoadGroups(Family family) {
  GroupRow row;
  soci::statement statement(sql_);
  ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  ForEachRow(statement,
             Cat("SELECT ", ColumnList<GroupRow>(),
                 " FROM report_group WHERE family = ", static_cast<int>(family)),
             [&] { groups_[row.id] = row; });
}

// Null only where the archive is damaged: a group is stored with its first cell.
const GroupRow* ReportReader::FindGroup(int64_t id, Family family) {
  auto group = groups_.find(id);
  if (group == groups_.end()) {
    LoadGroups(family);
    group = groups_.find(id);
  }
  return group == groups_.end() ? nullptr : &group->second;
}

void ReportReader::AddFlow(Family family, const DayPeriod& period, GroupSums& sums) {
  int64_t id = 0;
  Measures measures = {};
  soci::statement statement(sql_);
  statement.exchange(soci::into(id));
  for (int64_t& measure : measures) statement.exchange(soci::into(measure));
  ForEachRow(statement, FlowSql(family, period), [&] {
    const GroupRow* group = FindGroup(id, family);
    if (group != nullptr) AddTo(sums[{group->unit, group->key}].flow, measures);
  });
}

void ReportReader::AddStanding(Family family, int64_t end, GroupSums& sums) {
  int64_t opening = 0;
  sql_.once << "SELECT COALESCE(MAX(opening), 0) FROM report_state", soci::into(opening);
  int64_t id = 0;
  Sums standing;
  soci::statement statement(sql_);
  statement.exchange(soci::into(id));
  statement.exchange(soci::into(standing.pending));
  statement.exchange(soci::into(standing.overdue));
  statement.exchange(soci::into(standing.in_post));
  ForEachRow(statement, StandingSql(family, end, opening), [&] {
    const GroupRow* group = FindGroup(id, family);
    if (group != nullptr) sums[{group->unit, group->key}] += standing;
  });
}

void ReportReader::AddStill(const std::string& query, int64_t Sums::*count, GroupSums& sums) {
  GroupKey key;
  int64_t dossiers = 0;
  soci::statement statement(sql_);
  statement.exchange(soci::into(key.first));
  statement.exchange(soci::into(key.second));
  statement.exchange(soci::into(dossiers));
  ForEachRow(statement, query, [&] { sums[key].*count += dossiers; });
}

absl::StatusOr<SumsAnswer> ReportReader::Sum(Family family, const DayPeriod& period) {
  return CatchSql([&]() -> absl::StatusOr<SumsAnswer> {
    Snapshot snapshot(sql_, dialect_);
    SumsAnswer answer{.as_of_sequence = LastSequence()};
    AddFlow(family, period, answer.groups);
    if (family <= Family::kSolver) {
      AddStanding(family, period.end, answer.groups);
      AddStill(StillOverdueSql(family, period.end), &Sums::overdue, answer.groups);
      AddStill(StillInPostSql(family, period.end), &Sums::in_post, answer.groups);
    }
    std::erase_if(answer.groups, [](const auto& group) { return group.second.empty(); });
    return answer;
  });
}

absl::StatusOr<std::vector<std::string>> ReportReader::ChangedDossiers(int64_t first, int64_t last,
                                                                       int64_t end) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<std::string>> {
    Snapshot snapshot(sql_, dialect_);
    std::vector<int64_t> blocks;
    int64_t block = 0;
    soci::statement find(sql_);
    find.exchange(soci::into(block));
    ForEachRow(
        find,
        Cat("SELECT block FROM event_block WHERE block BETWEEN ", (first + 1) / kEventsPerBlock,
            " AND ", last / kEventsPerBlock, " AND min_time < ", end, " ORDER BY block"),
        [&] { blocks.push_back(block); });
    std::set<std::string> codes;
    for (int64_t late : blocks) {
      std::string code;
      soci::statement read(sql_);
      read.exchange(soci::into(code));
      ForEachRow(read,
                 Cat("SELECT dossier_code FROM event WHERE sequence BETWEEN ",
                     std::max(first + 1, late * kEventsPerBlock), " AND ",
                     std::min(last, (late + 1) * kEventsPerBlock - 1),
                     " AND dossier_code <> '' AND (occur_time < ", end,
                     " OR kind IN ('cell_left', 'cell_entered'))"),
                 [&] { codes.insert(code); });
    }
    return std::vector<std::string>(codes.begin(), codes.end());
  });
}

absl::StatusOr<std::vector<DossierHistory>> ReportReader::Histories(
    const std::vector<std::string>& codes, int64_t last) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<DossierHistory>> {
    absl::flat_hash_map<std::string, DossierHistory> histories;
    std::string bytes;
    BulkSelect<EventText> select(sql_, "event", "dossier_code");
    select.Load(codes, [&](const EventText& row) {
      if (row.sequence > last || !absl::Base64Unescape(row.payload, &bytes)) return;
      auto& [sequence, event] = histories[row.code].events.emplace_back();
      sequence = row.sequence;
      if (!event.ParseFromString(bytes)) event.Clear();
    });
    std::vector<DossierHistory> sorted;
    for (auto& [code, history] : histories) {
      std::sort(history.events.begin(), history.events.end(),
                [](const auto& a, const auto& b) { return a.first < b.first; });
      history.code = code;
      sorted.push_back(std::move(history));
    }
    return sorted;
  });
}

absl::StatusOr<int64_t> ReportReader::SequenceAt(int64_t instant) {
  return CatchSql([&]() -> absl::StatusOr<int64_t> {
    Snapshot snapshot(sql_, dialect_);
    int64_t block = 0;
    sql_.once << "SELECT COALESCE(MIN(block), -1) FROM event_block WHERE max_time > " << instant,
        soci::into(block);
    if (block < 0) return LastSequence();
    int64_t later = 0;
    sql_.once << "SELECT COALESCE(MIN(sequence), 0) FROM event WHERE sequence BETWEEN "
              << block * kEventsPerBlock << " AND " << (block + 1) * kEventsPerBlock - 1
              << " AND occur_time > " << instant << " AND kind <> 'tracking_recorded'",
        soci::into(later);
    return later > 0 ? later - 1 : LastSequence();
  });
}

absl::StatusOr<std::vector<DossierRow>> ReportReader::Facts(const FactsQuery& query) {
  return CatchSql([&]() -> absl::StatusOr<std::vector<DossierRow>> {
    std::vector<DossierRow> rows;
    DossierRow row;
    soci::statement statement(sql_);
    statement.exchange(soci::use(query.after));
    ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
    ForEachRow(statement,
               Cat("SELECT ", ColumnList<DossierRow>(), AcceptedIn(query.accepted),
                   " AND code > :after ORDER BY code LIMIT ", query.limit),
               [&] { rows.push_back(row); });
    return rows;
  });
}

absl::StatusOr<int64_t> ReportReader::CountFacts(const DayPeriod& accepted) {
  return CatchSql([&]() -> absl::StatusOr<int64_t> {
    int64_t count = 0;
    sql_.once << "SELECT COUNT(*)" + AcceptedIn(accepted), soci::into(count);
    return count;
  });
}

}  // namespace motcua::reporting

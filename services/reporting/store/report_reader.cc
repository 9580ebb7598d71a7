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

int64_t ReportReader::LastOpening() {
  int64_t opening = kNoOpening;
  sql_.once << "SELECT COALESCE(MAX(opening), " << kNoOpening << ") FROM report_state",
      soci::into(opening);
  return opening;
}

void ReportReader::LoadGroups(const GroupChoice& choice) {
  GroupRow row;
  soci::statement statement(sql_);
  ForEachColumn(row, [&](const char*, auto& field) { statement.exchange(soci::into(field)); });
  ForEachRow(statement,
             Cat("SELECT ", ColumnList<GroupRow>(), " FROM report_group WHERE family = ",
                 static_cast<int>(choice.family), " AND ", UnitsAre(choice)),
             [&] {
               groups_[row.id] = {choice.family, row.unit, row.key};
             });
}

Sums* ReportReader::SumsOf(int64_t id, const GroupChoice& choice, GroupSums& sums) {
  auto group = groups_.find(id);
  if (group == groups_.end()) {
    LoadGroups(choice);
    group = groups_.find(id);
    // Only where the archive is damaged: a group is stored with its first cell.
    if (group == groups_.end()) return nullptr;
  }
  if (!choice.Holds(group->second)) return nullptr;
  return &sums[{group->second.unit, group->second.key}];
}

void ReportReader::AddFlow(const GroupChoice& choice, const DayPeriod& period, int64_t opening,
                           GroupSums& sums) {
  int64_t id = 0;
  Measures measures = {};
  soci::statement statement(sql_);
  statement.exchange(soci::into(id));
  for (int64_t& measure : measures) statement.exchange(soci::into(measure));
  ForEachRow(statement, FlowSql(choice, period, opening), [&] {
    if (Sums* group = SumsOf(id, choice, sums)) AddTo(group->flow, measures);
  });
}

void ReportReader::AddStanding(const GroupChoice& choice, int64_t end, int64_t opening,
                               GroupSums& sums) {
  int64_t id = 0;
  Sums standing;
  soci::statement statement(sql_);
  statement.exchange(soci::into(id));
  statement.exchange(soci::into(standing.pending));
  statement.exchange(soci::into(standing.overdue));
  statement.exchange(soci::into(standing.in_post));
  ForEachRow(statement, StandingSql(choice, end, opening), [&] {
    if (Sums* group = SumsOf(id, choice, sums)) *group += standing;
  });
}

void ReportReader::AddStill(const GroupChoice& choice, const std::string& query,
                            int64_t Sums::*count, GroupSums& sums) {
  Group own{.family = choice.family};
  int64_t dossiers = 0;
  soci::statement statement(sql_);
  statement.exchange(soci::into(own.unit));
  statement.exchange(soci::into(own.key));
  statement.exchange(soci::into(dossiers));
  ForEachRow(statement, query, [&] {
    ForEachGroup(own, [&](const Group& group) {
      if (choice.Holds(group)) sums[{group.unit, group.key}].*count += dossiers;
    });
  });
}

absl::StatusOr<SumsAnswer> ReportReader::Sum(const GroupChoice& choice, const DayPeriod& period) {
  return CatchSql([&]() -> absl::StatusOr<SumsAnswer> {
    Snapshot snapshot(sql_, dialect_);
    SumsAnswer answer{.as_of_sequence = LastSequence()};
    GroupSums& sums = answer.groups;
    const int64_t opening = LastOpening();
    AddFlow(choice, period, opening, sums);
    if (HasStanding(choice.family)) {
      AddStanding(choice, period.end, opening, sums);
      AddStill(choice, StillOverdueSql(choice.family, period.end), &Sums::overdue, sums);
      AddStill(choice, StillInPostSql(choice.family, period.end), &Sums::in_post, sums);
    }
    std::erase_if(sums, [](const auto& group) { return group.second.empty(); });
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

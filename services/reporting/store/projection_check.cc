#include "services/reporting/store/projection_check.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "common/base/strings.h"
#include "services/reporting/store/event_row.h"
#include "services/reporting/store/schema.h"

namespace motcua::reporting {

class ProjectionCheck::Folder {
 public:
  static absl::StatusOr<std::unique_ptr<Folder>> Make() {
    std::error_code error;
    std::string path = std::filesystem::temp_directory_path(error) / "motcua-rebuild-XXXXXX";
    if (error || mkdtemp(path.data()) == nullptr) {
      return Unavailable(kArchiveUnavailable, "there is no room for a side archive");
    }
    return std::unique_ptr<Folder>(new Folder(std::move(path)));
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  Database database() const {
    return *Database::FromAddress(Cat("sqlite://", path_, "/rebuilt.db"));
  }

 private:
  explicit Folder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// Where both scans stand, and whether they do.
struct ProjectionCheck::Pair {
  Pair(const Projection& projection, std::vector<std::string> columns, soci::session& stored_sql,
       Dialect dialect, soci::session& rebuilt_sql)
      : projection(projection),
        columns(std::move(columns)),
        stored(stored_sql, dialect, projection.table, projection.key, this->columns),
        rebuilt(rebuilt_sql, Dialect::kSqlite, projection.table, projection.key, this->columns) {
    for (const std::string& name : projection.key) {
      key_at.push_back(std::ranges::find(this->columns, name) - this->columns.begin());
    }
    NextStored();
    NextRebuilt();
  }

  void NextStored() { has_stored = stored.Next(); }
  void NextRebuilt() { has_rebuilt = rebuilt.Next(); }

  std::vector<std::string> KeyOf(const std::vector<std::string>& row) const {
    std::vector<std::string> key;
    for (const size_t at : key_at) key.push_back(row[at]);
    return key;
  }

  const Projection& projection;
  std::vector<std::string> columns;
  std::vector<size_t> key_at;
  TableScan stored;
  TableScan rebuilt;
  bool has_stored = false;
  bool has_rebuilt = false;
};

namespace {

std::string Joined(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) Append(&joined, joined.empty() ? "" : "/", part);
  return joined;
}

v1::ProjectionDifference DifferenceAt(const std::string& table, std::vector<std::string> key) {
  v1::ProjectionDifference difference;
  difference.set_table(table);
  difference.set_key(Joined(key));
  return difference;
}

}  // namespace

ProjectionCheck::ProjectionCheck(Database database, ProjectionCheckOptions options)
    : database_(std::move(database)), options_(options) {}

ProjectionCheck::~ProjectionCheck() = default;

absl::StatusOr<v1::CompareProjectionsResponse> ProjectionCheck::Step() {
  progress_.clear_differences();
  absl::Status status = CatchSql([&] {
    if (!begun_) return Begin();
    return replayed_to_ < progress_.total_events() ? Replay() : Compare();
  });
  if (!status.ok()) return status;
  return progress_;
}

absl::Status ProjectionCheck::Begin() {
  MOTCUA_ASSIGN_OR_RETURN(folder_, Folder::Make());
  MOTCUA_ASSIGN_OR_RETURN(stored_, Connect(database_, Access::kRead));
  MOTCUA_RETURN_IF_ERROR(CheckSchema(*stored_));
  snapshot_ = std::make_unique<Snapshot>(*stored_, database_.dialect);
  int64_t last = 0;
  std::string stream;
  *stored_ << "SELECT last_sequence, stream FROM archive", soci::into(last), soci::into(stream);
  progress_.set_total_events(last);
  writer_ = std::make_unique<ArchiveWriter>(folder_->database(), stream);
  MOTCUA_RETURN_IF_ERROR(writer_->State().status());
  MOTCUA_ASSIGN_OR_RETURN(rebuilt_, Connect(folder_->database(), Access::kRead));
  begun_ = true;
  return absl::OkStatus();
}

absl::Status ProjectionCheck::Replay() {
  std::vector<StreamEntry> entries;
  for (const EventRow& row : ReadEventRows(*stored_, replayed_to_, options_.page)) {
    if (row.sequence > progress_.total_events()) break;
    MOTCUA_ASSIGN_OR_RETURN(std::string bytes, EventBytes(row));
    entries.push_back({row.stream_id, std::move(bytes)});
    replayed_to_ = row.sequence;
  }
  // Events that are missing at the end are the audit's to name.
  if (entries.empty()) replayed_to_ = progress_.total_events();
  progress_.set_events(replayed_to_);
  return writer_->Append(entries);
}

absl::Status ProjectionCheck::BeginTable() {
  const Projection& projection = Projections()[next_table_++];
  auto columns = ColumnsOf(*rebuilt_, Dialect::kSqlite, projection.table);
  pair_ = std::make_unique<Pair>(projection, std::move(columns), *stored_, database_.dialect,
                                 *rebuilt_);
  return absl::OkStatus();
}

absl::Status ProjectionCheck::Compare() {
  for (int row = 0; row < options_.page; ++row) {
    const bool ended = pair_ == nullptr || (!pair_->has_stored && !pair_->has_rebuilt);
    if (!ended) {
      CompareRow();
      continue;
    }
    pair_.reset();
    if (next_table_ == Projections().size()) {
      progress_.set_done(true);
      break;
    }
    MOTCUA_RETURN_IF_ERROR(BeginTable());
  }
  return absl::OkStatus();
}

// The lower of the two rows, or both if they have one key.
void ProjectionCheck::CompareRow() {
  Pair& pair = *pair_;
  progress_.set_rows(progress_.rows() + 1);
  const auto stored = pair.has_stored ? pair.KeyOf(pair.stored.row()) : std::vector<std::string>();
  const auto rebuilt =
      pair.has_rebuilt ? pair.KeyOf(pair.rebuilt.row()) : std::vector<std::string>();
  if (!pair.has_rebuilt || (pair.has_stored && stored < rebuilt)) {
    auto difference = DifferenceAt(pair.projection.table, stored);
    difference.set_stored(Joined(pair.stored.row()));
    Tell(std::move(difference));
    return pair.NextStored();
  }
  if (!pair.has_stored || rebuilt < stored) {
    auto difference = DifferenceAt(pair.projection.table, rebuilt);
    difference.set_rebuilt(Joined(pair.rebuilt.row()));
    Tell(std::move(difference));
    return pair.NextRebuilt();
  }
  for (size_t i = 0; i < pair.columns.size(); ++i) {
    if (pair.stored.row()[i] == pair.rebuilt.row()[i]) continue;
    auto difference = DifferenceAt(pair.projection.table, stored);
    difference.set_column(pair.columns[i]);
    difference.set_stored(pair.stored.row()[i]);
    difference.set_rebuilt(pair.rebuilt.row()[i]);
    Tell(std::move(difference));
  }
  pair.NextStored();
  pair.NextRebuilt();
}

void ProjectionCheck::Tell(v1::ProjectionDifference difference) {
  progress_.set_difference_count(progress_.difference_count() + 1);
  if (progress_.difference_count() > options_.most_differences) return;
  *progress_.add_differences() = std::move(difference);
}

}  // namespace motcua::reporting

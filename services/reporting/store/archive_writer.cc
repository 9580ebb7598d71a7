#include "services/reporting/store/archive_writer.h"

#include <optional>

#include "common/base/errors.h"
#include "common/base/ids.h"
#include "common/base/reasons.h"
#include "common/base/status_macros.h"
#include "services/reporting/store/audit_rows.h"
#include "services/reporting/store/batch.h"
#include "services/reporting/store/bulk.h"
#include "services/reporting/store/event_chain.h"
#include "services/reporting/store/kept_states.h"
#include "services/reporting/store/projection_writer.h"
#include "services/reporting/store/refold.h"
#include "services/reporting/store/schema.h"

namespace motcua::reporting {
// A session with its prepared statements and what it last read of the archive's row.
class ArchiveWriter::Connection {
 public:
  Connection(std::unique_ptr<soci::session> sql, Dialect dialect)
      : sql_(std::move(sql)),
        dialect_(dialect),
        insert_events_(*sql_, "event", ""),
        projections_(*sql_),
        kept_(*sql_) {}

  const ArchiveState& state() const { return state_; }

  // Reads the archive's row, creating it for a new archive.
  absl::Status ReadState(const std::string& stream) {
    const std::string new_id = RandomIds().NewId();
    sql_->once << "INSERT INTO archive (only_row, id, stream, position, last_sequence)"
                  " VALUES (1, :id, :stream, '0-0', 0) ON CONFLICT (only_row) DO NOTHING",
        soci::use(new_id), soci::use(stream);
    std::string archived;
    sql_->once << "SELECT id, stream, position, last_sequence FROM archive",
        soci::into(state_.archive_id), soci::into(archived), soci::into(state_.position),
        soci::into(state_.last_sequence);
    if (archived != stream) {
      return FailedPrecondition(kArchiveOfOtherStream, "the archive holds another stream's events")
          .With("archived", archived)
          .With("stream", stream);
    }
    MOTCUA_ASSIGN_OR_RETURN(chain_, EventChain::Open(*sql_, state_, stream));
    return RefoldIfNeeded(*sql_, state_.last_sequence);
  }

  absl::Status Append(const std::vector<StreamEntry>& entries) {
    soci::transaction transaction(*sql_);
    ArchiveState next = state_;
    next.position = entries.back().id;
    next.last_sequence += static_cast<int64_t>(entries.size());
    MOTCUA_RETURN_IF_ERROR(Move(next));
    Batch batch(entries, state_.last_sequence + 1, projections_.LastOpening());
    projections_.Fold(batch);
    EventChain chain = *chain_;
    chain.Link(entries, batch.mutable_events());
    chain.Save(*sql_);
    insert_events_.Write(batch.events());
    const std::vector<ErasureRow> erasures = batch.Erasures();
    EraseAll(erasures);
    transaction.commit();
    state_ = next;
    chain_ = chain;
    EmptyLog(erasures);
    return absl::OkStatus();
  }

  absl::Status Keep(const std::string& kind, const std::vector<v1::KeptAggregate>& aggregates,
                    const SecretKey& master) {
    soci::transaction transaction(*sql_);
    MOTCUA_RETURN_IF_ERROR(kept_.Keep(kind, aggregates, master));
    transaction.commit();
    return absl::OkStatus();
  }

  std::optional<audit::AuditCheckpoint> SignCheckpoint(const audit::SigningKey& key,
                                                       absl::Time now) {
    soci::transaction transaction(*sql_);
    auto checkpoint = reporting::SignCheckpoint(*sql_, *chain_, key, now);
    transaction.commit();
    return checkpoint;
  }

 private:
  // The first statement of the transaction: it takes the archive's row, so two archivers cannot
  // both go on from the same place.
  absl::Status Move(const ArchiveState& next) {
    soci::statement move =
        (sql_->prepare << "UPDATE archive SET position = :position, last_sequence = :last"
                          " WHERE position = :old AND last_sequence = :old_last",
         soci::use(next.position), soci::use(next.last_sequence), soci::use(state_.position),
         soci::use(state_.last_sequence));
    move.execute(true);
    if (move.get_affected_rows() == 1) return absl::OkStatus();
    return Aborted(kArchiveMovedOn, "another program archives the same stream");
  }

  // SQLite leaves what was deleted in its files unless told to; PostgreSQL vacuums by itself.
  void EraseAll(const std::vector<ErasureRow>& erasures) {
    if (erasures.empty()) return;
    if (dialect_ == Dialect::kSqlite) sql_->once << "PRAGMA secure_delete = ON";
    for (const ErasureRow& erasure : erasures) Erase(*sql_, erasure);
    if (dialect_ == Dialect::kSqlite) sql_->once << "PRAGMA secure_delete = OFF";
  }
  void EmptyLog(const std::vector<ErasureRow>& erasures) {
    if (erasures.empty() || dialect_ != Dialect::kSqlite) return;
    sql_->once << "PRAGMA wal_checkpoint(TRUNCATE)";
  }

  std::unique_ptr<soci::session> sql_;
  Dialect dialect_;
  ArchiveState state_;
  std::optional<EventChain> chain_;
  BulkInsert<EventRow> insert_events_;
  ProjectionWriter projections_;
  KeptWriter kept_;
};

ArchiveWriter::ArchiveWriter(Database database, std::string stream)
    : database_(std::move(database)), stream_(std::move(stream)) {}

ArchiveWriter::~ArchiveWriter() = default;

absl::Status ArchiveWriter::EnsureConnected() {
  if (connection_) return absl::OkStatus();
  MOTCUA_ASSIGN_OR_RETURN(auto sql, Connect(database_, Access::kWrite));
  MOTCUA_RETURN_IF_ERROR(Migrate(*sql, database_.dialect));
  return CatchSql([&]() -> absl::Status {
    auto connection = std::make_unique<Connection>(std::move(sql), database_.dialect);
    MOTCUA_RETURN_IF_ERROR(connection->ReadState(stream_));
    connection_ = std::move(connection);
    return absl::OkStatus();
  });
}

absl::StatusOr<ArchiveState> ArchiveWriter::State() {
  MOTCUA_RETURN_IF_ERROR(EnsureConnected());
  return connection_->state();
}

template <class Use>
auto ArchiveWriter::WithConnection(Use use) -> decltype(use(std::declval<Connection&>())) {
  MOTCUA_RETURN_IF_ERROR(EnsureConnected());
  auto result = CatchSql([&] { return use(*connection_); });
  if (!result.ok()) connection_.reset();
  return result;
}

absl::Status ArchiveWriter::Append(const std::vector<StreamEntry>& entries) {
  return WithConnection([&](Connection& connection) {
    return entries.empty() ? absl::OkStatus() : connection.Append(entries);
  });
}

absl::Status ArchiveWriter::Keep(const std::string& kind,
                                 const std::vector<v1::KeptAggregate>& aggregates,
                                 const SecretKey& master) {
  return WithConnection(
      [&](Connection& connection) { return connection.Keep(kind, aggregates, master); });
}

absl::StatusOr<std::optional<audit::AuditCheckpoint>> ArchiveWriter::SignCheckpoint(
    const audit::SigningKey& key, absl::Time now) {
  using Result = absl::StatusOr<std::optional<audit::AuditCheckpoint>>;
  return WithConnection(
      [&](Connection& connection) -> Result { return connection.SignCheckpoint(key, now); });
}

}  // namespace motcua::reporting

#include "services/reporting/store/archive.h"

namespace motcua::reporting {

Archive::Archive(Database database, std::string stream, int readers)
    : database_(database),
      writer_(std::move(database), std::move(stream)),
      writing_(1),
      reading_(readers) {}

Archive::~Archive() {
  writing_.join();
  reading_.join();
}

async::Task<absl::StatusOr<ArchiveState>> Archive::State() {
  using Result = absl::StatusOr<ArchiveState>;
  std::function<Result()> work = [this] { return writer_.State(); };
  Result state = co_await OnThread<Result>(writing_, std::move(work));
  if (state.ok()) last_state_ = *state;
  co_return state;
}

async::Task<absl::Status> Archive::Append(std::vector<StreamEntry> entries) {
  std::function<absl::Status()> work = [this, &entries] { return writer_.Append(entries); };
  absl::Status status = co_await OnThread<absl::Status>(writing_, std::move(work));
  if (!status.ok() || entries.empty()) co_return status;
  last_state_.position = entries.back().id;
  last_state_.last_sequence += static_cast<int64_t>(entries.size());
  changed_.Notify();
  co_return status;
}

async::Task<absl::Status> Archive::Keep(std::string kind, std::vector<v1::KeptAggregate> aggregates,
                                        SecretKey master) {
  std::function<absl::Status()> work = [&] { return writer_.Keep(kind, aggregates, master); };
  co_return co_await OnThread<absl::Status>(writing_, std::move(work));
}

async::Task<absl::StatusOr<std::optional<audit::AuditCheckpoint>>> Archive::SignCheckpoint(
    const audit::SigningKey& key, absl::Time now) {
  using Result = absl::StatusOr<std::optional<audit::AuditCheckpoint>>;
  std::function<Result()> work = [&] { return writer_.SignCheckpoint(key, now); };
  co_return co_await OnThread<Result>(writing_, std::move(work));
}

absl::StatusOr<std::unique_ptr<ArchiveReader>> Archive::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto reader = std::move(idle_.back());
      idle_.pop_back();
      return reader;
    }
  }
  return ArchiveReader::Open(database_);
}

void Archive::Give(std::unique_ptr<ArchiveReader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

}  // namespace motcua::reporting

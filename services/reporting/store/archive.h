// The archive for coroutines: SQL runs on the archive's own threads (one that writes, a few that
// read), and the coroutine goes on on the io thread.
#pragma once

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/thread_pool.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/signal.h"
#include "common/async/task.h"
#include "services/reporting/store/archive_reader.h"
#include "services/reporting/store/archive_writer.h"

namespace motcua::reporting {

class Archive {
 public:
  Archive(Database database, std::string stream, int readers);
  // Waits for what runs. The coroutines that wait for it are not resumed any more.
  ~Archive();

  // As in ArchiveWriter.
  async::Task<absl::StatusOr<ArchiveState>> State();
  async::Task<absl::Status> Append(std::vector<StreamEntry> entries);

  // As in ArchiveWriter.
  async::Task<absl::Status> Keep(std::string kind, std::vector<v1::KeptAggregate> aggregates,
                                 SecretKey master);
  async::Task<absl::StatusOr<std::optional<audit::AuditCheckpoint>>> SignCheckpoint(
      const audit::SigningKey& key, absl::Time now);

  // Runs `work` on a reading thread, with no connection of the archive's.
  template <class T>
  async::Task<absl::StatusOr<T>> Work(std::function<absl::StatusOr<T>()> work) {
    co_return co_await OnThread<absl::StatusOr<T>>(reading_, std::move(work));
  }

  // Runs `read` on a reading thread. UNAVAILABLE(ARCHIVE_UNAVAILABLE) if there is no connection.
  template <class T>
  async::Task<absl::StatusOr<T>> Read(std::function<absl::StatusOr<T>(ArchiveReader&)> read) {
    std::function<absl::StatusOr<T>()> work = [this, &read] { return ReadWith<T>(read); };
    co_return co_await OnThread<absl::StatusOr<T>>(reading_, std::move(work));
  }

  const Database& database() const { return database_; }
  // Last state seen, without asking the database; for those who follow the archive.
  const ArchiveState& last_state() const { return last_state_; }
  // Notified on the io thread after each batch.
  async::Signal& changed() { return changed_; }

 private:
  // Runs `work` on the pool and comes back to the caller's thread.
  template <class T>
  static async::Task<T> OnThread(asio::thread_pool& pool, std::function<T()> work) {
    const auto executor = co_await asio::this_coro::executor;
    // Keeps the loop turning while the only thing to come is this answer.
    const auto tracked = asio::prefer(executor, asio::execution::outstanding_work.tracked);
    std::optional<T> result;
    async::Parking parking;
    asio::post(pool, [&] {
      result.emplace(work());
      asio::post(tracked, [&parking] { parking.Unpark(); });
    });
    co_await parking.Park();
    co_return *std::move(result);
  }

  template <class T>
  absl::StatusOr<T> ReadWith(const std::function<absl::StatusOr<T>(ArchiveReader&)>& read) {
    auto reader = Take();
    if (!reader.ok()) return reader.status();
    absl::StatusOr<T> result = read(**reader);
    // A connection that failed is not used again.
    if (result.ok()) Give(*std::move(reader));
    return result;
  }

  absl::StatusOr<std::unique_ptr<ArchiveReader>> Take();
  void Give(std::unique_ptr<ArchiveReader> reader);

  Database database_;
  ArchiveWriter writer_;
  ArchiveState last_state_;
  async::Signal changed_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ArchiveReader>> idle_;  // guarded by mutex_
  asio::thread_pool writing_;
  asio::thread_pool reading_;
};

}  // namespace motcua::reporting

// The long part of reports: looking at dossiers one by one, in pieces, telling how far it is, until
// it is done or nobody waits for it any more.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/status_macros.h"
#include "services/reporting/domain/report_sums.h"
#include "services/reporting/store/archive.h"

namespace motcua::reporting {

// Whom a long report tells how far it is.
class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  // False: the client is gone.
  virtual async::Task<bool> Tell(int64_t done, int64_t total) = 0;
  // False once the client is gone or the server goes down.
  virtual bool Open() const = 0;
};

// UNAVAILABLE(SHUTTING_DOWN): the work was ended before it was done.
absl::Status WorkEnded();

// Dossiers read at a time.
inline constexpr int64_t kDossiersAPiece = 500;

// Sums of groups over a period, from the summaries, at the archive's end.
async::Task<absl::StatusOr<SumsAnswer>> SumNow(Archive& archive, GroupChoice choice,
                                               DayPeriod period);

// The same as the archive knew them at place `last`. All references must outlive the work.
async::Task<absl::StatusOr<SumsAnswer>> SumAsOf(Archive& archive, ProgressListener& listener,
                                                GroupChoice choice, DayPeriod period, int64_t last);

// Dossiers that events after `first` and up to `last` tell of, of those that happened before the
// end of the period, piece by piece.
class ChangedDossiers {
 public:
  struct Range {
    int64_t first = 0;
    int64_t last = 0;
    DayPeriod period;
  };

  ChangedDossiers(Archive& archive, ProgressListener& listener, Range range)
      : archive_(archive), listener_(listener), range_(range) {}

  // Finds them. Before the first piece.
  async::Task<absl::Status> Find();
  bool AtEnd() const { return done_ == codes_.size(); }

  // What `take` makes of the next piece's histories, on a reading thread.
  template <class T>
  async::Task<absl::StatusOr<T>> Next(std::function<T(const std::vector<DossierHistory>&)> take) {
    const std::vector<std::string> codes = NextCodes();
    std::function<absl::StatusOr<T>(ArchiveReader&)> read =
        [&codes, &take, last = range_.last](ArchiveReader& reader) -> absl::StatusOr<T> {
      MOTCUA_ASSIGN_OR_RETURN(const auto histories, reader.reports().Histories(codes, last));
      return take(histories);
    };
    MOTCUA_CO_ASSIGN_OR_RETURN(T taken, co_await archive_.Read<T>(std::move(read)));
    done_ += codes.size();
    const bool connected = co_await listener_.Tell(done_, codes_.size());
    if (!connected || !listener_.Open()) co_return WorkEnded();
    co_return taken;
  }

 private:
  std::vector<std::string> NextCodes() const;

  Archive& archive_;
  ProgressListener& listener_;
  Range range_;
  std::vector<std::string> codes_;
  size_t done_ = 0;
};

}  // namespace motcua::reporting

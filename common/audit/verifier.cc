#include "common/audit/verifier.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/strings.h"

namespace motcua::audit {
namespace {

using namespace reporting::v1;  // NOLINT: enumerators

// "<milliseconds>-<number>" as Redis orders them.
std::tuple<uint64_t, uint64_t> OrderOf(std::string_view stream_id) {
  const auto parts = Split(stream_id, '-');
  uint64_t millis = 0, number = 0;
  ParseInt(parts.front(), &millis);
  if (parts.size() == 2) ParseInt(parts[1], &number);
  return {millis, number};
}

bool BySequence(const AuditCheckpoint& a, const AuditCheckpoint& b) {
  return a.sequence() < b.sequence();
}

}  // namespace

Verifier::Verifier(AuditArchive archive, Hash start, int64_t after, int64_t last,
                   const PublicKey* key)
    : archive_(std::move(archive)), chain_(start), sequence_(after), last_(last), key_(key) {}

void Verifier::Fail(AuditFault fault, int64_t sequence, std::string detail) {
  if (finding_) return;
  finding_.emplace();
  finding_->set_fault(fault);
  finding_->set_sequence(sequence);
  finding_->set_detail(std::move(detail));
}

bool Verifier::CheckSignature(const AuditCheckpoint& checkpoint) {
  if (key_ == nullptr || key_->Signed(archive_, checkpoint)) return true;
  Fail(AUDIT_FAULT_SIGNATURE, checkpoint.sequence(),
       Cat("the checkpoint of row ", checkpoint.sequence(), " is not signed by key ", key_->id()));
  return false;
}

void Verifier::Expect(AuditCheckpoint checkpoint) {
  if (!CheckSignature(checkpoint) || checkpoint.sequence() <= sequence_) return;
  const auto at = std::ranges::upper_bound(expected_, checkpoint, BySequence);
  expected_.insert(at, std::move(checkpoint));
}

void Verifier::Meet(const AuditCheckpoint& checkpoint) {
  if (finding_ || !CheckSignature(checkpoint)) return;
  CheckHash(checkpoint);
}

void Verifier::Take(const AuditRow& row) {
  if (finding_) return NameBetter(row);
  CheckOrder(row);
  if (finding_) return;
  chain_.Extend({row.sequence(), row.stream_id(), row.receiving_unit(), row.event()});
  wrong_stream_id_ = row.stream_id();
  if (chain_.mark() != row.mark()) {
    return Fail(AUDIT_FAULT_ALTERED, row.sequence(), "the row is not what was chained here");
  }
  if (sequence_ > 0 && OrderOf(row.stream_id()) <= OrderOf(last_stream_id_)) {
    Fail(AUDIT_FAULT_REORDERED, row.sequence(), "the row came before the one it follows");
  }
  sequence_ = row.sequence();
  last_stream_id_ = row.stream_id();
  while (!expected_.empty() && expected_.front().sequence() == sequence_) {
    CheckHash(expected_.front());
    expected_.erase(expected_.begin());
  }
}

void Verifier::CheckOrder(const AuditRow& row) {
  if (row.sequence() <= sequence_) {
    Fail(AUDIT_FAULT_REORDERED, row.sequence(), Cat("the row stands after row ", sequence_));
  } else if (row.sequence() > sequence_ + 1 && sequence_ + 1 <= last_) {
    Fail(AUDIT_FAULT_MISSING, sequence_ + 1, Cat("row ", sequence_ + 1, " is missing"));
  } else if (row.sequence() > last_) {
    Fail(AUDIT_FAULT_ADDED, row.sequence(), Cat("the archive ends at row ", last_));
  }
}

void Verifier::CheckHash(const AuditCheckpoint& checkpoint) {
  if (checkpoint.sequence() == sequence_ && checkpoint.hash() == BytesOf(chain_.hash())) {
    ++met_;
    return;
  }
  Fail(AUDIT_FAULT_CHECKPOINT, sequence_,
       Cat("the checkpoint of row ", checkpoint.sequence(), " is not the chain's at row ",
           sequence_));
}

// A row that does not fit may be one that was moved: then one of those it was moved in front of
// follows.
void Verifier::NameBetter(const AuditRow& row) {
  const bool moved =
      (finding_->fault() == AUDIT_FAULT_ALTERED &&
       OrderOf(row.stream_id()) < OrderOf(wrong_stream_id_)) ||
      (finding_->fault() == AUDIT_FAULT_MISSING && row.sequence() == finding_->sequence());
  if (!moved) return;
  finding_->set_fault(AUDIT_FAULT_REORDERED);
  finding_->set_detail(Cat("row ", finding_->sequence(), " changed places with a later one"));
}

void Verifier::Finish() {
  if (sequence_ < last_) {
    Fail(AUDIT_FAULT_CUT, sequence_ + 1, Cat("the rows end before the archive's end, row ", last_));
  }
  if (!expected_.empty()) {
    Fail(AUDIT_FAULT_CUT, sequence_ + 1,
         Cat("a checkpoint knows row ", expected_.front().sequence()));
  }
}

}  // namespace motcua::audit

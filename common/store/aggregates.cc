#include "common/store/aggregates.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/hash/hash.h"
#include "absl/strings/str_format.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace motcua::store {
namespace {

constexpr size_t kVersionLength = 10;

// FNV-1a over words of eight bytes: the same for the same bytes in every build, unlike absl::Hash.
uint64_t StableHash(std::string_view bytes) {
  constexpr uint64_t kPrime = 1099511628211u;
  uint64_t hash = 14695981039346656037u ^ bytes.size();
  while (!bytes.empty()) {
    uint64_t word = 0;
    const size_t taken = std::min(bytes.size(), sizeof(word));
    std::memcpy(&word, bytes.data(), taken);
    hash = (hash ^ word) * kPrime;
    hash ^= hash >> 32;
    bytes.remove_prefix(taken);
  }
  return hash;
}

absl::StatusOr<AggregateCore::Blob> ParseBlob(redis::Reply reply) {
  AggregateCore::Blob blob;
  if (reply.kind == redis::Reply::Kind::kNil) return blob;
  if (reply.text.size() < kVersionLength ||
      !ParseInt(std::string_view(reply.text).substr(0, kVersionLength), &blob.version)) {
    return Internal(kStateCorrupt, "a stored aggregate has no version");
  }
  reply.text.erase(0, kVersionLength);
  blob.state = std::move(reply.text);
  return blob;
}

}  // namespace

std::string Fingerprint(const google::protobuf::Message& request) {
  // Requests of two methods may have the same bytes.
  std::string bytes = request.GetTypeName();
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return absl::StrFormat("%016x", StableHash(bytes));
}

Commit CommitOf(const Command& command, std::string answer) {
  Commit commit;
  commit.request_key = command.request_key;
  commit.fingerprint = command.fingerprint;
  commit.answer = std::move(answer);
  commit.reacts_to = command.reacts_to;
  return commit;
}

AggregateCore::AggregateCore(Committer& committer, std::string kind, CommitObserver* observer)
    : committer_(committer), kind_(std::move(kind)), observer_(observer) {}

std::string AggregateCore::KeyOf(std::string_view id) const {
  return committer_.keys().Aggregate(kind_, id);
}

async::Task<absl::StatusOr<AggregateCore::Blob>> AggregateCore::Read(std::string id) {
  redis::Args args;
  args.emplace_back("GET");
  args.push_back(KeyOf(id));
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  co_return ParseBlob(*std::move(reply));
}

async::Task<absl::StatusOr<std::vector<AggregateCore::Blob>>> AggregateCore::ReadMany(
    std::vector<std::string> ids) {
  std::vector<Blob> blobs;
  if (ids.empty()) co_return blobs;
  redis::Args args;
  args.reserve(ids.size() + 1);
  args.emplace_back("MGET");
  for (const std::string& id : ids) args.push_back(KeyOf(id));
  auto reply = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!reply.ok()) co_return reply.status();
  for (redis::Reply& item : reply->items) {
    auto blob = ParseBlob(std::move(item));
    if (!blob.ok()) co_return blob.status();
    blobs.push_back(*std::move(blob));
  }
  co_return blobs;
}

async::Task<absl::StatusOr<CommitResult>> AggregateCore::Write(Commit commit) {
  Stopwatch watch;
  auto result = co_await committer_.Run(std::move(commit));
  if (observer_ != nullptr && result.ok()) {
    observer_->OnCommit(kind_, result->outcome, watch.Elapsed());
  }
  co_return result;
}

}  // namespace motcua::store

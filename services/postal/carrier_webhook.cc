#include "services/postal/carrier_webhook.h"

#include <asio/co_spawn.hpp>
#include <asio/use_future.hpp>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <utility>

#include "absl/strings/escaping.h"
#include "common/base/strings.h"
#include "common/crypto/sha256.h"
#include "common/crypto/signature.h"
#include "common/store/secret.h"
#include "services/postal/domain/webhook_body.h"

namespace motcua::postal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPath = "/carriers/";
constexpr char kMethod[] = "/motcua.postal.v1.TrackingService/ReportCarrierEvents";
constexpr char kSecretsSetting[] = "carrier-secrets";
constexpr size_t kMaxRecords = 2000;
constexpr std::chrono::seconds kLongestAnswer{10};
// A call may be sent again while its time is within the tolerance, before and after.
const absl::Duration kRemembered = 3 * kSignatureTolerance;

// Without the header's name in lower case nothing is found.
std::string LowerCase(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string Quoted(std::string_view name, std::string_view value) {
  const std::string object = WithField("{}", name, value);
  return object.substr(1, object.size() - 2);
}

// The answer's body in the form that EMS asks for.
std::string Body(std::string_view code, std::string_view transaction, std::string_view more = "") {
  std::string body = Cat("{", Quoted("code", code));
  if (!transaction.empty()) Append(&body, ",", Quoted("transaction", transaction));
  Append(&body, more, "}");
  return body;
}

http::Outgoing Refused(int status, std::string_view why, std::string_view transaction = "") {
  return {status, Body("error", transaction, Cat(",", Quoted("message", why))), {}};
}

http::Outgoing Later(std::string_view transaction) {
  http::Outgoing answer = Refused(503, "try again", transaction);
  answer.headers["Retry-After"] = "1";
  return answer;
}

std::string CountsOf(const std::vector<CarrierRecorder::Taken>& taken) {
  std::map<v1::CarrierOutcome, int> counts;
  for (const auto& one : taken) ++counts[one.outcome];
  std::string text;
  for (const auto& [outcome, count] : counts) {
    std::string_view word = v1::CarrierOutcome_Name(outcome);
    ConsumePrefix(&word, "CARRIER_OUTCOME_");
    Append(&text, ",\"", LowerCase(std::string(word)), "\":", count);
  }
  return text;
}

}  // namespace

absl::StatusOr<CarrierWebhook::Secrets> ReadSecrets(const std::string& folder) {
  CarrierWebhook::Secrets secrets;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    auto secret = store::ReadSecret(entry.path().string(), kSecretsSetting);
    if (!secret.ok()) return secret.status();
    secrets[entry.path().filename().string()] = *std::move(secret);
  }
  return secrets;
}

http::Outgoing CarrierWebhook::Answer(const http::Incoming& incoming) {
  if (closed_) return Later("");
  auto answer = asio::co_spawn(io_, Take(incoming), asio::use_future);
  const bool in_time = answer.wait_for(kLongestAnswer) == std::future_status::ready;
  http::Outgoing outgoing = in_time ? answer.get() : Later("");
  metrics_.AccountCarrierCall(outgoing.status);
  return outgoing;
}

const auth::Principal* CarrierWebhook::CallerOf(const std::string& carrier) const {
  const auth::Principal* principal = find_caller_(carrier);
  return principal != nullptr && principal->Allows(kMethod) ? principal : nullptr;
}

async::Task<http::Outgoing> CarrierWebhook::Take(http::Incoming incoming) {
  std::string_view path = incoming.path;
  if (!ConsumePrefix(&path, kPath)) co_return Refused(404, "there is nothing here");
  std::string carrier(path);
  const catalogue::v1::Carrier* table = tables_.Find(carrier);
  const auto secret = secrets_.find(carrier);
  if (table == nullptr || secret == secrets_.end()) co_return Refused(404, "no such carrier");
  const std::string_view signature = incoming.Header(LowerCase(kSignatureHeader));
  const absl::Status signed_well =
      CheckSignature(secret->second, signature, incoming.body, clock_.Now());
  if (!signed_well.ok()) co_return Refused(401, ToStd(signed_well.message()));
  const std::string header = LowerCase(table->transaction_header());
  std::string transaction(incoming.Header(header));
  const auth::Principal* caller = CallerOf(carrier);
  if (caller == nullptr) co_return Refused(403, "may not report", transaction);
  auto records = RecordsOf(incoming.body);
  if (!records.ok()) co_return Refused(400, ToStd(records.status().message()), transaction);
  if (records->size() > kMaxRecords) co_return Refused(400, "too many records", transaction);
  // The id of the call is that of the event, where it brings one.
  if (!transaction.empty() && records->size() == 1) {
    (*records)[0] = WithField((*records)[0], table->transaction_header(), transaction);
  }
  std::string key = committer_.keys().Request("postal", Cat("carrier/", carrier),
                                              absl::BytesToHexString(Sha256(signature)));
  const auto taken = co_await WasTaken(key);
  if (!taken.ok()) co_return Later(transaction);
  if (*taken) co_return Refused(409, "was taken before", transaction);
  co_return co_await Report(caller->caller(), std::move(carrier), *std::move(records),
                            std::move(transaction), std::move(key));
}

async::Task<absl::StatusOr<bool>> CarrierWebhook::WasTaken(std::string key) {
  redis::Args args;
  args.emplace_back("EXISTS");
  args.push_back(std::move(key));
  const auto there = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!there.ok()) co_return there.status();
  co_return there->integer > 0;
}

// Only a call that was taken whole is remembered: its event ids make it safe to send again.
async::Task<http::Outgoing> CarrierWebhook::Report(const auth::Caller& caller, std::string carrier,
                                                   std::vector<std::string> records,
                                                   std::string transaction, std::string key) {
  if (records.empty()) co_return http::Outgoing{200, Body("success", transaction), {}};
  const auto taken = co_await recorder_.Report(caller, std::move(carrier), std::move(records));
  if (!taken.ok()) co_return Later(transaction);
  for (const CarrierRecorder::Taken& one : *taken) {
    if (one.outcome == v1::CARRIER_OUTCOME_UNAVAILABLE) co_return Later(transaction);
  }
  redis::Args args = {"SET", std::move(key), "1", "EX", Cat(absl::ToInt64Seconds(kRemembered))};
  const auto kept = co_await committer_.redis().CallIdempotent(std::move(args));
  if (!kept.ok()) co_return Later(transaction);
  co_return http::Outgoing{200, Body("success", transaction, CountsOf(*taken)), {}};
}

}  // namespace motcua::postal

#include "services/intake/store/code_issuer.h"

#include <algorithm>
#include <utility>

#include "common/base/strings.h"
#include "common/validate/dossier_code.h"

namespace motcua::intake {
namespace {

constexpr int kLargestBlock = 64;    // unless more callers than that wait
constexpr int kLeastBusyBlock = 16;  // from this size on the next block is fetched ahead

}  // namespace

CodeIssuer::Block& CodeIssuer::BlockOf(const std::string& agency_code) {
  std::unique_ptr<Block>& block = blocks_[agency_code];
  if (block == nullptr) block = std::make_unique<Block>();
  return *block;
}

void CodeIssuer::Block::Open(absl::CivilDay new_day) {
  day = new_day;
  date = validate::CodeDate(new_day);
  now = next = {};
  size = 0;
}

bool CodeIssuer::Block::RunsLow() const {
  return size >= kLeastBusyBlock && !filling && next.empty() && now.end - now.begin < size / 2;
}

async::Task<absl::StatusOr<std::string>> CodeIssuer::Next(std::string agency_code,
                                                          absl::CivilDay day) {
  Block& block = BlockOf(agency_code);
  while (true) {
    if (block.day != day && !block.filling) block.Open(day);
    if (block.now.empty()) block.now = std::exchange(block.next, {});
    if (block.day == day && !block.now.empty()) {
      std::string code = validate::DossierCode(agency_code, day, block.now.begin++);
      // Others go on with what is left meanwhile; a failure is for those who find nothing left.
      if (block.RunsLow()) co_await Fill(agency_code, block);
      co_return code;
    }
    absl::Status status = co_await Refill(agency_code, block);
    if (!status.ok()) co_return status;
  }
}

// Those who wait for the same fetch fail together, not one after the other.
async::Task<absl::Status> CodeIssuer::Refill(const std::string& agency_code, Block& block) {
  if (!block.filling) co_return co_await Fill(agency_code, block);
  ++block.waiting;
  co_await block.filled.Wait();
  --block.waiting;
  co_return block.last_fill;
}

async::Task<absl::Status> CodeIssuer::Fill(const std::string& agency_code, Block& block) {
  block.filling = true;
  block.last_fill = absl::OkStatus();
  block.size = std::max(std::clamp(block.size * 2, 1, kLargestBlock), block.waiting + 1);
  std::string name = Cat("code/", agency_code, "-", block.date);
  auto first = co_await committer_.ReserveSerials(std::move(name), block.size);
  block.filling = false;
  block.last_fill = first.status();
  if (first.ok()) block.next = {*first, *first + block.size};
  block.filled.Notify();
  co_return first.status();
}

}  // namespace motcua::intake

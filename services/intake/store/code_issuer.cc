#include "services/intake/store/code_issuer.h"

#include <algorithm>
#include <utility>

#include "common/base/strings.h"
#include "services/intake/domain/code.h"

namespace motcua::intake {
namespace {

constexpr int kLargestBlock = 64;

}  // namespace

CodeIssuer::Block& CodeIssuer::BlockOf(const std::string& agency_code) {
  std::unique_ptr<Block>& block = blocks_[agency_code];
  if (block == nullptr) block = std::make_unique<Block>();
  return *block;
}

async::Task<absl::StatusOr<std::string>> CodeIssuer::Next(std::string agency_code,
                                                          absl::CivilDay day) {
  Block& block = BlockOf(agency_code);
  while (true) {
    if (block.filling) {
      co_await block.filled.Wait();
      // Those who waited fail together, not one after the other.
      if (!block.last_fill.ok()) co_return block.last_fill;
      continue;
    }
    if (block.day != day) block.Open(day);
    if (block.next < block.end) co_return DossierCode(agency_code, block.date, block.next++);
    absl::Status status = co_await Fill(agency_code, block);
    if (!status.ok()) co_return status;
  }
}

void CodeIssuer::Block::Open(absl::CivilDay new_day) {
  day = new_day;
  date = CodeDate(new_day);
  next = end = 0;
  size = 0;
}

async::Task<absl::Status> CodeIssuer::Fill(const std::string& agency_code, Block& block) {
  block.filling = true;
  block.last_fill = absl::OkStatus();
  block.size = std::clamp(block.size * 2, 1, kLargestBlock);
  std::string name = Cat("code/", agency_code, "-", block.date);
  auto first = co_await committer_.ReserveSerials(std::move(name), block.size);
  block.filling = false;
  block.last_fill = first.status();
  if (first.ok()) {
    block.next = *first;
    block.end = *first + block.size;
  }
  block.filled.Notify();
  co_return first.status();
}

}  // namespace motcua::intake

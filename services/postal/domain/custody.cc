#include "services/postal/domain/custody.h"

#include <algorithm>
#include <cstdint>

#include "common/base/strings.h"
#include "common/crypto/sha256.h"
#include "services/postal/domain/trace.h"
#include "services/postal/domain/tracking.h"

namespace motcua::postal {
namespace {

using dossier::v1::Consignment;
using dossier::v1::HandOver;

// Parts one after another, each behind its length, so that no two lists read the same.
class Text {
 public:
  Text& Add(std::string_view part) {
    Append(&text_, part.size(), ":", part, ",");
    return *this;
  }
  Text& Add(int64_t number) {
    Append(&text_, number, ",");
    return *this;
  }
  std::string Hash() const { return Sha256(text_); }

 private:
  std::string text_;
};

// The consignment that a log begins behind; nullptr if it is not there.
const Consignment* Before(const Consignment& consignment, const std::vector<Consignment>& carried) {
  const auto found = std::ranges::find(carried, consignment.previous_consignment(),
                                       [](const Consignment& one) { return one.id(); });
  return found == carried.end() ? nullptr : &*found;
}

}  // namespace

std::string HashOf(const HandOver& hand_over) {
  return Text()
      .Add("motcua hand-over 1")
      .Add(hand_over.previous_hash())
      .Add(hand_over.sequence())
      .Add(hand_over.parcel_id())
      .Add(hand_over.from().kind())
      .Add(hand_over.from().code())
      .Add(hand_over.to().kind())
      .Add(hand_over.to().code())
      .Add(hand_over.hand_over_time().seconds())
      .Add(hand_over.hand_over_time().nanos())
      .Add(hand_over.tracking_event_id())
      .Add(hand_over.bag_id())
      .Add(hand_over.actor())
      .Hash();
}

std::string BeginningOf(const Consignment& consignment) {
  return Text()
      .Add("motcua consignment 1")
      .Add(consignment.id())
      .Add(consignment.dossier_code())
      .Add(consignment.previous_consignment())
      .Add(consignment.previous_hash())
      .Hash();
}

std::string HeadOf(const Consignment& consignment) {
  const auto& log = consignment.hand_overs();
  return log.empty() ? BeginningOf(consignment) : log[log.size() - 1].hash();
}

const HandOver* LogHandOver(const dossier::v1::TrackingEvent& event, std::string_view actor,
                            Consignment& consignment) {
  const Trace before = TraceOf(consignment, event.consignment_id(), event.event_id());
  const bool handed_over =
      IsFinal(before.state) && before.state != dossier::v1::CONSIGNMENT_STATE_LOST;
  dossier::v1::Holder to = HolderAfter(consignment, event, before.holder);
  if (handed_over || IsSame(to, before.holder)) return nullptr;
  HandOver hand_over;
  hand_over.set_previous_hash(HeadOf(consignment));
  hand_over.set_sequence(consignment.hand_overs_size() + 1);
  hand_over.set_parcel_id(event.consignment_id());
  *hand_over.mutable_from() = before.holder;
  *hand_over.mutable_to() = std::move(to);
  *hand_over.mutable_hand_over_time() = event.event_time();
  hand_over.set_tracking_event_id(event.event_id());
  hand_over.set_bag_id(event.bag_id());
  hand_over.set_actor(std::string(actor));
  hand_over.set_hash(HashOf(hand_over));
  HandOver& added = *consignment.add_hand_overs();
  added = std::move(hand_over);
  return &added;
}

CustodyFinding VerifyLog(const Consignment& consignment) {
  std::string previous = BeginningOf(consignment);
  int sequence = 0;
  for (const HandOver& hand_over : consignment.hand_overs()) {
    ++sequence;
    if (hand_over.sequence() != sequence) return {CustodyFault::kSequence, sequence};
    if (hand_over.previous_hash() != previous) return {CustodyFault::kLink, sequence};
    if (hand_over.hash() != HashOf(hand_over)) return {CustodyFault::kHash, sequence};
    previous = hand_over.hash();
  }
  return {};
}

CustodyFinding VerifyLog(const Consignment& consignment, const std::vector<Consignment>& carried,
                         CustodyFault absent) {
  const CustodyFinding finding = VerifyLog(consignment);
  const bool first = consignment.previous_consignment().empty();
  if (finding.fault != CustodyFault::kNone || first) return finding;
  const Consignment* before = Before(consignment, carried);
  if (before == nullptr) return {absent, 0};
  if (LinksBack(consignment, *before)) return finding;
  return {CustodyFault::kBeginning, 0};
}

bool LinksBack(const Consignment& consignment, const Consignment& before) {
  const std::string& begun_with = consignment.previous_hash();
  return begun_with == BeginningOf(before) ||
         std::ranges::any_of(before.hand_overs(), [&](const HandOver& hand_over) {
           return hand_over.hash() == begun_with;
         });
}

}  // namespace motcua::postal

// What the province does about what it hears: each event puts errands on the agenda or takes them
// off. The same code runs over the events of earlier runs at a start and over the live ones, so a
// second start goes on where the first stopped. Pure: no clock, no calls.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "clients/province/agenda.h"
#include "clients/province/habits.h"
#include "clients/province/round.h"
#include "common/catalogue/catalogue.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::province {

// Counted from the events.
struct Tally {
  int64_t filed = 0;
  int64_t accepted = 0;
  int64_t ended = 0;           // closed, withdrawn or refused
  int64_t journeys_ended = 0;  // of the accepted
  int64_t late = 0;            // results ready after the promised day
};

// A step that is open, as far as the events tell.
struct OpenStep {
  std::string unit;
  absl::Time queued;
  absl::Time due = absl::InfiniteFuture();
  bool in_queue = false;
  int turn = 0;  // times it came back to the queue
};

// A dossier that has not ended.
struct OpenDossier {
  std::string procedure_code;
  std::string commune_code;
  bool accepted = false;
  bool supplement_asked = false;
  int checks = 0;
  absl::flat_hash_map<int, OpenStep> steps;
};

// A parcel that is missing from its bag, or damaged in it.
struct Mishap {
  std::string parcel_id;
  Fate fate = Fate::kMissing;
};

class Reactions {
 public:
  // References must outlive this.
  Reactions(uint64_t seed, const catalogue::Catalogue& catalogue, Agenda& agenda)
      : seed_(seed), catalogue_(catalogue), habits_(seed, catalogue.calendar()), agenda_(agenda) {}

  void OnEvent(const event::v1::Event& event);

  // nullptr if it has ended or was never heard of.
  const OpenDossier* Find(const std::string& dossier_code) const;
  const OpenStep* FindStep(const std::string& dossier_code, int step) const;
  // Parcels of a bag under way that are not found in it whole; empty for most bags.
  std::vector<Mishap> MishapsIn(const std::string& bag_id) const;
  const Tally& tally() const { return tally_; }
  const Habits& habits() const { return habits_; }

 private:
  // An event being reacted to.
  struct Heard {
    const std::string& code;
    const std::string& unit;
    absl::Time time;
    OpenDossier* dossier;  // nullptr if not open
  };

  void On(const Heard& heard, const event::v1::Submitted& event);
  void On(const Heard& heard, const event::v1::Accepted& event);
  void On(const Heard& heard, const event::v1::CompletionRequested& event);
  void On(const Heard& heard, const event::v1::Supplemented& event);
  void On(const Heard& heard, const event::v1::Withdrawn& event);
  void On(const Heard& heard, const event::v1::Queued& event);
  void On(const Heard& heard, const event::v1::Claimed& event);
  void On(const Heard& heard, const event::v1::Stuck& event);
  void On(const Heard& heard, const event::v1::StepCompleted& event);
  void On(const Heard& heard, const event::v1::SupplementRequested& event);
  void On(const Heard& heard, const event::v1::ResultReady& event);
  void On(const Heard& heard, const event::v1::ConsignmentCreated& event);
  void On(const Heard& heard, const event::v1::UnitReassigned& event);
  void On(const Heard& heard, const event::v1::TrackingRecorded& event);
  void On(const Heard& heard, const event::v1::BagMoved& event);

  void OnIntake(const Heard& heard, const event::v1::Event& event);
  void OnRouting(const Heard& heard, const event::v1::Event& event);
  void OnPostal(const Heard& heard, const event::v1::Event& event);

  void BackInQueue(const Heard& heard, int step);
  void StopWork(const std::string& code, int step);
  void CameToNothing(const Heard& heard, dossier::v1::ConsignmentKind kind);
  void End(const Heard& heard);
  void SetCheck(const Heard& heard);
  void SetVisit(const Heard& heard, int index, const OpenStep& step);
  void SetSupplement(const Heard& heard, std::vector<std::string> items, bool after_acceptance);

  uint64_t seed_;
  const catalogue::Catalogue& catalogue_;
  Habits habits_;
  Agenda& agenda_;
  Tally tally_;
  absl::flat_hash_map<std::string, OpenDossier> open_;
  // By consignment and the post office its leg begins at; then by bag.
  absl::flat_hash_map<std::string, Fate> fates_;
  absl::flat_hash_map<std::string, std::vector<Mishap>> mishaps_;
};

// The step as habits want it.
StepAtUnit ViewOf(const std::string& dossier_code, int index, const OpenStep& step);

}  // namespace motcua::province

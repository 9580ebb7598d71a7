// What someone of the province has in mind to do at a certain time.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "motcua/dossier/v1/consignment.pb.h"

namespace motcua::province {

enum class ErrandKind {
  kCheck,       // a clerk checks a filed dossier and accepts it, or hands it back
  kSupplement,  // a citizen brings what was asked for
  kWithdraw,    // a citizen takes the dossier back
  kVisit,       // an officer goes to the unit's queue and takes the first step
  kFinish,      // an officer ends the step in hand
  kRequeue,     // an officer puts a stuck step back into its queue
  kPickUp,      // a citizen fetches the result at the counter
  kScan,        // a postman reports a tracking event
  kBagLeg,      // a parcel goes into the bag to another post office
  kOpenBag,     // a bag is received, scanned and reconciled
  kSettle,      // a post office settles a day of a book
  kConfirm,     // an agency's cashier says what was received for it
};

// There is at most one errand a key.
struct ErrandKey {
  // Code of the dossier; for scans and bags' legs id of the consignment, else of the bag; for books, code
  // of the post office.
  std::string subject;
  ErrandKind kind;
  // Number of the step, id of the tracking event, code of the post office the leg begins at, or unit and
  // day of a book; empty for the other kinds.
  std::string detail;

  auto operator<=>(const ErrandKey&) const = default;
};

struct Errand {
  ErrandKey key;
  // kVisit, kFinish, kRequeue: the step and its unit. kSettle, kConfirm: the agency unit. Else step
  // is -1.
  int step = -1;
  std::string unit;
  // kVisit, kFinish: how often the step was given back before. kCheck: how often it was checked.
  // kConfirm: how often it was confirmed.
  int turn = 0;
  // kSupplement: names of the papers asked for. kSettle, kConfirm: the day.
  std::vector<std::string> items;
  // kFinish.
  std::string lease_token;
  // kScan.
  dossier::v1::TrackingEvent scan;
  // kScan: the carrier's machine sends it twice.
  bool twice = false;
  // kBagLeg: where the bag goes.
  std::string to_office;
};

}  // namespace motcua::province

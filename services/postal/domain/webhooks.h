// Webhooks out: who is told of what, and in what words.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "common/catalogue/catalogue.h"
#include "motcua/event/v1/event.pb.h"

namespace motcua::postal {

// Whether the event tells of a consignment that came into another state.
bool ChangesState(const event::v1::Event& event);

// What a subscriber wants to be told of: changes of consignments of the unit and the units below
// it.
struct Interest {
  std::string_view unit_code;
  std::span<const int> states;  // dossier.v1.ConsignmentState; only into these; empty: all
  std::span<const int> kinds;   // dossier.v1.ConsignmentKind; only of these; empty: all
};

// Whether it is to be told of an event that changes a state.
bool Wants(const Interest& interest, const event::v1::Event& event,
           const catalogue::Catalogue& catalogue);

// The same at each try to tell that event, another for every other: 32 hexadecimal digits.
std::string DeliveryIdOf(const std::string& webhook_id, const event::v1::Event& event);

// The JSON that is sent. No personal data.
std::string BodyOf(const std::string& delivery_id, const event::v1::Event& event);

// Whether it can be subscribed so; the address alone is checked elsewhere. INVALID_ARGUMENT
// FIELD_REQUIRED or FIELD_INVALID naming the field.
absl::Status CheckSubscription(std::string_view url, const Interest& interest,
                               std::string_view description, const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal

// Webhooks out: who is told of what, and in what words.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/catalogue/catalogue.h"
#include "motcua/event/v1/event.pb.h"
#include "motcua/postal/v1/webhook_service.pb.h"

namespace motcua::postal {

// Whether the event tells of a consignment that came into another state.
bool ChangesState(const event::v1::Event& event);

// Whether a subscription is to be told of an event that changes a state.
bool Wants(const v1::Webhook& webhook, const event::v1::Event& event,
           const catalogue::Catalogue& catalogue);

// The same at each try to tell that event, another for every other: 32 hexadecimal digits.
std::string DeliveryIdOf(const std::string& webhook_id, const event::v1::Event& event);

// The JSON that is sent. No personal data.
std::string BodyOf(const std::string& delivery_id, const event::v1::Event& event);

// Whether it can be subscribed so; the address alone is checked elsewhere. INVALID_ARGUMENT
// FIELD_REQUIRED or FIELD_INVALID naming the field.
absl::Status Check(const v1::AddWebhookRequest& request, const catalogue::Catalogue& catalogue);

}  // namespace motcua::postal

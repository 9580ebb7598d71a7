// Keeps calls to addresses that someone else named away from our own network.
#pragma once

#include <sys/socket.h>

#include <string>

#include "absl/status/status.h"

namespace motcua::http {

// Whether the address is of the public internet: not loopback, private, link-local, shared (RFC 6598),
// multicast, reserved, or one of these as IPv6.
bool IsPublic(const sockaddr* address);

// INVALID_ARGUMENT FIELD_INVALID (field "url"): no https address of at most 500 characters, with a
// user's name, or with a host that is an address of our own network. With `allow_private` http and
// such hosts will do. A name is looked at when it is called: what it stands for may change.
absl::Status CheckUrl(const std::string& url, bool allow_private);

}  // namespace motcua::http

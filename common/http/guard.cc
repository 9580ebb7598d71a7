#include "common/http/guard.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"

namespace motcua::http {
namespace {

constexpr size_t kLongestUrl = 500;

struct Block {
  uint32_t network;
  int bits;
};

// RFC 6890 and its successors: what no public host has.
constexpr std::array kNotPublic = {
    Block{0x00000000, 8},   // this network
    Block{0x0A000000, 8},   // private
    Block{0x64400000, 10},  // shared by providers
    Block{0x7F000000, 8},   // loopback
    Block{0xA9FE0000, 16},  // link-local
    Block{0xAC100000, 12},  // private
    Block{0xC0000000, 24},  // protocol assignments
    Block{0xC0000200, 24},  // documentation
    Block{0xC0A80000, 16},  // private
    Block{0xC6120000, 15},  // benchmarks
    Block{0xC6336400, 24},  // documentation
    Block{0xCB007100, 24},  // documentation
    Block{0xE0000000, 4},   // multicast
    Block{0xF0000000, 4},   // reserved, broadcast
};

bool IsPublicV4(uint32_t address) {
  for (const Block& block : kNotPublic) {
    const uint32_t mask = ~uint32_t{0} << (32 - block.bits);
    if ((address & mask) == block.network) return false;
  }
  return true;
}

uint32_t FourBytes(const uint8_t* bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | bytes[3];
}

// Only global unicast (2000::/3), without what is written for documentation, and without the forms
// that wrap an IPv4 address (mapped, NAT64, 6to4, Teredo): those would lead around the list above.
bool IsPublicV6(const in6_addr& address) {
  const uint8_t* bytes = address.s6_addr;
  if ((bytes[0] & 0xE0) != 0x20) return false;
  const uint32_t first = FourBytes(bytes);
  const bool documentation = first == 0x20010DB8;
  const bool teredo = first == 0x20010000;
  const bool six_to_four = first >> 16 == 0x2002;
  return !documentation && !teredo && !six_to_four;
}

absl::Status Refused(std::string_view why) {
  return InvalidArgument(kFieldInvalid, Cat("url ", why)).Field("url", why);
}

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::string PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string copy(text);
  curl_free(text);
  return copy;
}

// Whether the host is written as an address of our own network.
bool IsOwnAddress(std::string host) {
  in_addr v4;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return !IsPublicV4(ntohl(v4.s_addr));
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  in6_addr v6;
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && !IsPublicV6(v6);
}

}  // namespace

bool IsPublic(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, address, sizeof v4);
    return IsPublicV4(ntohl(v4.sin_addr.s_addr));
  }
  if (address->sa_family != AF_INET6) return false;
  sockaddr_in6 v6;
  std::memcpy(&v6, address, sizeof v6);
  return IsPublicV6(v6.sin6_addr);
}

absl::Status CheckUrl(const std::string& url, bool allow_private) {
  if (url.size() > kLongestUrl) return Refused(Cat("is longer than ", kLongestUrl, " characters"));
  const std::unique_ptr<CURLU, FreeUrl> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) {
    return Refused("is no address");
  }
  const std::string scheme = PartOf(parsed.get(), CURLUPART_SCHEME);
  const std::string host = PartOf(parsed.get(), CURLUPART_HOST);
  if (scheme != "https" && !(allow_private && scheme == "http")) return Refused("is not https");
  const bool named = !PartOf(parsed.get(), CURLUPART_USER).empty() ||
                     !PartOf(parsed.get(), CURLUPART_PASSWORD).empty();
  if (named) return Refused("holds a user's name or password");
  if (allow_private) return absl::OkStatus();
  if (IsOwnAddress(host) || host == "localhost") return Refused("leads into our own network");
  return absl::OkStatus();
}

}  // namespace motcua::http

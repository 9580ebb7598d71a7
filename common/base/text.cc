#include "common/base/text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "absl/strings/str_replace.h"
#include "common/base/errors.h"
#include "common/base/reasons.h"
#include "common/base/strings.h"
#include "google/protobuf/descriptor.h"

namespace motcua {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

enum class Verdict { kGood, kNotNfc, kInvalid };

// The text after utf8proc's transformation; unchanged if it is not UTF-8.
std::string Map(std::string_view text, int options) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                             static_cast<utf8proc_option_t>(options));
  if (size < 0) return std::string(text);
  std::string result(reinterpret_cast<char*>(mapped), static_cast<size_t>(size));
  free(mapped);
  return result;
}

bool IsForbiddenControl(utf8proc_int32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
}

// Letters that are in form C wherever they stand: Latin, and the precomposed Vietnamese block.
bool IsAlwaysNfc(utf8proc_int32_t c) { return c < 0x300 || (c >= 0x1ea0 && c <= 0x1ef9); }

// What a walk over a text finds.
struct Walk {
  bool valid = true;         // UTF-8 without forbidden control characters
  bool always_nfc = true;    // nothing but IsAlwaysNfc
};

Walk WalkOver(std::string_view text) {
  Walk walk;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = *at;
    const utf8proc_ssize_t size = c < 0x80 ? 1 : utf8proc_iterate(at, left, &c);
    if (size <= 0 || IsForbiddenControl(c)) return {.valid = false, .always_nfc = false};
    walk.always_nfc = walk.always_nfc && IsAlwaysNfc(c);
    at += size;
    left -= size;
  }
  return walk;
}

Verdict Judge(std::string_view text) {
  const Walk walk = WalkOver(text);
  if (!walk.valid) return Verdict::kInvalid;
  return walk.always_nfc || ToNfc(text) == text ? Verdict::kGood : Verdict::kNotNfc;
}

// A bad text and the path to it, which is put together on the way back only: every request is
// checked and nearly none has a flaw.
struct Flaw {
  Verdict verdict;
  std::string path;
};

std::optional<Flaw> FindFlaw(const Message& message);

// In one value of a field; index -1 for a field that is not repeated.
std::optional<Flaw> FindFlaw(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  const auto step = [&] {
    return index < 0 ? field->name() : Cat(field->name(), "[", index, "]");
  };
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    auto flaw = FindFlaw(index < 0 ? reflection->GetMessage(message, field)
                                   : reflection->GetRepeatedMessage(message, field, index));
    if (flaw) flaw->path = Cat(step(), ".", flaw->path);
    return flaw;
  }
  std::string scratch;
  const Verdict verdict =
      Judge(index < 0 ? reflection->GetStringReference(message, field, &scratch)
                      : reflection->GetRepeatedStringReference(message, field, index, &scratch));
  if (verdict == Verdict::kGood) return std::nullopt;
  return Flaw{verdict, step()};
}

std::optional<Flaw> FindFlaw(const Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool holds_text = field->type() == FieldDescriptor::TYPE_STRING ||
                            field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!holds_text) continue;
    const bool repeated = field->is_repeated();
    const int count = repeated ? reflection->FieldSize(message, field) : 1;
    for (int i = 0; i < count; ++i) {
      if (auto flaw = FindFlaw(message, field, repeated ? i : -1)) return flaw;
    }
  }
  return std::nullopt;
}

}  // namespace

bool IsAscii(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    if (word & 0x8080808080808080ull) return false;
  }
  for (; left > 0; ++at, --left) {
    if (*at & 0x80) return false;
  }
  return true;
}

bool IsNfc(std::string_view text) {
  if (IsAscii(text)) return true;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(at, left, &c);
    if (size <= 0) return false;
    at += size;
    left -= size;
  }
  return ToNfc(text) == text;
}

std::string ToNfc(std::string_view text) {
  const bool unchanged = IsAscii(text) || WalkOver(text).always_nfc;
  return unchanged ? std::string(text) : Map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string Fold(std::string_view text) {
  const int options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD;
  return absl::StrReplaceAll(Map(text, options), {{"đ", "d"}});  // đ has no decomposition
}

absl::Status CheckText(const Message& message) {
  const auto flaw = FindFlaw(message);
  if (!flaw) return absl::OkStatus();
  if (flaw->verdict == Verdict::kNotNfc) {
    return InvalidArgument(kTextNotNfc, Cat(flaw->path, " is not in normal form C"))
        .Field(flaw->path, "must be in Unicode normal form C");
  }
  return InvalidArgument(kTextInvalid, Cat(flaw->path, " holds invalid text"))
      .Field(flaw->path, "must be UTF-8 without control characters other than line feed and tab");
}

}  // namespace motcua

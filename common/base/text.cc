#include "common/base/text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <cstring>
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

Verdict Judge(std::string_view text) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  bool plain = true;
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t size = utf8proc_iterate(at, left, &c);
    if (size <= 0 || IsForbiddenControl(c)) return Verdict::kInvalid;
    plain = plain && IsAlwaysNfc(c);
    at += size;
    left -= size;
  }
  return plain || ToNfc(text) == text ? Verdict::kGood : Verdict::kNotNfc;
}

absl::Status CheckString(std::string_view text, const std::string& path) {
  switch (Judge(text)) {
    case Verdict::kGood:
      return absl::OkStatus();
    case Verdict::kNotNfc:
      return InvalidArgument(kTextNotNfc, Cat(path, " is not in normal form C"))
          .Field(path, "must be in Unicode normal form C");
    case Verdict::kInvalid:
      break;
  }
  return InvalidArgument(kTextInvalid, Cat(path, " holds invalid text"))
      .Field(path, "must be UTF-8 without control characters other than line feed and tab");
}

absl::Status CheckMessage(const Message& message, const std::string& prefix);

// One value of a field; index -1 for a field that is not repeated.
absl::Status CheckValue(const Message& message, const FieldDescriptor* field, int index,
                        const std::string& prefix) {
  const auto* reflection = message.GetReflection();
  const std::string path =
      index < 0 ? Cat(prefix, field->name()) : Cat(prefix, field->name(), "[", index, "]");
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    const Message& nested = index < 0 ? reflection->GetMessage(message, field)
                                      : reflection->GetRepeatedMessage(message, field, index);
    return CheckMessage(nested, path + ".");
  }
  std::string scratch;
  const std::string& text =
      index < 0 ? reflection->GetStringReference(message, field, &scratch)
                : reflection->GetRepeatedStringReference(message, field, index, &scratch);
  return CheckString(text, path);
}

absl::Status CheckField(const Message& message, const FieldDescriptor* field,
                        const std::string& prefix) {
  if (!field->is_repeated()) return CheckValue(message, field, -1, prefix);
  const int size = message.GetReflection()->FieldSize(message, field);
  for (int i = 0; i < size; ++i) {
    if (auto checked = CheckValue(message, field, i, prefix); !checked.ok()) return checked;
  }
  return absl::OkStatus();
}

absl::Status CheckMessage(const Message& message, const std::string& prefix) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const bool holds_text = field->type() == FieldDescriptor::TYPE_STRING ||
                            field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (!holds_text) continue;
    if (auto checked = CheckField(message, field, prefix); !checked.ok()) return checked;
  }
  return absl::OkStatus();
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
  return IsAscii(text) ? std::string(text) : Map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string Fold(std::string_view text) {
  const int options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD;
  return absl::StrReplaceAll(Map(text, options), {{"đ", "d"}});  // đ has no decomposition
}

absl::Status CheckText(const Message& message) { return CheckMessage(message, ""); }

}  // namespace motcua

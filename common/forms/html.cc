#include "common/forms/html.h"

#include "common/base/strings.h"

namespace motcua::forms {
namespace {

// The models from the outermost to the innermost.
using Scopes = std::vector<const Model*>;

const std::string* FindValue(const Scopes& scopes, std::string_view name) {
  for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
    const auto found = (*scope)->values.find(name);
    if (found != (*scope)->values.end()) return &found->second;
  }
  return nullptr;
}

const std::vector<Model>* FindList(const Scopes& scopes, std::string_view name) {
  for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
    const auto found = (*scope)->lists.find(name);
    if (found != (*scope)->lists.end()) return &found->second;
  }
  return nullptr;
}

void RenderInto(std::string_view html, Scopes& scopes, std::string& page);

void RenderList(std::string_view inside, const std::vector<Model>& list, Scopes& scopes,
                std::string& page) {
  for (const Model& model : list) {
    scopes.push_back(&model);
    RenderInto(inside, scopes, page);
    scopes.pop_back();
  }
}

// `rest` begins behind "{{#name}}" or "{{^name}}"; takes it past the matching end.
void RenderPart(bool inverted, std::string_view name, std::string_view* rest, Scopes& scopes,
                std::string& page) {
  const std::string end = Cat("{{/", name, "}}");
  const size_t at = rest->find(end);
  const std::vector<Model>* list = FindList(scopes, name);
  if (at == std::string_view::npos || list == nullptr) {
    Append(&page, inverted ? "{{^" : "{{#", name, "}}");
    return;
  }
  const std::string_view inside = rest->substr(0, at);
  rest->remove_prefix(at + end.size());
  if (!inverted) return RenderList(inside, *list, scopes, page);
  if (list->empty()) RenderInto(inside, scopes, page);
}

void RenderValue(bool raw, std::string_view name, const Scopes& scopes, std::string& page) {
  const std::string* value = FindValue(scopes, name);
  if (value == nullptr) {
    Append(&page, "{{", name, "}}");
  } else {
    page += raw ? *value : EscapeHtml(*value);
  }
}

void RenderInto(std::string_view html, Scopes& scopes, std::string& page) {
  while (true) {
    const size_t open = html.find("{{");
    page += html.substr(0, open);
    if (open == std::string_view::npos) return;
    html.remove_prefix(open + 2);
    const bool raw = ConsumePrefix(&html, "{");
    const std::string_view close = raw ? "}}}" : "}}";
    const size_t end = html.find(close);
    if (end == std::string_view::npos) return;
    std::string_view name = html.substr(0, end);
    html.remove_prefix(end + close.size());
    if (ConsumePrefix(&name, "#")) {
      RenderPart(/*inverted=*/false, name, &html, scopes, page);
    } else if (ConsumePrefix(&name, "^")) {
      RenderPart(/*inverted=*/true, name, &html, scopes, page);
    } else {
      RenderValue(raw, name, scopes, page);
    }
  }
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Render(std::string_view html, const Model& model) {
  std::string page;
  Scopes scopes = {&model};
  RenderInto(html, scopes, page);
  return page;
}

}  // namespace motcua::forms

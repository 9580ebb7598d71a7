// A small template language, enough for forms: the Vietnamese text stays in .html files, and no
// value reaches a page unescaped.
//
//   {{name}}                     the value, escaped
//   {{{name}}}                   the value as it is: markup made by this library only
//   {{#items}} … {{/items}}      once for each model of the list, whose names win over those
//   outside
//   {{^items}} … {{/items}}      once if the list is empty
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace motcua::forms {

// & < > " ' as entities.
std::string EscapeHtml(std::string_view text);

struct Model {
  std::map<std::string, std::string, std::less<>> values;
  std::map<std::string, std::vector<Model>, std::less<>> lists;

  Model& Set(std::string name, std::string value) {
    values[std::move(name)] = std::move(value);
    return *this;
  }
  // A list of one empty model, or of none: a part of the page that is shown or not.
  Model& Show(std::string name, bool shown) {
    lists[std::move(name)] = std::vector<Model>(shown ? 1 : 0);
    return *this;
  }
};

// A name that the model does not know stays in the text as it is, braces and all: tests look for
// braces in what they rendered.
std::string Render(std::string_view html, const Model& model);

}  // namespace motcua::forms

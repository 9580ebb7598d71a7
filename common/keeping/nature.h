// What a service says of its aggregates to those who take them to the archive and find them there.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"

namespace motcua::keeping {

template <class State>
struct Nature {
  std::string kind;  // of Keys::Aggregate and Keys::Ended
  std::function<std::string(const State&)> dossier_code;
  std::function<google::protobuf::Timestamp(const State&)> end_time;
  // Names of the fields that hold personal data.
  std::vector<std::string> personal_fields;
  // Ids of other aggregates of the kind that only name this one, and go with it; empty: there are
  // none. They hold no personal data.
  std::function<std::vector<std::string>(const State&)> companions;
  // Notes that the personal data were erased; empty: there are none.
  std::function<void(State&, const google::protobuf::Timestamp&)> set_erased;
};

// Takes the named fields out of `state`: the serialized message that holds nothing else, empty if
// none of them is set.
std::string TakePersonal(const std::vector<std::string>& fields, google::protobuf::Message& state);

}  // namespace motcua::keeping

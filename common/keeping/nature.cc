#include "common/keeping/nature.h"

#include <memory>

namespace motcua::keeping {

std::string TakePersonal(const std::vector<std::string>& fields,
                         google::protobuf::Message& state) {
  const auto* reflection = state.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> personal;
  for (const std::string& name : fields) {
    personal.push_back(state.GetDescriptor()->FindFieldByName(name));
  }
  const std::unique_ptr<google::protobuf::Message> taken(state.New());
  reflection->SwapFields(&state, taken.get(), personal);
  return taken->SerializeAsString();
}

}  // namespace motcua::keeping

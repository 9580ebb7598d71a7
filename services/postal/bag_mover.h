// Moves bags with everything in them: a bag and its parcels are one commit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/async/task.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "common/keeping/kept.h"
#include "common/store/together.h"
#include "motcua/postal/v1/manifest_service.pb.h"
#include "services/postal/domain/bag.h"
#include "services/postal/store/bag_places.h"
#include "services/postal/store/keeping.h"
#include "services/postal/store/places.h"

namespace motcua::postal {

// Errors of each: those of the RPC in the proto. Requests have been checked, callers covered.
class BagMover {
 public:
  BagMover(Bags& bags, Consignments& consignments, const catalogue::Catalogue& catalogue,
           const Clock& clock)
      : bags_(bags),
        consignments_(consignments),
        together_(bags, consignments),
        catalogue_(catalogue),
        clock_(clock),
        kept_(nullptr, NatureOfKeptBags()) {}

  // Where bags are found that have left; without it they are not.
  void set_keeper(keeping::Keeper* keeper);

  async::Task<absl::StatusOr<v1::BuildBagResponse>> Build(store::Command command,
                                                          v1::BuildBagRequest request,
                                                          std::string actor);
  async::Task<absl::StatusOr<v1::AddToBagResponse>> Add(store::Command command,
                                                        v1::AddToBagRequest request,
                                                        std::string actor);
  async::Task<absl::StatusOr<v1::DispatchBagResponse>> Dispatch(store::Command command,
                                                                v1::DispatchBagRequest request,
                                                                std::string actor);
  async::Task<absl::StatusOr<v1::ReceiveBagResponse>> Receive(store::Command command,
                                                              v1::ReceiveBagRequest request,
                                                              std::string actor);
  async::Task<absl::StatusOr<v1::ReconcileBagResponse>> Reconcile(store::Command command,
                                                                  v1::ReconcileBagRequest request,
                                                                  std::string actor);

  // Also one that has left, which cannot be changed. NOT_FOUND BAG_NOT_FOUND.
  async::Task<absl::StatusOr<store::Versioned<dossier::v1::Bag>>> Load(std::string bag_id);

 private:
  // Parcels of a commit, and which of its consignments each belongs to.
  struct Contents {
    std::vector<std::string> consignment_ids;  // each once
    absl::flat_hash_map<std::string, size_t> consignment_of;
    absl::flat_hash_map<std::string, size_t> position_of;  // of a consignment

    void Put(const std::string& parcel_id, const std::string& consignment_id);
  };
  // Changes a bag and the parcels carried with it.
  template <class Reply>
  using Act = std::function<absl::StatusOr<Reply>(
      dossier::v1::Bag& bag, const CarriedParcels& carried, const Doing& doing)>;
  using Bag = store::Draft<dossier::v1::Bag>;

  static Contents ContentsOf(const dossier::v1::Bag& bag);
  async::Task<absl::StatusOr<Contents>> Find(std::vector<std::string> parcel_ids, bool all);
  async::Task<absl::StatusOr<std::string>> NextId(std::string office);
  template <class Reply>
  async::Task<absl::StatusOr<Reply>> Move(store::Command command, std::string bag_id,
                                          Contents contents, std::string actor, Act<Reply> act);

  Bags& bags_;
  Consignments& consignments_;
  store::Together<dossier::v1::Bag, dossier::v1::Consignment> together_;
  const catalogue::Catalogue& catalogue_;
  const Clock& clock_;
  keeping::Kept<dossier::v1::Bag> kept_;
};

}  // namespace motcua::postal

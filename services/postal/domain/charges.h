// The money that goes with a consignment: what it costs, who pays, and when it has been collected.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/consignment.pb.h"
#include "motcua/event/v1/event.pb.h"
#include "services/postal/domain/carriage.h"
#include "services/postal/domain/consignment.h"

namespace motcua::postal {

// What a wished consignment costs and collects: postage of the way by the tariff of the day, from the
// applicant on home legs (QĐ 45/2016 Đ.12(3)), billed to the sending agency between units; on home
// legs also the fee the dossier still owes (Đ.6, Đ.11).
dossier::v1::Charges ChargesOf(const Wish& wish, const Way& way,
                               const catalogue::Catalogue& catalogue, absl::Time now);

// What the postman takes in cash, in đồng: the fee, and the postage where the applicant pays it.
int64_t CashOf(const dossier::v1::Charges& charges);

// Whether the money has changed hands, by the reports there are: when the papers are taken over at
// home, when the result is handed over; between units, when the post takes them over.
bool IsCollected(const dossier::v1::Consignment& consignment);

// Appends MoneyCollected when the money changed hands and it has not been told, and its undoing when
// a late report showed that it did not. Nothing where no money goes with it.
void TellMoney(dossier::v1::Consignment& consignment, std::vector<event::v1::Event>& events);

}  // namespace motcua::postal

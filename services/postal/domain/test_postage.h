// A tariff and rounds for tests, beside the province of test_catalogue.h.
#pragma once

namespace motcua::postal {

// 20,000 đồng within a district and 30,000 in the province; BD.29884 visits two homes in the morning
// and one in the afternoon, every other office one a day.
inline constexpr char kTestPostage[] = R"pb(
  postage_rates { zone: POSTAL_ZONE_LOCAL postage_vnd: 20000 slip_return_vnd: 5000 }
  postage_rates { zone: POSTAL_ZONE_PROVINCE postage_vnd: 30000 slip_return_vnd: 8000 }
  postman_rounds {
    post_offices: "BD.29884"
    rounds { begin: "08:00" end: "11:00" items: 2 }
    rounds { begin: "14:00" end: "16:30" items: 1 }
  }
  postman_rounds { rounds { begin: "09:30" end: "11:00" items: 1 } }
)pb";

}  // namespace motcua::postal

// The birth of a child, as a citizen's event, on top of the test catalogue.
#pragma once

#include "common/testing/matchers.h"
#include "services/intake/domain/test_catalogue.h"

namespace motcua::intake {

inline constexpr char kTestEvents[] = R"pb(
  procedures {
    code: "1.004222"
    name: "Đăng ký thường trú"
    field: "Cư trú"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 7 }
    fee_vnd: 20000
    cases { key: "newborn" name: "Trẻ mới sinh" question: "Trẻ mới sinh?" }
    papers { name: "Tờ khai CT01" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Giấy chứng sinh" kind: PAPER_KIND_PLAIN_COPY count: 2 required: false }
    papers {
      name: "Giấy khai sinh"
      kind: PAPER_KIND_CERTIFIED_COPY
      count: 1
      required: true
      cases: "newborn"
    }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  procedures {
    code: "1.1"
    name: "Cấp thẻ bảo hiểm y tế"
    field: "Bảo hiểm y tế"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 10 }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Giấy khai sinh" kind: PAPER_KIND_PLAIN_COPY count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  citizen_events {
    code: "2.002621"
    name: "Khai sinh, thường trú, thẻ bảo hiểm y tế"
    shared_papers: "Giấy chứng sinh"
    procedures { procedure_code: "1.001193" }
    procedures {
      procedure_code: "1.004222"
      case_key: "newborn"
      after: "1.001193"
      result_papers { paper: "Giấy khai sinh" procedure_code: "1.001193" }
    }
    procedures {
      procedure_code: "1.1"
      after: "1.001193"
      after: "1.004222"
      result_papers { paper: "Giấy khai sinh" procedure_code: "1.001193" }
    }
  }
)pb";

inline const catalogue::Catalogue& TestEvents() {
  static const auto* catalogue = [] {
    auto made = catalogue::Catalogue::FromFiles({{"t", kTestCatalogue}, {"e", kTestEvents}});
    EXPECT_THAT(made, IsOk());
    return new catalogue::Catalogue(*std::move(made));
  }();
  return *catalogue;
}

}  // namespace motcua::intake

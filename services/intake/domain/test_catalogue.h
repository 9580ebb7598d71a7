// A small province for tests of intake.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "common/catalogue/catalogue.h"
#include "motcua/dossier/v1/dossier.pb.h"

namespace motcua::intake {

inline constexpr char kTestCatalogue[] = R"pb(
  units {
    code: "87"
    name: "Tỉnh Đồng Tháp"
    level: LEVEL_PROVINCE
    one_stop: true
    agency_code: "000.00.00.H20"
    post_office_code: "810000"
  }
  units { code: "87.SXD" name: "Sở Xây dựng" level: LEVEL_PROVINCE parent_code: "87" }
  units {
    code: "866"
    name: "Thành phố Cao Lãnh"
    level: LEVEL_DISTRICT
    parent_code: "87"
    one_stop: true
    agency_code: "000.00.31.H20"
    valid_to: "2025-06-30"
  }
  units {
    code: "29869"
    name: "Phường 11"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.01.31.H20"
  }
  units {
    code: "29872"
    name: "Phường 1"
    level: LEVEL_COMMUNE
    parent_code: "866"
    one_stop: true
    agency_code: "000.02.31.H20"
  }
  post_offices {
    code: "810000"
    name: "Bưu điện tỉnh Đồng Tháp"
    unit_code: "87"
    address: "Cao Lãnh"
  }

  procedures {
    code: "1.001193"
    name: "Đăng ký khai sinh"
    field: "Hộ tịch"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 1 }
    fee_vnd: 0
    cases { key: "lost_birth_note" name: "Mất giấy chứng sinh" question: "Giấy chứng sinh đã mất?" }
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Giấy chứng sinh" kind: PAPER_KIND_CERTIFIED_COPY count: 1 required: true }
    papers {
      name: "Giấy cam đoan"
      kind: PAPER_KIND_PLAIN_COPY
      count: 2
      required: true
      cases: "lost_birth_note"
    }
    papers { name: "Ảnh" kind: PAPER_KIND_ORIGINAL count: 1 required: false }
    route { stage: 1 name: "Thẩm tra" unit_selector: "origin" share_permille: 600 role: "officer" }
    route { stage: 2 name: "Ký" unit_selector: "origin" share_permille: 400 role: "leader" }
  }
  procedures {
    code: "1.000894"
    valid_to: "2023-12-31"
    name: "Đăng ký kết hôn"
    field: "Hộ tịch"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_SAME_DAY }
    fee_vnd: 0
    no_post: true
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  procedures {
    code: "1.000894"
    version: 2
    valid_from: "2024-01-01"
    name: "Đăng ký kết hôn"
    field: "Hộ tịch"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 3 }
    fee_vnd: 30000
    no_post: true
    papers { name: "Tờ khai" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    papers { name: "Giấy xác nhận" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
  procedures {
    code: "1.009994"
    name: "Cấp giấy phép xây dựng"
    field: "Xây dựng"
    levels: LEVEL_DISTRICT
    levels: LEVEL_PROVINCE
    limit { kind: LIMIT_KIND_WORKING_DAYS amount: 15 }
    fee_vnd: 75000
    papers { name: "Đơn" kind: PAPER_KIND_ORIGINAL count: 1 required: true }
    route {
      stage: 1
      name: "Thẩm định"
      unit_selector: "department:SXD"
      share_permille: 1000
      role: "officer"
    }
  }
  procedures {
    code: "2.000815"
    name: "Chứng thực bản sao"
    field: "Chứng thực"
    levels: LEVEL_COMMUNE
    limit { kind: LIMIT_KIND_NONE }
    route { stage: 1 name: "Ký" unit_selector: "origin" share_permille: 1000 role: "leader" }
  }
)pb";

inline const catalogue::Catalogue& TestCatalogue() {
  static const auto* catalogue = [] {
    auto loaded = catalogue::Catalogue::FromFiles({{"test.textproto", kTestCatalogue}});
    if (!loaded.ok()) {
      fprintf(stderr, "test catalogue: %s\n", std::string(loaded.status().message()).c_str());
      abort();
    }
    return new catalogue::Catalogue(*std::move(loaded));
  }();
  return *catalogue;
}

}  // namespace motcua::intake

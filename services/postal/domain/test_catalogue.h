// A small province for postal's tests: two districts, a rural commune with its own post office.
#pragma once

#include <string>

#include "common/catalogue/catalogue.h"
#include "common/testing/matchers.h"

namespace motcua::postal {

// 866 Cao Lãnh with the ward 29869 (served by BD.866) and the commune 29884 (BD.29884);
// 871 Tam Nông with the township 30001; the department 87.SXD; all under province 87.
// `more`: further lists of a catalogue's file.
inline catalogue::Catalogue TestCatalogue(const std::string& more = "") {
  constexpr char kText[] = R"pb(
    units { code: "87" name: "Tỉnh" level: LEVEL_PROVINCE post_office_code: "BD.87" }
    units { code: "87.SXD" name: "Sở Xây dựng" level: LEVEL_PROVINCE parent_code: "87" }
    units {
      code: "866"
      name: "Cao Lãnh"
      level: LEVEL_DISTRICT
      parent_code: "87"
      post_office_code: "BD.866"
    }
    units {
      code: "871"
      name: "Tam Nông"
      level: LEVEL_DISTRICT
      parent_code: "87"
      post_office_code: "BD.871"
    }
    units {
      code: "29869"
      name: "Phường 2"
      level: LEVEL_COMMUNE
      parent_code: "866"
      agency_code: "000.03.31.H20"
      one_stop: true
    }
    units {
      code: "29884"
      name: "Xã Mỹ Tân"
      level: LEVEL_COMMUNE
      parent_code: "866"
      agency_code: "000.09.31.H20"
      one_stop: true
      post_office_code: "BD.29884"
    }
    units {
      code: "30001"
      name: "Tràm Chim"
      level: LEVEL_COMMUNE
      parent_code: "871"
      agency_code: "000.01.36.H20"
      one_stop: true
    }
    post_offices { code: "BD.87" name: "Bưu điện tỉnh" unit_code: "87" address: "Nguyễn Huệ" }
    post_offices { code: "BD.866" name: "Bưu điện Cao Lãnh" unit_code: "866" address: "Cao Lãnh" }
    post_offices { code: "BD.871" name: "Bưu điện Tam Nông" unit_code: "871" address: "Tam Nông" }
    post_offices {
      code: "BD.29884"
      name: "Bưu điện xã Mỹ Tân"
      unit_code: "29884"
      address: "Mỹ Tân"
    }
  )pb";
  absl::StatusOr<catalogue::Catalogue> catalogue =
      catalogue::Catalogue::FromFiles({{"units.textproto", kText}, {"more.textproto", more}});
  if (!catalogue.ok()) {
    ADD_FAILURE() << catalogue.status();
    abort();
  }
  return *std::move(catalogue);
}

}  // namespace motcua::postal

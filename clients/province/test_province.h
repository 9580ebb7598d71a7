// The province as tests see it: its real catalogue, and times of January 2023.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/catalogue/catalogue.h"
#include "gtest/gtest.h"

namespace motcua::province {

inline const catalogue::Catalogue& DongThap() {
  static const catalogue::Catalogue* const catalogue = [] {
    auto loaded = catalogue::Catalogue::Load("deploy/catalogue/dong-thap");
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return new catalogue::Catalogue(*std::move(loaded));
  }();
  return *catalogue;
}

// Local time in January 2023. The 9th is a Monday.
inline absl::Time January(int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilMinute(2023, 1, day, hour, minute), LocalZone());
}

}  // namespace motcua::province

// SPDX-License-Identifier: Apache-2.0
#include "host/elf_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "host/missing_functions.h"
#include "testing/rule.h"

namespace penstock::host {
namespace {

std::string driver(const std::string& name) {
  return std::string(PENSTOCK_TEST_DRIVERS) + "/" + name + "_guest.so";
}

TEST(ElfImage, NamesAFunctionThatIsHiddenFromTheSystemsLoader) {
  const auto image = ElfImage::read(driver("plain"));
  ASSERT_TRUE(image) << image.fault().message;
  const Symbol* hidden = image->find_function([](std::string_view name) { return name == "OpenOrClose"; });
  ASSERT_NE(hidden, nullptr);
  EXPECT_EQ(image->symbol_at(hidden->address + 1), hidden);
}

TEST(ElfImage, RefusesWhatIsNoSharedObject) {
  const auto text = ElfImage::read(std::string(PENSTOCK_TEST_DRIVERS) + "/cmake_install.cmake");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.fault().fault, Fault::not_a_guest);
  EXPECT_EQ(ElfImage::read("/no/such/driver.so").fault().fault, Fault::unreadable);
}

TEST(ElfImage, SurvivesEveryTruncationOfAFile) {
  std::ifstream file(driver("no_unload"), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const std::string path = ::testing::TempDir() + "/truncated.so";
  for (std::size_t length = 0; length < bytes.size(); length += bytes.size() / 64 + 1) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(length));
    EXPECT_FALSE(ElfImage::read(path));
  }
  std::remove(path.c_str());
}

TEST(MissingFunctions, AreAllListedWithWhoRefersToThem) {
  RULE("K-GUEST-1");
  const auto image = ElfImage::read(driver("missing"));
  ASSERT_TRUE(image);
  const auto missing = missing_functions(*image);
  ASSERT_EQ(missing.size(), 2u);
  for (const MissingFunction& function : missing) {
    const bool called = function.name == "PenstockTestFunctionThatIsMissing";
    const std::string expected = called ? "CallsTheMissingOne" : "g_Table";
    // A sanitizer's own tables may refer to it besides.
    EXPECT_TRUE(std::any_of(function.referrers.begin(), function.referrers.end(),
                            [&](const std::string& referrer) { return referrer.starts_with(expected); }))
        << function.name;
  }
}

TEST(MissingFunctions, AreNoneInADriverThatUsesWhatThereIs) {
  const auto image = ElfImage::read(driver("plain"));
  ASSERT_TRUE(image);
  EXPECT_TRUE(missing_functions(*image).empty());
}

}  // namespace
}  // namespace penstock::host

// SPDX-License-Identifier: Apache-2.0
// Every transcript under this folder is a test: pend/is_refused_in_a_reauthorization.txt becomes
// pend.is_refused_in_a_reauthorization.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "testing/transcript.h"

namespace {

class TranscriptTest : public ::testing::Test {
 public:
  explicit TranscriptTest(std::filesystem::path file) : file_(std::move(file)) {}
  void TestBody() override { penstock::testing::play_transcript(file_); }

 private:
  const std::filesystem::path file_;
};

std::vector<std::filesystem::path> transcripts() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PENSTOCK_TRANSCRIPTS)) {
    const bool in_folder = entry.path().parent_path() != std::filesystem::path(PENSTOCK_TRANSCRIPTS);
    if (in_folder && entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const std::filesystem::path& file : transcripts()) {
    const std::string area = file.parent_path().filename();
    const std::string name = file.stem();
    ::testing::RegisterTest(area.c_str(), name.c_str(), nullptr, nullptr, file.c_str(), 1,
                            [file]() -> ::testing::Test* { return new TranscriptTest(file); });
  }
  return RUN_ALL_TESTS();
}

// SPDX-License-Identifier: Apache-2.0
// Writing an image is failed, and ended by a kill, at each thing that it asks of the system.
#include "snapshot/image_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>

namespace penstock::snapshot {
namespace {

std::vector<std::byte> filled(std::size_t bytes, int value) {
  return std::vector<std::byte>(bytes, static_cast<std::byte>(value));
}

// Counts what is asked, and does something else at one of them.
class Interrupted final : public FileOperations {
 public:
  enum class At { fails, kills };
  Interrupted(int step, At what) : step_(step), what_(what) {}
  int steps() const { return count_; }

  int create(const std::string& path) override { return hit() ? -ENOSPC : FileOperations::create(path); }
  int open_directory(const std::string& path) override {
    return hit() ? -EMFILE : FileOperations::open_directory(path);
  }
  // In small pieces, so that there are many places to be killed at.
  long write(int file, std::span<const std::byte> bytes) override {
    return hit() ? -ENOSPC
                 : FileOperations::write(file, bytes.first(std::min<std::size_t>(bytes.size(), 1000)));
  }
  int sync(int file) override { return hit() ? -EIO : FileOperations::sync(file); }
  int rename(const std::string& from, const std::string& to) override {
    return hit() ? -EACCES : FileOperations::rename(from, to);
  }
  int close(int file) override {
    const bool hits = hit();
    const int result = FileOperations::close(file);
    return hits ? -EIO : result;
  }

 private:
  bool hit() {
    if (++count_ != step_) return false;
    if (what_ == At::kills) ::kill(::getpid(), SIGKILL);
    return true;
  }
  int step_;
  At what_;
  int count_ = 0;
};

class ImageFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "penstock-image-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    path_ = folder_ + "/image";
    ASSERT_TRUE(write_image(path_, old_).ok());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  // The steps of one whole writing.
  int steps() {
    Interrupted files(-1, Interrupted::At::fails);
    EXPECT_TRUE(write_image(path_, new_, files).ok());
    return files.steps();
  }

  std::string folder_, path_;
  const std::vector<std::byte> old_ = filled(5000, 1);
  const std::vector<std::byte> new_ = filled(7000, 2);
};

TEST_F(ImageFile, IsReadBack) {
  const auto image = read_image(path_);
  ASSERT_TRUE(image.ok());
  EXPECT_EQ(*image, old_);
  EXPECT_EQ(read_image(path_, 4999).fault().reason, Reason::too_large);
  EXPECT_EQ(read_image(path_ + "x").fault().reason, Reason::system);
}

TEST_F(ImageFile, IsTheOldOneOrTheNewOneWhateverFails) {
  for (int step = 1; step <= steps(); ++step) {
    ASSERT_TRUE(write_image(path_, old_).ok());
    Interrupted files(step, Interrupted::At::fails);
    const auto written = write_image(path_, new_, files);
    const auto image = read_image(path_);
    ASSERT_TRUE(image.ok()) << "step " << step;
    EXPECT_TRUE(*image == old_ || *image == new_) << "step " << step;
    if (written.ok()) {
      EXPECT_EQ(*image, new_);
    }
    EXPECT_FALSE(std::filesystem::exists(path_ + ".writing")) << "nothing is left behind, step " << step;
  }
}

TEST_F(ImageFile, IsTheOldOneOrTheNewOneWhereverTheWriterIsKilled) {
  const int all = steps();
  ASSERT_GE(all, 10);
  int new_ones = 0;
  for (int step = 1; step <= all + 1; ++step) {
    ASSERT_TRUE(write_image(path_, old_).ok());
    const pid_t child = ::fork();
    if (child == 0) {
      Interrupted files(step, Interrupted::At::kills);
      ::_exit(write_image(path_, new_, files).ok() ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WIFSIGNALED(status) != 0, step <= all);
    const auto image = read_image(path_);
    ASSERT_TRUE(image.ok()) << "step " << step;
    ASSERT_TRUE(*image == old_ || *image == new_) << "step " << step;
    new_ones += *image == new_ ? 1 : 0;
  }
  EXPECT_GE(new_ones, 1);
  EXPECT_LT(new_ones, all);
}

TEST_F(ImageFile, IsUsedOnce) {
  const auto used = consume_image(path_);
  ASSERT_TRUE(used.ok());
  EXPECT_EQ(*read_image(*used), old_);
  EXPECT_EQ(consume_image(path_).fault().reason, Reason::used);
}

}  // namespace
}  // namespace penstock::snapshot

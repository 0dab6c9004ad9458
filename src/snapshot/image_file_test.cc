// SPDX-License-Identifier: Apache-2.0
// Writing an image is failed, and ended by a kill, at each thing that it asks of the system.
#include "snapshot/image_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>

namespace penstock::snapshot {
namespace {

std::vector<std::byte> filled(std::size_t bytes, int value) {
  return std::vector<std::byte>(bytes, static_cast<std::byte>(value));
}

using Blob = std::vector<std::byte>;

Result<Blob> read_whole(const std::string& path, std::uint64_t bytes_max = kImageBytesMax) {
  auto file = ImageFileSource::open(path, bytes_max);
  if (!file) return file.fault();
  Blob bytes((*file)->bytes());
  if (auto read = (*file)->read(0, bytes); !read) return read.fault();
  return bytes;
}

bool is(const Result<Blob>& image, const Blob& wanted) { return image.ok() && *image == wanted; }

// Counts what is asked, and does something else at one of them.
class Interrupted final : public FileOperations {
 public:
  enum class At { fails, kills };
  Interrupted(int step, At what, std::size_t piece = 1000) : step_(step), what_(what), piece_(piece) {}
  int steps() const { return count_; }

  int create(const std::string& path) override { return hit() ? -ENOSPC : FileOperations::create(path); }
  int open_to_overwrite(const std::string& path) override {
    return hit() ? -EPERM : FileOperations::open_to_overwrite(path);
  }
  int truncate(int file, std::uint64_t bytes) override {
    return hit() ? -EIO : FileOperations::truncate(file, bytes);
  }
  int open_directory(const std::string& path) override {
    return hit() ? -EMFILE : FileOperations::open_directory(path);
  }
  // In small pieces, so that there are many places to be killed at.
  long write(int file, std::span<const std::byte> bytes) override {
    return hit() ? -ENOSPC : FileOperations::write(file, bytes.first(std::min(bytes.size(), piece_)));
  }
  long write_at(int file, std::uint64_t at, std::span<const std::byte> bytes) override {
    return hit() ? -ENOSPC
                 : FileOperations::write_at(file, at, bytes.first(std::min<std::size_t>(bytes.size(), 20)));
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
  std::size_t piece_;
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
  const auto image = read_whole(path_);
  ASSERT_TRUE(image.ok());
  EXPECT_TRUE(is(image, old_));
  EXPECT_EQ(read_whole(path_, 4999).fault().reason, Reason::too_large);
  EXPECT_EQ(read_whole(path_ + "x").fault().reason, Reason::system);
}

TEST_F(ImageFile, IsTheOldOneOrTheNewOneWhateverFails) {
  for (int step = 1; step <= steps(); ++step) {
    ASSERT_TRUE(write_image(path_, old_).ok());
    Interrupted files(step, Interrupted::At::fails);
    const auto written = write_image(path_, new_, files);
    const auto image = read_whole(path_);
    ASSERT_TRUE(image.ok()) << "step " << step;
    EXPECT_TRUE(is(image, old_) || is(image, new_)) << "step " << step;
    if (written.ok()) {
      EXPECT_TRUE(is(image, new_));
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
    const auto image = read_whole(path_);
    ASSERT_TRUE(image.ok()) << "step " << step;
    ASSERT_TRUE(is(image, old_) || is(image, new_)) << "step " << step;
    new_ones += is(image, new_) ? 1 : 0;
  }
  EXPECT_GE(new_ones, 1);
  EXPECT_LT(new_ones, all);
}

// Longer than a block, so that heads are filled in behind: the same bytes as in memory.
TEST_F(ImageFile, IsTheSameInPiecesAsAtOnce) {
  const std::vector<std::byte> first = filled(700'000, 3), second = filled(31, 4);
  ImageWriter whole(9);
  ASSERT_TRUE(whole.add("first", 1, first).ok() && whole.add("second", 2, second).ok());
  {
    ImageFileSink sink(path_);
    ImageStream stream(9, sink);
    ASSERT_TRUE(stream.open("first", 1).ok());
    for (std::size_t at = 0; at < first.size();) {
      const auto room = stream.room(100);
      ASSERT_TRUE(room.ok());
      ASSERT_GE(room->size(), 100u);
      const std::size_t bytes = std::min({room->size(), first.size() - at, std::size_t{3000}});
      std::copy_n(first.begin() + static_cast<std::ptrdiff_t>(at), bytes, room->begin());
      stream.filled(bytes);
      at += bytes;
    }
    ASSERT_TRUE(stream.close().ok());
    EXPECT_EQ(stream.open("first", 1).fault().reason, Reason::duplicate);
    ASSERT_TRUE(stream.open("second", 2).ok() && stream.put(second).ok() && stream.close().ok());
    ASSERT_TRUE(stream.finish().ok());
    EXPECT_TRUE(is(read_whole(path_), old_)) << "not before it is committed";
    ASSERT_TRUE(sink.commit().ok());
  }
  EXPECT_TRUE(is(read_whole(path_), whole.finish()));
}

// In pieces, and over what was used before: with a spent image there are more steps, and more that may go wrong.
class ImageInPieces : public ImageFile, public ::testing::WithParamInterface<bool> {
 protected:
  void SetUp() override {
    ImageFile::SetUp();
    spent_path_ = folder_ + "/spent";
  }
  void make_spent() const { ASSERT_TRUE(write_image(spent_path_, spent_).ok()); }
  bool write(FileOperations& files) const {
    ImageFileSink sink(path_, files);
    if (GetParam()) sink.write_over(spent_path_);
    ImageStream stream(1, sink);
    return stream.open("only", 1).ok() && stream.put(bytes_).ok() && stream.close().ok() &&
           stream.finish().ok() && sink.commit().ok();
  }
  std::string spent_path_;
  const Blob bytes_ = filled(600'000, 5);
  const Blob spent_ = filled(900'000, 6);
};

TEST_P(ImageInPieces, IsNotThereInHalves) {
  make_spent();
  Interrupted counting(-1, Interrupted::At::fails, 200'000);
  ASSERT_TRUE(write(counting));
  const Blob written = *read_whole(path_);
  EXPECT_EQ(std::filesystem::exists(spent_path_), !GetParam());
  for (int step = 1; step <= counting.steps(); ++step) {
    ASSERT_TRUE(write_image(path_, old_).ok());
    make_spent();
    Interrupted files(step, Interrupted::At::fails, 200'000);
    const bool good = write(files);
    EXPECT_TRUE(is(read_whole(path_), good ? written : old_) || (!good && is(read_whole(path_), written)))
        << "step " << step;
    EXPECT_FALSE(std::filesystem::exists(path_ + ".writing")) << "step " << step;
    EXPECT_TRUE(!std::filesystem::exists(spent_path_) || is(read_whole(spent_path_), spent_))
        << "step " << step;
    make_spent();
    const pid_t child = ::fork();
    if (child == 0) {
      Interrupted killed(step, Interrupted::At::kills, 200'000);
      ::_exit(write(killed) ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << "step " << step;
    const auto image = read_whole(path_);
    EXPECT_TRUE(is(image, old_) || is(image, written)) << "step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(IntoA, ImageInPieces, ::testing::Bool(),
                         [](const auto& one) { return one.param ? "SpentFile" : "NewFile"; });

TEST_F(ImageFile, TakesTheFileOfASpentImage) {
  const std::string spent = *consume_image(path_);
  struct stat before {
  }, after{};
  ASSERT_EQ(::stat(spent.c_str(), &before), 0);
  const Blob shorter = filled(3000, 8);
  ImageFileSink sink(path_);
  sink.write_over(spent);
  ASSERT_TRUE(sink.append(shorter).ok() && sink.commit().ok());
  EXPECT_TRUE(is(read_whole(path_), shorter)) << "nothing of the spent one is behind it";
  ASSERT_EQ(::stat(path_.c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_FALSE(std::filesystem::exists(spent));
}

// Somebody kept it under another name, may read it, or it is no image at all: it is not written over.
TEST_F(ImageFile, LeavesASpentImageThatIsNotItsAlone) {
  namespace fs = std::filesystem;
  const std::string spent = folder_ + "/spent", other = folder_ + "/other";
  const std::function<void()> ways[] = {
      [&] { fs::create_hard_link(spent, other); },
      [&] { fs::permissions(spent, fs::perms(0644)); },
      [&] { fs::rename(spent, other), fs::create_symlink(other, spent); },
      [&] { fs::remove(spent), ::mkfifo(spent.c_str(), 0600); },
      [&] { fs::remove(spent); },
  };
  for (const auto& way : ways) {
    ASSERT_TRUE(write_image(spent, old_).ok());
    way();
    ImageFileSink sink(path_);
    sink.write_over(spent);
    ASSERT_TRUE(sink.append(new_).ok() && sink.commit().ok());
    EXPECT_TRUE(is(read_whole(path_), new_));
    for (const std::string& kept : {spent, other})
      EXPECT_TRUE(!fs::is_regular_file(kept) || is(read_whole(kept), old_)) << kept;
    EXPECT_FALSE(fs::is_symlink(path_));
    fs::remove(spent);
    fs::remove(other);
  }
}

TEST_F(ImageFile, IsUsedOnce) {
  const auto used = consume_image(path_);
  ASSERT_TRUE(used.ok());
  EXPECT_TRUE(is(read_whole(*used), old_));
  EXPECT_EQ(consume_image(path_).fault().reason, Reason::used);
}

}  // namespace
}  // namespace penstock::snapshot

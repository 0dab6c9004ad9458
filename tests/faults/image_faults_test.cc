// SPDX-License-Identifier: Apache-2.0
// Each allocation of a channel's way into the file of an image and out of it fails in turn, and each thing that is asked
// of the system: a clear fault, no file open or half written, and a channel and a bus that are as they were before. And
// of what a bus keeps for its peer.
#include <atomic>
#include <cerrno>
#include <filesystem>

#include "channel/saved_section.h"
#include "snapshot/image_file.h"
#include "testing/rule.h"
#include "without_memory_fixture.h"

namespace penstock::channel {
namespace {

using snapshot::FileOperations;
using snapshot::Reason;

constexpr snapshot::KnownSection kKnown[] = {{"bus/*", 1}, {"channel/*", 1}};
constexpr std::uint64_t kAnyBytes = snapshot::kImageBytesMax;

// Fails one of the things asked, counted from 0; and gives and takes few bytes at a time.
class OneFails final : public FileOperations {
 public:
  explicit OneFails(long which) : which_(which) {}
  bool failed() const { return which_.load() < 0; }

  int create(const std::string& path) override { return hit() ? -ENOSPC : FileOperations::create(path); }
  int open_to_overwrite(const std::string& path) override {
    return hit() ? -EPERM : FileOperations::open_to_overwrite(path);
  }
  int open(const std::string& path) override { return hit() ? -EMFILE : FileOperations::open(path); }
  int open_directory(const std::string& path) override {
    return hit() ? -EMFILE : FileOperations::open_directory(path);
  }
  long write(int file, std::span<const std::byte> bytes) override {
    return hit() ? -ENOSPC : FileOperations::write(file, bytes.first(std::min(bytes.size(), kSome)));
  }
  long write_at(int file, std::uint64_t at, std::span<const std::byte> bytes) override {
    return hit() ? -EIO : FileOperations::write_at(file, at, bytes.first(std::min(bytes.size(), kFew)));
  }
  long read_at(int file, std::uint64_t at, std::span<std::byte> into) override {
    return hit() ? -EIO : FileOperations::read_at(file, at, into.first(std::min(into.size(), kSome)));
  }
  long long size(int file) override { return hit() ? -EIO : FileOperations::size(file); }
  int truncate(int file, std::uint64_t bytes) override {
    return hit() ? -EIO : FileOperations::truncate(file, bytes);
  }
  int sync(int file) override { return hit() ? -EIO : FileOperations::sync(file); }
  int rename(const std::string& from, const std::string& to) override {
    return hit() ? -EACCES : FileOperations::rename(from, to);
  }

 private:
  static constexpr std::size_t kSome = 100'000, kFew = 20;
  bool hit() { return which_.load() >= 0 && which_.fetch_sub(1) == 0; }
  std::atomic<long> which_;  // two threads read
};

std::size_t open_files() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& one : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

class ImageFaults : public WithoutMemory {
 protected:
  void SetUp() override {
    WithoutMemory::SetUp();
    // Longer than the block of the stream, so that heads are filled in behind and chunks wait for room.
    server_events.on_save = [](SentPacket& packet, MutableBytes buffer, std::uint32_t& needed) {
      needed = kStateBytes;
      if (buffer.size() < needed) return 0xC0000023u;
      std::fill(buffer.begin(), buffer.end(), std::byte{3});
      const std::uint64_t number = number_of(packet);
      std::memcpy(buffer.data(), &number, sizeof number);
      return 0u;
    };
    std::string pattern = (std::filesystem::temp_directory_path() / "penstock-faults-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    path = folder + "/image";
    spent = folder + "/spent";
    ASSERT_TRUE(snapshot::write_image(path, old).ok());
    bus_bytes = bus.server().save();
  }
  void TearDown() override {
    WithoutMemory::TearDown();
    std::filesystem::remove_all(folder);
  }

  // What a program does; the fault, if any, is of the image or of the channel.
  base::Result<void, SectionFault> save(FileOperations& files, std::pair<std::string, std::string> names) {
    const auto of_image = [](snapshot::Fault fault) { return SectionFault{.image = std::move(fault)}; };
    snapshot::ImageFileSink sink(std::move(names.first), files);
    sink.write_over(std::move(names.second));
    snapshot::ImageStream stream(1, sink);
    if (auto good = stream.open("bus/x", 1); !good) return of_image(good.fault());
    if (auto good = stream.put(bus_bytes); !good) return of_image(good.fault());
    if (auto good = stream.close(); !good) return of_image(good.fault());
    if (auto good = stream.open("channel/x", 1); !good) return of_image(good.fault());
    if (auto saved = save_section(*server, stream); !saved) return saved.fault();
    if (auto good = stream.close(); !good) return of_image(good.fault());
    if (auto good = stream.finish(); !good) return of_image(good.fault());
    if (auto good = sink.commit(); !good) return of_image(good.fault());
    return {};
  }
  base::Result<void, SectionFault> restore_from(FileOperations& files) {
    const auto of_image = [](snapshot::Fault fault) { return SectionFault{.image = std::move(fault)}; };
    auto image = snapshot::open_image(path, kKnown, kAnyBytes, files);
    if (!image) return of_image(image.fault());
    if (auto good = image->check(); !good) return of_image(good.fault());
    const auto of_bus = image->section("bus/x")->rest();
    if (!of_bus) return of_image(of_bus.fault());
    auto section = image->section("channel/x");
    return restore_section(*heir, *section);
  }
  Blob on_disk(const std::string& file) {
    const auto source = snapshot::ImageFileSource::open(file);
    if (!source) return {};
    Blob bytes((*source)->bytes());
    EXPECT_TRUE((*source)->read(0, bytes).ok());
    return bytes;
  }
  Blob save_whole() {
    FileOperations files;
    EXPECT_TRUE(save(files, {path, spent}).ok());
    return on_disk(path);
  }
  void before_a_save() {
    ASSERT_TRUE(snapshot::write_image(path, old).ok());
    ASSERT_TRUE(snapshot::write_image(spent, Blob(900'000)).ok());
  }
  // `wanted` is there, or the old one where it failed; once the new one is in place only its directory can be at fault.
  void expect_old_or_new(const Blob& wanted, bool saved) {
    const Blob found = on_disk(path);
    ASSERT_TRUE(found == wanted || (!saved && found == old));
    ASSERT_FALSE(std::filesystem::exists(path + ".writing"));
  }

  // A section so long that a second thread helps to read it.
  void write_large() {
    snapshot::ImageFileSink sink(path);
    snapshot::ImageStream stream(1, sink);
    ASSERT_TRUE(stream.open("bus/x", 1).ok() && stream.put(large).ok() && stream.close().ok());
    ASSERT_TRUE(stream.finish().ok() && sink.commit().ok());
  }
  snapshot::Result<Blob> checked_and_read(FileOperations& files) {
    auto image = snapshot::open_image(path, kKnown, kAnyBytes, files);
    if (!image) return image.fault();
    if (auto good = image->check(); !good) return good.fault();
    return image->section("bus/x")->rest();
  }

  const Blob large = Blob(snapshot::kWorthAThread + 1003, std::byte{7});
  static constexpr std::uint32_t kStateBytes = 20'000;
  const Blob old = Blob(5000, std::byte{1});
  std::string folder, path, spent;
  Blob bus_bytes;
};

class ImageWithoutMemory : public ImageFaults {};

TEST_P(ImageWithoutMemory, ASaveSaysSoAndLeavesTheOldImageOrTheNewOne) {
  RULE("V-SAVE-23");
  const Blob wanted = save_whole();
  ASSERT_GT(wanted.size(), 300'000u);
  const std::size_t files_before = open_files();
  FileOperations files;
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 10'000);
    before_a_save();
    bool failed = false;
    base::Result<void, SectionFault> saved;
    std::pair names(path, spent);  // the caller's, and given away
    {
      const FailingNew failing(which, GetParam());
      saved = save(files, std::move(names));
      failed = failing.failed();
    }
    expect_old_or_new(wanted, saved.ok());
    ASSERT_EQ(open_files(), files_before) << which;
    if (!failed) {
      ASSERT_TRUE(saved.ok());
      EXPECT_GT(which, 20);
      break;
    }
    ASSERT_FALSE(saved.ok()) << which;
    if (saved.fault().image) {
      ASSERT_EQ(saved.fault().image->reason, Reason::no_memory) << which;
    } else {
      ASSERT_EQ(saved.fault().fault, Fault::no_memory) << which;
    }
  }
  ASSERT_TRUE(server->start().ok());
  answer_and_expect_each_once();
  expect_all_ended_in_order(count);
}

TEST_P(ImageWithoutMemory, ARestoreSaysSoAndTheNextOneFindsAllAsItWas) {
  RULE("V-REST-7");
  const Blob wanted = save_whole();
  kill();
  const std::size_t files_before = open_files();
  FileOperations files;
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 10'000);
    cancelled = 0;
    bool failed = false;
    base::Result<void, SectionFault> restored;
    {
      const FailingNew failing(which, GetParam());
      restored = restore_from(files);
      failed = failing.failed();
    }
    ASSERT_EQ(open_files(), files_before) << which;
    if (restored.ok()) {
      // What fails where it does no harm is not told.
      if (!failed) break;
      heir->abandon();
      make_heir();
      continue;
    }
    const SectionFault fault = restored.fault();
    ASSERT_TRUE(fault.image ? fault.image->reason == Reason::no_memory
                            : fault.fault == Fault::no_memory || fault.provider_status == kNoMemoryStatus)
        << which << ": " << (fault.image ? snapshot::to_string(*fault.image) : to_string(fault.fault));
    expect_nothing_restored();
  }
  EXPECT_TRUE(on_disk(path) == wanted);
  go_on_and_expect_each_once();
}

TEST_P(ImageWithoutMemory, ABusIsRestoredAsAWholeOrNotAtAll) {
  RULE("V-SAVE-4");
  long which = 0;
  MemoryBus other(memory);
  for (;; ++which) {
    ASSERT_LT(which, 10'000);
    Result<void> restored;
    bool failed = false;
    {
      const FailingNew failing(which, GetParam());
      restored = other.server().restore(bus_bytes);
      failed = failing.failed();
    }
    if (restored.ok()) {
      EXPECT_FALSE(failed);
      break;
    }
    ASSERT_EQ(restored.fault(), Fault::no_memory) << which;
  }
  EXPECT_GT(which, 3);
  EXPECT_EQ(other.server().save(), bus_bytes) << "nothing of those before is in it";
}

// The peer says how large it is.
TEST_P(ImageWithoutMemory, ALentRegionIsThereAsAWholeOrRefused) {
  RULE("V-MSG-5");
  const std::uint64_t range = std::uint64_t{3 * kPageBytes};  // at offset 0
  const RegionBody body{.region = 9, .values = {2, 3}};
  const std::vector<std::uint64_t> begin = {range, 1}, all = {range, 1, 2, 3};
  for (const auto& values : {begin, all}) {
    const RegionHeader header{.relid = 7, .region = 9, .range_bytes = 32, .ranges = 1, .values = values};
    RegionTable table;
    for (long which = 0;; ++which) {
      ASSERT_LT(which, 100);
      std::uint32_t relid = 0;
      RegionTable::Added added = {};
      {
        const FailingNew failing(which, GetParam());
        added = table.add(header);
        if (added == RegionTable::Added::more) added = table.add(body, relid);
      }
      if (added == RegionTable::Added::created) {
        EXPECT_GT(which, 3);
        break;
      }
      ASSERT_EQ(added, RegionTable::Added::refused) << which;
      ASSERT_TRUE(table.all().empty()) << which;
    }
    EXPECT_EQ(table.find_complete(9)->ranges.at(0).pages, (std::vector<std::uint64_t>{1, 2, 3}));
  }
}

TEST_P(ImageWithoutMemory, ALargeSectionIsReadByTwoThreadsOrNotAtAll) {
  write_large();
  FileOperations files;
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 1000);
    bool failed = false;
    snapshot::Result<Blob> read = Blob();
    {
      const FailingNew failing(which, GetParam());
      read = checked_and_read(files);
      failed = failing.failed();
    }
    if (!failed) {
      ASSERT_TRUE(read.ok() && *read == large);
      EXPECT_GT(which, 5);
      break;
    }
    ASSERT_FALSE(read.ok()) << which;
    ASSERT_EQ(read.fault().reason, Reason::no_memory) << which;
  }
}

TEST_P(ImageWithoutMemory, AnImageThatIsSetAsideIsThereOnceAtEachStep) {
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 100);
    ASSERT_TRUE(snapshot::write_image(path, old).ok());
    std::filesystem::remove(path + ".used");
    snapshot::Result<std::string> used = std::string();
    {
      const FailingNew failing(which, GetParam());
      used = snapshot::consume_image(path);
    }
    ASSERT_NE(std::filesystem::exists(path), std::filesystem::exists(path + ".used")) << which;
    if (used.ok()) break;
    ASSERT_EQ(used.fault().reason, Reason::no_memory) << which;
  }
}

INSTANTIATE_TEST_SUITE_P(Fails, ImageWithoutMemory,
                         ::testing::Values(FailingNew::How::once, FailingNew::How::from_then_on),
                         WithoutMemory::name_of);

// The parameter, how allocations fail, is of no use here.
class ImageWithoutSystem : public ImageFaults {};

TEST_P(ImageWithoutSystem, ASaveSaysSoAndLeavesTheOldImageOrTheNewOne) {
  RULE("V-SAVE-23");
  const Blob wanted = save_whole();
  const std::size_t files_before = open_files();
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 1000);
    before_a_save();
    OneFails files(which);
    const auto saved = save(files, {path, spent});
    expect_old_or_new(wanted, saved.ok());
    ASSERT_EQ(open_files(), files_before) << which;
    if (!saved.ok()) {
      ASSERT_TRUE(saved.fault().image.has_value()) << which;
      ASSERT_EQ(saved.fault().image->reason, Reason::system) << which;
    } else if (!files.failed()) {
      EXPECT_GT(which, 10);
      break;
    }
  }
  ASSERT_TRUE(server->start().ok());
  answer_and_expect_each_once();
  expect_all_ended_in_order(count);
}

TEST_P(ImageWithoutSystem, ARestoreSaysSoAndTheNextOneFindsAllAsItWas) {
  RULE("V-REST-7");
  save_whole();
  kill();
  const std::size_t files_before = open_files();
  long which = 0;
  for (;; ++which) {
    ASSERT_LT(which, 1000);
    cancelled = 0;
    OneFails files(which);
    const auto restored = restore_from(files);
    ASSERT_EQ(open_files(), files_before) << which;
    if (restored.ok()) break;
    ASSERT_TRUE(restored.fault().image.has_value()) << which;
    ASSERT_EQ(restored.fault().image->reason, Reason::system) << which;
    expect_nothing_restored();
  }
  EXPECT_GT(which, 10);
  go_on_and_expect_each_once();
}

TEST_P(ImageWithoutSystem, ALargeSectionIsReadByTwoThreadsOrNotAtAll) {
  write_large();
  for (long which = 0;; ++which) {
    ASSERT_LT(which, 1000);
    OneFails files(which);
    const auto read = checked_and_read(files);
    if (read.ok()) {
      ASSERT_FALSE(files.failed());
      ASSERT_TRUE(*read == large);
      EXPECT_GT(which, 80);  // each byte was asked for twice
      break;
    }
    ASSERT_EQ(read.fault().reason, Reason::system) << which;
  }
}

INSTANTIATE_TEST_SUITE_P(Fails, ImageWithoutSystem, ::testing::Values(FailingNew::How::once),
                         [](const auto&) { return "each"; });

}  // namespace
}  // namespace penstock::channel

// SPDX-License-Identifier: Apache-2.0
#include "link/pcapng_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/assert.h"

namespace penstock::link {
namespace {

// Block and option numbers of the pcapng format (draft-ietf-opsawg-pcapng). Fields are in the writer's byte
// order; ours is fixed to little-endian by base/byte_order.h.
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint16_t kOptionEnd = 0;
constexpr std::uint16_t kOptionComment = 1;
constexpr std::uint16_t kInterfaceName = 2;
constexpr std::uint16_t kInterfaceTimeResolution = 9;
constexpr std::uint16_t kSectionApplication = 4;
constexpr std::uint16_t kPacketFlags = 2;
constexpr std::uint8_t kNanoseconds = 9;

constexpr std::size_t kBufferBytes = 64 * 1024;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Not in the middle of a character.
std::string_view cut_text(std::string_view text) {
  if (text.size() <= kCommentBytesMax) return text;
  std::size_t end = kCommentBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

int write_all(int descriptor, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

Result<std::unique_ptr<PcapngWriter>> PcapngWriter::create(const std::string& path) {
  const std::string subject = "file " + path;
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  if (!file) return system_fault(subject, "create", errno);
  struct stat about {};
  if (::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode)) {
    // Emptied only when nobody else is writing there, in this process or another.
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
      return Fault{Reason::busy, subject, "another capture is being written to it"};
    if (::ftruncate(file.get(), 0) != 0) return system_fault(subject, "empty", errno);
  }
  return std::make_unique<PcapngWriter>(std::move(file), subject);
}

PcapngWriter::PcapngWriter(Descriptor file, std::string subject)
    : file_(std::move(file)), subject_(std::move(subject)) {
  buffer_.reserve(2 * kBufferBytes);
  write_section();
}

PcapngWriter::~PcapngWriter() { static_cast<void>(flush().ok()); }

void PcapngWriter::write_section() {
  begin_block(kSectionHeader);
  put32(kByteOrderMagic);
  put16(1);  // version 1.0
  put16(0);
  put32(0xffffffff);  // the section's length is not given
  put32(0xffffffff);
  put_text_option(kSectionApplication, "Penstock");
  put_option(kOptionEnd, {});
  end_block();
}

std::uint32_t PcapngWriter::add_interface(std::string_view name, std::uint16_t link_type) {
  begin_block(kInterfaceDescription);
  put16(link_type);
  put16(0);
  put32(0);  // no snapshot length
  put_text_option(kInterfaceName, name);
  put_option(kInterfaceTimeResolution, std::array<std::uint8_t, 1>{kNanoseconds});
  put_option(kOptionEnd, {});
  end_block();
  return interfaces_++;
}

void PcapngWriter::write(std::uint32_t interface, std::int64_t at_ns, std::span<const std::uint8_t> bytes,
                         const PacketNote& note, std::uint32_t original_bytes) {
  PENSTOCK_ASSERT(interface < interfaces_);
  if (fault_) {
    ++lost_packets_;
    return;
  }
  const auto captured_bytes = static_cast<std::uint32_t>(bytes.size());
  const auto time = static_cast<std::uint64_t>(at_ns);
  begin_block(kEnhancedPacket);
  put32(interface);
  put32(static_cast<std::uint32_t>(time >> 32));
  put32(static_cast<std::uint32_t>(time));
  put32(captured_bytes);
  put32(original_bytes > captured_bytes ? original_bytes : captured_bytes);
  put_padded(bytes);
  if (note.direction != PacketDirection::unknown || !note.comments.empty()) {
    for (const std::string_view comment : note.comments) put_text_option(kOptionComment, comment);
    std::array<std::uint8_t, 4> flags{};
    flags[0] = static_cast<std::uint8_t>(note.direction);
    put_option(kPacketFlags, flags);
    put_option(kOptionEnd, {});
  }
  end_block();
  if (buffer_.size() >= kBufferBytes && !flush().ok()) ++lost_packets_;
}

Result<void> PcapngWriter::flush() {
  if (fault_) return *fault_;
  const int error_number = write_all(file_.get(), buffer_);
  buffer_.clear();
  if (error_number == 0) return {};
  fault_ = system_fault(subject_, "write", error_number);
  return *fault_;
}

void PcapngWriter::begin_block(std::uint32_t type) {
  block_at_ = buffer_.size();
  put32(type);
  put32(0);  // the length, known at the end
}

void PcapngWriter::end_block() {
  const auto length = static_cast<std::uint32_t>(buffer_.size() - block_at_ + sizeof(std::uint32_t));
  std::memcpy(buffer_.data() + block_at_ + sizeof(std::uint32_t), &length, sizeof length);
  put32(length);
}

void PcapngWriter::put16(std::uint16_t value) {
  buffer_.push_back(static_cast<std::uint8_t>(value));
  buffer_.push_back(static_cast<std::uint8_t>(value >> 8));
}

void PcapngWriter::put32(std::uint32_t value) {
  put16(static_cast<std::uint16_t>(value));
  put16(static_cast<std::uint16_t>(value >> 16));
}

void PcapngWriter::put_padded(std::span<const std::uint8_t> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  while (buffer_.size() % 4 != 0) buffer_.push_back(0);
}

void PcapngWriter::put_option(std::uint16_t code, std::span<const std::uint8_t> value) {
  put16(code);
  put16(static_cast<std::uint16_t>(value.size()));
  put_padded(value);
}

void PcapngWriter::put_text_option(std::uint16_t code, std::string_view text) {
  put_option(code, bytes_of(cut_text(text)));
}

}  // namespace penstock::link

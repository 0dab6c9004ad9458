// SPDX-License-Identifier: Apache-2.0
#include "framing.h"

#include <charconv>
#include <cstring>

namespace penstock::far_end {

namespace {

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Bytes joined(Bytes head, std::span<const std::uint8_t> rest) {
  head.insert(head.end(), rest.begin(), rest.end());
  return head;
}

std::uint8_t byte(std::size_t value, unsigned shift = 0) { return static_cast<std::uint8_t>(value >> shift); }

// A packet is a datagram.
class Bare final : public Framing {
 public:
  Bytes wrap(std::span<const std::uint8_t> packet) override { return {packet.begin(), packet.end()}; }
  void unwrap(Bytes bytes, const Take& take) override { take(bytes); }
};

// One byte ahead of each; the first word asks for an address, the last is a single letter.
class Marked final : public Framing {
 public:
  static constexpr std::uint8_t kMark = 0x44;
  Bytes wrap(std::span<const std::uint8_t> packet) override { return joined({kMark}, packet); }
  void unwrap(Bytes bytes, const Take& take) override {
    if (!bytes.empty() && bytes[0] == kMark) take(std::span(bytes).subspan(1));
  }
  Bytes answer(const Bytes& bytes) override {
    return bytes == bytes_of("address, please") ? bytes_of("10.20.0.2") : Bytes{};
  }
};

// A record of type 23 with an epoch, six bytes of number and a length; type 22 greets.
class Numbered final : public Framing {
 public:
  static constexpr std::size_t kHeader = 11;
  Bytes wrap(std::span<const std::uint8_t> packet) override {
    Bytes header{23, 0, 0};
    ++number_;
    for (unsigned shift = 48; shift != 0; shift -= 8) header.push_back(byte(number_, shift - 8));
    header.insert(header.end(), {byte(packet.size(), 8), byte(packet.size())});
    return joined(header, packet);
  }
  void unwrap(Bytes bytes, const Take& take) override {
    if (bytes.size() > kHeader && bytes[0] == 23) take(std::span(bytes).subspan(kHeader));
  }
  Bytes answer(const Bytes& bytes) override {
    return bytes == joined({22}, bytes_of("hiello")) ? joined({22}, bytes_of("10.2.0.2 fd00::2")) : Bytes{};
  }

 private:
  std::size_t number_ = 0;
};

// An index, a number, the mixed packet with padding, a tag over all of it.
class Sealed final : public Framing {
 public:
  static constexpr std::size_t kHeader = 8, kTag = 12;
  Bytes wrap(std::span<const std::uint8_t> packet) override {
    ++number_;
    Bytes frame{0, 0, 0x10, 0x01};
    for (unsigned shift = 32; shift != 0; shift -= 8) frame.push_back(byte(number_, shift - 8));
    frame.insert(frame.end(), packet.begin(), packet.end());
    const std::size_t padding = (4 - (packet.size() + 2) % 4) % 4;
    for (std::size_t i = 0; i != padding; ++i) frame.push_back(byte(i + 1));
    frame.insert(frame.end(), {byte(padding), byte(packet[0] >> 4 == 6 ? 41 : 4)});
    mix(std::span(frame).subspan(kHeader), number_);
    const std::uint64_t tag = tag_of(frame);
    frame.resize(frame.size() + kTag);
    std::memcpy(frame.data() + frame.size() - kTag, &tag, sizeof tag);
    return frame;
  }
  void unwrap(Bytes bytes, const Take& take) override {
    if (bytes.size() < kHeader + 2 + kTag) return;
    const std::span covered(bytes.data(), bytes.size() - kTag);
    const std::uint64_t tag = tag_of(covered);
    if (std::memcmp(&tag, covered.data() + covered.size(), sizeof tag) != 0) return;
    std::uint32_t number = 0;
    for (std::size_t i = 4; i != kHeader; ++i) number = number << 8 | bytes[i];
    const std::span inner = covered.subspan(kHeader);
    mix(inner, number);
    const std::size_t padding = inner[inner.size() - 2];
    if (inner.size() > padding + 2) take(inner.first(inner.size() - 2 - padding));
  }

 private:
  static void mix(std::span<std::uint8_t> data, std::uint32_t number) {
    for (std::size_t i = 0; i != data.size(); ++i)
      data[i] = static_cast<std::uint8_t>(data[i] ^ kKey[i % sizeof kKey] ^ byte(number, i % 4 * 8));
  }
  static std::uint64_t tag_of(std::span<const std::uint8_t> data) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::uint8_t one : kKey) hash = (hash ^ one) * 0x100000001b3;
    for (const std::uint8_t one : data) hash = (hash ^ one) * 0x100000001b3;
    return hash;
  }
  static constexpr std::uint8_t kKey[] = {0xc0, 0xff, 0xee};
  std::uint32_t number_ = 0;
};

// Frames of a stream: what is cut() is a header and a body behind it.
class Stream : public Framing {
 public:
  void unwrap(Bytes bytes, const Take& take) final {
    rest_.insert(rest_.end(), bytes.begin(), bytes.end());
    std::size_t at = 0;
    for (Frame frame; cut(std::span(rest_).subspan(at), frame) && frame.size <= rest_.size() - at;) {
      if (frame.is_packet) take(std::span(rest_).subspan(at + frame.header, frame.size - frame.header));
      at += frame.size;
    }
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(at));
  }

 protected:
  struct Frame {
    std::size_t header = 0;
    std::size_t size = 0;
    bool is_packet = true;
  };
  // False while the header is not whole.
  virtual bool cut(std::span<const std::uint8_t> bytes, Frame& frame) const = 0;

 private:
  Bytes rest_;
};

class Lengths final : public Stream {
 public:
  Bytes wrap(std::span<const std::uint8_t> packet) override {
    return joined({byte(packet.size(), 8), byte(packet.size())}, packet);
  }

 protected:
  bool cut(std::span<const std::uint8_t> bytes, Frame& frame) const override {
    if (bytes.size() < 2) return false;
    frame = {.header = 2, .size = 2 + (std::size_t{bytes[0]} << 8 | bytes[1])};
    return true;
  }
};

// The same with an operation, of which 6 is data.
class Operations final : public Stream {
 public:
  Bytes wrap(std::span<const std::uint8_t> packet) override {
    return joined({byte(packet.size(), 8), byte(packet.size()), 6}, packet);
  }

 protected:
  bool cut(std::span<const std::uint8_t> bytes, Frame& frame) const override {
    if (bytes.size() < 3) return false;
    frame = {.header = 3, .size = 3 + (std::size_t{bytes[0]} << 8 | bytes[1]), .is_packet = bytes[2] == 6};
    return true;
  }
};

// The length as a number in letters, and a colon.
class Letters final : public Stream {
 public:
  Bytes wrap(std::span<const std::uint8_t> packet) override {
    return joined(bytes_of(std::to_string(packet.size()) + ":"), packet);
  }

 protected:
  bool cut(std::span<const std::uint8_t> bytes, Frame& frame) const override {
    const auto* begin = reinterpret_cast<const char*>(bytes.data());
    const void* colon = std::memchr(begin, ':', bytes.size());
    if (colon == nullptr) return false;
    std::size_t length = 0;
    std::from_chars(begin, static_cast<const char*>(colon), length);
    frame.header = static_cast<std::size_t>(static_cast<const char*>(colon) - begin) + 1;
    frame.size = frame.header + length;
    frame.is_packet = true;
    return true;
  }
};

}  // namespace

std::unique_ptr<Framing> make_framing(const std::string& plug_in) {
  if (plug_in == "split" || plug_in == "twin" || plug_in == "prompts") return std::make_unique<Bare>();
  if (plug_in == "coroutines") return std::make_unique<Marked>();
  if (plug_in == "sequence") return std::make_unique<Numbered>();
  if (plug_in == "sealed") return std::make_unique<Sealed>();
  if (plug_in == "lanes") return std::make_unique<Lengths>();
  if (plug_in == "framed") return std::make_unique<Operations>();
  if (plug_in == "line") return std::make_unique<Letters>();
  return nullptr;
}

}  // namespace penstock::far_end

// SPDX-License-Identifier: Apache-2.0
#include "channel/bus_message.h"

#include <cstring>
#include <type_traits>

#include "base/assert.h"

namespace penstock::channel {
namespace {

// Walks the same fields as the reader below: a layout is written down once.
class Writer {
 public:
  explicit Writer(MessageType type) { (*this)(type), (*this)(std::uint32_t{0}); }
  template <class T>
  void operator()(const T& field) requires std::is_trivially_copyable_v<T> {
    const auto* first = reinterpret_cast<const std::byte*>(&field);
    bytes_.insert(bytes_.end(), first, first + sizeof field);
  }
  void gap(std::size_t bytes) { bytes_.resize(bytes_.size() + bytes); }
  void values(const std::vector<std::uint64_t>& list, std::size_t most) {
    PENSTOCK_ASSERT(list.size() <= most);
    for (const std::uint64_t value : list) (*this)(value);
  }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}
  template <class T>
  void operator()(T& field) requires std::is_trivially_copyable_v<T> {
    if (bytes_.size() - at_ < sizeof field) {
      short_ = true;
      return;
    }
    std::memcpy(&field, bytes_.data() + at_, sizeof field);
    at_ += sizeof field;
  }
  void gap(std::size_t bytes) {
    if (bytes_.size() - at_ < bytes) short_ = true;
    at_ += short_ ? 0 : bytes;
  }
  void values(std::vector<std::uint64_t>& list, std::size_t most) {
    while (bytes_.size() - at_ >= 8 && list.size() < most) {
      std::uint64_t value = 0;
      (*this)(value);
      list.push_back(value);
    }
  }
  bool too_short() const { return short_; }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
  bool short_ = false;
};

template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, OfferChannel> {
  f(m.interface_type), f(m.instance), f.gap(16);
  f(m.flags), f(m.mmio_megabytes), f(m.user_data), f(m.sub_channel), f(m.mmio_megabytes_optional);
  f(m.relid), f(m.monitor), f(m.monitor_allocated), f(m.dedicated_interrupt), f(m.connection);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, OpenChannel> {
  f(m.relid), f(m.open_id), f(m.ring_region), f(m.target_processor), f(m.downstream_page), f(m.user_data);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, OpenResult> {
  f(m.relid), f(m.open_id), f(m.status);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, RegionHeader> {
  f(m.relid), f(m.region), f(m.range_bytes), f(m.ranges), f.values(m.values, kHeaderValuesMax);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, RegionBody> {
  f(m.number), f(m.region), f.values(m.values, kBodyValuesMax);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, RegionCreated> {
  f(m.relid), f(m.region), f(m.status);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, RegionTeardown> {
  f(m.relid), f(m.region);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, RegionTornDown> {
  f(m.region);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, InitiateContact> {
  f(m.version), f(m.target_processor), f(m.interrupt_page), f(m.parent_to_child), f(m.child_to_parent);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, VersionResponse> {
  f(m.supported), f(m.state), f.gap(2), f(m.connection);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, ModifyChannel> {
  f(m.relid), f(m.target_processor);
}
template <class F, class M>
void fields(F& f, M& m) requires std::is_same_v<std::remove_const_t<M>, ModifyResponse> {
  f(m.relid), f(m.status);
}
template <class F, class M>
void fields(F& f, M& m) requires requires {
  sizeof(m.relid);
} &&(sizeof(M) == sizeof(std::uint32_t)) {
  f(m.relid);
}
template <class F, class M>
void fields(F&, M&) requires std::is_empty_v<M> {}

template <class M>
base::Result<BusMessage, MessageFault> read(Bytes bytes) {
  Reader reader(bytes);
  M message;
  reader.gap(8);
  fields(reader, message);
  if (reader.too_short()) return MessageFault::too_short;
  return BusMessage(std::move(message));
}

constexpr MessageType kTypes[] = {MessageType::offer_channel,    MessageType::rescind_offer,
                                  MessageType::request_offers,   MessageType::all_offers_delivered,
                                  MessageType::open_channel,     MessageType::open_result,
                                  MessageType::close_channel,    MessageType::region_header,
                                  MessageType::region_body,      MessageType::region_created,
                                  MessageType::region_teardown,  MessageType::region_torn_down,
                                  MessageType::relid_released,   MessageType::initiate_contact,
                                  MessageType::version_response, MessageType::unload,
                                  MessageType::unload_complete,  MessageType::modify_channel,
                                  MessageType::modify_response};
static_assert(std::size(kTypes) == std::variant_size_v<BusMessage>);

using ReadFunction = base::Result<BusMessage, MessageFault> (*)(Bytes);
template <std::size_t... I>
constexpr std::array<ReadFunction, sizeof...(I)> readers(std::index_sequence<I...>) {
  return {&read<std::variant_alternative_t<I, BusMessage>>...};
}
constexpr auto kReaders = readers(std::make_index_sequence<std::variant_size_v<BusMessage>>());

}  // namespace

const char* to_string(MessageFault fault) {
  switch (fault) {
    case MessageFault::too_short:
      return "too short";
    case MessageFault::too_long:
      return "too long";
    case MessageFault::unknown_type:
      return "unknown type";
  }
  return "?";
}

MessageType type_of(const BusMessage& message) { return kTypes[message.index()]; }

std::vector<std::byte> encode(const BusMessage& message) {
  Writer writer(type_of(message));
  std::visit([&](const auto& one) { fields(writer, one); }, message);
  std::vector<std::byte> bytes = writer.take();
  if (const auto* header = std::get_if<RegionHeader>(&message)) bytes[4] = std::byte{header->read_only};
  PENSTOCK_ASSERT(bytes.size() <= kMessageBytesMax);
  return bytes;
}

base::Result<BusMessage, MessageFault> decode(Bytes bytes) {
  if (bytes.size() < 8) return MessageFault::too_short;
  if (bytes.size() > kMessageBytesMax) return MessageFault::too_long;
  MessageType type;
  std::memcpy(&type, bytes.data(), sizeof type);
  for (std::size_t i = 0; i < std::size(kTypes); ++i) {
    if (kTypes[i] != type) continue;
    auto message = kReaders[i](bytes);
    if (message.ok()) {
      if (auto* header = std::get_if<RegionHeader>(&*message)) header->read_only = bytes[4] != std::byte{0};
    }
    return message;
  }
  return MessageFault::unknown_type;
}

}  // namespace penstock::channel

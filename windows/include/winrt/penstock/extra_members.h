// SPDX-License-Identifier: Apache-2.0
// What some interfaces offer in C++ beyond their own members: waiting, iteration, gentle look-ups, the bytes of a buffer.
//
// Threads: as the object behind.
// Memory: none of their own.
// Errors: as the members they are made of.
#pragma once

#include "time.h"

namespace winrt::impl {

template <typename D, typename... A>
struct async_members {
  // Blocks until it is done and gives the result; throws what it failed with.
  auto get() const;
  // Blocks for no longer than that and tells the status.
  auto wait_for(Windows::Foundation::TimeSpan const& timeout) const;
};

template <typename D, typename T>
struct iterator_members {
  using iterator_category = std::input_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = T;

  D& operator++() {
    auto& self = *static_cast<D*>(this);
    if (!self.MoveNext()) self = nullptr;
    return self;
  }
  T operator*() const { return static_cast<D const*>(this)->Current(); }
};

template <typename D, typename K, typename V>
struct map_members {
  // Null, or an empty optional, when there is no such key.
  auto TryLookup(K const& key) const {
    auto const& self = *static_cast<D const*>(this);
    if constexpr (is_reference_type<V>) {
      return self.HasKey(key) ? self.Lookup(key) : V{nullptr};
    } else {
      return self.HasKey(key) ? std::optional<V>(self.Lookup(key)) : std::optional<V>();
    }
  }
  template <typename Key = K, std::enable_if_t<std::is_same_v<Key, hstring>, int> = 0>
  auto TryLookup(std::wstring_view key) const {
    return TryLookup(hstring(key));
  }
  bool TryRemove(K const& key) const {
    auto const& self = *static_cast<D const*>(this);
    if (!self.HasKey(key)) return false;
    self.Remove(key);
    return true;
  }
};

struct byte_access_abi : unknown_abi {
  virtual std::int32_t Buffer(std::uint8_t** value) noexcept = 0;
};
inline constexpr guid byte_access_guid{"905a0fef-bc53-11df-8c49-001e4fc686da"};

template <typename D>
struct buffer_members {
  std::uint8_t* data() const {
    auto* object = static_cast<unknown_abi*>(get_abi(*static_cast<D const*>(this)));
    if (!object) throw_hresult(error_pointer);
    void* found = nullptr;
    check_hresult(object->QueryInterface(byte_access_guid, &found));
    com_ptr<byte_access_abi> const access{found, take_ownership_from_abi};
    std::uint8_t* bytes = nullptr;
    check_hresult(access->Buffer(&bytes));
    return bytes;
  }
};

}  // namespace winrt::impl

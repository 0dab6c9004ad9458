// SPDX-License-Identifier: Apache-2.0
// Who may open a device, and with what access. Windows writes it as SDDL text; the well-known forms map to
// the identity of a client on this machine (K-CLI-5): SYSTEM and Administrators are uid 0, World is anybody.
//
// Threads: plain values.
// Memory: plain values.
// Errors: a text that is not understood is refused, never taken for "anybody".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace penstock::nt {

inline constexpr std::uint32_t kAccessRead = 1;
inline constexpr std::uint32_t kAccessWrite = 2;
inline constexpr std::uint32_t kAccessAll = 3;

struct ClientCredentials {
  std::uint32_t user_id = 0;
  std::uint32_t process_id = 0;
  bool in_administrators = false;  // of the configured group
  bool kernel = false;             // another driver: not checked

  bool administrator() const { return user_id == 0 || in_administrators; }
};

class AccessList {
 public:
  // No list: anybody with everything, as for a device made without one.
  static AccessList open_to_all() { return AccessList(); }
  static std::optional<AccessList> from_sddl(std::u16string_view text);

  // kAccess bits granted, 0 for none.
  std::uint32_t granted(const ClientCredentials& client) const;

 private:
  enum class Who : std::uint8_t { system, administrators, world };
  struct Entry {
    Who who;
    std::uint32_t access;
  };

  bool unrestricted_ = true;
  std::vector<Entry> entries_;
};

}  // namespace penstock::nt

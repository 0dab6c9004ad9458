// SPDX-License-Identifier: Apache-2.0
// A loaded driver as the I/O manager knows it: its DRIVER_OBJECT with the dispatch table, the path of its
// registry key, and the two calls the host makes into it.
//
// Threads: made and ended by the host; looked up from any.
// Memory: the driver object lives until the host ends the driver; devices refer to it.
// Errors: an address that is no driver object is nobody's (nullptr).
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct _DRIVER_OBJECT;

namespace penstock::nt {

class Guest;

class Driver {
 public:
  // `service` names the driver: \Driver\<service>, and its key below Services.
  Driver(Guest& guest, std::string_view service);
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  static Driver* of(const _DRIVER_OBJECT* object);
  static Driver* of(const Guest& guest);

  Guest& guest() const { return guest_; }
  _DRIVER_OBJECT* object() const;
  std::u16string_view registry_path() const { return registry_path_; }
  std::u16string_view service() const { return service_; }

  // DriverEntry at PASSIVE on the calling thread, which is a system thread (K-LOAD-1). Returns its status.
  std::int32_t run_entry(const void* entry);
  // Clears DO_DEVICE_INITIALIZING of the devices made meanwhile (K-LOAD-5).
  void finish_entry();
  bool has_unload() const;
  void run_unload();

  // From now on opens of its devices are refused with STATUS_DELETE_PENDING (K-UNLOAD-1).
  void refuse_opens() { refuses_opens_.store(true); }
  void accept_opens() { refuses_opens_.store(false); }
  bool refuses_opens() const { return refuses_opens_.load(); }

 private:
  struct Block;

  Guest& guest_;
  std::u16string name_;
  std::u16string service_;
  std::u16string registry_path_;
  std::unique_ptr<Block> block_;
  std::atomic<bool> refuses_opens_{false};
};

}  // namespace penstock::nt

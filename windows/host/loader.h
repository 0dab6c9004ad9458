// SPDX-License-Identifier: Apache-2.0
// The host of drivers: loads them, runs DriverEntry and DriverUnload, and asks at the end what is left. It
// owns each guest's name, code and driver object; everything else a driver holds is kept by the family of
// functions that handed it out, and every one of those is asked when the driver goes (nt/guest.h).
//
// Threads: load and unload from one thread at a time, at PASSIVE and outside any path.
// Memory: drivers belong to the host; what names a guest outlives it, for findings that come late.
// Errors: Failure with a sentence for the operator; what a driver left behind are findings (F-UNLOAD-*).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/view.h"
#include "host/fault.h"
#include "host/guest_module.h"

namespace penstock::nt {
class Driver;
class Guest;
}  // namespace penstock::nt

namespace penstock::host {

struct HostOptions {
  bool allow_missing = false;              // load drivers that need functions nobody provides
  bool run_constructors = false;           // of C++ guests, before DriverEntry
  bool keep_unloaded_inaccessible = true;  // K-UNLOAD-6: late entries fault at an address with a name
};

// Values of a driver's Parameters key (K-REG-1).
using RegistryValue = std::variant<std::uint32_t, std::uint64_t, std::string, std::vector<std::uint8_t>>;
using RegistryParameters = std::map<std::string, RegistryValue>;

// What becomes of handles that clients still have on the driver's devices.
enum class OpenHandles : std::uint8_t { refuse_unload, close };

class LoadedDriver {
 public:
  LoadedDriver(std::string name, std::unique_ptr<GuestModule> module);
  ~LoadedDriver();

  const std::string& name() const { return name_; }
  const GuestModule& module() const { return *module_; }
  nt::Guest& guest() const { return *guest_; }

 private:
  friend class Host;

  const std::string name_;
  std::unique_ptr<GuestModule> module_;
  nt::Guest* guest_;  // never freed: findings and call sites may name it at any time
  std::unique_ptr<nt::Driver> driver_;
};

class Host {
 public:
  explicit Host(HostOptions options = {});
  ~Host();  // unloads what is loaded, the last loaded first
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  Result<LoadedDriver*> load(const std::string& path, const std::string& service,
                             const RegistryParameters& parameters = {});
  Result<void> unload(LoadedDriver& driver, OpenHandles handles = OpenHandles::close);
  // The other ending: IRP_MJ_SHUTDOWN for those that asked for it, no DriverUnload (K-UNLOAD-4).
  void shut_down();

  const std::vector<std::unique_ptr<LoadedDriver>>& drivers() const { return drivers_; }
  // A row for each driver: name, path, phase, and what its accounts hold.
  const base::View& view() const { return *view_; }

 private:
  class DriversView;

  std::int32_t run_entry(LoadedDriver& driver);
  std::int32_t start_device(LoadedDriver& driver);
  void close_accounts(LoadedDriver& driver);
  void remove(LoadedDriver& driver);
  void unmap(LoadedDriver& driver);

  const HostOptions options_;
  std::vector<std::unique_ptr<LoadedDriver>> drivers_;
  std::unique_ptr<base::View> view_;
};

}  // namespace penstock::host

// SPDX-License-Identifier: Apache-2.0
// Devices and the one name space in which clients and other drivers find them. A device is a DEVICE_OBJECT
// with the driver's extension behind it; deleting it takes its name at once and its memory when the last
// handle and request are gone.
//
// Threads: any.
// Memory: a DevicePin keeps the device object; the device of a deleted driver may outlive it by its handles.
// Errors: addresses that are no device are nobody's (empty pin); names not found likewise.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/call_site.h"
#include "nt/io_access.h"

struct _DEVICE_OBJECT;
struct _DRIVER_OBJECT;

namespace penstock::nt {

class Driver;
class Guest;

class Device {
 public:
  struct Shape {
    std::u16string name;  // empty: none
    std::uint32_t type = 0;
    std::uint32_t characteristics = 0;
    std::uint32_t extension_bytes = 0;
    bool exclusive = false;
    AccessList access = AccessList::open_to_all();
    base::CallSite created_at;
  };

  Device(Driver& driver, Shape shape);
  ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  _DEVICE_OBJECT* object() const { return object_; }
  Driver& driver() const { return driver_; }
  const Shape& shape() const { return shape_; }
  Guest& guest() const;

  // Handles; a second one on an exclusive device is refused.
  bool add_handle();
  void remove_handle();
  std::uint32_t handles() const { return handles_.load(); }
  bool deleted() const { return deleted_.load(); }

 private:
  friend class DeviceTable;

  Driver& driver_;
  Guest& guest_;  // compared after the driver has gone, by handles that outlive it
  const Shape shape_;
  _DEVICE_OBJECT* object_ = nullptr;
  std::atomic<std::uint32_t> handles_{0};
  std::atomic<bool> deleted_{false};
};

using DevicePin = std::shared_ptr<Device>;

// What creating or linking answers: the rim's statuses are chosen by the caller.
enum class NameOutcome : std::uint8_t { done, collision, not_found };

NameOutcome add_device(Driver& driver, Device::Shape shape, DevicePin& device);
// Takes it out of the name space and out of the driver's list.
void delete_device(Device& device);
DevicePin device_of(const _DEVICE_OBJECT* object);
// Follows links. What stands behind the device's name (\Device\Foo\rest) goes to `rest`.
DevicePin find_device(std::u16string_view name, std::u16string* rest);

NameOutcome add_link(std::u16string_view link, std::u16string_view target, base::CallSite by, Guest* owner);
NameOutcome remove_link(std::u16string_view link);
void remove_links_to(std::u16string_view target, const Guest& owner);

std::vector<DevicePin> devices_of(const Guest& guest);

}  // namespace penstock::nt

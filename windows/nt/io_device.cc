// SPDX-License-Identifier: Apache-2.0
#include "nt/io_device.h"

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

#include "base/assert.h"
#include "exec/mutex.h"
#include "nt/guest.h"
#include "nt/io_driver.h"
#include "nt/io_name.h"
#include "nt/string_conversion.h"
#include "ntddk.h"

namespace penstock::nt {

namespace {

constexpr int kLinkDepthMax = 8;

struct Link {
  std::u16string target;
  base::CallSite by;
  Guest* owner;
  std::string shown;
};

}  // namespace

class DeviceTable {
 public:
  NameOutcome add(Driver& driver, Device::Shape shape, DevicePin& device);
  void remove(Device& device);
  DevicePin of(const DEVICE_OBJECT* object);
  DevicePin find(std::u16string_view name, std::u16string* rest);
  std::vector<DevicePin> of(const Guest& guest);

  exec::Mutex lock_;
  std::map<std::u16string, Link> links_;

 private:
  DevicePin find_once(std::u16string& name, std::u16string* rest, bool& followed);

  std::map<const DEVICE_OBJECT*, DevicePin> by_object_;
  std::map<std::u16string, DevicePin> by_name_;
};

namespace {

DeviceTable& table() {
  static auto* devices = new DeviceTable;
  return *devices;
}

class DevicesAccount final : public Account {
 public:
  DevicesAccount() { register_account(*this); }
  const char* name() const override { return "devices"; }
  Closing closing() const override { return Closing::held; }
  void close(Guest& guest) override {
    for (const DevicePin& device : devices_of(guest)) {
      report("F-UNLOAD-1", "K-UNLOAD-3", base::Severity::error, &guest,
             "device " + (device->shape().name.empty() ? "without a name" : utf8_of(device->shape().name)) +
                 " was not deleted: call IoDeleteDevice before DriverUnload returns",
             device->shape().created_at, {});
      delete_device(*device);
    }
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    for (const DevicePin& device : devices_of(guest))
      rows.push_back(
          {{"device", utf8_of(device->shape().name)}, {"handles", std::int64_t{device->handles()}}});
  }
} devices_account;

class LinksAccount final : public Account {
 public:
  LinksAccount() { register_account(*this); }
  const char* name() const override { return "symbolic links"; }
  Closing closing() const override { return Closing::held; }
  void close(Guest& guest) override {
    for (const auto& [key, link] : taken_from(guest))
      report("F-UNLOAD-2", "K-UNLOAD-3", base::Severity::error, &guest,
             "symbolic link " + link.shown + " was not deleted: call IoDeleteSymbolicLink", link.by, {});
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    std::lock_guard hold(table().lock_);
    for (const auto& [key, link] : table().links_)
      if (link.owner == &guest) rows.push_back({{"link", link.shown}, {"target", utf8_of(link.target)}});
  }

 private:
  static std::map<std::u16string, Link> taken_from(const Guest& guest) {
    std::map<std::u16string, Link> taken;
    std::lock_guard hold(table().lock_);
    auto& links = table().links_;
    for (auto link = links.begin(); link != links.end();) {
      if (link->second.owner == &guest)
        taken.insert(links.extract(link++));
      else
        ++link;
    }
    return taken;
  }
} links_account;

}  // namespace

Device::Device(Driver& driver, Shape shape)
    : driver_(driver), guest_(driver.guest()), shape_(std::move(shape)) {
  void* memory = std::calloc(1, sizeof(DEVICE_OBJECT) + shape_.extension_bytes);
  PENSTOCK_ASSERT(memory != nullptr);
  object_ = static_cast<PDEVICE_OBJECT>(memory);
  object_->Type = 3;
  object_->Size = static_cast<USHORT>(sizeof(DEVICE_OBJECT) + shape_.extension_bytes);
  object_->DriverObject = driver.object();
  object_->Flags = DO_DEVICE_INITIALIZING | (shape_.exclusive ? DO_EXCLUSIVE : 0u);
  object_->Characteristics = shape_.characteristics;
  object_->DeviceType = shape_.type;
  object_->StackSize = 1;
  if (shape_.extension_bytes != 0) object_->DeviceExtension = object_ + 1;
}

Device::~Device() { std::free(object_); }

Guest& Device::guest() const { return guest_; }

bool Device::add_handle() {
  std::uint32_t before = handles_.load();
  do {
    if (shape_.exclusive && before != 0) return false;
  } while (!handles_.compare_exchange_weak(before, before + 1));
  return true;
}

void Device::remove_handle() { handles_.fetch_sub(1); }

NameOutcome DeviceTable::add(Driver& driver, Device::Shape shape, DevicePin& device) {
  auto made = std::make_shared<Device>(driver, std::move(shape));
  std::lock_guard hold(lock_);
  if (!made->shape().name.empty()) {
    const std::u16string key = folded_name(canonical_name(made->shape().name));
    if (links_.contains(key) || !by_name_.emplace(key, made).second) return NameOutcome::collision;
  }
  by_object_.emplace(made->object(), made);
  made->object()->NextDevice = driver.object()->DeviceObject;
  driver.object()->DeviceObject = made->object();
  device = std::move(made);
  return NameOutcome::done;
}

void DeviceTable::remove(Device& device) {
  DevicePin last;  // may free the device, after the lock
  std::lock_guard hold(lock_);
  const auto found = by_object_.find(device.object());
  if (found == by_object_.end()) return;
  last = found->second;
  by_object_.erase(found);
  device.deleted_.store(true);
  if (!device.shape().name.empty()) by_name_.erase(folded_name(canonical_name(device.shape().name)));
  for (PDEVICE_OBJECT* place = &device.driver().object()->DeviceObject; *place != nullptr;
       place = &(*place)->NextDevice)
    if (*place == device.object()) {
      *place = device.object()->NextDevice;
      break;
    }
}

DevicePin DeviceTable::of(const DEVICE_OBJECT* object) {
  std::lock_guard hold(lock_);
  const auto found = by_object_.find(object);
  return found == by_object_.end() ? nullptr : found->second;
}

// The longest leading part of the name that is a device or a link; a link replaces that part.
DevicePin DeviceTable::find_once(std::u16string& name, std::u16string* rest, bool& followed) {
  for (std::size_t end = name.size(); end != std::u16string::npos && end != 0;
       end = name.rfind(u'\\', end - 1)) {
    const std::u16string key = folded_name(name.substr(0, end));
    if (const auto device = by_name_.find(key); device != by_name_.end()) {
      if (rest != nullptr) *rest = name.substr(end);
      return device->second;
    }
    if (const auto link = links_.find(key); link != links_.end()) {
      name = canonical_name(link->second.target + name.substr(end));
      followed = true;
      return nullptr;
    }
  }
  return nullptr;
}

DevicePin DeviceTable::find(std::u16string_view wanted, std::u16string* rest) {
  std::u16string name = canonical_name(wanted);
  std::lock_guard hold(lock_);
  for (int depth = 0; depth < kLinkDepthMax; ++depth) {
    bool followed = false;
    if (DevicePin device = find_once(name, rest, followed)) return device;
    if (!followed) return nullptr;
  }
  return nullptr;
}

std::vector<DevicePin> DeviceTable::of(const Guest& guest) {
  std::vector<DevicePin> found;
  std::lock_guard hold(lock_);
  for (const auto& [object, device] : by_object_)
    if (&device->guest() == &guest) found.push_back(device);
  return found;
}

NameOutcome add_device(Driver& driver, Device::Shape shape, DevicePin& device) {
  return table().add(driver, std::move(shape), device);
}
void delete_device(Device& device) { table().remove(device); }
DevicePin device_of(const DEVICE_OBJECT* object) { return table().of(object); }
DevicePin find_device(std::u16string_view name, std::u16string* rest) { return table().find(name, rest); }
std::vector<DevicePin> devices_of(const Guest& guest) { return table().of(guest); }

NameOutcome add_link(std::u16string_view link, std::u16string_view target, base::CallSite by, Guest* owner) {
  const std::u16string name = canonical_name(link);
  std::lock_guard hold(table().lock_);
  const bool added =
      table()
          .links_.emplace(folded_name(name), Link{std::u16string(target), by, owner, utf8_of(name)})
          .second;
  return added ? NameOutcome::done : NameOutcome::collision;
}

NameOutcome remove_link(std::u16string_view link) {
  std::lock_guard hold(table().lock_);
  return table().links_.erase(folded_name(canonical_name(link))) != 0 ? NameOutcome::done
                                                                      : NameOutcome::not_found;
}

void remove_links_to(std::u16string_view target, const Guest& owner) {
  const std::u16string wanted = folded_name(canonical_name(target));
  std::lock_guard hold(table().lock_);
  std::erase_if(table().links_, [&](const auto& entry) {
    return entry.second.owner == &owner && folded_name(canonical_name(entry.second.target)) == wanted;
  });
}

}  // namespace penstock::nt

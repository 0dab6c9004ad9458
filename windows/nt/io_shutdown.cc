// SPDX-License-Identifier: Apache-2.0
#include "nt/io_shutdown.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/guest.h"
#include "nt/io_name.h"
#include "nt/io_request.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"
#include "ntddk.h"

namespace penstock::nt {
namespace {

struct Registration {
  DevicePin device;
  base::CallSite by;
};

struct Registrations {
  exec::Mutex lock;
  std::vector<Registration> all;
};
Registrations& registrations() {
  static auto* table = new Registrations;
  return *table;
}

std::vector<Registration> take_those_of(const Guest& guest) {
  std::vector<Registration> taken;
  std::lock_guard hold(registrations().lock);
  std::erase_if(registrations().all, [&](const Registration& registration) {
    if (&registration.device->guest() != &guest) return false;
    taken.push_back(registration);
    return true;
  });
  return taken;
}

class ShutdownAccount final : public Account {
 public:
  ShutdownAccount() { register_account(*this); }
  const char* name() const override { return "shutdown notifications"; }
  void close(Guest& guest) override {
    for (const Registration& registration : take_those_of(guest))
      report("F-UNLOAD-5", "K-UNLOAD-3", base::Severity::error, &guest,
             "shutdown notification of " + utf8_of(registration.device->shape().name) +
                 " is still registered: call IoUnregisterShutdownNotification",
             registration.by, {});
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    std::lock_guard hold(registrations().lock);
    for (const Registration& registration : registrations().all)
      if (&registration.device->guest() == &guest)
        rows.push_back({{"shutdown notification", utf8_of(registration.device->shape().name)}});
  }
} shutdown_account;

void send_one(const DevicePin& device) {
  const IrpRef record = IrpRecord::make(device->object()->StackSize, IrpRecord::Maker::client, {});
  if (!record) return;
  IoGetNextIrpStackLocation(record->irp())->MajorFunction = IRP_MJ_SHUTDOWN;
  std::atomic<bool> done{false};
  record->finished = [&done](IrpRecord& finished) {
    finished.retire();
    exec::Runtime& runtime = exec::runtime();
    done.store(true);
    runtime.unpark_all(&done);
  };
  send_irp(device, *record, {});
  while (!done.load())
    exec::runtime().park(
        &done, [&] { return !done.load(); }, exec::kForever);
}

}  // namespace

void send_shutdown() {
  std::vector<Registration> order;
  {
    std::lock_guard hold(registrations().lock);
    order.swap(registrations().all);
  }
  std::reverse(order.begin(), order.end());
  for (const Registration& registration : order) send_one(registration.device);
}

}  // namespace penstock::nt

using namespace penstock::nt;

extern "C" {

NTSTATUS IoRegisterShutdownNotification(PDEVICE_OBJECT DeviceObject) {
  PENSTOCK_IRQL_MAX(kPassive);
  DevicePin device = device_of(DeviceObject);
  if (device == nullptr) return STATUS_INVALID_PARAMETER;
  DeviceObject->Flags |= DO_SHUTDOWN_REGISTERED;
  std::lock_guard hold(registrations().lock);
  registrations().all.push_back({std::move(device), PENSTOCK_CALLER});
  return STATUS_SUCCESS;
}

VOID IoUnregisterShutdownNotification(PDEVICE_OBJECT DeviceObject) {
  PENSTOCK_IRQL_MAX(kPassive);
  DeviceObject->Flags &= ~static_cast<ULONG>(DO_SHUTDOWN_REGISTERED);
  std::lock_guard hold(registrations().lock);
  std::erase_if(registrations().all, [&](const Registration& registration) {
    return registration.device->object() == DeviceObject;
  });
}

}  // extern "C"

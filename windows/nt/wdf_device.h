// SPDX-License-Identifier: Apache-2.0
// A device of the framework and its file objects: the dispatch routine that the driver's table points
// to turns IRPs into requests and hands them to the device's queues.
//
// Threads: any.
// Memory: below the driver object; file objects below their device.
// Errors: a request nobody handles is completed STATUS_INVALID_DEVICE_REQUEST.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "exec/mutex.h"
#include "nt/io_device.h"
#include "nt/wdf_object.h"
#include "wdf.h"

namespace penstock::nt {

class WdfQueue;
class WdfRequest;

class WdfFile final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::file;
  WdfFile(Guest* owner, PFILE_OBJECT file_object, WDFDEVICE device_handle)
      : WdfObject(kKind, owner, {}), file(file_object), device(device_handle) {}
  bool may_be_deleted_by_guest() const override { return false; }

  const PFILE_OBJECT file;
  const WDFDEVICE device;
  UNICODE_STRING name = {};
};

class WdfDevice final : public WdfObject {
 public:
  static constexpr WdfKind kKind = WdfKind::device;

  struct Settings {
    WDF_FILEOBJECT_CONFIG file_config = {};
    WDF_OBJECT_ATTRIBUTES file_attributes = {};
    WDF_OBJECT_ATTRIBUTES request_attributes = {};
    PFN_WDF_IO_IN_CALLER_CONTEXT in_caller_context = nullptr;
    PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION shutdown = nullptr;
    bool plug_and_play = false;  // made in EvtDriverDeviceAdd
    WDF_PNPPOWER_EVENT_CALLBACKS power = {};
  };

  WdfDevice(Guest* guest, base::CallSite at, DevicePin device, const Settings& settings)
      : WdfObject(kKind, guest, at), device_(std::move(device)), settings_(settings) {}

  static std::shared_ptr<WdfDevice> of(const DEVICE_OBJECT* object);

  NTSTATUS dispatch(PIRP irp);
  void enqueue(const std::shared_ptr<WdfRequest>& request);
  // A CREATE that the driver answered: a success keeps the file object.
  void created(const std::shared_ptr<WdfFile>& file, NTSTATUS status);

  void stop() override;
  void dispose() override;

  const DevicePin& device() const { return device_; }
  const Settings& settings() const { return settings_; }
  bool started() const { return started_; }
  void set_started() { started_ = true; }
  std::shared_ptr<WdfFile> file_of(PFILE_OBJECT file);
  std::shared_ptr<WdfQueue> default_queue();
  bool set_default_queue(const std::shared_ptr<WdfQueue>& queue);
  void route(WDF_REQUEST_TYPE type, const std::shared_ptr<WdfQueue>& queue);

 private:
  void create(PIRP irp);
  void cleanup(PIRP irp);
  void close(PIRP irp);
  void transfer(PIRP irp);

  const DevicePin device_;
  const Settings settings_;
  bool started_ = false;  // of a plug and play device
  exec::Mutex lock_;
  std::map<PFILE_OBJECT, std::shared_ptr<WdfFile>> files_;
  std::weak_ptr<WdfQueue> default_queue_;
  std::map<int, std::weak_ptr<WdfQueue>> routes_;
};

void register_wdf_device(const std::shared_ptr<WdfDevice>& device);
std::vector<std::shared_ptr<WdfDevice>> wdf_devices_of(const Guest& guest);

// The routine in every slot of a framework driver's dispatch table.
NTSTATUS wdf_dispatch(PDEVICE_OBJECT device, PIRP irp);

}  // namespace penstock::nt

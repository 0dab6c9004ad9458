// SPDX-License-Identifier: Apache-2.0
// What guests call on queues.
#include <algorithm>
#include <memory>
#include <string>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_queue.h"
#include "nt/wdf_request.h"
#include "wdf.h"

using namespace penstock::nt;

namespace {

std::shared_ptr<WdfQueue> queue_behind(WDFQUEUE handle, penstock::base::CallSite caller,
                                       const char* function) {
  return wdf_resolve_as<WdfQueue>(handle, caller, function);
}

bool has_callback(const WDF_IO_QUEUE_CONFIG& config) {
  return config.EvtIoDefault != nullptr || config.EvtIoRead != nullptr || config.EvtIoWrite != nullptr ||
         config.EvtIoDeviceControl != nullptr || config.EvtIoInternalDeviceControl != nullptr;
}

NTSTATUS check(const WDF_IO_QUEUE_CONFIG& config) {
  if (config.Size != sizeof(config)) return STATUS_INFO_LENGTH_MISMATCH;
  if (config.DispatchType <= WdfIoQueueDispatchInvalid || config.DispatchType >= WdfIoQueueDispatchMax)
    return STATUS_INVALID_PARAMETER;
  const bool manual = config.DispatchType == WdfIoQueueDispatchManual;
  if (!manual && !has_callback(config)) return STATUS_WDF_NO_CALLBACK;
  if (config.DispatchType == WdfIoQueueDispatchParallel &&
      config.Settings.Parallel.NumberOfPresentedRequests == 0)
    return STATUS_INVALID_PARAMETER;
  return STATUS_SUCCESS;
}

}  // namespace

extern "C" {

NTSTATUS WdfIoQueueCreate(WDFDEVICE Device, PWDF_IO_QUEUE_CONFIG Config,
                          PWDF_OBJECT_ATTRIBUTES QueueAttributes, WDFQUEUE* Queue) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto device = wdf_resolve_as<WdfDevice>(Device, caller, "WdfIoQueueCreate");
  if (device == nullptr || Config == nullptr) return STATUS_INVALID_PARAMETER;
  if (const NTSTATUS status = check(*Config); !NT_SUCCESS(status)) return status;
  if (Config->DefaultQueue != FALSE && device->default_queue() != nullptr) return STATUS_UNSUCCESSFUL;
  const auto queue = std::make_shared<WdfQueue>(device->guest(), caller, *Config);
  const NTSTATUS status = wdf_attach(queue, QueueAttributes, device);
  if (!NT_SUCCESS(status)) return status;
  if (Config->DefaultQueue != FALSE) (void)device->set_default_queue(queue);
  if (Queue != nullptr) *Queue = static_cast<WDFQUEUE>(queue->handle());
  return STATUS_SUCCESS;
}

WDFDEVICE WdfIoQueueGetDevice(WDFQUEUE Queue) {
  const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueGetDevice");
  const WdfRef device = queue == nullptr ? nullptr : queue->nearest(WdfKind::device);
  return device == nullptr ? nullptr : static_cast<WDFDEVICE>(device->handle());
}

NTSTATUS WdfIoQueueRetrieveNextRequest(WDFQUEUE Queue, WDFREQUEST* OutRequest) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return WdfIoQueueRetrieveRequestByFileObject(Queue, nullptr, OutRequest);
}

NTSTATUS WdfIoQueueRetrieveRequestByFileObject(WDFQUEUE Queue, WDFFILEOBJECT FileObject,
                                               WDFREQUEST* OutRequest) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto queue = queue_behind(Queue, caller, "WdfIoQueueRetrieveNextRequest");
  if (queue == nullptr) return STATUS_INVALID_PARAMETER;
  PFILE_OBJECT filter = nullptr;
  if (FileObject != nullptr) {
    const auto file = wdf_resolve_as<WdfFile>(FileObject, caller, "WdfIoQueueRetrieveRequestByFileObject");
    if (file == nullptr) return STATUS_INVALID_PARAMETER;
    filter = file->file;
  }
  std::shared_ptr<WdfRequest> request;
  const NTSTATUS status = queue->retrieve(filter, request);
  *OutRequest = NT_SUCCESS(status) ? static_cast<WDFREQUEST>(request->handle()) : nullptr;
  return status;
}

NTSTATUS WdfIoQueueReadyNotify(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE QueueReady, WDFCONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueReadyNotify");
  if (queue == nullptr || queue->config().DispatchType != WdfIoQueueDispatchManual)
    return STATUS_INVALID_DEVICE_REQUEST;
  queue->notify_when_ready(QueueReady, Context);
  return STATUS_SUCCESS;
}

WDF_IO_QUEUE_STATE WdfIoQueueGetState(WDFQUEUE Queue, PULONG QueueRequests, PULONG DriverRequests) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueGetState");
  return queue == nullptr ? static_cast<WDF_IO_QUEUE_STATE>(0) : queue->state(QueueRequests, DriverRequests);
}

VOID WdfIoQueueStart(WDFQUEUE Queue) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueStart"))
    queue->change(WdfQueue::Change::start, nullptr, nullptr);
}

VOID WdfIoQueueStop(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE StopComplete, WDFCONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueStop"))
    queue->change(WdfQueue::Change::stop, StopComplete, Context);
}

VOID WdfIoQueueDrain(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE DrainComplete, WDFCONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueueDrain"))
    queue->change(WdfQueue::Change::drain, DrainComplete, Context);
}

VOID WdfIoQueuePurge(WDFQUEUE Queue, PFN_WDF_IO_QUEUE_STATE PurgeComplete, WDFCONTEXT Context) {
  PENSTOCK_IRQL_MAX(kDispatch);
  if (const auto queue = queue_behind(Queue, PENSTOCK_CALLER, "WdfIoQueuePurge"))
    queue->change(WdfQueue::Change::purge, PurgeComplete, Context);
}

VOID WdfIoQueueStopSynchronously(WDFQUEUE Queue) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (const auto queue = queue_behind(Queue, caller, __func__))
    queue->change_and_wait(WdfQueue::Change::stop, caller, __func__);
}

VOID WdfIoQueueDrainSynchronously(WDFQUEUE Queue) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (const auto queue = queue_behind(Queue, caller, __func__))
    queue->change_and_wait(WdfQueue::Change::drain, caller, __func__);
}

VOID WdfIoQueuePurgeSynchronously(WDFQUEUE Queue) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto caller = PENSTOCK_CALLER;
  if (const auto queue = queue_behind(Queue, caller, __func__))
    queue->change_and_wait(WdfQueue::Change::purge, caller, __func__);
}

}  // extern "C"

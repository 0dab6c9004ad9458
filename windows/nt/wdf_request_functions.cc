// SPDX-License-Identifier: Apache-2.0
// What guests call on requests: completing, forwarding, cancellation, facts.
#include <algorithm>
#include <memory>
#include <string>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_device.h"
#include "nt/wdf_queue.h"
#include "nt/wdf_request.h"
#include "ntifs.h"
#include "wdf.h"

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

// A request whose IRP may be looked at. One that is completed lives on by the driver's references, its IRP
// does not.
std::shared_ptr<WdfRequest> request_behind(WDFREQUEST handle, CallSite caller, const char* function) {
  auto request = wdf_resolve_as<WdfRequest>(handle, caller, function);
  if (request == nullptr || request->owner() != WdfRequest::Owner::nobody) return request;
  report("F-WDF-1", "K-WDF-5", penstock::base::Severity::error, request->guest(),
         std::string(function) + " on a request that is completed", {}, caller);
  return nullptr;
}

void complete(WDFREQUEST handle, NTSTATUS status, const ULONG_PTR* information, CallSite caller,
              const char* function) {
  const auto request = request_behind(handle, caller, function);
  if (request == nullptr) return;
  if (information != nullptr && request->owner() == WdfRequest::Owner::driver)
    request->irp()->IoStatus.Information = *information;
  (void)request->complete_by_driver(status, caller, function);
}

// Entered for a request that belongs to the driver and is cancelable (K-WDF-9).
VOID cancel_owned_request(PDEVICE_OBJECT, PIRP irp) {
  IoReleaseCancelSpinLock(irp->CancelIrql);
  const auto request = wdf_request_of(irp);
  if (request == nullptr) return;
  const WdfRef scope = request->queue();
  run_serialized(scope == nullptr ? nullptr : scope->callback_lock().get(), [&] {
    GuestCall call(request->guest(), thread_state().irql, "EvtRequestCancel");
    request->cancel_callback(static_cast<WDFREQUEST>(request->handle()));
  });
}

bool mark(WdfRequest& request, PFN_WDF_REQUEST_CANCEL callback) {
  request.cancel_callback = callback;
  return request.arm(cancel_owned_request);
}

}  // namespace

extern "C" {

VOID WdfRequestComplete(WDFREQUEST Request, NTSTATUS Status) {
  PENSTOCK_IRQL_MAX(kDispatch);
  complete(Request, Status, nullptr, PENSTOCK_CALLER, "WdfRequestComplete");
}

VOID WdfRequestCompleteWithInformation(WDFREQUEST Request, NTSTATUS Status, ULONG_PTR Information) {
  PENSTOCK_IRQL_MAX(kDispatch);
  complete(Request, Status, &Information, PENSTOCK_CALLER, "WdfRequestCompleteWithInformation");
}

VOID WdfRequestCompleteWithPriorityBoost(WDFREQUEST Request, NTSTATUS Status, CCHAR) {
  PENSTOCK_IRQL_MAX(kDispatch);
  complete(Request, Status, nullptr, PENSTOCK_CALLER, "WdfRequestCompleteWithPriorityBoost");
}

VOID WdfRequestSetInformation(WDFREQUEST Request, ULONG_PTR Information) {
  if (const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestSetInformation"))
    request->irp()->IoStatus.Information = Information;
}

ULONG_PTR WdfRequestGetInformation(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetInformation");
  return request == nullptr ? 0 : request->irp()->IoStatus.Information;
}

NTSTATUS WdfRequestGetStatus(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetStatus");
  return request == nullptr ? STATUS_INVALID_PARAMETER : request->irp()->IoStatus.Status;
}

NTSTATUS WdfRequestForwardToIoQueue(WDFREQUEST Request, WDFQUEUE DestinationQueue) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto caller = PENSTOCK_CALLER;
  const auto request = request_behind(Request, caller, "WdfRequestForwardToIoQueue");
  const auto target = wdf_resolve_as<WdfQueue>(DestinationQueue, caller, "WdfRequestForwardToIoQueue");
  if (request == nullptr || target == nullptr) return STATUS_INVALID_PARAMETER;
  const auto source = request->queue();
  if (request->owner() != WdfRequest::Owner::driver || source == target) return STATUS_INVALID_DEVICE_REQUEST;
  if (!target->add(request)) return STATUS_WDF_BUSY;
  if (source != nullptr) source->returned();
  return STATUS_SUCCESS;
}

NTSTATUS WdfRequestRequeue(WDFREQUEST Request) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestRequeue");
  if (request == nullptr) return STATUS_INVALID_PARAMETER;
  const auto queue = request->queue();
  if (request->owner() != WdfRequest::Owner::driver || queue == nullptr) return STATUS_INVALID_DEVICE_REQUEST;
  if (!queue->add(request, true)) return STATUS_WDF_BUSY;
  queue->returned();
  return STATUS_SUCCESS;
}

VOID WdfRequestMarkCancelable(WDFREQUEST Request, PFN_WDF_REQUEST_CANCEL EvtRequestCancel) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestMarkCancelable");
  if (request == nullptr || mark(*request, EvtRequestCancel)) return;
  // Cancelled before: the callback is called before this returns.
  GuestCall call(request->guest(), thread_state().irql, "EvtRequestCancel");
  EvtRequestCancel(Request);
}

NTSTATUS WdfRequestMarkCancelableEx(WDFREQUEST Request, PFN_WDF_REQUEST_CANCEL EvtRequestCancel) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestMarkCancelableEx");
  if (request == nullptr) return STATUS_INVALID_PARAMETER;
  return mark(*request, EvtRequestCancel) ? STATUS_SUCCESS : STATUS_CANCELLED;
}

NTSTATUS WdfRequestUnmarkCancelable(WDFREQUEST Request) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto request = wdf_resolve_as<WdfRequest>(Request, PENSTOCK_CALLER, "WdfRequestUnmarkCancelable");
  if (request == nullptr) return STATUS_INVALID_PARAMETER;
  return request->disarm() ? STATUS_SUCCESS : STATUS_CANCELLED;
}

BOOLEAN WdfRequestIsCanceled(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestIsCanceled");
  return request != nullptr && __atomic_load_n(&request->irp()->Cancel, __ATOMIC_SEQ_CST) != FALSE ? TRUE
                                                                                                   : FALSE;
}

VOID WdfRequestGetParameters(WDFREQUEST Request, PWDF_REQUEST_PARAMETERS Parameters) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetParameters");
  if (request == nullptr) return;
  const IO_STACK_LOCATION& location = *IoGetCurrentIrpStackLocation(request->irp());
  Parameters->MinorFunction = location.MinorFunction;
  Parameters->Type = static_cast<WDF_REQUEST_TYPE>(location.MajorFunction);
  auto& out = Parameters->Parameters;
  switch (location.MajorFunction) {
    case IRP_MJ_READ:
    case IRP_MJ_WRITE:
      out.Read.Length = location.Parameters.Read.Length;
      out.Read.Key = location.Parameters.Read.Key;
      out.Read.DeviceOffset = location.Parameters.Read.ByteOffset.QuadPart;
      break;
    case IRP_MJ_DEVICE_CONTROL:
    case IRP_MJ_INTERNAL_DEVICE_CONTROL:
      out.DeviceIoControl.OutputBufferLength = location.Parameters.DeviceIoControl.OutputBufferLength;
      out.DeviceIoControl.InputBufferLength = location.Parameters.DeviceIoControl.InputBufferLength;
      out.DeviceIoControl.IoControlCode = location.Parameters.DeviceIoControl.IoControlCode;
      out.DeviceIoControl.Type3InputBuffer = location.Parameters.DeviceIoControl.Type3InputBuffer;
      break;
    case IRP_MJ_CREATE:
      out.Create.SecurityContext = location.Parameters.Create.SecurityContext;
      out.Create.Options = location.Parameters.Create.Options;
      out.Create.ShareAccess = location.Parameters.Create.ShareAccess;
      break;
    default:
      break;
  }
}

WDFFILEOBJECT WdfRequestGetFileObject(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetFileObject");
  return request == nullptr || request->file() == nullptr
             ? nullptr
             : static_cast<WDFFILEOBJECT>(request->file()->handle());
}

WDFQUEUE WdfRequestGetIoQueue(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetIoQueue");
  const auto queue = request == nullptr ? nullptr : request->queue();
  return queue == nullptr ? nullptr : static_cast<WDFQUEUE>(queue->handle());
}

KPROCESSOR_MODE WdfRequestGetRequestorMode(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetRequestorMode");
  return request == nullptr ? static_cast<KPROCESSOR_MODE>(KernelMode) : request->irp()->RequestorMode;
}

ULONG WdfRequestGetRequestorProcessId(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestGetRequestorProcessId");
  return request == nullptr ? 0 : IoGetRequestorProcessId(request->irp());
}

BOOLEAN WdfRequestIsFrom32BitProcess(WDFREQUEST) { return FALSE; }

PIRP WdfRequestWdmGetIrp(WDFREQUEST Request) {
  const auto request = request_behind(Request, PENSTOCK_CALLER, "WdfRequestWdmGetIrp");
  return request == nullptr ? nullptr : request->irp();
}

}  // extern "C"

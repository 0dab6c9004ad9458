// SPDX-License-Identifier: Apache-2.0
// The buffers of a request, as the framework hands them out.
#include <algorithm>
#include <memory>
#include <string>

#include "nt/guest.h"
#include "nt/thread_state.h"
#include "nt/wdf_memory.h"
#include "nt/wdf_request.h"
#include "wdf.h"

using namespace penstock::nt;
using penstock::base::CallSite;

namespace {

struct Side {
  size_t (WdfRequest::*bytes)() const;
  void* (WdfRequest::*buffer)() const;
};
constexpr Side kInput{&WdfRequest::input_bytes, &WdfRequest::input_buffer};
constexpr Side kOutput{&WdfRequest::output_bytes, &WdfRequest::output_buffer};

NTSTATUS retrieve(const std::shared_ptr<WdfRequest>& request, const Side& side, size_t minimum, PVOID* buffer,
                  size_t* length) {
  if (request == nullptr || request->owner() != WdfRequest::Owner::driver)
    return STATUS_INVALID_DEVICE_REQUEST;
  const size_t bytes = (request.get()->*side.bytes)();
  if (bytes == 0 || minimum > bytes) return STATUS_BUFFER_TOO_SMALL;
  void* found = (request.get()->*side.buffer)();
  if (found == nullptr) return STATUS_INVALID_DEVICE_REQUEST;
  *buffer = found;
  if (length != nullptr) *length = bytes;
  return STATUS_SUCCESS;
}

// A memory object over a buffer of the request, which goes with it.
NTSTATUS retrieve_memory(const std::shared_ptr<WdfRequest>& request, const Side& side, WDFMEMORY* memory) {
  PVOID buffer = nullptr;
  size_t bytes = 0;
  const NTSTATUS status = retrieve(request, side, 0, &buffer, &bytes);
  return NT_SUCCESS(status) ? make_wdf_memory_over(request, buffer, bytes, memory) : status;
}

// METHOD_NEITHER: the client's own addresses, in the client's context only.
NTSTATUS retrieve_unsafe(const std::shared_ptr<WdfRequest>& request, bool input, size_t minimum,
                         PVOID* buffer, size_t* length) {
  if (request == nullptr) return STATUS_INVALID_PARAMETER;
  const size_t bytes = input ? request->input_bytes() : request->output_bytes();
  if (bytes == 0 || minimum > bytes) return STATUS_BUFFER_TOO_SMALL;
  const PIRP irp = request->irp();
  const bool control = request->major() == IRP_MJ_DEVICE_CONTROL;
  const auto& parameters = IoGetCurrentIrpStackLocation(irp)->Parameters.DeviceIoControl;
  if (control && METHOD_FROM_CTL_CODE(parameters.IoControlCode) != METHOD_NEITHER)
    return STATUS_INVALID_DEVICE_REQUEST;
  *buffer = control && input ? parameters.Type3InputBuffer : irp->UserBuffer;
  if (length != nullptr) *length = bytes;
  return *buffer == nullptr ? STATUS_INVALID_DEVICE_REQUEST : STATUS_SUCCESS;
}

std::shared_ptr<WdfRequest> request_behind(WDFREQUEST handle, CallSite caller, const char* function) {
  auto request = wdf_resolve_as<WdfRequest>(handle, caller, function);
  if (request == nullptr || request->owner() != WdfRequest::Owner::nobody) return request;
  report("F-WDF-1", "K-WDF-5", penstock::base::Severity::error, request->guest(),
         std::string(function) + " on a request that is completed", {}, caller);
  return nullptr;
}

}  // namespace

extern "C" {

NTSTATUS WdfRequestRetrieveInputBuffer(WDFREQUEST Request, size_t MinimumRequiredLength, PVOID* Buffer,
                                       size_t* Length) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return retrieve(request_behind(Request, PENSTOCK_CALLER, __func__), kInput, MinimumRequiredLength, Buffer,
                  Length);
}

NTSTATUS WdfRequestRetrieveOutputBuffer(WDFREQUEST Request, size_t MinimumRequiredSize, PVOID* Buffer,
                                        size_t* Length) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return retrieve(request_behind(Request, PENSTOCK_CALLER, __func__), kOutput, MinimumRequiredSize, Buffer,
                  Length);
}

NTSTATUS WdfRequestRetrieveInputMemory(WDFREQUEST Request, WDFMEMORY* Memory) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return retrieve_memory(request_behind(Request, PENSTOCK_CALLER, __func__), kInput, Memory);
}

NTSTATUS WdfRequestRetrieveOutputMemory(WDFREQUEST Request, WDFMEMORY* Memory) {
  PENSTOCK_IRQL_MAX(kDispatch);
  return retrieve_memory(request_behind(Request, PENSTOCK_CALLER, __func__), kOutput, Memory);
}

NTSTATUS WdfRequestRetrieveOutputWdmMdl(WDFREQUEST Request, PMDL* Mdl) {
  PENSTOCK_IRQL_MAX(kDispatch);
  const auto request = request_behind(Request, PENSTOCK_CALLER, __func__);
  *Mdl = request == nullptr ? nullptr : request->irp()->MdlAddress;
  return *Mdl == nullptr ? STATUS_INVALID_DEVICE_REQUEST : STATUS_SUCCESS;
}

NTSTATUS WdfRequestRetrieveUnsafeUserInputBuffer(WDFREQUEST Request, size_t Minimum, PVOID* Buffer,
                                                 size_t* Length) {
  PENSTOCK_IRQL_MAX(kPassive);
  return retrieve_unsafe(request_behind(Request, PENSTOCK_CALLER, __func__), true, Minimum, Buffer, Length);
}

NTSTATUS WdfRequestRetrieveUnsafeUserOutputBuffer(WDFREQUEST Request, size_t Minimum, PVOID* Buffer,
                                                  size_t* Length) {
  PENSTOCK_IRQL_MAX(kPassive);
  return retrieve_unsafe(request_behind(Request, PENSTOCK_CALLER, __func__), false, Minimum, Buffer, Length);
}

NTSTATUS WdfRequestProbeAndLockUserBufferForRead(WDFREQUEST Request, PVOID Buffer, size_t Length,
                                                 WDFMEMORY* MemoryObject) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto request = request_behind(Request, PENSTOCK_CALLER, __func__);
  return request == nullptr ? STATUS_INVALID_PARAMETER
                            : make_wdf_memory_over(request, Buffer, Length, MemoryObject);
}

NTSTATUS WdfRequestProbeAndLockUserBufferForWrite(WDFREQUEST Request, PVOID Buffer, size_t Length,
                                                  WDFMEMORY* MemoryObject) {
  PENSTOCK_IRQL_MAX(kPassive);
  const auto request = request_behind(Request, PENSTOCK_CALLER, __func__);
  return request == nullptr ? STATUS_INVALID_PARAMETER
                            : make_wdf_memory_over(request, Buffer, Length, MemoryObject);
}

}  // extern "C"

// SPDX-License-Identifier: Apache-2.0
// The tables of functions, for guests that bind by interface (vmbus.md 1.5).
#define INITGUID  // the types of the tables are defined here

#include "nt/thread_state.h"

#include "vmbus/channel_library.h"

using namespace penstock;

namespace {

// The table stands for as long as the process: nothing is counted.
VOID keep(PVOID) {}

void fill_header(PINTERFACE interface, USHORT size, USHORT version) {
  interface->Size = size;
  interface->Version = version;
  interface->Context = nullptr;
  interface->InterfaceReference = &keep;
  interface->InterfaceDereference = &keep;
}

template <class Table>
void fill_client_methods(Table& table) {
#define PENSTOCK_CLIENT_METHODS(entry)                                                              \
  entry(VmbChannelAllocate) entry(VmbChannelCleanup) entry(VmbChannelCreateGpadlFromBuffer)         \
      entry(VmbChannelCreateGpadlFromMdl) entry(VmbChannelDeleteGpadl) entry(VmbChannelDisable)     \
          entry(VmbChannelEnable) entry(VmbChannelGetInterfaceInstance) entry(VmbChannelGetPointer) \
              entry(VmbChannelInitSetClientContextSize) entry(VmbChannelInitSetFlags)               \
                  entry(VmbChannelInitSetFriendlyName) entry(VmbChannelInitSetMaximumExternalData)  \
                      entry(VmbChannelInitSetMaximumPacketSize)                                     \
                          entry(VmbChannelInitSetProcessPacketCallbacks)                            \
                              entry(VmbChannelInitSetStateChangeCallbacks) entry(VmbChannelPacketComplete)
#define PENSTOCK_CLIENT_METHODS_MORE(entry)                                                                 \
  entry(VmbChannelPacketDeferToPassive) entry(VmbChannelPacketFail) entry(VmbChannelPacketGetExternalData)  \
      entry(VmbChannelPause) entry(VmbChannelSendSynchronousRequest)                                        \
          entry(VmbChannelSetIncomingProcessingAtPassive) entry(VmbChannelSetPointer)                       \
              entry(VmbChannelSetTransactionQuota) entry(VmbChannelSizeofPacket) entry(VmbChannelStart)     \
                  entry(VmbClientChannelInitSetRingBufferPageCount) entry(VmbClientChannelInitSetTargetPnp) \
                      entry(VmbPacketAllocate) entry(VmbPacketFree) entry(VmbPacketGetChannel)              \
                          entry(VmbPacketGetPointer) entry(VmbPacketInitialize) entry(VmbPacketSend)        \
                              entry(VmbPacketSendWithExternalMdl) entry(VmbPacketSendWithExternalPfns)      \
                                  entry(VmbPacketSetCompletionRoutine) entry(VmbPacketSetPointer)
#define PENSTOCK_SERVER_METHODS(entry)                                                        \
  entry(VmbChannelMapGpadl) entry(VmbChannelRestoreFromBuffer) entry(VmbChannelSaveBegin)     \
      entry(VmbChannelSaveContinue) entry(VmbChannelSaveEnd) entry(VmbChannelUnmapGpadl)      \
          entry(VmbConvertVmbusHandleToKernelHandle) entry(VmbPacketRestore)                  \
              entry(VmbServerChannelInitSetFlags) entry(VmbServerChannelInitSetMmioMegabytes) \
                  entry(VmbServerChannelInitSetSaveRestorePacketCallbacks)                    \
                      entry(VmbServerChannelInitSetTargetInterfaceId)                         \
                          entry(VmbServerChannelInitSetTargetVtl) entry(VmbServerChannelInitSetVmbusHandle)
#define PENSTOCK_FILL(method) table.method = &method;
  PENSTOCK_CLIENT_METHODS(PENSTOCK_FILL)
  PENSTOCK_CLIENT_METHODS_MORE(PENSTOCK_FILL)
  table.VmbChannelGetMmioSpace = &VmbChannelGetMmioSpace;
  table.VmbChannelSetInterruptLatency = &VmbChannelSetInterruptLatency;
}

void fill_server_methods(KMCL_SERVER_INTERFACE_V1& table) { PENSTOCK_SERVER_METHODS(PENSTOCK_FILL) }

}  // namespace

extern "C" {

NTSTATUS PenstockQueryChannelInterface(LPCGUID type, USHORT size, USHORT version, PINTERFACE interface) {
  PENSTOCK_IRQL_MAX(nt::kPassive);
  if (type == nullptr || interface == nullptr) return STATUS_INVALID_PARAMETER;
  if (IsEqualGUID(*type, KMCL_CLIENT_INTERFACE_TYPE)) {
    if (version != KMCL_CLIENT_INTERFACE_VERSION_V1) return STATUS_REVISION_MISMATCH;
    if (size < sizeof(KMCL_CLIENT_INTERFACE_V1)) return STATUS_BUFFER_TOO_SMALL;
    fill_header(interface, sizeof(KMCL_CLIENT_INTERFACE_V1), version);
    fill_client_methods(*reinterpret_cast<KMCL_CLIENT_INTERFACE_V1*>(interface));
    return STATUS_SUCCESS;
  }
  if (!IsEqualGUID(*type, KMCL_SERVER_INTERFACE_TYPE)) return STATUS_NOT_SUPPORTED;
  if (version != KMCL_SERVER_INTERFACE_VERSION_V1) return STATUS_REVISION_MISMATCH;
  if (size < sizeof(KMCL_SERVER_INTERFACE_V1)) return STATUS_BUFFER_TOO_SMALL;
  auto& table = *reinterpret_cast<KMCL_SERVER_INTERFACE_V1*>(interface);
  fill_header(interface, sizeof table, version);
  fill_client_methods(table);
  fill_server_methods(table);
  return STATUS_SUCCESS;
}

}  // extern "C"

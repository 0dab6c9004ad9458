// SPDX-License-Identifier: Apache-2.0
#pragma once

extern "C" {
#include <ntddk.h>
#include <wdf.h>
#define NDIS640 1
#include <fwpsk.h>
#include <fwpmk.h>
}
#include <new>

#include "portwarden_counts.h"

constexpr ULONG kTag = 'nWtP';

class InStackGuard final {
 public:
  explicit InStackGuard(KSPIN_LOCK& lock) { KeAcquireInStackQueuedSpinLock(&lock, &handle_); }
  ~InStackGuard() { KeReleaseInStackQueuedSpinLock(&handle_); }
  InStackGuard(const InStackGuard&) = delete;
  InStackGuard& operator=(const InStackGuard&) = delete;

 private:
  KLOCK_QUEUE_HANDLE handle_;
};

class PortSet {
 public:
  PortSet() { KeInitializeSpinLock(&lock_); }
  bool Add(USHORT port);
  bool Contains(USHORT port) const;

 private:
  mutable KSPIN_LOCK lock_;
  USHORT ports_[16] = {};
  ULONG count_ = 0;
};

class EngineSession {
 public:
  EngineSession() = default;
  ~EngineSession();
  EngineSession(const EngineSession&) = delete;
  NTSTATUS Open();
  HANDLE handle() const { return handle_; }

 private:
  HANDLE handle_ = nullptr;
};

// Aborts unless committed.
class Transaction {
 public:
  explicit Transaction(const EngineSession& session);
  ~Transaction();
  NTSTATUS status() const { return status_; }
  NTSTATUS Commit();

 private:
  HANDLE handle_;
  NTSTATUS status_;
  bool committed_ = false;
};

class Warden {
 public:
  static constexpr ULONG kLayers = 4;

  ~Warden();
  NTSTATUS Start(PDEVICE_OBJECT device);
  PortSet& ports() { return ports_; }
  // A slow callout: it looks that often before it says anything.
  void SetScrutiny(ULONG looks) { scrutiny_ = looks; }
  void Ponder() const {
    for (ULONG i = 0; i < scrutiny_; ++i) (void)ports_.Contains(0);
  }
  void Count(PORTWARDEN_COUNTS* counts) const {
    counts->Admitted = static_cast<unsigned>(admitted_);
    counts->Refused = static_cast<unsigned>(refused_);
  }

 private:
  static void NTAPI Classify(const FWPS_INCOMING_VALUES0* values, const FWPS_INCOMING_METADATA_VALUES0* metadata,
                             void* layer_data, const void* classify_context, const FWPS_FILTER2* filter,
                             UINT64 flow_context, FWPS_CLASSIFY_OUT0* out);
  static NTSTATUS NTAPI Notify(FWPS_CALLOUT_NOTIFY_TYPE type, const GUID* key, FWPS_FILTER2* filter);

  NTSTATUS AddLayer(PDEVICE_OBJECT device, ULONG index);
  NTSTATUS AddFilter(const GUID& layer, const GUID& callout);
  void Decide(const FWPS_INCOMING_VALUES0& values, const FWPS_FILTER2& filter, FWPS_CLASSIFY_OUT0& out);

  PortSet ports_;
  EngineSession session_;
  UINT32 callout_ids_[kLayers] = {};
  ULONG scrutiny_ = 0;
  volatile LONG admitted_ = 0;
  volatile LONG refused_ = 0;
};

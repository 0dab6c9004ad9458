// SPDX-License-Identifier: Apache-2.0
#include "nt/process.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "exec/mutex.h"
#include "exec/runtime.h"
#include "nt/dispatcher.h"
#include "nt/guest.h"
#include "nt/object.h"
#include "nt/pool.h"
#include "nt/string_conversion.h"
#include "nt/thread_state.h"
#include "nt/time.h"

#include <ntifs.h>

namespace penstock::nt {

namespace {

struct ProcessObject {
  DispatcherHeader header;  // first: guests wait for it
  ProcessFacts facts;
  std::int64_t created_at = 0;
};

struct Notify {
  PCREATE_PROCESS_NOTIFY_ROUTINE plain = nullptr;
  PCREATE_PROCESS_NOTIFY_ROUTINE_EX extended = nullptr;
  Guest* guest = nullptr;
  base::CallSite registered_at;

  const void* code() const {
    return plain != nullptr ? reinterpret_cast<const void*>(plain) : reinterpret_cast<const void*>(extended);
  }
};

struct Processes {
  exec::Mutex lock;
  std::map<std::uint64_t, ProcessObject*> known;
  std::vector<Notify> notified;
  std::atomic<std::uint32_t> calling{0};  // notifications under way
};

Processes& processes() {
  static auto* one = new Processes;
  return *one;
}

thread_local std::uint64_t on_behalf_of = kSystemProcessId;

void destroy_process(void* object) { delete static_cast<ProcessObject*>(object); }

// Under the lock. The table holds a reference of its own.
ProcessObject& add(const ProcessFacts& facts) {
  auto* process = new ProcessObject;
  process->header = {DispatcherKind::process, DispatcherHeader::kMark, 0, 0};
  process->facts = facts;
  process->created_at = system_time();
  object_created(process, {.type = &process_type, .destroy = destroy_process});
  processes().known[facts.id] = process;
  return *process;
}

// Nobody told of it (a test, a connection whose owner is only a number): it is known from now on.
ProcessObject& process_of(std::uint64_t id) {
  std::lock_guard hold(processes().lock);
  const auto found = processes().known.find(id);
  return found != processes().known.end() ? *found->second
                                          : add({.id = id, .image = id == 4 ? "System" : ""});
}

std::vector<Notify> begin_notifying() {
  std::lock_guard hold(processes().lock);
  ++processes().calling;
  return processes().notified;
}

void end_notifying() {
  processes().calling.fetch_sub(1);
  exec::runtime().unpark_all(&processes());
}

void wait_for_notifications() {
  const auto running = [] { return processes().calling.load() != 0; };
  while (running()) exec::runtime().park(&processes(), running, exec::kForever);
}

void notify(ProcessObject& process, bool started) {
  const std::u16string image = utf16_of(process.facts.image);
  UNICODE_STRING name = unicode_string_of(image);
  for (const Notify& one : begin_notifying()) {
    const GuestCall call(one.guest, kPassive, "process notification");
    const auto id = reinterpret_cast<HANDLE>(process.facts.id);
    if (one.plain != nullptr) {
      one.plain(reinterpret_cast<HANDLE>(process.facts.parent_id), id, started);
      continue;
    }
    PS_CREATE_NOTIFY_INFO info{};
    info.Size = sizeof info;
    info.ParentProcessId = reinterpret_cast<HANDLE>(process.facts.parent_id);
    info.ImageFileName = &name;
    one.extended(reinterpret_cast<PEPROCESS>(&process), id, started ? &info : nullptr);
  }
  end_notifying();
}

bool same(const Notify& a, const Notify& b) { return a.plain == b.plain && a.extended == b.extended; }

NTSTATUS register_notify(const Notify& notify, bool remove) {
  bool found;
  {
    std::lock_guard hold(processes().lock);
    auto& list = processes().notified;
    found = std::ranges::any_of(list, [&](const Notify& one) { return same(one, notify); });
    if (found != remove) return STATUS_INVALID_PARAMETER;
    if (remove) {
      std::erase_if(list, [&](const Notify& one) { return same(one, notify); });
    } else {
      list.push_back(notify);
    }
  }
  if (remove) wait_for_notifications();
  return STATUS_SUCCESS;
}

struct NotifyAccount final : Account {
  NotifyAccount() { register_account(*this); }
  const char* name() const override { return "process notifications"; }
  void close(Guest& guest) override {
    std::lock_guard hold(processes().lock);
    std::erase_if(processes().notified, [&](const Notify& one) {
      if (one.guest != &guest) return false;
      report("F-UNLOAD-4", "K-UNLOAD-3", base::Severity::error, &guest, "process notification left",
             one.registered_at, {});
      return true;
    });
  }
  void show(const Guest& guest, std::vector<base::Row>& rows) const override {
    std::lock_guard hold(processes().lock);
    for (const Notify& one : processes().notified) {
      if (one.guest == &guest) rows.push_back({{"registered at", base::name_of(one.registered_at)}});
    }
  }
};

NotifyAccount account;

}  // namespace

void process_started(const ProcessFacts& facts) {
  ProcessObject* process;
  {
    std::lock_guard hold(processes().lock);
    const auto found = processes().known.find(facts.id);
    process = found != processes().known.end() ? found->second : &add(facts);
    process->facts = facts;
  }
  notify(*process, true);
}

void process_ended(std::uint64_t id) {
  ProcessObject& process = process_of(id);
  notify(process, false);
  {
    Wakes wakes;
    std::lock_guard hold(dispatcher_lock());
    process.header.signal_state = 1;
    grant_waits(process.header, wakes);
  }
  {
    std::lock_guard hold(processes().lock);
    processes().known.erase(id);
  }
  object_dereference(&process, {});
}

void* object_of_pseudo_handle(void* handle) {
  const auto value = reinterpret_cast<std::intptr_t>(handle);
  if (value == -1) return &process_of(on_behalf_of);
  if (value == -2) return KeGetCurrentThread();
  return nullptr;
}

OnBehalfOf::OnBehalfOf(std::uint64_t process_id) : outer_(std::exchange(on_behalf_of, process_id)) {}
OnBehalfOf::~OnBehalfOf() { on_behalf_of = outer_; }

}  // namespace penstock::nt

using namespace penstock::nt;

namespace {
ProcessObject& object_of(PEPROCESS process) { return *reinterpret_cast<ProcessObject*>(process); }
}  // namespace

extern "C" {

#undef PsGetCurrentProcess

HANDLE PsGetCurrentProcessId(void) { return reinterpret_cast<HANDLE>(on_behalf_of); }
PEPROCESS IoGetCurrentProcess(void) { return reinterpret_cast<PEPROCESS>(&process_of(on_behalf_of)); }
PEPROCESS PsGetCurrentProcess(void) { return IoGetCurrentProcess(); }
HANDLE PsGetProcessId(PEPROCESS process) { return reinterpret_cast<HANDLE>(object_of(process).facts.id); }
HANDLE PsGetThreadProcessId(PETHREAD) { return reinterpret_cast<HANDLE>(kSystemProcessId); }
LONGLONG PsGetProcessCreateTimeQuadPart(PEPROCESS process) { return object_of(process).created_at; }

NTSTATUS PsLookupProcessByProcessId(HANDLE id, PEPROCESS* process) {
  PENSTOCK_IRQL_MAX(kApc);
  std::lock_guard hold(processes().lock);
  const auto found = processes().known.find(reinterpret_cast<std::uint64_t>(id));
  if (found == processes().known.end()) return STATUS_INVALID_CID;
  object_reference(found->second, PENSTOCK_CALLER);
  *process = reinterpret_cast<PEPROCESS>(found->second);
  return STATUS_SUCCESS;
}

// \Device\HarddiskVolume1 and the Linux path with the other slashes.
NTSTATUS SeLocateProcessImageName(PEPROCESS process, PUNICODE_STRING* name) {
  PENSTOCK_IRQL_MAX(kPassive);
  if (object_of(process).facts.image.empty()) return STATUS_NOT_FOUND;
  std::string path = "\\Device\\HarddiskVolume1" + object_of(process).facts.image;
  std::ranges::replace(path, '/', '\\');
  const std::u16string wide = utf16_of(path);
  const std::size_t bytes = wide.size() * sizeof(WCHAR);
  auto* result = static_cast<PUNICODE_STRING>(
      allocate_pool({.size_bytes = sizeof(UNICODE_STRING) + bytes + sizeof(WCHAR),
                     .tag = 0x6E49'6553,
                     .what = "SeLocateProcessImageName"},
                    PENSTOCK_CALLER));
  if (result == nullptr) return STATUS_INSUFFICIENT_RESOURCES;
  result->Buffer = reinterpret_cast<PWCH>(result + 1);
  result->Length = static_cast<USHORT>(bytes);
  result->MaximumLength = static_cast<USHORT>(bytes + sizeof(WCHAR));
  __builtin_memcpy(result->Buffer, wide.data(), bytes);
  *name = result;
  return STATUS_SUCCESS;
}

NTSTATUS PsSetCreateProcessNotifyRoutine(PCREATE_PROCESS_NOTIFY_ROUTINE routine, BOOLEAN remove) {
  PENSTOCK_IRQL_MAX(kPassive);
  return register_notify(
      {.plain = routine, .guest = guest_of(PENSTOCK_CALLER), .registered_at = PENSTOCK_CALLER}, remove);
}

NTSTATUS PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX routine, BOOLEAN remove) {
  PENSTOCK_IRQL_MAX(kPassive);
  return register_notify(
      {.extended = routine, .guest = guest_of(PENSTOCK_CALLER), .registered_at = PENSTOCK_CALLER}, remove);
}

NTSTATUS PsSetCreateProcessNotifyRoutineEx2(PSCREATEPROCESSNOTIFYTYPE, PVOID routine, BOOLEAN remove) {
  PENSTOCK_IRQL_MAX(kPassive);
  return register_notify({.extended = reinterpret_cast<PCREATE_PROCESS_NOTIFY_ROUTINE_EX>(routine),
                          .guest = guest_of(PENSTOCK_CALLER),
                          .registered_at = PENSTOCK_CALLER},
                         remove);
}

// Every address is everybody's here: attaching is only checked to be balanced.
VOID KeStackAttachProcess(PRKPROCESS, PRKAPC_STATE state) { state->Opaque[0] = 1; }
VOID KeUnstackDetachProcess(PRKAPC_STATE state) { state->Opaque[0] = 0; }

}  // extern "C"

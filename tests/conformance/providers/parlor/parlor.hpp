// SPDX-License-Identifier: Apache-2.0
// The small classes that parlor is made of: memory with tags, locks that let go, channels that clean up.
#pragma once

#include <ntddk.h>
#include <VmbusKernelModeClientLibApi.h>

#pragma region memory

constexpr ULONG kParlorTag = 'lraP';

enum class Pool { NonPaged, Paged };

void* __cdecl operator new(size_t Size, Pool Kind, ULONG Tag = kParlorTag) noexcept;
void* __cdecl operator new[](size_t Size, Pool Kind, ULONG Tag = kParlorTag) noexcept;
void __cdecl operator delete(void* Memory, Pool Kind, ULONG Tag) noexcept;
void __cdecl operator delete(void* Memory) noexcept;
void __cdecl operator delete(void* Memory, size_t Size) noexcept;
void __cdecl operator delete[](void* Memory) noexcept;
void __cdecl operator delete[](void* Memory, size_t Size) noexcept;

inline void* __cdecl operator new(size_t, void* Place) noexcept { return Place; }

template <typename T>
struct RemoveReference { using Type = T; };
template <typename T>
struct RemoveReference<T&> { using Type = T; };
template <typename T>
struct RemoveReference<T&&> { using Type = T; };

template <typename T>
constexpr typename RemoveReference<T>::Type&& Move(T&& Value) noexcept {
    return static_cast<typename RemoveReference<T>::Type&&>(Value);
}

template <typename T>
class UniquePtr {
public:
    UniquePtr() = default;
    explicit UniquePtr(T* Pointer) noexcept : m_Pointer(Pointer) {}
    UniquePtr(UniquePtr&& Other) noexcept : m_Pointer(Other.Detach()) {}
    UniquePtr(const UniquePtr&) = delete;
    UniquePtr& operator=(const UniquePtr&) = delete;
    UniquePtr& operator=(UniquePtr&& Other) noexcept {
        if (this != &Other) Reset(Other.Detach());
        return *this;
    }
    ~UniquePtr() { Reset(); }

    T* operator->() const noexcept { return m_Pointer; }
    T& operator*() const noexcept { return *m_Pointer; }
    T* Get() const noexcept { return m_Pointer; }
    explicit operator bool() const noexcept { return m_Pointer != nullptr; }
    T* Detach() noexcept {
        T* pointer = m_Pointer;
        m_Pointer = nullptr;
        return pointer;
    }
    void Reset(T* Pointer = nullptr) noexcept {
        T* old = m_Pointer;
        m_Pointer = Pointer;
        delete old;
    }

private:
    T* m_Pointer = nullptr;
};

#pragma endregion
#pragma region locks

class SpinLock {
public:
    SpinLock() noexcept { KeInitializeSpinLock(&m_Lock); }
    class Guard {
    public:
        _IRQL_raises_(DISPATCH_LEVEL) explicit Guard(SpinLock& Lock) noexcept {
            KeAcquireInStackQueuedSpinLock(&Lock.m_Lock, &m_Handle);
        }
        ~Guard() { KeReleaseInStackQueuedSpinLock(&m_Handle); }
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;

    private:
        KLOCK_QUEUE_HANDLE m_Handle;
    };

private:
    KSPIN_LOCK m_Lock;
};

template <typename Function>
class ScopeExit {
public:
    explicit ScopeExit(Function&& Do) noexcept : m_Do(Move(Do)) {}
    ~ScopeExit() {
        if (m_Armed) m_Do();
    }
    void Release() noexcept { m_Armed = false; }

private:
    Function m_Do;
    bool m_Armed = true;
};

template <typename Function>
ScopeExit<Function> OnScopeExit(Function Do) {
    return ScopeExit<Function>(Move(Do));
}

template <typename T, LIST_ENTRY T::*Link>
class IntrusiveList {
public:
    IntrusiveList() noexcept { InitializeListHead(&m_Head); }
    ~IntrusiveList() { NT_ASSERT(IsListEmpty(&m_Head)); }
    void PushBack(T* Item) noexcept {
        InsertTailList(&m_Head, &(Item->*Link));
        ++m_Count;
    }
    T* PopFront() noexcept {
        if (IsListEmpty(&m_Head)) return nullptr;
        LIST_ENTRY* entry = RemoveHeadList(&m_Head);
        --m_Count;
        return FromEntry(entry);
    }
    void Remove(T* Item) noexcept {
        RemoveEntryList(&(Item->*Link));
        --m_Count;
    }
    ULONG Count() const noexcept { return m_Count; }

private:
    static T* FromEntry(LIST_ENTRY* Entry) noexcept {
        const auto offset = reinterpret_cast<ULONG_PTR>(&(reinterpret_cast<T*>(PAGE_SIZE)->*Link)) - PAGE_SIZE;
        return reinterpret_cast<T*>(reinterpret_cast<PUCHAR>(Entry) - offset);
    }
    LIST_ENTRY m_Head;
    ULONG m_Count = 0;
};

#pragma endregion
#pragma region channels

// Turns the C callbacks into calls of the object that the channel points to.
template <typename Derived>
class ServerChannel {
public:
    ServerChannel() = default;
    ServerChannel(const ServerChannel&) = delete;
    ServerChannel& operator=(const ServerChannel&) = delete;
    ~ServerChannel() { Close(); }

    NTSTATUS Allocate(PDEVICE_OBJECT DeviceObject) noexcept {
        NTSTATUS status = VmbChannelAllocate(DeviceObject, TRUE, &m_Channel);
        if (!NT_SUCCESS(status)) return status;
        VmbChannelSetPointer(m_Channel, static_cast<Derived*>(this));

        VMB_CHANNEL_STATE_CHANGE_CALLBACKS callbacks;
        VMB_CHANNEL_STATE_CHANGE_CALLBACKS_INIT(&callbacks);
        callbacks.EvtChannelOpened = [](VMBCHANNEL Channel) -> NTSTATUS { return Self(Channel)->Opened(); };
        callbacks.EvtChannelClosed = [](VMBCHANNEL Channel) { Self(Channel)->Closed(); };
        callbacks.EvtChannelSuspend = [](VMBCHANNEL Channel) { Self(Channel)->Suspended(); };
        callbacks.EvtChannelStarted = [](VMBCHANNEL Channel) { Self(Channel)->Started(); };
        callbacks.EvtChannelPostStarted = [](VMBCHANNEL Channel) { Self(Channel)->PostStarted(); };
        status = VmbChannelInitSetStateChangeCallbacks(m_Channel, &callbacks);
        if (!NT_SUCCESS(status)) return status;
        status = VmbChannelInitSetProcessPacketCallbacks(m_Channel, &ServerChannel::ProcessPacket,
                                                         &ServerChannel::ProcessingComplete);
        if (!NT_SUCCESS(status)) return status;
        return VmbServerChannelInitSetSaveRestorePacketCallbacks(m_Channel, &ServerChannel::SavePacket,
                                                                 &ServerChannel::RestorePacket);
    }
    NTSTATUS Enable() noexcept {
        NTSTATUS status = VmbChannelEnable(m_Channel);
        m_Enabled = NT_SUCCESS(status);
        return status;
    }
    void Close() noexcept {
        if (m_Enabled) VmbChannelDisable(m_Channel);
        m_Enabled = false;
        if (m_Channel != nullptr) VmbChannelCleanup(m_Channel);
        m_Channel = nullptr;
    }
    VMBCHANNEL Get() const noexcept { return m_Channel; }

protected:
    VMBCHANNEL m_Channel = nullptr;
    bool m_Enabled = false;

private:
    static Derived* Self(VMBCHANNEL Channel) noexcept { return static_cast<Derived*>(VmbChannelGetPointer(Channel)); }

    static VOID ProcessPacket(_In_ VMBCHANNEL Channel, _In_ VMBPACKETCOMPLETION Packet,
                              _In_reads_bytes_(Length) PVOID Buffer, _In_ UINT32 Length, _In_ UINT32 Flags) {
        Self(Channel)->Packet(Packet, Buffer, Length, Flags);
    }
    static VOID ProcessingComplete(_In_ VMBCHANNEL Channel, _In_ UINT32 Count) { Self(Channel)->BatchEnded(Count); }
    static NTSTATUS SavePacket(_In_ VMBCHANNEL Channel, _In_ VMBPACKET Packet, _Out_writes_bytes_(Size) PVOID Buffer,
                               _In_ UINT32 Size, _Out_ PUINT32 Needed) {
        return Self(Channel)->Save(Packet, Buffer, Size, *Needed);
    }
    static NTSTATUS RestorePacket(_In_ VMBCHANNEL Channel, _In_reads_bytes_(LibSize) PVOID Lib, _In_ UINT32 LibSize,
                                  _In_reads_bytes_(Size) PVOID Buffer, _In_ UINT32 Size) {
        return Self(Channel)->Restore(Lib, LibSize, Buffer, Size);
    }
};

#pragma endregion

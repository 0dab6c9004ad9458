// SPDX-License-Identifier: Apache-2.0
// What plug-ins bring along beside the VPN: guids, classic interfaces, boxes, shared collections, memory streams, text of the C library.
#include <windows.h>
#include <inspectable.h>
#include <unknwn.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Storage.Streams.h>
#include <atomic>
#include <thread>
#include <vector>

using namespace winrt;
using namespace winrt::Windows::ApplicationModel::Background;
using namespace winrt::Windows::ApplicationModel::Core;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Foundation::Collections;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using namespace winrt::Windows::Storage::Streams;

struct Handy : implements<Handy, IVpnPlugIn>
{
    void Connect(VpnChannel const& channel)
    {
        Say(channel, L"guids", Guids());
        Say(channel, L"unknown", Unknown(channel));
        Say(channel, L"boxes", Boxes());
        Say(channel, L"shared vector", SharedVector());
        Say(channel, L"shared map", SharedMap());
        Say(channel, L"memory stream", MemoryStream());
        Say(channel, L"text", Text());
        DatagramSocket socket;
        channel.AssociateTransport(socket, nullptr);
        socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), channel.Configuration().ServerServiceName()).get();
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append(VpnRoute(HostName(L"10.60.0.0"), 16));
        channel.StartWithMainTransport({ HostName(L"10.60.0.2") }, nullptr, nullptr, routes, nullptr, 1400, 1500, false, socket);
    }

    static void Say(VpnChannel const& channel, wchar_t const* what, bool good)
    {
        channel.LogDiagnosticMessage(hstring(what) + (good ? L" good" : L" bad"));
    }

    static bool Guids()
    {
        guid const one = GuidHelper::CreateNewGuid();
        guid const other = GuidHelper::CreateNewGuid();
        return one != other && one != guid{} && GuidHelper::Equals(one, one) && !GuidHelper::Equals(one, other) && GuidHelper::Empty() == guid{};
    }

    static bool Unknown(VpnChannel const& channel)
    {
        com_ptr<::IUnknown> const first = channel.as<::IUnknown>();
        com_ptr<::IUnknown> second;
        second.copy_from(get_unknown(channel));
        com_ptr<::IUnknown> third{ channel.try_as<::IUnknown>() };
        com_ptr<::IInspectable> const classic = channel.as<::IInspectable>();
        ::IUnknown* const raw = get_unknown(channel);
        com_ptr<::IUnknown> fourth;
        check_hresult(raw->QueryInterface(__uuidof(::IUnknown), fourth.put_void()));
        winrt::Windows::Foundation::IUnknown back{ nullptr };
        copy_from_abi(back, first.get());
        auto const again = first.as<winrt::Windows::Foundation::IInspectable>();
        return first == third && first == fourth && classic && second && again == channel && back == channel;
    }

    static bool Boxes()
    {
        auto const number = box_value(41);
        auto const text = box_value(L"forty-one");
        auto const size = number.as<int32_t>() + 1;
        hstring const word = text.as<hstring>();
        auto const none = text.try_as<int32_t>();
        auto const some = number.try_as<int32_t>();
        int32_t target = 0;
        number.as(target);
        hstring taken;
        if (!text.try_as(taken) || number.try_as(taken)) return false;
        try
        {
            (void)text.as<double>();
            return false;
        }
        catch (hresult_no_interface const&)
        {
        }
        auto const kind = box_value(HostNameType::Ipv6).as<HostNameType>();
        return size == 42 && word == L"forty-one" && !none && some && *some == 41 && target == 41 && kind == HostNameType::Ipv6;
    }

    // Several threads at once, while another one looks.
    template <typename Work>
    static void OnThreads(Work const& work)
    {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) threads.emplace_back([&work, i] { work(i); });
        for (auto& thread : threads) thread.join();
    }

    static bool SharedVector()
    {
        IVector<hstring> const words = multi_threaded_vector<hstring>({ L"first" });
        IObservableVector<int32_t> const numbers = multi_threaded_observable_vector<int32_t>();
        std::atomic<uint32_t> told{ 0 }, empty{ 0 };
        numbers.VectorChanged([&](auto&&, auto&&) { ++told; });
        OnThreads([&](int who) {
            for (int i = 0; i < 500; ++i)
            {
                words.Append(to_hstring(who));
                numbers.Append(i);
                try
                {
                    for (auto at = words.First(); at.HasCurrent(); at.MoveNext())
                        if (at.Current().empty()) ++empty;
                }
                catch (hresult_changed_state const&)
                {
                }
                if (i % 5 == 0) words.RemoveAt(words.Size() / 2);
            }
        });
        return words.Size() == 1 + 4 * 500 - 4 * 100 && words.GetAt(0) == L"first" && numbers.Size() == 2000 && told == 2000 && empty == 0;
    }

    static bool SharedMap()
    {
        IMap<hstring, int32_t> const sums = multi_threaded_map<hstring, int32_t>();
        IObservableMap<int32_t, hstring> const names = multi_threaded_observable_map<int32_t, hstring>();
        std::atomic<uint32_t> missing{ 0 };
        OnThreads([&](int who) {
            for (int i = 0; i < 500; ++i)
            {
                sums.Insert(to_hstring(who) + L"/" + to_hstring(i), i);
                names.Insert(i, to_hstring(i));
                if (!sums.HasKey(to_hstring(who) + L"/0") || sums.GetView().Size() == 0) ++missing;
            }
        });
        int32_t total = 0;
        for (auto const& [key, value] : sums) total += value;
        return missing == 0 && sums.Size() == 2000 && names.Size() == 500 && total == 4 * 499 * 500 / 2;
    }

    static bool MemoryStream()
    {
        InMemoryRandomAccessStream stream;
        DataWriter writer{ stream };
        writer.WriteUInt32(7);
        writer.WriteString(L"harbour");
        writer.StoreAsync().get();
        writer.FlushAsync().get();
        writer.DetachStream();
        if (stream.Size() != 11 || stream.Position() != 11) return false;
        stream.Seek(4);
        Buffer some{ 4 };
        IBuffer const read = stream.ReadAsync(some, 4, InputStreamOptions::None).get();
        if (read.Length() != 4 || std::memcmp(read.data(), "harb", 4) != 0 || stream.Position() != 8) return false;
        DataWriter over{ stream.GetOutputStreamAt(4) };
        over.WriteString(L"lanterns");
        over.StoreAsync().get();
        DataReader reader{ stream.GetInputStreamAt(0) };
        reader.LoadAsync(static_cast<uint32_t>(stream.Size())).get();
        uint32_t const number = reader.ReadUInt32();
        hstring const text = reader.ReadString(reader.UnconsumedBufferLength());
        IRandomAccessStream const clone = stream.CloneStream();
        stream.Size(4);
        return number == 7 && text == L"lanterns" && clone.Size() == 4 && clone.Position() == 0 && stream.CanRead() && stream.CanWrite();
    }

    static bool Text()
    {
        wchar_t line[12];
        if (_snwprintf_s(line, _TRUNCATE, L"%ls %d", L"tern", 12) != 7 || wcscmp(line, L"tern 12") != 0) return false;
        if (_snwprintf_s(line, 12, _TRUNCATE, L"%ls", L"too long for this") != -1 || wcscmp(line, L"too long fo") != 0) return false;
        if (_snwprintf_s(line, 12, 3, L"%d", 12345) != -1 || wcscmp(line, L"123") != 0) return false;
        wchar_t number[34];
        if (_itow_s(-255, number, 10) != 0 || wcscmp(number, L"-255") != 0) return false;
        if (_itow_s(-1, number, 34, 16) != 0 || wcscmp(number, L"ffffffff") != 0) return false;
        if (_ui64tow_s(18446744073709551615u, number, 34, 10) != 0 || wcscmp(number, L"18446744073709551615") != 0) return false;
        wchar_t small[3];
        return _itow_s(1000, small, 3, 10) == ERANGE && small[0] == 0 && wcsncpy_s(line, L"abcdef", 3) == 0 && wcscmp(line, L"abc") == 0;
    }

    void Disconnect(VpnChannel const& channel) { channel.Stop(); }
    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) {}
    void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& out)
    {
        while (packets.Size() > 0) out.Append(packets.RemoveAtBegin());
    }
    void Decapsulate(VpnChannel const&, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const&) { up.Append(wire); }
};

struct HandyTask : implements<HandyTask, IBackgroundTask>
{
    void Run(IBackgroundTaskInstance const& task)
    {
        auto deferral = task.GetDeferral();
        auto const bag = CoreApplication::Properties();
        auto plugIn = bag.TryLookup(L"handy");
        if (!plugIn) bag.Insert(L"handy", plugIn = make<Handy>());
        VpnChannel::ProcessEventAsync(plugIn, task.TriggerDetails());
        deferral.Complete();
    }
};

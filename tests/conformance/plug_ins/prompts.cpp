// SPDX-License-Identifier: Apache-2.0
// The user's side: credentials, prompts old and new, foreground activation, profiles and the management agent, files and settings.
#include <windows.h>
#include <winrt/Windows.ApplicationModel.Background.h>
#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.h>
#include <winrt/Windows.Foundation.Collections.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Networking.Vpn.h>
#include <winrt/Windows.Security.Credentials.h>
#include <winrt/Windows.Security.Cryptography.Certificates.h>
#include <winrt/Windows.Storage.h>
#include <winrt/Windows.Storage.AccessCache.h>
#include <winrt/Windows.Storage.Streams.h>
#include <sstream>

using namespace winrt;
using namespace winrt::Windows::Foundation;
using namespace winrt::Windows::Foundation::Collections;
using namespace winrt::Windows::Networking;
using namespace winrt::Windows::Networking::Sockets;
using namespace winrt::Windows::Networking::Vpn;
using namespace winrt::Windows::Security::Credentials;
using namespace winrt::Windows::Security::Cryptography::Certificates;
using namespace winrt::Windows::Storage;
using namespace winrt::Windows::Storage::AccessCache;
using namespace winrt::Windows::ApplicationModel::Background;
using namespace winrt::Windows::ApplicationModel::Core;

struct Prompts : implements<Prompts, IVpnPlugIn>
{
    void Connect(VpnChannel const& channel)
    {
        hstring const user = AskUser(channel);
        AskMore(channel);
        Remember(user).get();
        Profiles(channel);
        DatagramSocket socket;
        channel.AssociateTransport(socket, nullptr);
        socket.ConnectAsync(channel.Configuration().ServerHostNameList().GetAt(0), channel.Configuration().ServerServiceName()).get();
        auto dns = single_threaded_vector<HostName>();
        dns.Append(HostName(L"10.50.0.53"));
        VpnNamespaceInfo info(L".corp.example", dns, single_threaded_vector<HostName>());
        VpnNamespaceAssignment names;
        names.NamespaceList().Append(info);
        VpnNamespaceAssignment other;
        other.NamespaceList(single_threaded_vector<VpnNamespaceInfo>({ info }));
        VpnRouteAssignment routes;
        routes.Ipv4InclusionRoutes().Append(VpnRoute(HostName(L"10.50.0.0"), 16));
        auto const addresses = single_threaded_vector<HostName>({ HostName(L"10.50.0.2") });
        channel.Start(addresses.GetView(), nullptr, nullptr, routes, names, 1400, 1500, false, socket, nullptr);
    }

    hstring AskUser(VpnChannel const& channel)
    {
        VpnPickedCredential picked = channel.RequestCredentials(VpnCredentialType::UsernamePassword, false, true, nullptr);
        PasswordCredential password = picked.PasskeyCredential();
        password.RetrievePassword();
        std::wstringstream text;
        text << password.UserName().c_str() << L'/' << std::wstring_view{ password.Password() }.size() << L'/' << picked.AdditionalPin().c_str();
        if (picked.OldPasswordCredential() != nullptr) text << L"/old";
        channel.LogDiagnosticMessage(text.str().c_str());
        VpnCredential again = channel.RequestCredentialsAsync(VpnCredentialType::UsernamePassword, static_cast<uint32_t>(VpnChannelRequestCredentialsOptions::Retrying | VpnChannelRequestCredentialsOptions::UseForSingleSignIn)).get();
        if (again.CertificateCredential()) throw hresult_error(E_UNEXPECTED);
        return again.PasskeyCredential().UserName();
    }

    void AskMore(VpnChannel const& channel)
    {
        VpnCustomPromptTextInput pin;
        pin.DisplayName(L"PIN");
        pin.PlaceholderText(L"0000");
        pin.IsTextHidden(true);
        pin.Compulsory(true);
        VpnCustomPromptOptionSelector site;
        site.Options().Append(L"Berlin");
        site.Options().Append(L"Lyon");
        VpnCustomPromptBooleanInput agree;
        agree.InitialValue(true);
        VpnCustomPromptText text;
        text.Text(L"Welcome");
        text.Emphasized(true);
        IVector<IVpnCustomPromptElement> elements = single_threaded_vector<IVpnCustomPromptElement>({ pin, site, agree, text });
        try
        {
            channel.RequestCustomPromptAsync(elements.GetView()).get();
            channel.LogDiagnosticMessage(L"chose " + to_hstring(site.SelectedIndex()) + L" " + to_hstring(agree.Value()) + pin.Text());
        }
        catch (hresult_canceled const&)
        {
            channel.LogDiagnosticMessage(L"prompt canceled");
        }
        VpnCustomEditBox box;
        box.Label(L"code");
        box.DefaultText(L"1");
        box.NoEcho(true);
        VpnCustomComboBox combo;
        combo.OptionsText(single_threaded_vector<hstring>({ L"a", L"b" }).GetView());
        VpnCustomCheckBox check;
        check.InitialCheckState(true);
        VpnCustomTextBox label;
        label.DisplayText(L"text");
        VpnCustomErrorBox error;
        error.Bordered(true);
        channel.RequestCustomPrompt(single_threaded_vector<IVpnCustomPrompt>({ box, combo, check, label, error }).GetView());
        try
        {
            ValueSet input;
            input.Insert(L"reason", box_value(L"login"));
            input.Insert(L"count", PropertyValue::CreateInt32(3));
            ValueSet const output = channel.ActivateForeground(L"App", input);
            channel.LogDiagnosticMessage(unbox_value<hstring>(output.Lookup(L"token")));
        }
        catch (hresult_not_implemented const& e)
        {
            channel.LogDiagnosticMessage(e.message());
        }
    }

    // What the foreground application does with its activation.
    static void OnForeground(VpnForegroundActivatedEventArgs const& args)
    {
        ValueSet answer;
        answer.Insert(L"profile", box_value(args.ProfileName()));
        if (args.SharedContext()) answer.Insert(L"shared", box_value(args.SharedContext().Size()));
        args.ActivationOperation().Complete(answer);
    }

    static IAsyncAction Remember(hstring user)
    {
        StorageFolder folder = ApplicationData::Current().LocalFolder();
        StorageFile file = co_await folder.CreateFileAsync(L"last_user.txt", CreationCollisionOption::ReplaceExisting);
        co_await FileIO::WriteTextAsync(file, user);
        co_await FileIO::AppendTextAsync(file, L"\r\n");
        hstring const text = co_await FileIO::ReadTextAsync(file);
        if (text != user + L"\r\n") throw hresult_error(E_FAIL, text);
        auto lines = co_await FileIO::ReadLinesAsync(file);
        if (lines.Size() != 1) throw hresult_error(E_FAIL);
        auto token = StorageApplicationPermissions::FutureAccessList().Add(file);
        auto again = co_await StorageApplicationPermissions::FutureAccessList().GetFileAsync(token);
        if (again.Name() != file.Name()) throw hresult_error(E_FAIL);
    }

    static void Profiles(VpnChannel const& channel)
    {
        VpnPlugInProfile profile;
        profile.ProfileName(L"mine");
        profile.AlwaysOn(false);
        profile.RememberCredentials(true);
        profile.CustomConfiguration(L"<x/>");
        profile.VpnPluginPackageFamilyName(L"Some.Package_abc");
        profile.RequireVpnClientAppUI(false);
        profile.ServerUris().Append(Uri(L"https://vpn.example:8443/path"));
        profile.Routes().Append(VpnRoute(HostName(L"10.0.0.0"), 8));
        profile.AppTriggers().Append(VpnAppId(VpnAppIdType::FilePath, L"/usr/bin/curl"));
        VpnManagementAgent agent;
        auto status = agent.AddProfileFromObjectAsync(profile).get();
        if (status != VpnManagementErrorStatus::Ok) channel.LogDiagnosticMessage(L"add " + to_hstring(static_cast<int32_t>(status)));
        for (IVpnProfile const& known : agent.GetProfilesAsync().get())
        {
            if (auto mine = known.try_as<VpnPlugInProfile>(); mine && mine.ProfileName() == L"mine")
                channel.LogDiagnosticMessage(mine.ServerUris().GetAt(0).AbsoluteUri());
        }
        VpnNativeProfile native;
        native.Servers().Append(L"ike.example");
        native.NativeProtocolType(VpnNativeProtocolType::IpsecIkev2);
        native.UserAuthenticationMethod(VpnAuthenticationMethod::Eap);
        native.RoutingPolicyType(VpnRoutingPolicyType::ForceAllTrafficOverVpn);
        (void)agent.ConnectProfileAsync(native).get();
        (void)agent.DeleteProfileAsync(profile).get();
    }

    void Disconnect(VpnChannel const& channel) { channel.Stop(); }
    void GetKeepAlivePayload(VpnChannel const&, VpnPacketBuffer&) {}
    void Encapsulate(VpnChannel const&, VpnPacketBufferList const& packets, VpnPacketBufferList const& out)
    {
        while (packets.Size() > 0) out.Append(packets.RemoveAtBegin());
    }
    void Decapsulate(VpnChannel const&, VpnPacketBuffer const& wire, VpnPacketBufferList const& up, VpnPacketBufferList const&) { up.Append(wire); }
};

struct PromptsTask : implements<PromptsTask, IBackgroundTask>
{
    void Run(IBackgroundTaskInstance const& task)
    {
        auto deferral = task.GetDeferral();
        if (auto foreground = task.TriggerDetails().try_as<VpnForegroundActivatedEventArgs>())
        {
            Prompts::OnForeground(foreground);
        }
        else
        {
            auto const bag = CoreApplication::Properties();
            IVpnPlugIn plugIn = bag.TryLookup(L"p").try_as<IVpnPlugIn>();
            if (!plugIn) bag.Insert(L"p", (plugIn = make<Prompts>()));
            VpnChannel::ProcessEventAsync(plugIn, task.TriggerDetails());
        }
        deferral.Complete();
    }
};

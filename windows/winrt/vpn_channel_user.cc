// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Security.Credentials.h>

#include "winrt/stored_property.h"
#include "winrt/vpn_channel.h"

namespace penstock::projection {

namespace vpn = winrt::Windows::Networking::Vpn;
namespace collections = winrt::Windows::Foundation::Collections;
using winrt::Windows::Security::Credentials::PasswordCredential;

namespace {

PasswordCredential passkey_of(Credential const& given) {
  PasswordCredential passkey;
  passkey.UserName(winrt::to_hstring(given.user));
  passkey.Password(winrt::to_hstring(given.password));
  return passkey;
}

struct PickedCredential : winrt::implements<PickedCredential, vpn::IVpnPickedCredential> {
  using class_type = vpn::VpnPickedCredential;
  explicit PickedCredential(Credential const& given)
      : passkey_(passkey_of(given)), pin_(winrt::to_hstring(given.pin)) {}
  PENSTOCK_STORED_READ_ONLY(PasswordCredential, PasskeyCredential, passkey_);
  PENSTOCK_STORED_READ_ONLY(winrt::hstring, AdditionalPin, pin_);
  PasswordCredential OldPasswordCredential() const { return nullptr; }
};

struct GivenCredential : winrt::implements<GivenCredential, vpn::IVpnCredential> {
  using class_type = vpn::VpnCredential;
  GivenCredential(Credential const& given, VpnChannel::Certificate const& certificate)
      : passkey_(passkey_of(given)), pin_(winrt::to_hstring(given.pin)), certificate_(certificate) {}
  PENSTOCK_STORED_READ_ONLY(PasswordCredential, PasskeyCredential, passkey_);
  PENSTOCK_STORED_READ_ONLY(winrt::hstring, AdditionalPin, pin_);
  PENSTOCK_STORED_READ_ONLY(VpnChannel::Certificate, CertificateCredential, certificate_);
  PasswordCredential OldPasswordCredential() const { return nullptr; }
};

}  // namespace

// Only inside Connect; a pair is asked for once and kept until a retry (N-CRED-1, N-CRED-2).
Credential VpnChannel::ask_user(CredentialKind kind, bool retry) {
  if (core_->phase() != tunnel::Phase::connecting && core_->phase() != tunnel::Phase::reconnecting)
    throw winrt::hresult_access_denied(L"credentials are asked for inside Connect");
  {
    std::lock_guard guard(lock_);
    if (kept_credential_ && !retry) return *kept_credential_;
  }
  auto const given =
      profile_.credentials ? profile_.credentials(static_cast<int>(kind), retry) : std::nullopt;
  if (!given) throw winrt::hresult_canceled(L"nobody gave credentials");
  std::lock_guard guard(lock_);
  kept_credential_ = given;
  return *given;
}

vpn::VpnPickedCredential VpnChannel::RequestCredentials(CredentialKind kind, bool retry, bool,
                                                        Certificate const&) {
  return winrt::make<PickedCredential>(ask_user(kind, retry));
}

VpnChannel::CredentialAsync VpnChannel::RequestCredentialsAsync(CredentialKind kind, std::uint32_t options,
                                                                Certificate const& certificate) {
  auto constexpr retrying = static_cast<std::uint32_t>(vpn::VpnChannelRequestCredentialsOptions::Retrying);
  bool const retry = (options & retrying) != 0;
  auto operation = winrt::impl::start_async<CredentialAsync>();
  try {
    operation->complete(winrt::make<GivenCredential>(ask_user(kind, retry), certificate));
  } catch (winrt::hresult_access_denied const&) {
    throw;
  } catch (...) {
    operation->fail_with_current();
  }
  return *operation;
}
VpnChannel::CredentialAsync VpnChannel::RequestCredentialsAsync(CredentialKind kind, std::uint32_t options) {
  return RequestCredentialsAsync(kind, options, nullptr);
}
VpnChannel::CredentialAsync VpnChannel::RequestCredentialsAsync(CredentialKind kind) {
  return RequestCredentialsAsync(kind, 0, nullptr);
}

// Documented as unsupported: it is noted and shows nothing.
void VpnChannel::RequestCustomPrompt(collections::IVectorView<vpn::IVpnCustomPrompt> const&) {
  core_->log("RequestCustomPrompt shows nothing; the plug-in goes on without an answer");
}

// There is no user to show it to: as if it had been dismissed.
winrt::Windows::Foundation::IAsyncAction VpnChannel::RequestCustomPromptAsync(
    collections::IVectorView<vpn::IVpnCustomPromptElement> const&) {
  auto action = winrt::impl::start_async<winrt::Windows::Foundation::IAsyncAction>();
  core_->log("RequestCustomPromptAsync: there is nobody to ask");
  action->fail(winrt::impl::error_canceled);
  return *action;
}

collections::ValueSet VpnChannel::ActivateForeground(winrt::hstring const& application,
                                                     collections::ValueSet const& context) {
  if (core_->phase() != tunnel::Phase::connecting && core_->phase() != tunnel::Phase::reconnecting)
    throw winrt::hresult_access_denied(L"the foreground is activated inside Connect");
  if (!profile_.foreground) throw winrt::hresult_not_implemented(L"this program has no foreground");
  return profile_.foreground(winrt::to_string(application), context);
}

}  // namespace penstock::projection

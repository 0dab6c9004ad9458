// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Security.Credentials.h>

#include "winrt/factories.h"
#include "winrt/stored_property.h"

namespace penstock::projection {

namespace projected = winrt::Windows::Security::Credentials;
using winrt::hstring;

namespace {

struct PasswordCredential : winrt::implements<PasswordCredential, projected::IPasswordCredential> {
  using class_type = projected::PasswordCredential;
  PasswordCredential() = default;
  PasswordCredential(hstring const& resource, hstring const& user, hstring const& password)
      : resource_(resource), user_(user), password_(password) {}
  hstring GetRuntimeClassName() const { return L"Windows.Security.Credentials.PasswordCredential"; }
  PENSTOCK_STORED_VALUE(hstring, Resource, resource_);
  PENSTOCK_STORED_VALUE(hstring, UserName, user_);
  PENSTOCK_STORED_VALUE(hstring, Password, password_);
  void RetrievePassword() const {}  // it is there already
  winrt::Windows::Foundation::Collections::IPropertySet Properties() const {
    return winrt::Windows::Foundation::Collections::PropertySet();
  }
};
struct PasswordCredentialFactory
    : winrt::implements<PasswordCredentialFactory, winrt::Windows::Foundation::IActivationFactory,
                        projected::IPasswordCredentialFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    return winrt::make<PasswordCredential>();
  }
  projected::PasswordCredential CreatePasswordCredential(hstring const& resource, hstring const& user,
                                                         hstring const& password) const {
    return winrt::make<PasswordCredential>(resource, user, password);
  }
};

}  // namespace

Factory make_password_credential_factory() { return winrt::make<PasswordCredentialFactory>(); }

}  // namespace penstock::projection

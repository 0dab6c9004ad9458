// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Networking.h>

#include "winrt/factories.h"

namespace penstock::projection {

namespace projected = winrt::Windows::Networking;

namespace {

struct EndpointPair : winrt::implements<EndpointPair, projected::IEndpointPair> {
  using class_type = projected::EndpointPair;
  EndpointPair(projected::HostName const& local, winrt::hstring const& local_service,
               projected::HostName const& remote, winrt::hstring const& remote_service)
      : local_(local), remote_(remote), local_service_(local_service), remote_service_(remote_service) {}

  winrt::hstring GetRuntimeClassName() const { return L"Windows.Networking.EndpointPair"; }
  projected::HostName LocalHostName() const { return local_; }
  void LocalHostName(projected::HostName const& value) { local_ = value; }
  winrt::hstring LocalServiceName() const { return local_service_; }
  void LocalServiceName(winrt::hstring const& value) { local_service_ = value; }
  projected::HostName RemoteHostName() const { return remote_; }
  void RemoteHostName(projected::HostName const& value) { remote_ = value; }
  winrt::hstring RemoteServiceName() const { return remote_service_; }
  void RemoteServiceName(winrt::hstring const& value) { remote_service_ = value; }

 private:
  projected::HostName local_;
  projected::HostName remote_;
  winrt::hstring local_service_;
  winrt::hstring remote_service_;
};

struct EndpointPairFactory
    : winrt::implements<EndpointPairFactory, winrt::Windows::Foundation::IActivationFactory,
                        projected::IEndpointPairFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    throw winrt::hresult_not_implemented();
  }
  projected::EndpointPair CreateEndpointPair(projected::HostName const& local,
                                             winrt::hstring const& local_service,
                                             projected::HostName const& remote,
                                             winrt::hstring const& remote_service) const {
    return winrt::make<EndpointPair>(local, local_service, remote, remote_service);
  }
};

}  // namespace

Factory make_endpoint_pair_factory() { return winrt::make<EndpointPairFactory>(); }

}  // namespace penstock::projection

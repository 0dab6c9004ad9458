// SPDX-License-Identifier: Apache-2.0
// The factories of the runtime classes that this room implements, one function a class; activation_table.cc lists them.
//
// Threads: any.
// Memory: each call makes a factory.
// Errors: std::bad_alloc.
#pragma once

#include <winrt/base.h>

namespace penstock::projection {

using Factory = winrt::Windows::Foundation::IInspectable;
using FactoryMaker = Factory (*)();

Factory make_host_name_factory();
Factory make_endpoint_pair_factory();

// A class whose instances are made without arguments.
template <typename T>
struct PlainFactory : winrt::implements<PlainFactory<T>, winrt::Windows::Foundation::IActivationFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const { return winrt::make<T>(); }
};
template <typename T>
Factory make_plain_factory() {
  return winrt::make<PlainFactory<T>>();
}

}  // namespace penstock::projection

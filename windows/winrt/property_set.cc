// SPDX-License-Identifier: Apache-2.0
// Property sets, and the ones that the whole process shares.
#include <map>

#include <winrt/Windows.ApplicationModel.Core.h>
#include <winrt/Windows.Foundation.Collections.h>

#include "exec/mutex.h"
#include "winrt/factories.h"

namespace penstock::projection {

namespace collections = winrt::Windows::Foundation::Collections;
using winrt::hstring;
using winrt::Windows::Foundation::IInspectable;

namespace {

using Pair = collections::IKeyValuePair<hstring, IInspectable>;

template <typename Class>
struct PropertySet
    : winrt::implements<PropertySet<Class>, collections::IPropertySet,
                        collections::IObservableMap<hstring, IInspectable>,
                        collections::IMap<hstring, IInspectable>, collections::IIterable<Pair>>,
      winrt::observable_map_base<PropertySet<Class>, hstring, IInspectable> {
  using class_type = Class;
  hstring GetRuntimeClassName() const { return hstring(winrt::name_of<Class>()); }
  auto& get_container() { return values_; }
  auto& get_container() const { return values_; }

 private:
  std::map<hstring, IInspectable> values_;
};

struct StringMap : winrt::implements<StringMap, collections::IMap<hstring, hstring>,
                                     collections::IIterable<collections::IKeyValuePair<hstring, hstring>>>,
                   winrt::map_base<StringMap, hstring, hstring> {
  using class_type = collections::StringMap;
  auto& get_container() { return values_; }
  auto& get_container() const { return values_; }

 private:
  std::map<hstring, hstring> values_;
};

// One set for the process: where plug-ins keep what must survive their background task.
struct CoreApplication : winrt::implements<CoreApplication, winrt::Windows::Foundation::IActivationFactory,
                                           winrt::Windows::ApplicationModel::Core::ICoreApplication> {
  IInspectable ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  hstring Id() const { return L"App"; }
  collections::IPropertySet Properties() const { return properties_; }

 private:
  collections::IPropertySet properties_ = winrt::make<PropertySet<collections::PropertySet>>();
};

}  // namespace

Factory make_property_set_factory() { return make_plain_factory<PropertySet<collections::PropertySet>>(); }
Factory make_value_set_factory() { return make_plain_factory<PropertySet<collections::ValueSet>>(); }
Factory make_string_map_factory() { return make_plain_factory<StringMap>(); }
Factory make_core_application_factory() { return winrt::make<CoreApplication>(); }

}  // namespace penstock::projection

// SPDX-License-Identifier: Apache-2.0
// Boxes by the name of their type.
#include "winrt/factories.h"

namespace penstock::projection {

namespace foundation = winrt::Windows::Foundation;

namespace {

struct PropertyValue
    : winrt::implements<PropertyValue, foundation::IActivationFactory, foundation::IPropertyValueStatics> {
  using Object = foundation::IInspectable;

  Object ActivateInstance() const { throw winrt::hresult_not_implemented(); }
  Object CreateEmpty() const { return nullptr; }
  Object CreateUInt8(std::uint8_t value) const { return winrt::box_value(value); }
  Object CreateInt16(std::int16_t value) const { return winrt::box_value(value); }
  Object CreateUInt16(std::uint16_t value) const { return winrt::box_value(value); }
  Object CreateInt32(std::int32_t value) const { return winrt::box_value(value); }
  Object CreateUInt32(std::uint32_t value) const { return winrt::box_value(value); }
  Object CreateInt64(std::int64_t value) const { return winrt::box_value(value); }
  Object CreateUInt64(std::uint64_t value) const { return winrt::box_value(value); }
  Object CreateSingle(float value) const { return winrt::box_value(value); }
  Object CreateDouble(double value) const { return winrt::box_value(value); }
  Object CreateChar16(char16_t value) const { return winrt::box_value(value); }
  Object CreateBoolean(bool value) const { return winrt::box_value(value); }
  Object CreateString(winrt::hstring const& value) const { return winrt::box_value(value); }
  Object CreateInspectable(Object const& value) const { return value; }
  Object CreateGuid(winrt::guid const& value) const { return winrt::box_value(value); }
  Object CreateDateTime(foundation::DateTime const& value) const { return winrt::box_value(value); }
  Object CreateTimeSpan(foundation::TimeSpan const& value) const { return winrt::box_value(value); }
};

}  // namespace

Factory make_property_value_factory() { return winrt::make<PropertyValue>(); }

}  // namespace penstock::projection

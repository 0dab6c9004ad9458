// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once


namespace winrt::Windows::Foundation {

enum class AsyncStatus : int32_t {
  Started = 0,
  Completed = 1,
  Canceled = 2,
  Error = 3,
};

enum class PropertyType : int32_t {
  Empty = 0,
  UInt8 = 1,
  Int16 = 2,
  UInt16 = 3,
  Int32 = 4,
  UInt32 = 5,
  Int64 = 6,
  UInt64 = 7,
  Single = 8,
  Double = 9,
  Char16 = 10,
  Boolean = 11,
  String = 12,
  Inspectable = 13,
  DateTime = 14,
  TimeSpan = 15,
  Guid = 16,
  OtherType = 20,
  UInt8Array = 1025,
  StringArray = 1036,
  InspectableArray = 1037,
  OtherTypeArray = 1044,
};

struct IStringable;
struct IClosable;
template <typename TSender, typename TArgs>
struct TypedEventHandler;
template <typename T>
struct EventHandler;
template <typename T>
struct IReference;
struct IPropertyValue;
struct IPropertyValueStatics;
struct PropertyValue;
struct IGuidHelperStatics;
struct GuidHelper;
template <typename T>
struct IReferenceArray;
struct IAsyncInfo;
struct AsyncActionCompletedHandler;
struct IAsyncAction;
template <typename TProgress>
struct AsyncActionProgressHandler;
template <typename TProgress>
struct AsyncActionWithProgressCompletedHandler;
template <typename TProgress>
struct IAsyncActionWithProgress;
template <typename TResult>
struct AsyncOperationCompletedHandler;
template <typename TResult>
struct IAsyncOperation;
template <typename TResult, typename TProgress>
struct AsyncOperationProgressHandler;
template <typename TResult, typename TProgress>
struct AsyncOperationWithProgressCompletedHandler;
template <typename TResult, typename TProgress>
struct IAsyncOperationWithProgress;
struct IUriRuntimeClass;
struct IWwwFormUrlDecoderEntry;
struct IWwwFormUrlDecoderRuntimeClass;
struct WwwFormUrlDecoder;
struct IUriRuntimeClassFactory;
struct IUriEscapeStatics;
struct Uri;
struct IDeferral;
struct DeferralCompletedHandler;
struct IDeferralFactory;
struct Deferral;

}  // namespace winrt::Windows::Foundation

namespace winrt::impl {

template <>
struct category<::winrt::Windows::Foundation::AsyncStatus> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::AsyncStatus> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncStatus"};
};
template <>
struct category<::winrt::Windows::Foundation::PropertyType> {
  using type = enum_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::PropertyType> {
  static constexpr auto value = fixed_text{"Windows.Foundation.PropertyType"};
};
template <>
struct category<::winrt::Windows::Foundation::IStringable> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IStringable> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IStringable"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IStringable> {
  static constexpr guid value{"96369f54-8eb6-48f0-abce-c1b211e627c3"};
};
template <>
struct category<::winrt::Windows::Foundation::IClosable> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IClosable> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IClosable"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IClosable> {
  static constexpr guid value{"30d5a829-7fa4-4026-83bb-d75bae4ea99e"};
};
template <typename TSender, typename TArgs>
struct category<::winrt::Windows::Foundation::TypedEventHandler<TSender, TArgs>> {
  using type = generic_category<TSender, TArgs>;
};
template <typename TSender, typename TArgs>
struct type_name<::winrt::Windows::Foundation::TypedEventHandler<TSender, TArgs>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.TypedEventHandler`2<"} + join_names<TSender, TArgs>() + fixed_text{">"};
};
template <typename TSender, typename TArgs>
struct type_guid<::winrt::Windows::Foundation::TypedEventHandler<TSender, TArgs>> : generic_guid<::winrt::Windows::Foundation::TypedEventHandler<TSender, TArgs>> {
  static constexpr guid generic{"9de1c534-6ae1-11e0-84e1-18a905bcc53f"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::EventHandler<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::EventHandler<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.EventHandler`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::EventHandler<T>> : generic_guid<::winrt::Windows::Foundation::EventHandler<T>> {
  static constexpr guid generic{"9de1c535-6ae1-11e0-84e1-18a905bcc53f"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::IReference<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::IReference<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IReference`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::IReference<T>> : generic_guid<::winrt::Windows::Foundation::IReference<T>> {
  static constexpr guid generic{"61c17706-2d65-11e0-9ae8-d48564015472"};
};
template <>
struct category<::winrt::Windows::Foundation::IPropertyValue> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IPropertyValue> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IPropertyValue"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IPropertyValue> {
  static constexpr guid value{"4bd682dd-7554-40e9-9a9b-82654ede7e62"};
};
template <>
struct category<::winrt::Windows::Foundation::IPropertyValueStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IPropertyValueStatics> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IPropertyValueStatics"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IPropertyValueStatics> {
  static constexpr guid value{"204242bf-35b9-52b2-8fac-f755b3cfb3a7"};
};
template <>
struct category<::winrt::Windows::Foundation::PropertyValue> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::PropertyValue> {
  static constexpr auto value = fixed_text{"Windows.Foundation.PropertyValue"};
};
template <>
struct category<::winrt::Windows::Foundation::IGuidHelperStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IGuidHelperStatics> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IGuidHelperStatics"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IGuidHelperStatics> {
  static constexpr guid value{"59c7966b-ae52-5283-ad7f-a1b9e9678add"};
};
template <>
struct category<::winrt::Windows::Foundation::GuidHelper> {
  using type = basic_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::GuidHelper> {
  static constexpr auto value = fixed_text{"Windows.Foundation.GuidHelper"};
};
template <typename T>
struct category<::winrt::Windows::Foundation::IReferenceArray<T>> {
  using type = generic_category<T>;
};
template <typename T>
struct type_name<::winrt::Windows::Foundation::IReferenceArray<T>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IReferenceArray`1<"} + join_names<T>() + fixed_text{">"};
};
template <typename T>
struct type_guid<::winrt::Windows::Foundation::IReferenceArray<T>> : generic_guid<::winrt::Windows::Foundation::IReferenceArray<T>> {
  static constexpr guid generic{"71f7263a-0183-5d76-a4e8-85d16466087a"};
};
template <>
struct category<::winrt::Windows::Foundation::IAsyncInfo> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IAsyncInfo> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IAsyncInfo"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IAsyncInfo> {
  static constexpr guid value{"00000036-0000-0000-c000-000000000046"};
};
template <>
struct category<::winrt::Windows::Foundation::AsyncActionCompletedHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::AsyncActionCompletedHandler> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncActionCompletedHandler"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::AsyncActionCompletedHandler> {
  static constexpr guid value{"a4ed5c81-76c9-40bd-8be6-b1d90fb20ae7"};
};
template <>
struct category<::winrt::Windows::Foundation::IAsyncAction> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IAsyncAction> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IAsyncAction"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IAsyncAction> {
  static constexpr guid value{"5a648006-843a-4da9-865b-9d26e5dfad7b"};
};
template <typename TProgress>
struct category<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> {
  using type = generic_category<TProgress>;
};
template <typename TProgress>
struct type_name<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncActionProgressHandler`1<"} + join_names<TProgress>() + fixed_text{">"};
};
template <typename TProgress>
struct type_guid<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> : generic_guid<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> {
  static constexpr guid generic{"6d844858-0cff-4590-ae89-95a5a5c8b4b8"};
};
template <typename TProgress>
struct category<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> {
  using type = generic_category<TProgress>;
};
template <typename TProgress>
struct type_name<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncActionWithProgressCompletedHandler`1<"} + join_names<TProgress>() + fixed_text{">"};
};
template <typename TProgress>
struct type_guid<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> : generic_guid<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> {
  static constexpr guid generic{"9c029f91-cc84-44fd-ac26-0a6c4e555281"};
};
template <typename TProgress>
struct category<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  using type = generic_category<TProgress>;
};
template <typename TProgress>
struct type_name<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IAsyncActionWithProgress`1<"} + join_names<TProgress>() + fixed_text{">"};
};
template <typename TProgress>
struct type_guid<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> : generic_guid<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  static constexpr guid generic{"1f6db258-e803-48a1-9546-eb7353398884"};
};
template <typename TResult>
struct category<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> {
  using type = generic_category<TResult>;
};
template <typename TResult>
struct type_name<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncOperationCompletedHandler`1<"} + join_names<TResult>() + fixed_text{">"};
};
template <typename TResult>
struct type_guid<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> : generic_guid<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> {
  static constexpr guid generic{"fcdcf02c-e5d8-4478-915a-4d90b74b83a5"};
};
template <typename TResult>
struct category<::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  using type = generic_category<TResult>;
};
template <typename TResult>
struct type_name<::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IAsyncOperation`1<"} + join_names<TResult>() + fixed_text{">"};
};
template <typename TResult>
struct type_guid<::winrt::Windows::Foundation::IAsyncOperation<TResult>> : generic_guid<::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  static constexpr guid generic{"9fc2b0bb-e446-44e2-aa61-9cab8f636af2"};
};
template <typename TResult, typename TProgress>
struct category<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> {
  using type = generic_category<TResult, TProgress>;
};
template <typename TResult, typename TProgress>
struct type_name<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncOperationProgressHandler`2<"} + join_names<TResult, TProgress>() + fixed_text{">"};
};
template <typename TResult, typename TProgress>
struct type_guid<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> : generic_guid<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> {
  static constexpr guid generic{"55690902-0aab-421a-8778-f8ce5026d758"};
};
template <typename TResult, typename TProgress>
struct category<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> {
  using type = generic_category<TResult, TProgress>;
};
template <typename TResult, typename TProgress>
struct type_name<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.AsyncOperationWithProgressCompletedHandler`2<"} + join_names<TResult, TProgress>() + fixed_text{">"};
};
template <typename TResult, typename TProgress>
struct type_guid<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> : generic_guid<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> {
  static constexpr guid generic{"e85df41d-6aa7-46e3-a8e2-f009d840c627"};
};
template <typename TResult, typename TProgress>
struct category<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  using type = generic_category<TResult, TProgress>;
};
template <typename TResult, typename TProgress>
struct type_name<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IAsyncOperationWithProgress`2<"} + join_names<TResult, TProgress>() + fixed_text{">"};
};
template <typename TResult, typename TProgress>
struct type_guid<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> : generic_guid<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  static constexpr guid generic{"b5d036d7-e297-498f-ba60-0289e76e23dd"};
};
template <>
struct category<::winrt::Windows::Foundation::IUriRuntimeClass> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IUriRuntimeClass> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IUriRuntimeClass"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IUriRuntimeClass> {
  static constexpr guid value{"9e365e57-48b2-4160-956f-c7385120bbfc"};
};
template <>
struct category<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IWwwFormUrlDecoderEntry"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  static constexpr guid value{"e7b54726-07fa-582f-98cc-9a6fa404ad03"};
};
template <>
struct category<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IWwwFormUrlDecoderRuntimeClass"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  static constexpr guid value{"078234a2-001f-572d-8399-57e5b44d783d"};
};
template <>
struct category<::winrt::Windows::Foundation::WwwFormUrlDecoder> {
  using type = class_category<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass>;
};
template <>
struct type_name<::winrt::Windows::Foundation::WwwFormUrlDecoder> {
  static constexpr auto value = fixed_text{"Windows.Foundation.WwwFormUrlDecoder"};
};
template <>
struct category<::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IUriRuntimeClassFactory"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  static constexpr guid value{"44a9796f-723e-4fdf-a218-033e75b0c084"};
};
template <>
struct category<::winrt::Windows::Foundation::IUriEscapeStatics> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IUriEscapeStatics> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IUriEscapeStatics"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IUriEscapeStatics> {
  static constexpr guid value{"de9c4616-d55e-57ad-8c23-ffbd6d060b3a"};
};
template <>
struct category<::winrt::Windows::Foundation::Uri> {
  using type = class_category<::winrt::Windows::Foundation::IUriRuntimeClass>;
};
template <>
struct type_name<::winrt::Windows::Foundation::Uri> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Uri"};
};
template <>
struct category<::winrt::Windows::Foundation::IDeferral> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IDeferral> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IDeferral"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IDeferral> {
  static constexpr guid value{"1c981425-881c-57d2-a7e5-b6ff6dcb6b53"};
};
template <>
struct category<::winrt::Windows::Foundation::DeferralCompletedHandler> {
  using type = delegate_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::DeferralCompletedHandler> {
  static constexpr auto value = fixed_text{"Windows.Foundation.DeferralCompletedHandler"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::DeferralCompletedHandler> {
  static constexpr guid value{"71b15e7b-bba9-523d-88ae-0049e2c7e43e"};
};
template <>
struct category<::winrt::Windows::Foundation::IDeferralFactory> {
  using type = interface_category;
};
template <>
struct type_name<::winrt::Windows::Foundation::IDeferralFactory> {
  static constexpr auto value = fixed_text{"Windows.Foundation.IDeferralFactory"};
};
template <>
struct type_guid<::winrt::Windows::Foundation::IDeferralFactory> {
  static constexpr guid value{"0d95c001-0842-526b-b34d-5699b574ecfe"};
};
template <>
struct category<::winrt::Windows::Foundation::Deferral> {
  using type = class_category<::winrt::Windows::Foundation::IDeferral>;
};
template <>
struct type_name<::winrt::Windows::Foundation::Deferral> {
  static constexpr auto value = fixed_text{"Windows.Foundation.Deferral"};
};
}  // namespace winrt::impl

// SPDX-License-Identifier: Apache-2.0
// Generated from interface definitions by tools/generate_winrt_headers; change those, never this.
#pragma once

#include "Windows.Foundation.0.h"

namespace winrt::impl {

template <>
struct abi<::winrt::Windows::Foundation::IStringable> {
  struct type : inspectable_abi {
    virtual int32_t ToString(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IClosable> {
  struct type : inspectable_abi {
    virtual int32_t Close() noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::IReference<T>> {
  struct type : inspectable_abi {
    virtual int32_t get_Value(arg_in<T>* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IPropertyValue> {
  struct type : inspectable_abi {
    virtual int32_t get_Type(::winrt::Windows::Foundation::PropertyType* result) noexcept = 0;
    virtual int32_t get_IsNumericScalar(bool* result) noexcept = 0;
    virtual int32_t GetUInt8(uint8_t* result) noexcept = 0;
    virtual int32_t GetInt16(int16_t* result) noexcept = 0;
    virtual int32_t GetUInt16(uint16_t* result) noexcept = 0;
    virtual int32_t GetInt32(int32_t* result) noexcept = 0;
    virtual int32_t GetUInt32(uint32_t* result) noexcept = 0;
    virtual int32_t GetInt64(int64_t* result) noexcept = 0;
    virtual int32_t GetUInt64(uint64_t* result) noexcept = 0;
    virtual int32_t GetSingle(float* result) noexcept = 0;
    virtual int32_t GetDouble(double* result) noexcept = 0;
    virtual int32_t GetChar16(char16_t* result) noexcept = 0;
    virtual int32_t GetBoolean(bool* result) noexcept = 0;
    virtual int32_t GetString(void** result) noexcept = 0;
    virtual int32_t GetGuid(::winrt::guid* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IPropertyValueStatics> {
  struct type : inspectable_abi {
    virtual int32_t CreateEmpty(void** result) noexcept = 0;
    virtual int32_t CreateUInt8(uint8_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateInt16(int16_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateUInt16(uint16_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateInt32(int32_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateUInt32(uint32_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateInt64(int64_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateUInt64(uint64_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateSingle(float p_value, void** result) noexcept = 0;
    virtual int32_t CreateDouble(double p_value, void** result) noexcept = 0;
    virtual int32_t CreateChar16(char16_t p_value, void** result) noexcept = 0;
    virtual int32_t CreateBoolean(bool p_value, void** result) noexcept = 0;
    virtual int32_t CreateString(void* p_value, void** result) noexcept = 0;
    virtual int32_t CreateInspectable(void* p_value, void** result) noexcept = 0;
    virtual int32_t CreateGuid(::winrt::guid p_value, void** result) noexcept = 0;
    virtual int32_t CreateDateTime(::winrt::Windows::Foundation::DateTime p_value, void** result) noexcept = 0;
    virtual int32_t CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan p_value, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IGuidHelperStatics> {
  struct type : inspectable_abi {
    virtual int32_t CreateNewGuid(::winrt::guid* result) noexcept = 0;
    virtual int32_t get_Empty(::winrt::guid* result) noexcept = 0;
    virtual int32_t Equals(::winrt::guid p_target, ::winrt::guid p_value, bool* result) noexcept = 0;
  };
};
template <typename T>
struct abi<::winrt::Windows::Foundation::IReferenceArray<T>> {
  struct type : inspectable_abi {
    virtual int32_t get_Value(uint32_t* result_size, arg_in<T>** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IAsyncInfo> {
  struct type : inspectable_abi {
    virtual int32_t get_Id(uint32_t* result) noexcept = 0;
    virtual int32_t get_Status(::winrt::Windows::Foundation::AsyncStatus* result) noexcept = 0;
    virtual int32_t get_ErrorCode(::winrt::hresult* result) noexcept = 0;
    virtual int32_t Cancel() noexcept = 0;
    virtual int32_t Close() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IAsyncAction> {
  struct type : inspectable_abi {
    virtual int32_t put_Completed(void* p_value) noexcept = 0;
    virtual int32_t get_Completed(void** result) noexcept = 0;
    virtual int32_t GetResults() noexcept = 0;
  };
};
template <typename TProgress>
struct abi<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  struct type : inspectable_abi {
    virtual int32_t put_Progress(void* p_value) noexcept = 0;
    virtual int32_t get_Progress(void** result) noexcept = 0;
    virtual int32_t put_Completed(void* p_value) noexcept = 0;
    virtual int32_t get_Completed(void** result) noexcept = 0;
    virtual int32_t GetResults() noexcept = 0;
  };
};
template <typename TResult>
struct abi<::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  struct type : inspectable_abi {
    virtual int32_t put_Completed(void* p_value) noexcept = 0;
    virtual int32_t get_Completed(void** result) noexcept = 0;
    virtual int32_t GetResults(arg_in<TResult>* result) noexcept = 0;
  };
};
template <typename TResult, typename TProgress>
struct abi<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  struct type : inspectable_abi {
    virtual int32_t put_Progress(void* p_value) noexcept = 0;
    virtual int32_t get_Progress(void** result) noexcept = 0;
    virtual int32_t put_Completed(void* p_value) noexcept = 0;
    virtual int32_t get_Completed(void** result) noexcept = 0;
    virtual int32_t GetResults(arg_in<TResult>* result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IUriRuntimeClass> {
  struct type : inspectable_abi {
    virtual int32_t get_AbsoluteUri(void** result) noexcept = 0;
    virtual int32_t get_DisplayUri(void** result) noexcept = 0;
    virtual int32_t get_Domain(void** result) noexcept = 0;
    virtual int32_t get_Extension(void** result) noexcept = 0;
    virtual int32_t get_Fragment(void** result) noexcept = 0;
    virtual int32_t get_Host(void** result) noexcept = 0;
    virtual int32_t get_Password(void** result) noexcept = 0;
    virtual int32_t get_Path(void** result) noexcept = 0;
    virtual int32_t get_Query(void** result) noexcept = 0;
    virtual int32_t get_QueryParsed(void** result) noexcept = 0;
    virtual int32_t get_RawUri(void** result) noexcept = 0;
    virtual int32_t get_SchemeName(void** result) noexcept = 0;
    virtual int32_t get_UserName(void** result) noexcept = 0;
    virtual int32_t get_Port(int32_t* result) noexcept = 0;
    virtual int32_t get_Suspicious(bool* result) noexcept = 0;
    virtual int32_t Equals(void* p_uri, bool* result) noexcept = 0;
    virtual int32_t CombineUri(void* p_relativeUri, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  struct type : inspectable_abi {
    virtual int32_t get_Name(void** result) noexcept = 0;
    virtual int32_t get_Value(void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  struct type : inspectable_abi {
    virtual int32_t GetFirstValueByName(void* p_name, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  struct type : inspectable_abi {
    virtual int32_t CreateUri(void* p_uri, void** result) noexcept = 0;
    virtual int32_t CreateWithRelativeUri(void* p_baseUri, void* p_relativeUri, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IUriEscapeStatics> {
  struct type : inspectable_abi {
    virtual int32_t UnescapeComponent(void* p_toUnescape, void** result) noexcept = 0;
    virtual int32_t EscapeComponent(void* p_toEscape, void** result) noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IDeferral> {
  struct type : inspectable_abi {
    virtual int32_t Complete() noexcept = 0;
  };
};
template <>
struct abi<::winrt::Windows::Foundation::IDeferralFactory> {
  struct type : inspectable_abi {
    virtual int32_t Create(void* p_handler, void** result) noexcept = 0;
  };
};
template <typename TSender, typename TArgs>
struct abi<::winrt::Windows::Foundation::TypedEventHandler<TSender, TArgs>> {
  using type = delegate_abi<TSender, TArgs>;
};
template <typename T>
struct abi<::winrt::Windows::Foundation::EventHandler<T>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IInspectable, T>;
};
template <>
struct abi<::winrt::Windows::Foundation::AsyncActionCompletedHandler> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncAction, ::winrt::Windows::Foundation::AsyncStatus>;
};
template <typename TProgress>
struct abi<::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, TProgress>;
};
template <typename TProgress>
struct abi<::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, ::winrt::Windows::Foundation::AsyncStatus>;
};
template <typename TResult>
struct abi<::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncOperation<TResult>, ::winrt::Windows::Foundation::AsyncStatus>;
};
template <typename TResult, typename TProgress>
struct abi<::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, TProgress>;
};
template <typename TResult, typename TProgress>
struct abi<::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress>> {
  using type = delegate_abi<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, ::winrt::Windows::Foundation::AsyncStatus>;
};
template <>
struct abi<::winrt::Windows::Foundation::DeferralCompletedHandler> {
  using type = delegate_abi<>;
};
template <>
struct consume<::winrt::Windows::Foundation::IStringable> {
  template <typename D>
  struct type {
    ::winrt::hstring ToString() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IClosable> {
  template <typename D>
  struct type {
    void Close() const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::IReference<T>> {
  template <typename D>
  struct type {
    T Value() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IPropertyValue> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::PropertyType Type() const;
    bool IsNumericScalar() const;
    uint8_t GetUInt8() const;
    int16_t GetInt16() const;
    uint16_t GetUInt16() const;
    int32_t GetInt32() const;
    uint32_t GetUInt32() const;
    int64_t GetInt64() const;
    uint64_t GetUInt64() const;
    float GetSingle() const;
    double GetDouble() const;
    char16_t GetChar16() const;
    bool GetBoolean() const;
    ::winrt::hstring GetString() const;
    ::winrt::guid GetGuid() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IPropertyValueStatics> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::IInspectable CreateEmpty() const;
    ::winrt::Windows::Foundation::IInspectable CreateUInt8(uint8_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateInt16(int16_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateUInt16(uint16_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateInt32(int32_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateUInt32(uint32_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateInt64(int64_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateUInt64(uint64_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateSingle(float value) const;
    ::winrt::Windows::Foundation::IInspectable CreateDouble(double value) const;
    ::winrt::Windows::Foundation::IInspectable CreateChar16(char16_t value) const;
    ::winrt::Windows::Foundation::IInspectable CreateBoolean(bool value) const;
    ::winrt::Windows::Foundation::IInspectable CreateString(::winrt::param::hstring const& value) const;
    ::winrt::Windows::Foundation::IInspectable CreateInspectable(::winrt::Windows::Foundation::IInspectable const& value) const;
    ::winrt::Windows::Foundation::IInspectable CreateGuid(::winrt::guid const& value) const;
    ::winrt::Windows::Foundation::IInspectable CreateDateTime(::winrt::Windows::Foundation::DateTime const& value) const;
    ::winrt::Windows::Foundation::IInspectable CreateTimeSpan(::winrt::Windows::Foundation::TimeSpan const& value) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IGuidHelperStatics> {
  template <typename D>
  struct type {
    ::winrt::guid CreateNewGuid() const;
    ::winrt::guid Empty() const;
    bool Equals(::winrt::guid const& target, ::winrt::guid const& value) const;
  };
};
template <typename T>
struct consume<::winrt::Windows::Foundation::IReferenceArray<T>> {
  template <typename D>
  struct type {
    ::winrt::com_array<T> Value() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IAsyncInfo> {
  template <typename D>
  struct type {
    uint32_t Id() const;
    ::winrt::Windows::Foundation::AsyncStatus Status() const;
    ::winrt::hresult ErrorCode() const;
    void Cancel() const;
    void Close() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IAsyncAction> {
  template <typename D>
  struct type : async_members<D> {
    void Completed(::winrt::Windows::Foundation::AsyncActionCompletedHandler const& value) const;
    ::winrt::Windows::Foundation::AsyncActionCompletedHandler Completed() const;
    void GetResults() const;
  };
};
template <typename TProgress>
struct consume<::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>> {
  template <typename D>
  struct type : async_members<D, TProgress> {
    void Progress(::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress> const& value) const;
    ::winrt::Windows::Foundation::AsyncActionProgressHandler<TProgress> Progress() const;
    void Completed(::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress> const& value) const;
    ::winrt::Windows::Foundation::AsyncActionWithProgressCompletedHandler<TProgress> Completed() const;
    void GetResults() const;
  };
};
template <typename TResult>
struct consume<::winrt::Windows::Foundation::IAsyncOperation<TResult>> {
  template <typename D>
  struct type : async_members<D, TResult> {
    void Completed(::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult> const& value) const;
    ::winrt::Windows::Foundation::AsyncOperationCompletedHandler<TResult> Completed() const;
    TResult GetResults() const;
  };
};
template <typename TResult, typename TProgress>
struct consume<::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>> {
  template <typename D>
  struct type : async_members<D, TResult, TProgress> {
    void Progress(::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress> const& value) const;
    ::winrt::Windows::Foundation::AsyncOperationProgressHandler<TResult, TProgress> Progress() const;
    void Completed(::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress> const& value) const;
    ::winrt::Windows::Foundation::AsyncOperationWithProgressCompletedHandler<TResult, TProgress> Completed() const;
    TResult GetResults() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IUriRuntimeClass> {
  template <typename D>
  struct type {
    ::winrt::hstring AbsoluteUri() const;
    ::winrt::hstring DisplayUri() const;
    ::winrt::hstring Domain() const;
    ::winrt::hstring Extension() const;
    ::winrt::hstring Fragment() const;
    ::winrt::hstring Host() const;
    ::winrt::hstring Password() const;
    ::winrt::hstring Path() const;
    ::winrt::hstring Query() const;
    ::winrt::Windows::Foundation::WwwFormUrlDecoder QueryParsed() const;
    ::winrt::hstring RawUri() const;
    ::winrt::hstring SchemeName() const;
    ::winrt::hstring UserName() const;
    int32_t Port() const;
    bool Suspicious() const;
    bool Equals(::winrt::Windows::Foundation::Uri const& uri) const;
    ::winrt::Windows::Foundation::Uri CombineUri(::winrt::param::hstring const& relativeUri) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IWwwFormUrlDecoderEntry> {
  template <typename D>
  struct type {
    ::winrt::hstring Name() const;
    ::winrt::hstring Value() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IWwwFormUrlDecoderRuntimeClass> {
  template <typename D>
  struct type {
    ::winrt::hstring GetFirstValueByName(::winrt::param::hstring const& name) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IUriRuntimeClassFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Uri CreateUri(::winrt::param::hstring const& uri) const;
    ::winrt::Windows::Foundation::Uri CreateWithRelativeUri(::winrt::param::hstring const& baseUri, ::winrt::param::hstring const& relativeUri) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IUriEscapeStatics> {
  template <typename D>
  struct type {
    ::winrt::hstring UnescapeComponent(::winrt::param::hstring const& toUnescape) const;
    ::winrt::hstring EscapeComponent(::winrt::param::hstring const& toEscape) const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IDeferral> {
  template <typename D>
  struct type {
    void Complete() const;
  };
};
template <>
struct consume<::winrt::Windows::Foundation::IDeferralFactory> {
  template <typename D>
  struct type {
    ::winrt::Windows::Foundation::Deferral Create(::winrt::Windows::Foundation::DeferralCompletedHandler const& handler) const;
  };
};
}  // namespace winrt::impl

namespace winrt::Windows::Foundation {

struct IStringable : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IStringable> {
  IStringable(std::nullptr_t = nullptr) noexcept {}
  IStringable(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IClosable : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IClosable> {
  IClosable(std::nullptr_t = nullptr) noexcept {}
  IClosable(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IReference : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IReference<T>>, ::winrt::impl::require<IReference<T>, ::winrt::Windows::Foundation::IPropertyValue> {
  IReference(std::nullptr_t = nullptr) noexcept {}
  IReference(T const& value);
  IReference(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPropertyValue : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPropertyValue> {
  IPropertyValue(std::nullptr_t = nullptr) noexcept {}
  IPropertyValue(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IPropertyValueStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IPropertyValueStatics> {
  IPropertyValueStatics(std::nullptr_t = nullptr) noexcept {}
  IPropertyValueStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IGuidHelperStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IGuidHelperStatics> {
  IGuidHelperStatics(std::nullptr_t = nullptr) noexcept {}
  IGuidHelperStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename T>
struct IReferenceArray : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IReferenceArray<T>> {
  IReferenceArray(std::nullptr_t = nullptr) noexcept {}
  IReferenceArray(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IAsyncInfo : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IAsyncInfo> {
  IAsyncInfo(std::nullptr_t = nullptr) noexcept {}
  IAsyncInfo(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IAsyncAction : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IAsyncAction>, ::winrt::impl::require<IAsyncAction, ::winrt::Windows::Foundation::IAsyncInfo> {
  IAsyncAction(std::nullptr_t = nullptr) noexcept {}
  IAsyncAction(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename TProgress>
struct IAsyncActionWithProgress : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IAsyncActionWithProgress<TProgress>>, ::winrt::impl::require<IAsyncActionWithProgress<TProgress>, ::winrt::Windows::Foundation::IAsyncInfo> {
  IAsyncActionWithProgress(std::nullptr_t = nullptr) noexcept {}
  IAsyncActionWithProgress(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename TResult>
struct IAsyncOperation : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IAsyncOperation<TResult>>, ::winrt::impl::require<IAsyncOperation<TResult>, ::winrt::Windows::Foundation::IAsyncInfo> {
  IAsyncOperation(std::nullptr_t = nullptr) noexcept {}
  IAsyncOperation(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename TResult, typename TProgress>
struct IAsyncOperationWithProgress : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IAsyncOperationWithProgress<TResult, TProgress>>, ::winrt::impl::require<IAsyncOperationWithProgress<TResult, TProgress>, ::winrt::Windows::Foundation::IAsyncInfo> {
  IAsyncOperationWithProgress(std::nullptr_t = nullptr) noexcept {}
  IAsyncOperationWithProgress(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IUriRuntimeClass : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IUriRuntimeClass>, ::winrt::impl::require<IUriRuntimeClass, ::winrt::Windows::Foundation::IStringable> {
  IUriRuntimeClass(std::nullptr_t = nullptr) noexcept {}
  IUriRuntimeClass(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IWwwFormUrlDecoderEntry : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IWwwFormUrlDecoderEntry> {
  IWwwFormUrlDecoderEntry(std::nullptr_t = nullptr) noexcept {}
  IWwwFormUrlDecoderEntry(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IWwwFormUrlDecoderRuntimeClass : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IWwwFormUrlDecoderRuntimeClass> {
  IWwwFormUrlDecoderRuntimeClass(std::nullptr_t = nullptr) noexcept {}
  IWwwFormUrlDecoderRuntimeClass(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IUriRuntimeClassFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IUriRuntimeClassFactory> {
  IUriRuntimeClassFactory(std::nullptr_t = nullptr) noexcept {}
  IUriRuntimeClassFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IUriEscapeStatics : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IUriEscapeStatics> {
  IUriEscapeStatics(std::nullptr_t = nullptr) noexcept {}
  IUriEscapeStatics(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDeferral : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDeferral>, ::winrt::impl::require<IDeferral, ::winrt::Windows::Foundation::IClosable> {
  IDeferral(std::nullptr_t = nullptr) noexcept {}
  IDeferral(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
struct IDeferralFactory : ::winrt::Windows::Foundation::IInspectable, ::winrt::impl::consume_t<IDeferralFactory> {
  IDeferralFactory(std::nullptr_t = nullptr) noexcept {}
  IDeferralFactory(void* object, take_ownership_from_abi_t) noexcept
      : ::winrt::Windows::Foundation::IInspectable(object, take_ownership_from_abi) {}
};
template <typename TSender, typename TArgs>
struct TypedEventHandler : ::winrt::impl::delegate_base<TypedEventHandler<TSender, TArgs>, TSender, TArgs> {
  using ::winrt::impl::delegate_base<TypedEventHandler<TSender, TArgs>, TSender, TArgs>::delegate_base;
};
template <typename T>
struct EventHandler : ::winrt::impl::delegate_base<EventHandler<T>, ::winrt::Windows::Foundation::IInspectable, T> {
  using ::winrt::impl::delegate_base<EventHandler<T>, ::winrt::Windows::Foundation::IInspectable, T>::delegate_base;
};
struct AsyncActionCompletedHandler : ::winrt::impl::delegate_base<AsyncActionCompletedHandler, ::winrt::Windows::Foundation::IAsyncAction, ::winrt::Windows::Foundation::AsyncStatus> {
  using ::winrt::impl::delegate_base<AsyncActionCompletedHandler, ::winrt::Windows::Foundation::IAsyncAction, ::winrt::Windows::Foundation::AsyncStatus>::delegate_base;
};
template <typename TProgress>
struct AsyncActionProgressHandler : ::winrt::impl::delegate_base<AsyncActionProgressHandler<TProgress>, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, TProgress> {
  using ::winrt::impl::delegate_base<AsyncActionProgressHandler<TProgress>, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, TProgress>::delegate_base;
};
template <typename TProgress>
struct AsyncActionWithProgressCompletedHandler : ::winrt::impl::delegate_base<AsyncActionWithProgressCompletedHandler<TProgress>, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, ::winrt::Windows::Foundation::AsyncStatus> {
  using ::winrt::impl::delegate_base<AsyncActionWithProgressCompletedHandler<TProgress>, ::winrt::Windows::Foundation::IAsyncActionWithProgress<TProgress>, ::winrt::Windows::Foundation::AsyncStatus>::delegate_base;
};
template <typename TResult>
struct AsyncOperationCompletedHandler : ::winrt::impl::delegate_base<AsyncOperationCompletedHandler<TResult>, ::winrt::Windows::Foundation::IAsyncOperation<TResult>, ::winrt::Windows::Foundation::AsyncStatus> {
  using ::winrt::impl::delegate_base<AsyncOperationCompletedHandler<TResult>, ::winrt::Windows::Foundation::IAsyncOperation<TResult>, ::winrt::Windows::Foundation::AsyncStatus>::delegate_base;
};
template <typename TResult, typename TProgress>
struct AsyncOperationProgressHandler : ::winrt::impl::delegate_base<AsyncOperationProgressHandler<TResult, TProgress>, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, TProgress> {
  using ::winrt::impl::delegate_base<AsyncOperationProgressHandler<TResult, TProgress>, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, TProgress>::delegate_base;
};
template <typename TResult, typename TProgress>
struct AsyncOperationWithProgressCompletedHandler : ::winrt::impl::delegate_base<AsyncOperationWithProgressCompletedHandler<TResult, TProgress>, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, ::winrt::Windows::Foundation::AsyncStatus> {
  using ::winrt::impl::delegate_base<AsyncOperationWithProgressCompletedHandler<TResult, TProgress>, ::winrt::Windows::Foundation::IAsyncOperationWithProgress<TResult, TProgress>, ::winrt::Windows::Foundation::AsyncStatus>::delegate_base;
};
struct DeferralCompletedHandler : ::winrt::impl::delegate_base<DeferralCompletedHandler> {
  using ::winrt::impl::delegate_base<DeferralCompletedHandler>::delegate_base;
};
}  // namespace winrt::Windows::Foundation

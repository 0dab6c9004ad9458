// SPDX-License-Identifier: Apache-2.0
// A provider context as a filter shows it to its callout: the blob of a GENERAL one, with its names.
//
// Threads: the one that classifies.
// Memory: on the stack, names apart; borrows the policy's blob.
// Errors: none.
#pragma once

#include <string>

#include "filter/policy.h"
#include "wfp/text.h"

#include "wfp/layout.h"

namespace penstock::wfp {

template <class Context>
class ProviderContextFace {
 public:
  explicit ProviderContextFace(const filter::ProviderContextSpec& spec)
      : name_(to_utf16(spec.display.name)), description_(to_utf16(spec.display.description)) {
    context_.providerContextKey = guid_of(spec.key);
    context_.displayData = {reinterpret_cast<wchar_t*>(name_.data()),
                            reinterpret_cast<wchar_t*>(description_.data())};
    context_.flags = spec.flags;
    if (spec.provider) {
      provider_ = guid_of(*spec.provider);
      context_.providerKey = &provider_;
    }
    context_.providerData = blob_of(spec.provider_data);
    context_.type = static_cast<FWPM_PROVIDER_CONTEXT_TYPE>(spec.type);
    data_ = blob_of(spec.data);
    context_.dataBuffer = &data_;
    context_.providerContextId = spec.id;
  }
  ProviderContextFace(const ProviderContextFace&) = delete;
  ProviderContextFace& operator=(const ProviderContextFace&) = delete;

  Context* get() { return &context_; }

 private:
  static FWP_BYTE_BLOB blob_of(const std::vector<std::uint8_t>& bytes) {
    return {static_cast<UINT32>(bytes.size()), const_cast<UINT8*>(bytes.data())};
  }

  Context context_{};
  GUID provider_{};
  FWP_BYTE_BLOB data_{};
  std::u16string name_;
  std::u16string description_;
};

}  // namespace penstock::wfp

// SPDX-License-Identifier: Apache-2.0
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"

namespace penstock::projection {

namespace streams = winrt::Windows::Storage::Streams;

namespace {

struct BufferFactory : winrt::implements<BufferFactory, winrt::Windows::Foundation::IActivationFactory,
                                         streams::IBufferFactory> {
  winrt::Windows::Foundation::IInspectable ActivateInstance() const {
    throw winrt::hresult_not_implemented();
  }
  streams::Buffer Create(std::uint32_t capacity) const { return winrt::make<MemoryBuffer>(capacity); }
};

}  // namespace

Factory make_buffer_factory() { return winrt::make<BufferFactory>(); }

}  // namespace penstock::projection

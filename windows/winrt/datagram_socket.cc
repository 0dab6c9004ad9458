// SPDX-License-Identifier: Apache-2.0
#include <winrt/Penstock.Vpn.h>
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Storage.Streams.h>

#include "winrt/async_task.h"
#include "winrt/datagram_transport.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"
#include "winrt/socket_address.h"
#include "winrt/stored_property.h"
#include "winrt/vpn_transport.h"

namespace penstock::projection {

namespace sockets = winrt::Windows::Networking::Sockets;
namespace streams = winrt::Windows::Storage::Streams;
namespace foundation = winrt::Windows::Foundation;
using foundation::IAsyncAction;
using winrt::hstring;
using winrt::Windows::Networking::EndpointPair;
using winrt::Windows::Networking::HostName;
using OutputAsync = foundation::IAsyncOperation<streams::IOutputStream>;
using WriteAsyncType = foundation::IAsyncOperationWithProgress<std::uint32_t, std::uint32_t>;

namespace {

using Shared = std::shared_ptr<DatagramTransport>;

bool is_address(HostName const& host) {
  return host && host.Type() != winrt::Windows::Networking::HostNameType::DomainName;
}

// Each write is one datagram, to the connected peer or to a destination of its own.
struct DatagramOutput : winrt::implements<DatagramOutput, streams::IOutputStream, foundation::IClosable> {
  explicit DatagramOutput(Shared transport, std::optional<link::Endpoint> destination = std::nullopt)
      : transport_(std::move(transport)), destination_(destination) {}
  WriteAsyncType WriteAsync(streams::IBuffer const& buffer) const {
    auto const bytes = bytes_of(buffer);
    auto state = winrt::impl::start_async<WriteAsyncType>();
    try {
      transport_->send_to(bytes, destination_ ? &*destination_ : nullptr);
      state->complete(static_cast<std::uint32_t>(bytes.size()));
    } catch (...) {
      state->fail_with_current();
    }
    return *state;
  }
  foundation::IAsyncOperation<bool> FlushAsync() const {
    return done_async<foundation::IAsyncOperation<bool>>(true);
  }
  void Close() const {}

 private:
  Shared transport_;
  std::optional<link::Endpoint> destination_;
};

struct Information : winrt::implements<Information, sockets::IDatagramSocketInformation> {
  using class_type = sockets::DatagramSocketInformation;
  explicit Information(Shared transport) : transport_(std::move(transport)) {}
  HostName LocalAddress() const { return host_name_of(transport_->local()); }
  hstring LocalPort() const { return port_of(transport_->local()); }
  HostName RemoteAddress() const { return host_name_of(transport_->peer()); }
  hstring RemotePort() const { return port_of(transport_->peer()); }

 private:
  Shared transport_;
};

struct Control : winrt::implements<Control, sockets::IDatagramSocketControl> {
  using class_type = sockets::DatagramSocketControl;
  explicit Control(Shared transport) : transport_(std::move(transport)) {}
  PENSTOCK_STORED_VALUE(sockets::SocketQualityOfService, QualityOfService,
                        quality_) = sockets::SocketQualityOfService::Normal;
  PENSTOCK_STORED_VALUE(std::uint8_t, OutboundUnicastHopLimit, hops_) = 128;
  PENSTOCK_STORED_VALUE(std::uint32_t, InboundBufferSizeInBytes, buffer_) = 0;
  PENSTOCK_STORED_VALUE(bool, MulticastOnly, multicast_) = false;
  bool DontFragment() const { return dont_fragment_; }
  void DontFragment(bool value) {
    dont_fragment_ = value;
    transport_->set_dont_fragment(value);
  }

 private:
  bool dont_fragment_ = false;
  Shared transport_;
};

struct Received : winrt::implements<Received, sockets::IDatagramSocketMessageReceivedEventArgs> {
  using class_type = sockets::DatagramSocketMessageReceivedEventArgs;
  Received(std::span<const std::uint8_t> bytes, const link::Endpoint& from, const link::Endpoint& local)
      : bytes_(bytes.begin(), bytes.end()), from_(from), local_(local) {}
  HostName RemoteAddress() const { return host_name_of(from_); }
  hstring RemotePort() const { return port_of(from_); }
  HostName LocalAddress() const { return host_name_of(local_); }
  streams::DataReader GetDataReader() const { return streams::DataReader::FromBuffer(buffer_of(bytes_)); }
  streams::IInputStream GetDataStream() const { throw winrt::hresult_not_implemented(); }

 private:
  std::vector<std::uint8_t> bytes_;
  link::Endpoint from_;
  link::Endpoint local_;
};

struct DatagramSocket
    : winrt::implements<DatagramSocket, sockets::IDatagramSocket, sockets::IDatagramSocket3,
                        foundation::IClosable, winrt::Penstock::Vpn::IDatagramSocketPortSharing,
                        ITransportSource> {
  using class_type = sockets::DatagramSocket;
  using Handler = foundation::TypedEventHandler<class_type, sockets::DatagramSocketMessageReceivedEventArgs>;

  ~DatagramSocket() { transport_->end_reading(); }
  hstring GetRuntimeClassName() const { return L"Windows.Networking.Sockets.DatagramSocket"; }
  HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<tunnel::Transport>* transport) final {
    *transport = transport_;
    return 0;
  }
  sockets::DatagramSocketControl Control() const { return control_; }
  sockets::DatagramSocketInformation Information() const {
    return winrt::make<projection::Information>(transport_);
  }
  streams::IOutputStream OutputStream() const { return winrt::make<DatagramOutput>(transport_); }
  IAsyncAction ConnectAsync(HostName const& host, hstring const& service) const {
    return run_async<IAsyncAction>(
        [transport = transport_, host, service] { transport->connect(endpoints_of(host, service).front()); });
  }
  IAsyncAction ConnectAsync(EndpointPair const& pair) const {
    return run_async<IAsyncAction>([transport = transport_, pair] {
      if (pair.LocalHostName() || !pair.LocalServiceName().empty())
        transport->bind(local_endpoint(pair.LocalHostName(), pair.LocalServiceName()));
      transport->connect(endpoints_of(pair.RemoteHostName(), pair.RemoteServiceName()).front());
    });
  }
  IAsyncAction BindServiceNameAsync(hstring const& service) const {
    return BindEndpointAsync(nullptr, service);
  }
  IAsyncAction BindEndpointAsync(HostName const& host, hstring const& service) const {
    return run_async<IAsyncAction>(
        [transport = transport_, host, service] { transport->bind(local_endpoint(host, service)); });
  }
  void SharePort() const { transport_->share_port(); }
  void JoinMulticastGroup(HostName const&) const { throw winrt::hresult_not_implemented(); }
  OutputAsync GetOutputStreamAsync(HostName const& host, hstring const& service) const {
    if (!is_address(host)) {
      return run_async<OutputAsync>([transport = transport_, host, service]() -> streams::IOutputStream {
        return winrt::make<DatagramOutput>(transport, endpoints_of(host, service).front());
      });
    }
    // Nobody is asked, so no thread is needed: who answers many asks for many.
    auto state = winrt::impl::start_async<OutputAsync>();
    try {
      state->complete(winrt::make<DatagramOutput>(transport_, endpoints_of(host, service).front()));
    } catch (...) {
      state->fail_with_current();
    }
    return *state;
  }
  OutputAsync GetOutputStreamAsync(EndpointPair const& pair) const {
    return GetOutputStreamAsync(pair.RemoteHostName(), pair.RemoteServiceName());
  }
  winrt::event_token MessageReceived(Handler const& handler) {
    auto const token = received_.add(handler);
    transport_->read_for(
        [weak = get_weak()](std::span<const std::uint8_t> bytes, const link::Endpoint& from) {
          if (auto const self = weak.get())
            self->received_(*self, winrt::make<Received>(bytes, from, self->transport_->local()));
        });
    return token;
  }
  void MessageReceived(winrt::event_token token) { received_.remove(token); }
  IAsyncAction CancelIOAsync() const { return done_async<IAsyncAction>(); }
  void Close() const { transport_->close_by_plug_in(); }
  operator class_type() const noexcept {
    class_type projected{nullptr};
    copy_from_abi(projected, penstock_unknown());
    return projected;
  }

 private:
  Shared transport_ = std::make_shared<DatagramTransport>();
  sockets::DatagramSocketControl control_ = winrt::make<projection::Control>(transport_);
  winrt::event<Handler> received_;
};

struct DatagramSocketFactory : winrt::implements<DatagramSocketFactory, foundation::IActivationFactory,
                                                 sockets::IDatagramSocketStatics> {
  foundation::IInspectable ActivateInstance() const { return winrt::make<DatagramSocket>(); }
  foundation::IAsyncOperation<foundation::Collections::IVectorView<EndpointPair>> GetEndpointPairsAsync(
      HostName const& host, hstring const& service) const {
    using Result = foundation::Collections::IVectorView<EndpointPair>;
    return run_async<foundation::IAsyncOperation<Result>>([host, service]() -> Result {
      std::vector<EndpointPair> pairs;
      for (auto const& endpoint : endpoints_of(host, service))
        pairs.emplace_back(nullptr, L"", host_name_of(endpoint), port_of(endpoint));
      return winrt::single_threaded_vector<EndpointPair>(std::move(pairs)).GetView();
    });
  }
};

}  // namespace

Factory make_datagram_socket_factory() { return winrt::make<DatagramSocketFactory>(); }

}  // namespace penstock::projection

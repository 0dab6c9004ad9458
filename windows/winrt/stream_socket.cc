// SPDX-License-Identifier: Apache-2.0
#include <winrt/Windows.Networking.Sockets.h>
#include <winrt/Windows.Security.Cryptography.Certificates.h>
#include <winrt/Windows.Storage.Streams.h>

#include "winrt/async_task.h"
#include "winrt/factories.h"
#include "winrt/memory_buffer.h"
#include "winrt/socket_address.h"
#include "winrt/socket_error.h"
#include "winrt/stored_property.h"
#include "winrt/stream_transport.h"
#include "winrt/vpn_transport.h"

namespace penstock::projection {

namespace sockets = winrt::Windows::Networking::Sockets;
namespace streams = winrt::Windows::Storage::Streams;
namespace foundation = winrt::Windows::Foundation;
namespace certificates = winrt::Windows::Security::Cryptography::Certificates;
using foundation::IAsyncAction;
using sockets::SocketProtectionLevel;
using winrt::hstring;
using winrt::Windows::Networking::EndpointPair;
using winrt::Windows::Networking::HostName;
using ReadAsyncType = foundation::IAsyncOperationWithProgress<streams::IBuffer, std::uint32_t>;
using WriteAsyncType = foundation::IAsyncOperationWithProgress<std::uint32_t, std::uint32_t>;
using Errors = foundation::Collections::IVector<certificates::ChainValidationResult>;

namespace {

using Shared = std::shared_ptr<StreamTransport>;
// A stream keeps the socket it is of: who holds only streams still has a connection.
using Owner = foundation::IInspectable;

struct StreamInput : winrt::implements<StreamInput, streams::IInputStream, foundation::IClosable> {
  StreamInput(Shared transport, Owner owner) : transport_(std::move(transport)), owner_(std::move(owner)) {}
  ReadAsyncType ReadAsync(streams::IBuffer const& buffer, std::uint32_t count,
                          streams::InputStreamOptions options) const {
    if (count > buffer.Capacity()) throw winrt::hresult_invalid_argument(L"more than the buffer holds");
    bool const all = (options & streams::InputStreamOptions::Partial) == streams::InputStreamOptions::None;
    return run_async<ReadAsyncType>(
        [transport = transport_, buffer, count, all, begun = transport_->begun()] {
          auto const bytes = transport->read(count, all, begun);
          std::copy(bytes.begin(), bytes.end(), buffer.data());
          buffer.Length(static_cast<std::uint32_t>(bytes.size()));
          return buffer;
        });
  }
  void Close() const {}

 private:
  Shared transport_;
  Owner owner_;
};

struct StreamOutput : winrt::implements<StreamOutput, streams::IOutputStream, foundation::IClosable> {
  StreamOutput(Shared transport, Owner owner) : transport_(std::move(transport)), owner_(std::move(owner)) {}
  WriteAsyncType WriteAsync(streams::IBuffer const& buffer) const {
    auto const bytes = bytes_of(buffer);
    return run_async<WriteAsyncType>([transport = transport_, copy = std::vector(bytes.begin(), bytes.end()),
                                      begun = transport_->begun()] {
      transport->write(copy, begun);
      return static_cast<std::uint32_t>(copy.size());
    });
  }
  foundation::IAsyncOperation<bool> FlushAsync() const {
    return done_async<foundation::IAsyncOperation<bool>>(true);
  }
  void Close() const { transport_->finish(); }

 private:
  Shared transport_;
  Owner owner_;
};

struct Control : winrt::implements<Control, sockets::IStreamSocketControl> {
  using class_type = sockets::StreamSocketControl;
  explicit Control(Shared transport) : transport_(std::move(transport)) {}
  bool NoDelay() const { return no_delay_; }
  void NoDelay(bool value) {
    no_delay_ = value;
    transport_->set_no_delay(value);
  }
  PENSTOCK_STORED_VALUE(bool, KeepAlive, keep_alive_) = false;
  PENSTOCK_STORED_VALUE(std::uint32_t, OutboundBufferSizeInBytes, buffer_) = 0;
  PENSTOCK_STORED_VALUE(sockets::SocketQualityOfService, QualityOfService,
                        quality_) = sockets::SocketQualityOfService::Normal;
  PENSTOCK_STORED_VALUE(std::uint8_t, OutboundUnicastHopLimit, hops_) = 128;
  PENSTOCK_STORED_VALUE(bool, SerializeConnectionAttempts, serialize_) = false;
  PENSTOCK_STORED_VECTOR(certificates::ChainValidationResult, IgnorableServerCertificateErrors, ignorable_);
  PENSTOCK_STORED_VALUE(certificates::Certificate, ClientCertificate, certificate_){nullptr};

 private:
  bool no_delay_ = true;
  Shared transport_;
};

struct Information : winrt::implements<Information, sockets::IStreamSocketInformation> {
  using class_type = sockets::StreamSocketInformation;
  Information(Shared transport, HostName host, hstring service)
      : transport_(std::move(transport)), host_(std::move(host)), service_(std::move(service)) {}
  HostName LocalAddress() const { return host_name_of(transport_->local()); }
  hstring LocalPort() const { return port_of(transport_->local()); }
  HostName RemoteHostName() const { return host_; }
  HostName RemoteAddress() const { return host_name_of(transport_->peer()); }
  hstring RemoteServiceName() const { return service_; }
  hstring RemotePort() const { return port_of(transport_->peer()); }
  sockets::RoundTripTimeStatistics RoundTripTimeStatistics() const { return {}; }
  sockets::BandwidthStatistics BandwidthStatistics() const { return {}; }
  SocketProtectionLevel ProtectionLevel() const {
    return transport_->encrypted() ? SocketProtectionLevel::Tls12 : SocketProtectionLevel::PlainSocket;
  }
  sockets::SocketSslErrorSeverity ServerCertificateErrorSeverity() const {
    return sockets::SocketSslErrorSeverity::None;
  }
  foundation::Collections::IVectorView<certificates::ChainValidationResult> ServerCertificateErrors() const {
    return winrt::single_threaded_vector<certificates::ChainValidationResult>().GetView();
  }
  certificates::Certificate ServerCertificate() const { return nullptr; }

 private:
  Shared transport_;
  HostName host_;
  hstring service_;
};

// Which certificates are taken although nobody vouches for them: what the plug-in says it will look over.
bool is_trusting(Errors const& ignorable) {
  for (auto const error : ignorable)
    if (error == certificates::ChainValidationResult::Untrusted) return true;
  return false;
}

struct StreamSocket : winrt::implements<StreamSocket, sockets::IStreamSocket, sockets::IStreamSocket3,
                                        foundation::IClosable, ITransportSource> {
  using class_type = sockets::StreamSocket;
  StreamSocket() : StreamSocket(std::make_shared<StreamTransport>()) {}
  explicit StreamSocket(Shared transport)
      : transport_(std::move(transport)), control_(winrt::make<projection::Control>(transport_)) {}
  // Ends what a plug-in has in flight, as Close() does, and leaves the connection to a channel that has it.
  ~StreamSocket() { transport_->cancel_waits(); }

  hstring GetRuntimeClassName() const { return L"Windows.Networking.Sockets.StreamSocket"; }
  HRESULT STDMETHODCALLTYPE Transport(std::shared_ptr<tunnel::Transport>* transport) final {
    *transport = transport_;
    return 0;
  }
  sockets::StreamSocketControl Control() const { return control_; }
  sockets::StreamSocketInformation Information() const {
    return winrt::make<projection::Information>(transport_, host_, service_);
  }
  streams::IInputStream InputStream() const { return winrt::make<StreamInput>(transport_, as<Owner>()); }
  streams::IOutputStream OutputStream() const { return winrt::make<StreamOutput>(transport_, as<Owner>()); }
  IAsyncAction ConnectAsync(EndpointPair const& pair) {
    return ConnectAsync(pair, SocketProtectionLevel::PlainSocket);
  }
  IAsyncAction ConnectAsync(HostName const& host, hstring const& service) {
    return ConnectAsync(host, service, SocketProtectionLevel::PlainSocket);
  }
  IAsyncAction ConnectAsync(EndpointPair const& pair, SocketProtectionLevel level) {
    return connect(pair.LocalHostName(), pair.LocalServiceName(), pair.RemoteHostName(),
                   pair.RemoteServiceName(), level);
  }
  IAsyncAction ConnectAsync(HostName const& host, hstring const& service, SocketProtectionLevel level) {
    return connect(nullptr, L"", host, service, level);
  }
  IAsyncAction UpgradeToSslAsync(SocketProtectionLevel, HostName const& name) const {
    return run_async<IAsyncAction>([self = get_strong(), transport = transport_, name,
                                    begun = transport_->begun(),
                                    trusting = is_trusting(control_.IgnorableServerCertificateErrors())] {
      transport->upgrade(name ? winrt::to_string(name.CanonicalName()) : std::string(), trusting, begun);
    });
  }
  IAsyncAction CancelIOAsync() const {
    transport_->cancel_io();
    return done_async<IAsyncAction>();
  }
  void Close() const { transport_->close_by_plug_in(); }

 private:
  IAsyncAction connect(HostName const& local, hstring const& local_service, HostName const& host,
                       hstring const& service, SocketProtectionLevel level) {
    host_ = host;
    service_ = service;
    bool const trusting = is_trusting(control_.IgnorableServerCertificateErrors());
    return run_async<IAsyncAction>([self = get_strong(), transport = transport_, local, local_service, host,
                                    service, level, trusting, begun = transport_->begun()] {
      auto const from =
          local || !local_service.empty() ? local_endpoint(local, local_service) : link::Endpoint{};
      transport->connect(endpoints_of(host, service), from, begun);
      if (level != SocketProtectionLevel::PlainSocket)
        transport->upgrade(winrt::to_string(host.CanonicalName()), trusting, begun);
    });
  }

  Shared transport_;
  sockets::StreamSocketControl control_;
  HostName host_{nullptr};
  hstring service_;
};

struct StreamSocketFactory
    : winrt::implements<StreamSocketFactory, foundation::IActivationFactory, sockets::IStreamSocketStatics> {
  foundation::IInspectable ActivateInstance() const { return winrt::make<StreamSocket>(); }
  foundation::IAsyncOperation<foundation::Collections::IVectorView<EndpointPair>> GetEndpointPairsAsync(
      HostName const& host, hstring const& service) const {
    return sockets::DatagramSocket::GetEndpointPairsAsync(host, service);
  }
};

// The listener.
struct ListenerControl : winrt::implements<ListenerControl, sockets::IStreamSocketListenerControl> {
  using class_type = sockets::StreamSocketListenerControl;
  PENSTOCK_STORED_VALUE(sockets::SocketQualityOfService, QualityOfService,
                        quality_) = sockets::SocketQualityOfService::Normal;
  PENSTOCK_STORED_VALUE(bool, NoDelay, no_delay_) = true;
  PENSTOCK_STORED_VALUE(bool, KeepAlive, keep_alive_) = false;
};
struct ListenerInformation
    : winrt::implements<ListenerInformation, sockets::IStreamSocketListenerInformation> {
  using class_type = sockets::StreamSocketListenerInformation;
  explicit ListenerInformation(hstring port) : port_(std::move(port)) {}
  hstring LocalPort() const { return port_; }

 private:
  hstring port_;
};
struct Accepted : winrt::implements<Accepted, sockets::IStreamSocketListenerConnectionReceivedEventArgs> {
  using class_type = sockets::StreamSocketListenerConnectionReceivedEventArgs;
  explicit Accepted(sockets::StreamSocket socket) : socket_(std::move(socket)) {}
  PENSTOCK_STORED_READ_ONLY(sockets::StreamSocket, Socket, socket_);
};

struct StreamSocketListener
    : winrt::implements<StreamSocketListener, sockets::IStreamSocketListener, foundation::IClosable> {
  using class_type = sockets::StreamSocketListener;
  using Handler =
      foundation::TypedEventHandler<class_type, sockets::StreamSocketListenerConnectionReceivedEventArgs>;

  // What the accepting task shares with the object, so that neither keeps the other.
  struct State {
    std::optional<link::StreamListener> listener;
    DescriptorWait wait;
  };

  ~StreamSocketListener() { state_->wait.give_up(); }
  sockets::StreamSocketListenerControl Control() const { return control_; }
  sockets::StreamSocketListenerInformation Information() const {
    return winrt::make<ListenerInformation>(state_->listener ? port_of(state_->listener->local())
                                                             : hstring());
  }
  IAsyncAction BindServiceNameAsync(hstring const& service) { return BindEndpointAsync(nullptr, service); }
  IAsyncAction BindEndpointAsync(HostName const& host, hstring const& service) {
    return run_async<IAsyncAction>([self = get_strong(), host, service] {
      auto opened =
          link::StreamListener::open(local_endpoint(host, service.empty() ? hstring(L"0") : service), {});
      if (!opened.ok()) throw_link_fault(opened.fault());
      self->state_->listener.emplace(std::move(opened.value()));
      submit_task([weak = self->get_weak(), state = self->state_] { accept(weak, *state); });
    });
  }
  winrt::event_token ConnectionReceived(Handler const& handler) { return received_.add(handler); }
  void ConnectionReceived(winrt::event_token token) { received_.remove(token); }
  void Close() const { state_->wait.give_up(); }
  operator class_type() const noexcept {
    class_type projected{nullptr};
    copy_from_abi(projected, penstock_unknown());
    return projected;
  }

 private:
  static void accept(winrt::weak_ref<StreamSocketListener> const& weak, State& state) {
    while (state.wait.until_ready(state.listener->descriptor(), false)) {
      while (auto accepted = state.listener->accept()) {
        auto const self = weak.get();
        if (!self) return;
        auto transport = std::make_shared<StreamTransport>(std::move(accepted));
        self->received_(*self, winrt::make<Accepted>(winrt::make<StreamSocket>(std::move(transport))));
      }
    }
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
  sockets::StreamSocketListenerControl control_ = winrt::make<ListenerControl>();
  winrt::event<Handler> received_;
};

}  // namespace

Factory make_stream_socket_factory() { return winrt::make<StreamSocketFactory>(); }
Factory make_stream_socket_listener_factory() { return make_plain_factory<StreamSocketListener>(); }

}  // namespace penstock::projection

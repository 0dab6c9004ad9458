// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include <netinet/in.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace penstock::far_end {

namespace {

constexpr std::size_t kReadBytesMax = 65536;
constexpr int kQueueBytes = 4 << 20;  // a burst of the tunnel waits here while this program has no processor

sockaddr* as_address(void* at) { return static_cast<sockaddr*>(at); }

}  // namespace

void give_up(const std::string& what) {
  std::perror(("far-end: " + what).c_str());
  std::exit(1);
}

int open_socket(int type, std::uint16_t port) {
  const int made = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (type == SOCK_DGRAM) ::setsockopt(made, SOL_SOCKET, SO_RCVBUFFORCE, &kQueueBytes, sizeof kQueueBytes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (::bind(made, as_address(&address), sizeof address) != 0) give_up("bind");
  if (type == SOCK_STREAM && ::listen(made, 4) != 0) give_up("listen");
  return made;
}

Wire::~Wire() { ::close(descriptor_); }

Bytes DatagramWire::read() {
  Bytes bytes(kReadBytesMax);
  sockaddr_storage from{};
  socklen_t size = sizeof from;
  const auto count = ::recvfrom(descriptor(), bytes.data(), bytes.size(), 0, as_address(&from), &size);
  if (count >= 0) peer_.assign(reinterpret_cast<const char*>(&from), size);
  bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return bytes;
}

bool DatagramWire::write(std::span<const std::uint8_t> bytes) {
  if (!peer_.empty()) {
    ::sendto(descriptor(), bytes.data(), bytes.size(), 0, as_address(peer_.data()),
             static_cast<socklen_t>(peer_.size()));
  }
  return true;
}

Bytes StreamWire::read() {
  Bytes bytes(kReadBytesMax);
  const auto count = session_ ? SSL_read(session_.get(), bytes.data(), static_cast<int>(bytes.size()))
                              : ::recv(descriptor(), bytes.data(), bytes.size(), 0);
  bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return bytes;
}

bool StreamWire::write(std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const auto count = session_ ? SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()))
                                : ::send(descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

void StreamWire::protect(const std::string& certificate_file, const std::string& key_file) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    give_up("certificate " + certificate_file);
  }
  session_.reset(SSL_new(context));
  SSL_CTX_free(context);
  SSL_set_fd(session_.get(), descriptor());
  if (SSL_accept(session_.get()) != 1) {
    ERR_print_errors_fp(stderr);
    give_up("TLS");
  }
}

}  // namespace penstock::far_end

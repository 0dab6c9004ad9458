// SPDX-License-Identifier: Apache-2.0
// What the other end of a plug-in's tunnel reads and writes: a datagram socket that answers whoever spoke last, a
// connection, or a connection that has become TLS. All of them block; the far end asks first which one has something.
//
// Threads: one.
// Memory: owns its socket.
// Errors: a lost connection reads as its end; what is wrong with the machine ends the program with its words.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace penstock::far_end {

using Bytes = std::vector<std::uint8_t>;

[[noreturn]] void give_up(const std::string& what);

// A socket of this kind on every address of the namespace, listening where it is one of connections.
int open_socket(int type, std::uint16_t port);

class Wire {
 public:
  explicit Wire(int descriptor) : descriptor_(descriptor) {}
  virtual ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  int descriptor() const { return descriptor_; }
  // Something is here already that the descriptor does not tell of.
  virtual bool pending() const { return false; }
  // Nothing, at the end.
  virtual Bytes read() = 0;
  virtual bool write(std::span<const std::uint8_t> bytes) = 0;

 private:
  int descriptor_;
};

class DatagramWire final : public Wire {
 public:
  using Wire::Wire;
  Bytes read() override;
  // Nowhere, before anybody spoke.
  bool write(std::span<const std::uint8_t> bytes) override;

 private:
  std::string peer_;
};

class StreamWire final : public Wire {
 public:
  using Wire::Wire;
  Bytes read() override;
  bool write(std::span<const std::uint8_t> bytes) override;
  // From here on the connection is TLS, with this certificate.
  void protect(const std::string& certificate_file, const std::string& key_file);
  bool pending() const override { return session_ && SSL_pending(session_.get()) > 0; }

 private:
  using Session = std::unique_ptr<SSL, decltype(&SSL_free)>;
  Session session_{nullptr, &SSL_free};
};

}  // namespace penstock::far_end

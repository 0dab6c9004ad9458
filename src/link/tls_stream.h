// SPDX-License-Identifier: Apache-2.0
// A connected stream upgraded to TLS (1.2 or 1.3, by OpenSSL), itself a stream. The handshake does not wait:
// advance() goes on whenever the descriptor is ready, and so do send(), receive() and flush(). It works over
// any ByteStream, cut at any byte.
//
// Threads: one at a time.
// Memory: owns the stream below and OpenSSL's session; at most the rest of one frame is kept.
// Errors: an upgrade that cannot begin says why (a file that is no certificate); one that breaks makes the
//   stream `failed`, and failure() names the certificate's or the protocol's fault. `verification_fault()`
//   tells a certificate that was refused from everything else.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "link/byte_stream.h"
#include "link/fault.h"

namespace penstock::link {

enum class TlsVerification : std::uint8_t {
  system,    // a chain to an authority the system trusts, for this name
  file,      // the same, to an authority in a PEM file
  accepted,  // anything: the caller looks at the certificate, or does not care
};

struct TlsClientOptions {
  std::string server_name;  // sent as SNI unless it is an address, and compared with the certificate
  TlsVerification verification = TlsVerification::system;
  std::string authorities_file;  // for `file`
};

struct TlsServerOptions {
  std::string certificate_file;  // PEM, with the chain
  std::string key_file;          // PEM
};

enum class TlsProgress : std::uint8_t { negotiating, ready, failed };

class TlsStream final : public ByteStream {
 public:
  // `below` is connected, and nothing of it has been read that belongs to the session.
  static Result<std::unique_ptr<TlsStream>> client(std::unique_ptr<ByteStream> below,
                                                   const TlsClientOptions& options);
  static Result<std::unique_ptr<TlsStream>> server(std::unique_ptr<ByteStream> below,
                                                   const TlsServerOptions& options);
  ~TlsStream() override;

  TlsProgress advance();
  TlsProgress progress() const;

  std::uint32_t send(std::span<const Frame> frames) override;
  bool flush() override;
  std::uint32_t receive(std::span<std::uint8_t> into) override;
  void finish() override;
  bool wants_write() const override;
  StreamState state() const override;
  std::string failure() const override;
  int descriptor() const override;

  // The name that the client asked for; "" where none was sent.
  std::string requested_name() const;
  // X.509's number for what was wrong with the peer's certificate, 0 where nothing was (or was looked at).
  long verification_fault() const;
  std::string protocol() const;  // "TLSv1.3"

 private:
  struct Session;
  explicit TlsStream(std::unique_ptr<Session> session);
  std::unique_ptr<Session> session_;
};

}  // namespace penstock::link

// SPDX-License-Identifier: Apache-2.0
#include "link/tls_stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "link/stream_bio.h"
#include "wire/address.h"

namespace penstock::link {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using ContextPtr = std::unique_ptr<SSL_CTX, FreeContext>;
using SslPtr = std::unique_ptr<SSL, FreeSsl>;

std::string last_error_text() {
  const unsigned long code = ERR_peek_last_error();
  ERR_clear_error();
  const char* text = ERR_reason_error_string(code);
  return text != nullptr ? text : "error " + std::to_string(code);
}

Fault tls_fault(std::string subject, const std::string& action) {
  return {Reason::refused, std::move(subject), action + ": " + last_error_text()};
}

ContextPtr new_context(const SSL_METHOD* method) {
  ERR_clear_error();
  ContextPtr context(SSL_CTX_new(method));
  PENSTOCK_ASSERT(context != nullptr);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return context;
}

Result<void> trust(SSL_CTX* context, const TlsClientOptions& options) {
  switch (options.verification) {
    case TlsVerification::accepted:
      SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
      return {};
    case TlsVerification::file:
      if (SSL_CTX_load_verify_locations(context, options.authorities_file.c_str(), nullptr) != 1) {
        return tls_fault("file " + options.authorities_file, "read authorities");
      }
      break;
    case TlsVerification::system:
      if (SSL_CTX_set_default_verify_paths(context) != 1) {
        return tls_fault("TLS", "read the system's authorities");
      }
      break;
  }
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  return {};
}

// What the macro for it does, which casts in the old style.
bool ask_for_name(SSL* ssl, const std::string& name) {
  return SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                  const_cast<char*>(name.c_str())) == 1;
}

// What the certificate must name, and what is asked for: an address is never asked for (RFC 6066, 3).
Result<void> expect_name(SSL* ssl, const std::string& name) {
  if (name.empty()) return {};
  if (wire::parse_address(name).ok()) {
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), name.c_str()) == 1) return {};
  } else if (SSL_set1_host(ssl, name.c_str()) == 1 && ask_for_name(ssl, name)) {
    return {};
  }
  return tls_fault("server name '" + name + "'", "expect it");
}

}  // namespace

struct TlsStream::Session {
  Session(std::unique_ptr<ByteStream> lower, ContextPtr made)
      : below(std::move(lower)), context(std::move(made)) {
    ssl.reset(SSL_new(context.get()));
    PENSTOCK_ASSERT(ssl != nullptr);
    BIO* bio = new_stream_bio(*below);
    SSL_set_bio(ssl.get(), bio, bio);
  }

  // What a call that did not succeed means: false when it is only not yet time.
  bool is_final(int outcome) {
    switch (SSL_get_error(ssl.get(), outcome)) {
      case SSL_ERROR_WANT_READ:
      case SSL_ERROR_WANT_WRITE:
        return false;
      case SSL_ERROR_ZERO_RETURN:
        state = StreamState::ended;
        return true;
      default:
        fail();
        return true;
    }
  }
  void fail() {
    state = StreamState::failed;
    progress = TlsProgress::failed;
    text = "TLS: ";
    const long refused = SSL_get_verify_result(ssl.get());
    if (below->state() == StreamState::failed) {
      text += below->failure();
    } else if (refused != X509_V_OK && SSL_get_verify_mode(ssl.get()) != SSL_VERIFY_NONE) {
      text += std::string("certificate: ") + X509_verify_cert_error_string(refused);
    } else if (ERR_peek_last_error() != 0) {
      text += last_error_text();
    } else {
      text += "the other side ended without saying so";
    }
    ERR_clear_error();
  }

  // True when all of it is taken; `begun` tells whether OpenSSL has any of it, and then wants the same again.
  bool write(std::span<const std::uint8_t> bytes, std::size_t& written) {
    while (written < bytes.size()) {
      ERR_clear_error();
      std::size_t now = 0;
      const int outcome = SSL_write_ex(ssl.get(), bytes.data() + written, bytes.size() - written, &now);
      written += now;
      if (outcome != 1) {
        is_final(outcome);
        return false;
      }
    }
    return true;
  }
  void end_writing() {
    ERR_clear_error();
    SSL_shutdown(ssl.get());
    ERR_clear_error();
    below->finish();
    said_goodbye = true;
  }
  bool has_kept() const { return kept_from < kept.size(); }

  std::unique_ptr<ByteStream> below;
  ContextPtr context;
  SslPtr ssl;
  TlsProgress progress = TlsProgress::negotiating;
  StreamState state = StreamState::open;
  bool finishing = false;
  bool said_goodbye = false;
  std::string text;
  std::vector<std::uint8_t> kept;  // the rest of a frame
  std::size_t kept_from = 0;
};

TlsStream::TlsStream(std::unique_ptr<Session> session) : session_(std::move(session)) {}
TlsStream::~TlsStream() = default;

Result<std::unique_ptr<TlsStream>> TlsStream::client(std::unique_ptr<ByteStream> below,
                                                     const TlsClientOptions& options) {
  ContextPtr context = new_context(TLS_client_method());
  const auto trusted = trust(context.get(), options);
  if (!trusted.ok()) return trusted.fault();
  auto session = std::make_unique<Session>(std::move(below), std::move(context));
  const auto expected = expect_name(session->ssl.get(), options.server_name);
  if (!expected.ok()) return expected.fault();
  SSL_set_connect_state(session->ssl.get());
  return std::unique_ptr<TlsStream>(new TlsStream(std::move(session)));
}

Result<std::unique_ptr<TlsStream>> TlsStream::server(std::unique_ptr<ByteStream> below,
                                                     const TlsServerOptions& options) {
  ContextPtr context = new_context(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(context.get(), options.certificate_file.c_str()) != 1) {
    return tls_fault("file " + options.certificate_file, "read the certificate");
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), options.key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return tls_fault("file " + options.key_file, "read the key");
  }
  auto session = std::make_unique<Session>(std::move(below), std::move(context));
  SSL_set_accept_state(session->ssl.get());
  return std::unique_ptr<TlsStream>(new TlsStream(std::move(session)));
}

TlsProgress TlsStream::advance() {
  if (session_->progress != TlsProgress::negotiating) return session_->progress;
  session_->below->flush();
  ERR_clear_error();
  const int outcome = SSL_do_handshake(session_->ssl.get());
  if (outcome == 1) {
    session_->progress = TlsProgress::ready;
  } else if (session_->is_final(outcome)) {
    session_->progress = TlsProgress::failed;
    session_->state = StreamState::failed;
  }
  return session_->progress;
}

TlsProgress TlsStream::progress() const { return session_->progress; }

std::uint32_t TlsStream::send(std::span<const Frame> frames) {
  if (session_->progress != TlsProgress::ready || session_->finishing || !flush()) return 0;
  std::uint32_t taken = 0;
  for (const Frame& frame : frames) {
    std::size_t written = 0;
    const bool all = session_->write(frame, written);
    if (session_->state == StreamState::failed) return taken;
    ++taken;
    if (all) continue;
    session_->kept.assign(frame.begin() + static_cast<std::ptrdiff_t>(written), frame.end());
    session_->kept_from = 0;
    break;
  }
  return taken;
}

bool TlsStream::flush() {
  if (session_->state == StreamState::failed || !session_->below->flush()) return false;
  if (session_->has_kept()) {
    const std::span<const std::uint8_t> rest(session_->kept.data() + session_->kept_from,
                                             session_->kept.size() - session_->kept_from);
    std::size_t written = 0;
    const bool all = session_->write(rest, written);
    session_->kept_from += written;
    if (!all) return false;
  }
  if (session_->finishing && !session_->said_goodbye) session_->end_writing();
  return true;
}

std::uint32_t TlsStream::receive(std::span<std::uint8_t> into) {
  if (session_->progress != TlsProgress::ready || session_->state != StreamState::open || into.empty())
    return 0;
  const std::size_t most = std::min<std::size_t>(into.size(), std::numeric_limits<std::uint32_t>::max());
  ERR_clear_error();
  std::size_t count = 0;
  const int outcome = SSL_read_ex(session_->ssl.get(), into.data(), most, &count);
  if (outcome != 1) {
    session_->is_final(outcome);
    return 0;
  }
  return static_cast<std::uint32_t>(count);
}

void TlsStream::finish() {
  if (session_->finishing || session_->progress != TlsProgress::ready) return;
  session_->finishing = true;
  flush();
}

bool TlsStream::wants_write() const { return session_->has_kept() || session_->below->wants_write(); }
StreamState TlsStream::state() const { return session_->state; }
std::string TlsStream::failure() const { return session_->text; }
int TlsStream::descriptor() const { return session_->below->descriptor(); }

std::string TlsStream::requested_name() const {
  const char* name = SSL_get_servername(session_->ssl.get(), TLSEXT_NAMETYPE_host_name);
  return name != nullptr ? name : "";
}

long TlsStream::verification_fault() const { return SSL_get_verify_result(session_->ssl.get()); }
std::string TlsStream::protocol() const { return SSL_get_version(session_->ssl.get()); }

}  // namespace penstock::link

// SPDX-License-Identifier: Apache-2.0
// A certificate of our own for a test, in files that go away, and a stream in memory whose pieces are as
// small as the test wants.
//
// Threads: the test's.
// Memory: as said.
// Errors: none are expected.
#pragma once

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>

#include "link/byte_stream.h"

namespace penstock::link {

// Signed by itself, so it is its own authority; for one DNS name and one address.
class OwnCertificate {
 public:
  explicit OwnCertificate(const std::string& names = "DNS:vpn.example,IP:127.0.0.1") {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 360'000);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, NID_subject_alt_name, names.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_sign(certificate, key, EVP_sha256());
    write([&](FILE* to) { PEM_write_X509(to, certificate); }, certificate_file_);
    write([&](FILE* to) { PEM_write_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr); }, key_file_);
    X509_EXTENSION_free(extension);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~OwnCertificate() {
    ::unlink(certificate_file_.c_str());
    ::unlink(key_file_.c_str());
  }
  OwnCertificate(const OwnCertificate&) = delete;
  OwnCertificate& operator=(const OwnCertificate&) = delete;

  const std::string& certificate_file() const { return certificate_file_; }
  const std::string& key_file() const { return key_file_; }

 private:
  template <class Write>
  static void write(Write write_to, std::string& file) {
    std::string made = ::testing::TempDir() + "penstock_tls_XXXXXX";
    FILE* to = ::fdopen(::mkstemp(made.data()), "w");
    ASSERT_NE(to, nullptr);
    write_to(to);
    std::fclose(to);
    file = made;
  }
  std::string certificate_file_;
  std::string key_file_;
};

// One direction of bytes: holds so many, and gives so many at once.
struct MemoryPipe {
  std::deque<std::uint8_t> bytes;
  std::size_t room_bytes = 1 << 20;
  std::size_t piece_bytes = 1 << 20;
  bool ended = false;
};

class MemoryStream final : public ByteStream {
 public:
  MemoryStream(std::shared_ptr<MemoryPipe> from, std::shared_ptr<MemoryPipe> to)
      : from_(std::move(from)), to_(std::move(to)) {}

  std::uint32_t send(std::span<const Frame> frames) override {
    std::uint32_t taken = 0;
    for (const Frame& frame : frames) {
      if (!flush()) break;
      kept_.assign(frame.begin(), frame.end());
      ++taken;
    }
    flush();
    return taken;
  }
  bool flush() override {
    const std::size_t count =
        std::min(kept_.size(), to_->room_bytes - std::min(to_->room_bytes, to_->bytes.size()));
    to_->bytes.insert(to_->bytes.end(), kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(count));
    kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(count));
    if (kept_.empty() && finishing_) to_->ended = true;
    return kept_.empty();
  }
  std::uint32_t receive(std::span<std::uint8_t> into) override {
    const std::size_t count = std::min({into.size(), from_->bytes.size(), from_->piece_bytes});
    std::copy_n(from_->bytes.begin(), count, into.begin());
    from_->bytes.erase(from_->bytes.begin(), from_->bytes.begin() + static_cast<std::ptrdiff_t>(count));
    if (count == 0 && from_->ended) state_ = StreamState::ended;
    return static_cast<std::uint32_t>(count);
  }
  void finish() override {
    finishing_ = true;
    flush();
  }
  bool wants_write() const override { return !kept_.empty(); }
  StreamState state() const override { return state_; }
  std::string failure() const override { return ""; }

 private:
  std::shared_ptr<MemoryPipe> from_;
  std::shared_ptr<MemoryPipe> to_;
  std::deque<std::uint8_t> kept_;
  bool finishing_ = false;
  StreamState state_ = StreamState::open;
};

}  // namespace penstock::link

// SPDX-License-Identifier: Apache-2.0
#include "cookies.h"

namespace wireguard {

bool check_mac1(const Identity& self, Bytes message, std::size_t mac1_offset) {
  return same_mac(keyed_mac(self.mac1_key, {message.first(mac1_offset)}),
                  message.subspan(mac1_offset, kMacBytes));
}

Mac CookieMaker::cookie_for(const Endpoint& source, Nanoseconds now) {
  if (secret_made_ < 0 || now - secret_made_ >= kCookieLifetime) {
    entropy_(secret_.writable());
    secret_made_ = now;
  }
  const std::array<std::uint8_t, 2> port{static_cast<std::uint8_t>(source.port >> 8u),
                                         static_cast<std::uint8_t>(source.port)};
  return keyed_mac(secret_.bytes(), {source.address.view(), port});
}

bool CookieMaker::check_mac2(Bytes message, std::size_t mac1_offset, const Endpoint& source,
                             Nanoseconds now) {
  const std::size_t mac2_offset = mac1_offset + kMacBytes;
  const Mac cookie = cookie_for(source, now);
  return same_mac(keyed_mac(cookie, {message.first(mac2_offset)}), message.subspan(mac2_offset, kMacBytes));
}

void CookieMaker::write_reply(const Identity& self, Bytes message, std::size_t mac1_offset,
                              std::uint32_t receiver, const Endpoint& source, Nanoseconds now,
                              MutableBytes reply) {
  write_type(reply.data(), MessageKind::cookie_reply);
  store_le32(reply.data() + cookie_reply::kReceiver, receiver);
  const MutableBytes nonce = reply.subspan(cookie_reply::kNonce, kWideNonceBytes);
  entropy_(nonce);
  seal_wide(self.cookie_key, nonce, cookie_for(source, now), message.subspan(mac1_offset, kMacBytes),
            reply.subspan(cookie_reply::kCookie, kMacBytes + kTagBytes));
}

void CookieJar::write_macs(const Remote& remote, MutableBytes message, std::size_t mac1_offset,
                           Nanoseconds now) {
  last_mac1_ = keyed_mac(remote.mac1_key, {message.first(mac1_offset)});
  awaits_reply_ = true;
  std::memcpy(message.data() + mac1_offset, last_mac1_.data(), kMacBytes);
  const std::size_t mac2_offset = mac1_offset + kMacBytes;
  Mac mac2{};
  const bool fresh = cookie_taken_ >= 0 && now - cookie_taken_ < kCookieLifetime;
  if (fresh) mac2 = keyed_mac(cookie_.bytes(), {message.first(mac2_offset)});
  std::memcpy(message.data() + mac2_offset, mac2.data(), kMacBytes);
}

bool CookieJar::read_reply(const Remote& remote, Bytes reply, Nanoseconds now) {
  if (!awaits_reply_) return false;
  Secret<kMacBytes> cookie;
  if (!open_wide(remote.cookie_key, reply.subspan(cookie_reply::kNonce, kWideNonceBytes),
                 reply.subspan(cookie_reply::kCookie, kMacBytes + kTagBytes), last_mac1_, cookie.writable()))
    return false;
  cookie_ = cookie;
  cookie_taken_ = now;
  awaits_reply_ = false;
  return true;
}

}  // namespace wireguard

// SPDX-License-Identifier: Apache-2.0
#include "handshake.h"

#include <gtest/gtest.h>

#include "cookies.h"
#include "hex.h"
#include "session.h"

namespace wireguard {
namespace {

#include "handshake_vectors.inc"

constexpr std::uint32_t kIndexI = 0x01234567;
constexpr std::uint32_t kIndexR = 0x89abcdef;

// Gives out what it was told to, whatever is asked for.
Entropy scripted(std::string_view hex) {
  return [bytes = from_hex(hex)](MutableBytes to) {
    std::memcpy(to.data(), bytes.data(), std::min(to.size(), bytes.size()));
  };
}

struct Sides {
  Identity initiator{secret_from_hex(k_static_i)};
  Identity responder{secret_from_hex(k_static_r)};
  Remote to_responder{initiator, responder.public_key, secret_from_hex(k_preshared)};
  Remote to_initiator{responder, initiator.public_key, secret_from_hex(k_preshared)};
  Initiation initiation;
  std::array<std::uint8_t, initiation::kBytes> first{};
  std::array<std::uint8_t, response::kBytes> second{};

  Timestamp timestamp() const {
    Timestamp stamp;
    std::memcpy(stamp.data(), from_hex(k_timestamp).data(), stamp.size());
    return stamp;
  }
  bool begin() {
    return initiation.write(initiator, to_responder, kIndexI, timestamp(), scripted(k_ephemeral_i), first);
  }
  bool answer(TransportKeys& keys) {
    InitiationRead read;
    Timestamp stamp;
    return read_initiation(responder, first, read) && read_timestamp(to_initiator, first, read, stamp) &&
           write_response(to_initiator, read, kIndexR, scripted(k_ephemeral_r), second, keys);
  }
};

TEST(HandshakeVectors, PublicKeysFollowFromPrivateOnes) {
  EXPECT_EQ(to_hex(Sides().initiator.public_key), k_public_i);
  EXPECT_EQ(to_hex(Sides().responder.public_key), k_public_r);
}

TEST(HandshakeVectors, InitiationIsWrittenBitForBit) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  CookieJar jar;
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, 0);
  EXPECT_EQ(to_hex(sides.first), k_initiation);
}

TEST(HandshakeVectors, ResponseAndTransportKeysAreTheSame) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  TransportKeys theirs;
  ASSERT_TRUE(sides.answer(theirs));
  CookieJar jar;
  jar.write_macs(sides.to_initiator, sides.second, response::kMac1, 0);
  EXPECT_EQ(to_hex(sides.second), k_response);
  EXPECT_EQ(to_hex(theirs.send.bytes()), k_responder_sends);
  EXPECT_EQ(to_hex(theirs.receive.bytes()), k_initiator_sends);
  TransportKeys ours;
  ASSERT_TRUE(sides.initiation.read_response(sides.initiator, sides.to_responder, sides.second, ours));
  EXPECT_EQ(to_hex(ours.send.bytes()), k_initiator_sends);
  EXPECT_EQ(to_hex(ours.receive.bytes()), k_responder_sends);
}

TEST(HandshakeVectors, InitiationTellsWhoAndWhen) {
  const Sides sides;
  const auto message = from_hex(k_initiation);
  InitiationRead read;
  Timestamp stamp;
  ASSERT_TRUE(check_mac1(sides.responder, message, initiation::kMac1));
  ASSERT_TRUE(read_initiation(sides.responder, message, read));
  EXPECT_EQ(to_hex(read.remote_static), k_public_i);
  EXPECT_EQ(read.remote_index, kIndexI);
  ASSERT_TRUE(read_timestamp(sides.to_initiator, message, read, stamp));
  EXPECT_EQ(to_hex(stamp), k_timestamp);
}

TEST(HandshakeVectors, CookieReplyIsReadAndMakesTheSecondMac) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  CookieJar jar;
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, 0);
  ASSERT_TRUE(jar.read_reply(sides.to_responder, from_hex(k_cookie_reply), 0));
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, 1);
  EXPECT_EQ(to_hex(sides.first), k_initiation_with_cookie);
}

TEST(HandshakeVectors, CookieIsSealedBitForBit) {
  std::array<std::uint8_t, kMacBytes + kTagBytes> sealed;
  const auto message = from_hex(k_initiation);
  seal_wide(Sides().responder.cookie_key, from_hex(k_cookie_nonce), from_hex(k_cookie),
            Bytes(message).subspan(initiation::kMac1, kMacBytes), sealed);
  EXPECT_EQ(to_hex(sealed), k_cookie_reply.substr(2 * cookie_reply::kCookie));
}

TEST(HandshakeVectors, DataIsSealedAndOpenedBitForBit) {
  auto packet = from_hex(k_packet);
  std::vector<std::uint8_t> message(data::kHeaderBytes + packet.size() + data::kTrailerBytes);
  write_data_header(message.data(), kIndexR, 7);
  std::memcpy(message.data() + data::kHeaderBytes, packet.data(), packet.size());
  AeadKey(secret_from_hex(k_initiator_sends), AeadKey::Way::seal)
      .seal_one(7, message.data() + data::kHeaderBytes, packet.size());
  EXPECT_EQ(to_hex(message), k_data);
  auto keepalive = from_hex(k_keepalive);
  EXPECT_TRUE(AeadKey(secret_from_hex(k_responder_sends), AeadKey::Way::open)
                  .open_one(0, keepalive.data() + data::kHeaderBytes, 0));
}

TEST(Handshake, AnotherPresharedKeyMakesNoSession) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  SecretKey other = secret_from_hex(k_preshared);
  other.writable()[0] ^= 1;
  const Remote wrong(sides.responder, sides.initiator.public_key, other);
  InitiationRead read;
  Timestamp stamp;
  TransportKeys keys;
  ASSERT_TRUE(read_initiation(sides.responder, sides.first, read));
  ASSERT_TRUE(read_timestamp(wrong, sides.first, read, stamp));
  ASSERT_TRUE(write_response(wrong, read, kIndexR, scripted(k_ephemeral_r), sides.second, keys));
  EXPECT_FALSE(sides.initiation.read_response(sides.initiator, sides.to_responder, sides.second, keys));
  EXPECT_TRUE(sides.initiation.waiting());
}

TEST(Handshake, ResponseIsTakenOnce) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  TransportKeys keys;
  ASSERT_TRUE(sides.answer(keys));
  EXPECT_TRUE(sides.initiation.read_response(sides.initiator, sides.to_responder, sides.second, keys));
  EXPECT_FALSE(sides.initiation.read_response(sides.initiator, sides.to_responder, sides.second, keys));
}

TEST(Handshake, PeerOfSmallOrderIsUnreachable) {
  const Sides sides;
  const Remote zero(sides.initiator, PublicKey{}, SecretKey());
  EXPECT_FALSE(zero.reachable);
  Initiation attempt;
  std::array<std::uint8_t, initiation::kBytes> message;
  EXPECT_FALSE(attempt.write(sides.initiator, zero, 1, sides.timestamp(), scripted(k_ephemeral_i), message));
  EXPECT_FALSE(attempt.waiting());
}

TEST(Handshake, EphemeralOfSmallOrderIsRefused) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  std::memset(sides.first.data() + initiation::kEphemeral, 0, kKeyBytes);
  InitiationRead read;
  EXPECT_FALSE(read_initiation(sides.responder, sides.first, read));
}

// The MACs are checked before; everything else in a message is bound by the cipher.
TEST(Handshake, NoByteOfAnInitiationCanBeChanged) {
  const Sides sides;
  for (std::size_t i = initiation::kEphemeral; i < initiation::kMac1; ++i) {
    auto message = from_hex(k_initiation);
    message[i] ^= 0x10;
    InitiationRead read;
    Timestamp stamp;
    EXPECT_FALSE(read_initiation(sides.responder, message, read) &&
                 read_timestamp(sides.to_initiator, message, read, stamp))
        << "byte " << i;
  }
}

TEST(Timestamp, OrderIsThatOfTime) {
  const Timestamp one = timestamp_of(1'700'000'000 * kSecond);
  EXPECT_EQ(to_hex(one).substr(0, 16), "400000006553f10a");
  EXPECT_TRUE(is_later(timestamp_of(1'700'000'001 * kSecond), one));
  EXPECT_TRUE(is_later(timestamp_of(1'700'000'000 * kSecond + 20'000'000), one));
  EXPECT_FALSE(is_later(one, one));
}

TEST(Secret, IsGoneFromMemoryAfterItsEnd) {
  alignas(SecretKey) std::array<std::uint8_t, sizeof(SecretKey)> memory;
  const auto key = from_hex(k_preshared);
  auto* const secret = new (memory.data()) SecretKey(std::span<const std::uint8_t, 32>(key.data(), 32));
  ASSERT_EQ(to_hex(secret->bytes()), k_preshared);
  secret->~SecretKey();
  // Read as the compiler cannot see through.
  const volatile std::uint8_t* const seen = memory.data();
  for (std::size_t i = 0; i < memory.size(); ++i) EXPECT_EQ(seen[i], 0);
}

TEST(Cookie, LivesTwoMinutesAndBelongsToOneSource) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  CookieMaker maker(fill_random);
  CookieJar jar;
  Endpoint here{{Family::ipv4, {192, 0, 2, 1}}, 51820};
  std::array<std::uint8_t, cookie_reply::kBytes> reply;
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, 0);
  EXPECT_FALSE(maker.check_mac2(sides.first, initiation::kMac1, here, 0));
  maker.write_reply(sides.responder, sides.first, initiation::kMac1, kIndexI, here, 0, reply);
  ASSERT_TRUE(jar.read_reply(sides.to_responder, reply, 0));
  EXPECT_FALSE(jar.read_reply(sides.to_responder, reply, 0)) << "one reply a message";
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, kSecond);
  EXPECT_TRUE(maker.check_mac2(sides.first, initiation::kMac1, here, kSecond));
  Endpoint other = here;
  other.port = 51821;
  EXPECT_FALSE(maker.check_mac2(sides.first, initiation::kMac1, other, kSecond));
  other = here;
  other.address.bytes[3] = 2;
  EXPECT_FALSE(maker.check_mac2(sides.first, initiation::kMac1, other, kSecond));
  EXPECT_FALSE(maker.check_mac2(sides.first, initiation::kMac1, here, kCookieLifetime + kSecond));
  jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, kCookieLifetime);
  EXPECT_EQ(to_hex(Bytes(sides.first).subspan(initiation::kMac2)), std::string(32, '0'));
}

TEST(Cookie, NoByteOfAReplyCanBeChanged) {
  Sides sides;
  ASSERT_TRUE(sides.begin());
  for (std::size_t i = cookie_reply::kNonce; i < cookie_reply::kBytes; ++i) {
    CookieJar jar;
    jar.write_macs(sides.to_responder, sides.first, initiation::kMac1, 0);
    auto reply = from_hex(k_cookie_reply);
    reply[i] ^= 1;
    EXPECT_FALSE(jar.read_reply(sides.to_responder, reply, 0)) << "byte " << i;
  }
}

}  // namespace
}  // namespace wireguard

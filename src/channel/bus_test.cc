// SPDX-License-Identifier: Apache-2.0
// The server's half of the bus, message by message, against bytes and against a peer that is played by hand.
#include "channel/endpoint_fixture.h"
#include "testing/rule.h"

namespace penstock::channel {
namespace {

class Recorder final : public BusPipe {
 public:
  void post(Bytes message) override { posted.push_back(*decode(message)); }
  std::shared_ptr<Signal> signal_to(std::uint32_t) override {
    return std::make_shared<CallSignal>([] {});
  }
  template <class M>
  std::vector<M> all() const {
    std::vector<M> found;
    for (const BusMessage& message : posted) {
      if (const M* one = std::get_if<M>(&message)) found.push_back(*one);
    }
    return found;
  }
  std::vector<BusMessage> posted;
};

class Offered final : public OfferedChannel {
 public:
  void open_asked(const OpenRequest& request) override { opens.push_back(request); }
  void closed_by_peer() override { ++closes; }
  void signalled() override { ++signals; }
  std::vector<OpenRequest> opens;
  int closes = 0;
  int signals = 0;
};

class Bus : public ::testing::Test {
 protected:
  template <class M>
  void say(const M& message) {
    server.receive(encode(message));
  }
  void contact() { say(InitiateContact{.version = bus_version(5, 3)}); }
  void start() {
    contact();
    say(RequestOffers{});
  }
  OfferId offer(std::uint8_t instance, std::shared_ptr<Offered> who) {
    return *server.offer({.interface_type = kEchoType, .instance = Guid{{instance}}}, std::move(who));
  }
  // A region of so many pages in a row.
  void lend(std::uint32_t region, std::uint32_t pages, std::uint32_t bytes = 0, std::uint32_t offset = 0) {
    std::vector<std::uint64_t> values{(bytes == 0 ? pages * kPageBytes : bytes) | std::uint64_t{offset}
                                                                                      << 32};
    for (std::uint32_t i = 0; i < pages; ++i) values.push_back(100 + i);
    say(RegionHeader{.relid = 1,
                     .region = region,
                     .range_bytes = static_cast<std::uint16_t>(values.size() * 8),
                     .ranges = 1,
                     .values = values});
  }
  OpenChannel open_message(std::uint32_t region = 5, std::uint32_t downstream = 3) {
    return {.relid = 1, .open_id = 77, .ring_region = region, .downstream_page = downstream};
  }

  OwnMemory memory;
  Recorder pipe;
  BusServer server{memory, pipe};
  std::shared_ptr<Offered> owner = std::make_shared<Offered>();
};

TEST(BusMessage, HasTheSizesOfTheContract) {
  EXPECT_EQ(encode(OfferChannel{}).size(), 196u);
  EXPECT_EQ(encode(RescindOffer{}).size(), 12u);
  EXPECT_EQ(encode(RequestOffers{}).size(), 8u);
  EXPECT_EQ(encode(OpenChannel{}).size(), 148u);
  EXPECT_EQ(encode(OpenResult{}).size(), 20u);
  EXPECT_EQ(encode(RegionCreated{}).size(), 20u);
  EXPECT_EQ(encode(RegionTeardown{}).size(), 16u);
  EXPECT_EQ(encode(RegionTornDown{}).size(), 12u);
  EXPECT_EQ(encode(InitiateContact{}).size(), 40u);
  EXPECT_EQ(encode(VersionResponse{}).size(), 16u);
  EXPECT_EQ(encode(ModifyResponse{}).size(), 16u);
}

TEST(BusMessage, HasItsFieldsWhereTheContractSays) {
  const auto offer = encode(OfferChannel{.interface_type = Guid{{0xAA}},
                                         .instance = Guid{{0xBB}},
                                         .flags = 0x1234,
                                         .sub_channel = 7,
                                         .relid = 0x55,
                                         .monitor = 9,
                                         .connection = 0x77});
  EXPECT_EQ(offer[0], std::byte{1});
  EXPECT_EQ(offer[8], std::byte{0xAA});
  EXPECT_EQ(offer[24], std::byte{0xBB});
  EXPECT_EQ(offer[56], std::byte{0x34});
  EXPECT_EQ(offer[180], std::byte{7});
  EXPECT_EQ(offer[184], std::byte{0x55});
  EXPECT_EQ(offer[188], std::byte{9});
  EXPECT_EQ(offer[190], std::byte{1});
  EXPECT_EQ(offer[192], std::byte{0x77});
}

TEST(BusMessage, TakesALongerOneAndRefusesAShorterOne) {
  RULE("V-MSG-12");
  auto bytes = encode(CloseChannel{.relid = 3});
  bytes.resize(bytes.size() + 100);
  ASSERT_TRUE(decode(bytes).ok());
  EXPECT_EQ(std::get<CloseChannel>(*decode(bytes)).relid, 3u);
  bytes.resize(11);
  EXPECT_EQ(decode(bytes).fault(), MessageFault::too_short);
  bytes.resize(7);
  EXPECT_EQ(decode(bytes).fault(), MessageFault::too_short);
  bytes.resize(241);
  EXPECT_EQ(decode(bytes).fault(), MessageFault::too_long);
  bytes.assign(40, std::byte{0x63});
  EXPECT_EQ(decode(bytes).fault(), MessageFault::unknown_type);
}

TEST_F(Bus, AnswersExactlyTheVersionAskedForOrNo) {
  say(InitiateContact{.version = bus_version(6, 0)});
  EXPECT_EQ(pipe.all<VersionResponse>()[0].supported, 0);
  say(InitiateContact{.version = bus_version(4, 1)});
  EXPECT_EQ(pipe.all<VersionResponse>()[1].supported, 1);
  EXPECT_EQ(server.version(), bus_version(4, 1));
}

TEST_F(Bus, EndsEverythingAtANewContact) {
  RULE("V-MSG-1");
  offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  ASSERT_EQ(owner->opens.size(), 1u);
  server.answer_open(1, 0);
  contact();
  EXPECT_EQ(owner->closes, 1);
  EXPECT_EQ(pipe.all<VersionResponse>().size(), 2u);
  EXPECT_TRUE(server.regions_of(1).empty());
}

TEST_F(Bus, RefusesOneMonitorPageWithoutTheOther) {
  RULE("V-MSG-2");
  say(InitiateContact{.version = bus_version(5, 3), .parent_to_child = 1, .child_to_parent = 0});
  EXPECT_EQ(pipe.all<VersionResponse>()[0].state, 2);
  EXPECT_EQ(server.version(), 0u);
}

TEST_F(Bus, OffersSortedOnceAndNewOnesAtOnce) {
  RULE("V-MSG-3");
  offer(9, owner);
  offer(2, std::make_shared<Offered>());
  start();
  ASSERT_EQ(pipe.posted.size(), 4u);
  EXPECT_EQ(std::get<OfferChannel>(pipe.posted[1]).instance, Guid{{2}});
  EXPECT_EQ(std::get<OfferChannel>(pipe.posted[2]).instance, Guid{{9}});
  EXPECT_TRUE(std::holds_alternative<AllOffersDelivered>(pipe.posted[3]));
  say(RequestOffers{});
  EXPECT_EQ(pipe.posted.size(), 4u) << "once a connection";
  offer(3, std::make_shared<Offered>());
  EXPECT_EQ(pipe.all<OfferChannel>().size(), 3u);
}

TEST_F(Bus, UsesANumberAgainOnlyWhenItWasReleased) {
  RULE("V-MSG-4");
  const OfferId first = offer(1, owner);
  start();
  EXPECT_EQ(pipe.all<OfferChannel>()[0].relid, 1u);
  server.revoke(first);
  EXPECT_EQ(pipe.all<RescindOffer>()[0].relid, 1u);
  offer(2, std::make_shared<Offered>());
  EXPECT_EQ(pipe.all<OfferChannel>()[1].relid, 2u);
  say(RelidReleased{.relid = 1});
  offer(3, std::make_shared<Offered>());
  EXPECT_EQ(pipe.all<OfferChannel>()[2].relid, 1u);
}

TEST_F(Bus, OffersWhatWasRescindedAgainOnlyWhenThePeerLetGo) {
  RULE("V-MSG-11");
  const OfferId first = offer(1, owner);
  start();
  server.revoke(first);
  const OfferId again = offer(1, owner);
  EXPECT_EQ(pipe.all<OfferChannel>().size(), 1u);
  offer(2, std::make_shared<Offered>());
  EXPECT_EQ(pipe.all<OfferChannel>().size(), 2u) << "others do not wait";
  say(RelidReleased{.relid = 1});
  ASSERT_EQ(pipe.all<OfferChannel>().size(), 3u);
  EXPECT_EQ(pipe.all<OfferChannel>()[2].instance, Guid{{1}});
  // A peer that begins anew has nothing to let go of.
  server.revoke(again);
  offer(1, owner);
  EXPECT_EQ(pipe.all<OfferChannel>().size(), 3u);
  start();
  EXPECT_EQ(pipe.all<OfferChannel>().size(), 5u);
}

TEST_F(Bus, TakesARegionInPiecesAndRefusesWhatDoesNotAddUp) {
  RULE("V-MSG-5");
  start();
  RegionHeader header{
      .relid = 1, .region = 8, .range_bytes = 8 * 31, .ranges = 1, .values = {30 * kPageBytes}};
  for (int i = 0; i < 26; ++i) header.values.push_back(7);
  say(header);
  EXPECT_TRUE(pipe.all<RegionCreated>().empty());
  say(RegionBody{.region = 99, .values = {1}});
  EXPECT_TRUE(pipe.all<RegionCreated>().empty()) << "a body of nothing is dropped";
  say(RegionBody{.region = 8, .values = {7, 7, 7, 7}});
  ASSERT_EQ(pipe.all<RegionCreated>().size(), 1u);
  EXPECT_EQ(pipe.all<RegionCreated>()[0].status, 0u);

  header.region = 9;
  say(header);
  say(RegionBody{.region = 9, .values = {7, 7, 7, 7, 7}});  // one more than announced
  lend(10, 1, 0, 0);
  say(RegionHeader{.relid = 1, .region = 11, .range_bytes = 16, .ranges = 0, .values = {4096, 7}});
  say(RegionHeader{.relid = 1, .region = 12, .range_bytes = 16, .ranges = 1, .values = {2 * kPageBytes, 7}});
  std::vector<std::uint32_t> statuses;
  for (const RegionCreated& created : pipe.all<RegionCreated>()) statuses.push_back(created.status);
  EXPECT_EQ(statuses, (std::vector<std::uint32_t>{0, kRegionRefused, 0, kRegionRefused, kRegionRefused}));
}

TEST_F(Bus, OpensOnlyOnARegionThatCanBeARingPair) {
  RULE("V-MSG-6");
  RULE("V-GPADL-4");
  offer(1, owner);
  start();
  const auto refused = [&](std::uint32_t region, std::uint32_t downstream) {
    const std::size_t before = pipe.all<OpenResult>().size();
    say(open_message(region, downstream));
    return pipe.all<OpenResult>().size() == before + 1 && pipe.all<OpenResult>().back().status != 0;
  };
  EXPECT_TRUE(refused(5, 3)) << "no such region";
  lend(5, 6);
  EXPECT_TRUE(refused(5, 0));
  EXPECT_TRUE(refused(5, 1));
  EXPECT_TRUE(refused(5, 5));
  EXPECT_TRUE(refused(5, 6));
  EXPECT_TRUE(refused(5, 0xFFFFFFFF));
  lend(6, 6, 6 * kPageBytes - 8);
  EXPECT_TRUE(refused(6, 3)) << "not whole pages";
  lend(7, 7, 6 * kPageBytes, 8);
  EXPECT_TRUE(refused(7, 3)) << "not at a page";
  say(RegionHeader{.relid = 1,
                   .region = 8,
                   .range_bytes = 9 * 8,
                   .ranges = 2,
                   .values = {6 * kPageBytes, 100, 101, 102, 103, 104, 105, kPageBytes, 106}});
  EXPECT_TRUE(refused(8, 3)) << "two ranges";
  EXPECT_TRUE(owner->opens.empty());
  say(open_message(5, 3));
  ASSERT_EQ(owner->opens.size(), 1u);
  server.answer_open(1, 0);
  EXPECT_EQ(pipe.all<OpenResult>().back().status, 0u);
  EXPECT_EQ(pipe.all<OpenResult>().back().open_id, 77u);
}

TEST_F(Bus, IgnoresAnOpenOfWhatWasRescinded) {
  RULE("V-MSG-6");
  const OfferId id = offer(1, owner);
  start();
  lend(5, 6);
  server.revoke(id);
  say(open_message());
  EXPECT_TRUE(pipe.all<OpenResult>().empty());
}

TEST_F(Bus, TearsARegionDownWhenTheChannelLetGo) {
  RULE("V-MSG-7");
  RULE("V-GPADL-3");
  offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  ASSERT_TRUE(server.map(5, Right::write).ok());
  server.answer_open(1, 0);
  say(CloseChannel{.relid = 1});
  say(RegionTeardown{.relid = 1, .region = 5});
  EXPECT_TRUE(pipe.all<RegionTornDown>().empty());
  server.unmap(5);
  ASSERT_EQ(pipe.all<RegionTornDown>().size(), 1u);
  EXPECT_EQ(pipe.all<RegionTornDown>()[0].region, 5u);
}

TEST_F(Bus, TakesTheRestOfARescindInAnyOrder) {
  RULE("V-MSG-8");
  const OfferId id = offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  server.answer_open(1, 0);
  server.revoke(id);
  say(RegionTeardown{.relid = 1, .region = 5});
  EXPECT_EQ(pipe.all<RegionTornDown>().size(), 1u) << "at once";
  say(CloseChannel{.relid = 1});
  say(RelidReleased{.relid = 1});
  EXPECT_EQ(server.record(id).id, 0u);
}

TEST_F(Bus, UnloadsWhenTheLastChannelHasClosed) {
  RULE("V-MSG-9");
  const OfferId id = offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  server.answer_open(1, 0);
  say(Unload{});
  EXPECT_EQ(owner->closes, 1);
  EXPECT_TRUE(pipe.all<UnloadComplete>().empty());
  server.closed(id);
  EXPECT_EQ(pipe.all<UnloadComplete>().size(), 1u);
}

TEST_F(Bus, RemembersAnOpenThatComesWhileClosing) {
  RULE("V-LIFE-19");
  const OfferId id = offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  server.answer_open(1, 0);
  say(CloseChannel{.relid = 1});
  say(open_message());
  EXPECT_EQ(owner->opens.size(), 1u);
  say(open_message());
  EXPECT_EQ(pipe.all<OpenResult>().back().status, kRegionRefused) << "a second one is an error";
  server.closed(id);
  EXPECT_EQ(owner->opens.size(), 2u);
}

TEST_F(Bus, MapsARegionOnceAndAReadOnlyOneForReading) {
  RULE("V-GPADL-1");
  RULE("V-GPADL-2");
  start();
  lend(5, 6);
  ASSERT_TRUE(server.map(5, Right::write).ok());
  EXPECT_EQ(server.map(5, Right::read).fault(), Fault::mapped);
  server.unmap(5);
  EXPECT_TRUE(server.map(5, Right::read).ok());
  say(RegionHeader{
      .relid = 1, .region = 6, .range_bytes = 16, .ranges = 1, .values = {4096, 7}, .read_only = true});
  EXPECT_EQ(server.map(6, Right::write).fault(), Fault::read_only);
  EXPECT_TRUE(server.map(6, Right::read).ok());
}

TEST_F(Bus, TakesARegionsNumberAgainAfterItsTeardown) {
  RULE("V-GPADL-5");
  start();
  lend(5, 6);
  lend(5, 6);
  EXPECT_EQ(pipe.all<RegionCreated>().back().status, kRegionRefused);
  say(RegionTeardown{.relid = 2, .region = 5});  // through any channel of the device
  lend(5, 2);
  EXPECT_EQ(pipe.all<RegionCreated>().back().status, 0u);
}

TEST_F(Bus, IsTheSameAfterSaveAndRestore) {
  RULE("V-SAVE-4");
  offer(1, owner);
  start();
  lend(5, 6);
  say(open_message());
  server.answer_open(1, 0);
  RegionHeader half{.relid = 1, .region = 8, .range_bytes = 8 * 31, .ranges = 1, .values = {30 * kPageBytes}};
  for (int i = 0; i < 26; ++i) half.values.push_back(7);
  say(half);
  const auto saved = server.save();

  Recorder other_pipe;
  BusServer other(memory, other_pipe);
  ASSERT_TRUE(other.restore(saved).ok());
  EXPECT_EQ(other.save(), saved);
  auto new_owner = std::make_shared<Offered>();
  const auto again = other.offer({.interface_type = kEchoType, .instance = Guid{{1}}}, new_owner);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(other_pipe.posted.empty()) << "the peer has it already";
  EXPECT_EQ(other.record(*again).state, OpenState::open);
  EXPECT_EQ(other.record(*again).relid, 1u);
  RULE("V-REST-12");  // a region that was arriving goes on arriving
  other.receive(encode(RegionBody{.region = 8, .values = {7, 7, 7, 7}}));
  EXPECT_EQ(other_pipe.all<RegionCreated>()[0].status, 0u);
}

TEST_F(Bus, RefusesASavedVersionAboveItsOwn) {
  RULE("V-REST-14");
  start();
  const auto saved = server.save();
  BusServer older(memory, pipe, bus_version(5, 0));
  EXPECT_EQ(older.restore(saved).fault(), Fault::newer_version);
}

TEST_F(Bus, RefusesEveryTruncationOfWhatItSaved) {
  offer(1, owner);
  start();
  lend(5, 6);
  const auto saved = server.save();
  for (std::size_t bytes = 0; bytes < saved.size(); ++bytes) {
    BusServer other(memory, pipe);
    EXPECT_FALSE(other.restore(Bytes(saved).first(bytes)).ok()) << bytes;
  }
}

}  // namespace
}  // namespace penstock::channel

// SPDX-License-Identifier: Apache-2.0
#include "link/capture_link.h"

#include <pcap/pcap.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "exec/runtime.h"

namespace penstock::link {
namespace {

constexpr std::int64_t kLatestNs = exec::kForever - 1;

// Times are the file's, and a file may say anything.
std::int64_t nanoseconds(const timeval& time) {
  std::int64_t total = 0;
  if (__builtin_mul_overflow(std::int64_t{time.tv_sec}, std::int64_t{1'000'000'000}, &total) ||
      __builtin_add_overflow(total, std::int64_t{time.tv_usec}, &total)) {
    return kLatestNs;
  }
  return std::clamp<std::int64_t>(total, 0, kLatestNs);
}

std::string link_type_text(int link_type) {
  const char* name = pcap_datalink_val_to_name(link_type);
  return "link type " + std::to_string(link_type) + (name != nullptr ? std::string(" (") + name + ")" : "");
}

}  // namespace

void CaptureLink::ClosePcap::operator()(pcap* file) const { pcap_close(file); }

Result<std::unique_ptr<CaptureLink>> CaptureLink::open(CaptureOptions options, packet::PacketPool& pool) {
  const std::string subject = "file " + options.path;
  std::FILE* stream = std::fopen(options.path.c_str(), "rbe");
  if (stream == nullptr) return system_fault(subject, "open", errno);
  char why[PCAP_ERRBUF_SIZE] = "";
  std::unique_ptr<pcap, ClosePcap> file(
      pcap_fopen_offline_with_tstamp_precision(stream, PCAP_TSTAMP_PRECISION_NANO, why));
  if (file == nullptr) {
    std::fclose(stream);
    return Fault{Reason::not_a_capture, subject, why};
  }
  const int link_type = pcap_datalink(file.get());
  const auto framing = framing_of(link_type);
  if (!framing) {
    return Fault{Reason::unknown_link_type, subject,
                 link_type_text(link_type) +
                     " is not read; RAW, IPV4, IPV6, NULL, LOOP, EN10MB, LINUX_SLL and "
                     "LINUX_SLL2 are"};
  }
  return std::unique_ptr<CaptureLink>(new CaptureLink(std::move(options), pool, std::move(file), *framing));
}

CaptureLink::CaptureLink(CaptureOptions options, packet::PacketPool& pool,
                         std::unique_ptr<pcap, ClosePcap> file, Framing framing)
    : options_(std::move(options)), pool_(pool), file_(std::move(file)), framing_(framing) {
  if (options_.paced) opened_ns_ = exec::runtime().now_ns();
  read_ahead();
}

CaptureLink::~CaptureLink() = default;

std::uint32_t CaptureLink::receive(packet::PacketBatch& batch) {
  const std::int64_t until_ns = options_.paced ? exec::runtime().now_ns() : exec::kForever;
  std::uint32_t added = 0;
  while (!batch.full() && ahead_ && ahead_->arrival_ns <= until_ns) {
    packet::PacketPtr packet = take_ahead();
    if (packet == nullptr) continue;
    counters_.received(packet->size_bytes());
    batch.push_back(std::move(packet));
    ++added;
  }
  return added;
}

void CaptureLink::send(packet::PacketBatch& batch) {
  counters_.refused.add(batch.count());
  batch.clear();
}

LinkState CaptureLink::state() const {
  if (ahead_) return LinkState::open;
  return fault_ ? LinkState::failed : LinkState::drained;
}

std::int64_t CaptureLink::next_arrival_ns() const { return ahead_ ? ahead_->arrival_ns : exec::kForever; }

// To the next frame that holds an IP packet, or to the end.
void CaptureLink::read_ahead() {
  ahead_.reset();
  while (true) {
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    const int outcome = pcap_next_ex(file_.get(), &header, &bytes);
    if (outcome == PCAP_ERROR_BREAK) return;
    if (outcome != 1) {
      fault_ = Fault{Reason::broken_file, "file " + options_.path, pcap_geterr(file_.get())};
      return;
    }
    const auto packet = packet_in(framing_, {bytes, header->caplen});
    if (packet.ok()) {
      ahead_ = Ahead{*packet, arrival_of(nanoseconds(header->ts))};
      return;
    }
    counters_.malformed.add(1);
    frame_faults_[static_cast<std::size_t>(packet.fault())].add(1);
  }
}

// Paced: as long after the opening as after the file's first packet. Files may go back in time; we do not.
std::int64_t CaptureLink::arrival_of(std::int64_t file_ns) {
  if (!options_.paced) return file_ns;
  if (!first_file_ns_) first_file_ns_ = file_ns;
  const std::int64_t since_first_ns = std::max<std::int64_t>(file_ns - *first_file_ns_, 0);
  return since_first_ns > kLatestNs - opened_ns_ ? kLatestNs : opened_ns_ + since_first_ns;
}

packet::PacketPtr CaptureLink::take_ahead() {
  const Ahead taken = *ahead_;
  packet::PacketPtr packet = pool_.allocate();
  if (packet == nullptr) {
    counters_.no_buffer.add(1);
  } else if (taken.packet.size() > packet->tailroom_bytes()) {
    counters_.too_long.add(1);
    packet = nullptr;
  } else {
    packet->set_size(static_cast<std::uint32_t>(taken.packet.size()));
    std::copy(taken.packet.begin(), taken.packet.end(), packet->data());
    packet->arrived_ns = taken.arrival_ns;
  }
  read_ahead();
  return packet;
}

}  // namespace penstock::link

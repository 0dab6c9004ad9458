// SPDX-License-Identifier: Apache-2.0
// A channel into an image, and on from one.
#include <fmt/format.h>

#include <filesystem>
#include <mutex>
#include <new>

#include "channel_side.h"
#include "file_magic.h"
#include "snapshot/image_file.h"

namespace penstock::app {
namespace {

constexpr std::string_view kImageMagic = "PTNKIMG\n";
constexpr std::size_t kStateBytesMax = 1 << 20;
constexpr std::int64_t kTellingNs = 1'000'000'000;  // a client that reads takes far less

std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

// An image may be replaced by a newer one, anything else is somebody's.
bool may_be_replaced(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return true;
  if (!std::filesystem::is_regular_file(status)) return false;
  return begins_with(file, kImageMagic);
}

}  // namespace

// The saved bus, before anything is offered on it.
std::string ChannelSide::take_in(std::optional<ImageToRestore> image) {
  if (!image) return {};
  const ClientSection& client = image->image.client;
  if (image->image.name != setting_.name) {
    return fmt::format("{}: is of channel '{}', and this one is '{}'", image->file, image->image.name,
                       setting_.name);
  }
  if (client.driver != setting_.driver) {
    return fmt::format("{}: was saved with driver '{}', and channel {} has '{}'", image->file, client.driver,
                       setting_.name, setting_.driver);
  }
  if (const auto restored = host_->restore(image->image.bus, client.identity); !restored) {
    return fmt::format("{}: section bus/{}: {}", image->file, setting_.name,
                       channel::to_string(restored.fault()));
  }
  if (around_.port != nullptr) {
    around_.port->hold();
    const std::uint32_t put = around_.port->put_held(image->image.held);
    if (put != image->image.held.size()) {
      return fmt::format("{}: section held/{}: memory for {} packets of {}", image->file, setting_.name, put,
                         image->image.held.size());
    }
  }
  image_ = std::move(image);
  set_phase(Phase::restoring);
  return {};
}

// What was saved stops being true: whoever restores from it would do everything a second time.
std::string ChannelSide::consume() {
  while (!images_.empty()) {
    const auto used = snapshot::consume_image(images_.back());
    if (!used && used.fault().reason != snapshot::Reason::used) {
      return fmt::format("{}: cannot be set aside ({}), and could be restored a second time", images_.back(),
                         used.fault().detail);
    }
    if (used) set_aside_ = *used;
    images_.pop_back();
  }
  return {};
}

std::string ChannelSide::save_state(std::vector<std::byte>& into) {
  if (setting_.state_save_control == 0) return {};
  const nt::Answer answer = device_->control_and_wait(setting_.state_save_control, {}, kStateBytesMax);
  if (answer.status < 0) {
    return fmt::format("state: driver {} refused control {:#x} with status {}", setting_.driver,
                       setting_.state_save_control, status_text(answer.status));
  }
  const auto bytes = std::as_bytes(std::span(answer.output));
  into.assign(bytes.begin(), bytes.end());
  return {};
}

ChannelSide::Answer ChannelSide::save_now(const std::string& file) try {
  if (host_->client() != channel::BusClientState::here)
    return fmt::format("channel {} has no client: there is nothing to go on with later", setting_.name);
  const bool was_active = phase() == Phase::running;
  if (const std::string wrong = stop_running(); !wrong.empty()) return wrong;
  if (stopping_.load(std::memory_order_acquire)) return std::string("penstock is ending");
  if (!host_->wait_until_told(exec::runtime().now_ns() + kTellingNs)) {
    return fmt::format("channel {} is paused and not saved: its client does not read what the bus tells it",
                       setting_.name);
  }
  const bool quiet = around_.settle();
  ChannelImage image{.name = setting_.name,
                     .client = {.identity = host_->next_epoch(), .driver = setting_.driver},
                     .bus = host_->server().save()};
  std::string wrong = save_state(image.provider);
  if (wrong.empty() && around_.port != nullptr) image.held = around_.port->held_bytes();
  if (wrong.empty() && !may_be_replaced(file))
    wrong = file + ": is there and is no image; choose another file";
  std::uint64_t bytes = 0;
  if (wrong.empty()) {
    const auto written = write_channel_image(file, image, *endpoint_, std::exchange(spent_, {}));
    if (const auto* why = std::get_if<std::string>(&written)) {
      wrong = *why;
    } else {
      bytes = std::get<std::uint64_t>(written);
    }
  }
  if (!wrong.empty()) return fmt::format("channel {} is paused and not saved: {}", setting_.name, wrong);
  images_.push_back(file);
  {
    std::lock_guard hold(lock_);
    last_image_ = file;
  }
  set_phase(Phase::saved);
  return base::Row{{"channel", setting_.name},
                   {"image", file},
                   {"epoch", number(image.client.identity.epoch)},
                   {"bytes", number(bytes)},
                   {"in flight", number(endpoint_->in_flight())},
                   {"queued", number(endpoint_->queued_now())},
                   {"held at the port", number(image.held.size())},
                   {"path", std::string(quiet ? "quiet" : "busy: what is under way in it is not saved")},
                   {"answer", std::string(was_active ? "paused and saved" : "saved; it was paused")}};
} catch (const std::bad_alloc&) {
  return fmt::format("channel {} is not saved: no memory", setting_.name);
}

// The driver keeps its channel; it is offered again on the saved bus.
ChannelSide::Answer ChannelSide::prepare_restore(const std::string& file) {
  auto read = read_channel_image(file);
  if (const auto* wrong = std::get_if<std::string>(&read)) return *wrong;
  if (host_->client() != channel::BusClientState::none) {
    return fmt::format(
        "channel {} has a client, which is on another bus than the image's; end it, or start with: "
        "penstock run --restore {}",
        setting_.name, file);
  }
  if (around_.port != nullptr) around_.port->hold();
  if (const auto disabled = endpoint_->disable(); !disabled)
    return fmt::format("channel {}: {}", setting_.name, channel::to_string(disabled.fault()));
  std::string wrong = take_in(std::move(std::get<ImageToRestore>(read)));
  const auto enabled = endpoint_->enable();
  if (wrong.empty() && !enabled) wrong = channel::to_string(enabled.fault());
  if (!wrong.empty()) {
    set_phase(Phase::paused);
    image_.reset();
    return wrong;
  }
  listen();
  return base::Row{
      {"channel", setting_.name}, {"image", file}, {"answer", std::string(text_of(Phase::restoring))}};
}

std::string ChannelSide::restore_image() {
  const ChannelImage& image = image_->image;
  if (!image.provider.empty()) {
    if (setting_.state_restore_control == 0)
      return "section provider/: the channel's configuration has no state.restore";
    const auto* first = reinterpret_cast<const std::uint8_t*>(image.provider.data());
    const nt::Answer answer =
        device_->control_and_wait(setting_.state_restore_control, {first, image.provider.size()}, 0);
    if (answer.status < 0) {
      return fmt::format("section provider/{}: driver {} refused it with status {}", setting_.name,
                         setting_.driver, status_text(answer.status));
    }
  }
  return restore_channel(*image_, *endpoint_);
}

void ChannelSide::go_on_from_image() {
  around_.log(fmt::format("channel {}: waits for the client of {}", setting_.name, image_->file));
  const auto arrival = host_->wait_for_client();
  if (arrival == channel::BusHost::Arrival::ended) return;
  std::string wrong;
  if (arrival == channel::BusHost::Arrival::went_on) {
    wrong = fmt::format("is of epoch {}, and its client has gone on from a later one",
                        image_->image.client.identity.epoch);
  }
  if (wrong.empty()) wrong = restore_image();
  std::string used;
  if (wrong.empty()) {
    const auto consumed = snapshot::consume_image(image_->file);
    if (consumed) {
      used = *consumed;
    } else {
      wrong = consumed.fault().reason == snapshot::Reason::used
                  ? "somebody else has restored from it meanwhile"
                  : "cannot be set aside: " + consumed.fault().detail;
    }
  }
  if (!wrong.empty()) {
    wrong = image_->file + ": " + wrong;
    around_.log(fmt::format("channel {}: {}", setting_.name, wrong));
    {
      std::lock_guard hold(lock_);
      why_failed_ = wrong;
    }
    set_phase(Phase::failed);
    image_.reset();
    if (std::exchange(from_start_, false)) around_.restore_failed();
    return;
  }
  image_.reset();
  host_->go_on();
  spent_ = used;
  set_phase(Phase::paused);
  if (const Answer started = start_now(); const auto* why = std::get_if<std::string>(&started))
    around_.log(*why);
  around_.log(fmt::format("channel {}: restored; the image is {} now", setting_.name, used));
}

}  // namespace penstock::app

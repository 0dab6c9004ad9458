// SPDX-License-Identifier: Apache-2.0
#include "endpoint_watch.h"

#include <fcntl.h>

#include <cctype>
#include <cerrno>

#include "link/descriptor.h"

namespace penstock::app {
namespace {

// "/usr/bin/curl" as the contract shows image paths: a device path, lower-case, with its terminator.
std::u16string device_path(const std::string& path) {
  if (path.empty()) return {};
  std::u16string device = u"\\device\\harddiskvolume1";
  for (const char letter : path) {
    const auto byte = static_cast<unsigned char>(letter);
    device += letter == '/' ? u'\\' : byte < 0x80 ? static_cast<char16_t>(std::tolower(byte)) : u'?';
  }
  return device + u'\0';
}

}  // namespace

link::Result<std::unique_ptr<link::SocketObserver>> observe_sockets(const std::string& namespace_path) {
  if (namespace_path.empty()) return link::SocketObserver::open();
  const link::Descriptor there(::open(namespace_path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!there) return link::system_fault("namespace " + namespace_path, "open", errno);
  return link::SocketObserver::open(there.get());
}

EndpointWatch::EndpointWatch(std::unique_ptr<link::SocketObserver> observer, exec::Poller& poller)
    : observer_(std::move(observer)), poller_(poller) {
  (void)poller_.watch(observer_->descriptor(), *this);
}

EndpointWatch::~EndpointWatch() { poller_.unwatch(observer_->descriptor()); }

filter::ProcessFacts EndpointWatch::process_of(const wire::FlowKey& local_first) {
  const link::SocketOwner owner = observer_->owner_of(local_first);
  return {.id = owner.process_id, .image_path = device_path(owner.image_path)};
}

void EndpointWatch::readable() {
  observer_->take_deaths([this](const wire::FlowKey& key) {
    if (filter::FilterStation* station = station_.load()) station->endpoint_died(key);
  });
}

}  // namespace penstock::app

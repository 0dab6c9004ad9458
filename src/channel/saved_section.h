// SPDX-License-Identifier: Apache-2.0
// A channel's section of an image, between the endpoint and the file: chunks go out as they are made and come in as
// they are read, in runs that fit a core's cache.
//
// Threads: the endpoint's for saves and restores.
// Memory: the block of the stream or of the reader.
// Errors: SectionFault; a save or restore that failed has been ended.
#pragma once

#include <optional>

#include "channel/saved_outline.h"
#include "channel/server_endpoint.h"
#include "snapshot/image_reader.h"
#include "snapshot/image_stream.h"

namespace penstock::channel {

struct SectionFault {
  Fault fault = Fault::damaged;
  std::uint32_t provider_status = 0;     // beside provider_refused
  std::optional<snapshot::Fault> image;  // then it was the image that failed, and the others say nothing
};

// Into the section that is open. The endpoint is paused; how many bytes it took.
base::Result<std::uint64_t, SectionFault> save_section(ServerEndpoint& endpoint, snapshot::ImageStream& into);

// The image was checked before: of what is read, chunks have their effect as they come.
base::Result<void, SectionFault> restore_section(ServerEndpoint& endpoint, snapshot::SectionReader& from);

// As of bytes. Where the image itself is what is wrong, from.check() says so afterwards.
base::Result<SavedOutline, OutlineFault> outline_of(snapshot::SectionReader& from);

}  // namespace penstock::channel

// SPDX-License-Identifier: Apache-2.0
// Names for addresses: "hold_classify+0x12 (hold)" for guests, also for a while after they are gone, and what
// the system's loader knows for everything else. Installed as the namer of base/call_site.h.
//
// Threads: any; a lock around a short list.
// Memory: keeps the symbol tables of every guest that was mapped in this run.
// Errors: an unknown address is named in hexadecimal.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/call_site.h"
#include "host/elf_image.h"

namespace penstock::host {

void install_call_site_namer();
void remember_names(const std::string& guest, const void* begin, std::size_t size_bytes,
                    std::vector<Symbol> symbols);
// From now on the names of this range say that the guest is unloaded.
void mark_unloaded(const void* begin);

}  // namespace penstock::host

// SPDX-License-Identifier: Apache-2.0
// A ByteStream as OpenSSL's source and sink. This room's own.
//
// Threads: those of the session.
// Memory: the session frees it; the stream outlives it.
// Errors: those of the stream, in OpenSSL's terms.
#pragma once

#include <openssl/bio.h>

#include "link/byte_stream.h"

namespace penstock::link {

BIO* new_stream_bio(ByteStream& stream);

}  // namespace penstock::link

// SPDX-License-Identifier: Apache-2.0
#include "link/stream_bio.h"

#include "base/assert.h"

namespace penstock::link {
namespace {

ByteStream& stream_of(BIO* bio) { return *static_cast<ByteStream*>(BIO_get_data(bio)); }

int write_bytes(BIO* bio, const char* bytes, int count) {
  BIO_clear_retry_flags(bio);
  if (count <= 0) return 0;
  ByteStream& stream = stream_of(bio);
  const Frame frame(reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(count));
  if (stream.send({&frame, 1}) == 1) return count;
  if (stream.state() != StreamState::failed) BIO_set_retry_write(bio);
  return -1;
}

int read_bytes(BIO* bio, char* into, int count) {
  BIO_clear_retry_flags(bio);
  if (count <= 0) return 0;
  ByteStream& stream = stream_of(bio);
  const std::uint32_t read =
      stream.receive({reinterpret_cast<std::uint8_t*>(into), static_cast<std::size_t>(count)});
  if (read != 0) return static_cast<int>(read);
  if (stream.state() == StreamState::ended) return 0;
  if (stream.state() == StreamState::open) BIO_set_retry_read(bio);
  return -1;
}

long control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return stream_of(bio).state() == StreamState::ended;
  return command == BIO_CTRL_FLUSH;
}

BIO_METHOD* new_method() {
  BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "penstock byte stream");
  PENSTOCK_ASSERT(method != nullptr);
  BIO_meth_set_write(method, write_bytes);
  BIO_meth_set_read(method, read_bytes);
  BIO_meth_set_ctrl(method, control);
  return method;
}

}  // namespace

BIO* new_stream_bio(ByteStream& stream) {
  static BIO_METHOD* const method = new_method();
  BIO* bio = BIO_new(method);
  PENSTOCK_ASSERT(bio != nullptr);
  BIO_set_data(bio, &stream);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace penstock::link

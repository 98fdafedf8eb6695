#include "cli/fd_buffer.h"

#include <unistd.h>

#include <cerrno>

namespace orgsim::cli {

FdBuffer::FdBuffer(int descriptor) : descriptor_(descriptor) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

FdBuffer::~FdBuffer() { drain(); }

int FdBuffer::failure() {
  drain();
  return failure_;
}

bool FdBuffer::drain() {
  const char* begin = pbase();
  while (failure_ == 0 && begin != pptr()) {
    const auto n_left = static_cast<std::size_t>(pptr() - begin);
    const ssize_t written = ::write(descriptor_, begin, n_left);
    if (written >= 0) {
      begin += written;
    } else if (errno != EINTR) {
      failure_ = errno;
    }
  }
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return failure_ == 0;
}

FdBuffer::int_type FdBuffer::overflow(int_type next) {
  if (!drain()) {
    return traits_type::eof();
  }
  if (!traits_type::eq_int_type(next, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(next);
    pbump(1);
  }
  return traits_type::not_eof(next);
}

int FdBuffer::sync() { return drain() ? 0 : -1; }

}  // namespace orgsim::cli

#pragma once

#include <array>
#include <streambuf>

namespace orgsim::cli {

/// A buffer that writes to a file descriptor and remembers why writing failed, which those of the
/// standard streams do not. After a failure everything further is dropped.
class FdBuffer : public std::streambuf {
 public:
  /// `descriptor` stays open and belongs to the caller.
  explicit FdBuffer(int descriptor);
  ~FdBuffer() override;

  FdBuffer(const FdBuffer&) = delete;
  FdBuffer& operator=(const FdBuffer&) = delete;

  /// The `errno` of the first write that failed, after writing what is left; 0 when none did.
  int failure();

 private:
  int_type overflow(int_type next) override;
  int sync() override;
  bool drain();

  int descriptor_;
  int failure_ = 0;
  std::array<char, 1U << 16U> buffer_;
};

}  // namespace orgsim::cli

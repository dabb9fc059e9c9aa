// Feeds arbitrary bytes to the image decoders: nothing but an Error may come out, and nothing may be read or
// written out of bounds. Built by Clang alone, and only when asked for:
//
// - cmake -S . -B build/fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DWASSERFARBE_TORCH=OFF
// -DWASSERFARBE_FUZZ=ON
// - cmake --build build/fuzz --target decode_fuzz
// - cp -r tests/fuzz/corpus/decode_fuzz build/fuzz/corpus
// - build/fuzz/bin/decode_fuzz -max_total_time=60 -rss_limit_mb=4096 -close_fd_mask=2 build/fuzz/corpus
//
// -close_fd_mask=2 silences what the decoders print about damaged files. An input that fails is kept as
// crash-*; give it as the only argument to see it again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "model/dataset/decode.h"
#include "model/dataset/png_file.h"
#include "model/types/error.h"

namespace {

/// Calls a decoder: it returns a whole image or throws what its documentation says.
template <typename Decode>
void check(Decode&& decode) {
    try {
        const wasserfarbe::Image image = decode();
        const std::size_t expected =
            std::size_t{3} * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
        if (image.empty() || image.pixels.size() != expected)
            std::abort();
    } catch (const wasserfarbe::Error& error) {
        if (error.kind() != wasserfarbe::ErrorKind::Data || error.detail().empty())
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    check([bytes] { return wasserfarbe::decode_image(bytes); });
    check([bytes] { return wasserfarbe::decode_png(bytes).image; });
    return 0;
}

// Feeds arbitrary text to the reader of where an image comes from: nothing but an Error may come out, and an
// origin that is taken must survive being written again. Built by Clang alone, and only when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target image_origin_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/image_origin_fuzz -max_total_time=60 build/fuzz/corpus/image_origin_fuzz
//
// An input that fails is kept as crash-*; give it as the only argument to see it again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "model/run/image_origin.h"
#include "model/types/error.h"

using namespace wasserfarbe;

namespace {

void require(bool condition) {
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const std::string text(reinterpret_cast<const char*>(data), size);
        const std::optional<ImageOrigin> origin = parse_origin({{"wasserfarbe", text}});
        require(origin.has_value());
        require(origin->latents.values.size() <= static_cast<std::size_t>(kMaxOriginNumbers));
        require(parse_origin(to_text_chunks(*origin)) == origin);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Model && !error.detail().empty());
    }
    return 0;
}

// Feeds arbitrary bytes to the check of pictures and to the decoders: a whole picture or a reason must come
// out, nothing may be read or written out of bounds, and nothing may take long. Built by Clang alone, and
// only when asked for:
//
// - cmake --preset fuzz
// - cmake --build --preset fuzz --target decode_fuzz
// - cp -r tests/fuzz/corpus/decode_fuzz build/fuzz/corpus
// - build/fuzz/bin/decode_fuzz -max_total_time=60 -timeout=20 -rss_limit_mb=4096 -close_fd_mask=2
// build/fuzz/corpus
//
// -close_fd_mask=2 silences what the decoders print about damaged files. An input that fails is kept as
// crash-*; give it as the only argument to see it again.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>

#include "model/pictures/formats/picture_format.h"
#include "model/pictures/inspect_picture.h"
#include "model/pictures/png_file.h"
#include "model/types/error.h"

namespace {

using namespace wasserfarbe;
using Bytes = std::span<const std::uint8_t>;

void require(bool holds) {
    if (!holds)
        std::abort();
}

void require_whole(const Image& image) {
    require(!image.empty() && image.pixels.size() == std::size_t{3} * static_cast<std::size_t>(image.width) *
                                                         static_cast<std::size_t>(image.height));
}

/// A large picture takes its time, honestly; the next thousand inputs are worth more.
bool is_slow(Bytes bytes) {
    constexpr std::int64_t many_pixels = std::int64_t{1} << 22;
    const std::optional<ImageSize> size = open_picture(bytes).size;
    return size && is_decodable(*size) && size->width * size->height > many_pixels;
}

/// Whether `part` is `whole` reduced by `factor`, rounded up.
bool is_reduced(ImageSize whole, const Image& part, int factor) {
    return (whole.width + factor - 1) / factor == part.width &&
           (whole.height + factor - 1) / factor == part.height;
}

void check_inspection(Bytes bytes) {
    const std::uint8_t choice = bytes.empty() ? 0 : bytes.back();
    const std::array<const char*, 4> names = {"a.png", "a.JPG", "a.ppm", "a"};
    DecodeOptions options;
    options.alpha_color = {choice, static_cast<std::uint8_t>(~choice), 77};
    options.smallest_side = (choice & 1) != 0 ? 1 << (choice % 16) : 0;
    const InspectedPicture picture = inspect_picture(bytes, names[choice % names.size()], options);
    const PictureReport& report = picture.report;
    require(report.usable() == !report.reason);
    if (!report.usable()) {
        require(picture.image.empty() && report.findings.count() == 1);
        return;
    }
    require_whole(picture.image);
    require(report.format.has_value() && is_decodable(report.size));
    const std::array<int, 4> factors = {1, 2, 4, 8};
    const auto factor = std::find_if(factors.begin(), factors.end(), [&](int candidate) {
        return is_reduced(report.size, picture.image, candidate);
    });
    require(factor != factors.end());
    require(*factor == 1 || (*report.format == ImageFormat::Jpeg &&
                             std::min(picture.image.width, picture.image.height) >= options.smallest_side));
}

void check_png(Bytes bytes) {
    try {
        require_whole(decode_png(bytes).image);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Data && !error.detail().empty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    if (is_slow(bytes))
        return 0;
    check_inspection(bytes);
    check_png(bytes);
    return 0;
}

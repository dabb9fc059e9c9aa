#include "model/dataset/picture_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "model/dataset/pixels_hash.h"
#include "model/files/reason_json.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

/// Changes whenever the format does, or what decoding makes of a file.
constexpr std::string_view kMagic = "Wasserfarbe pictures 1\n";
constexpr std::uint8_t kNoFormat = 255;
constexpr auto kLastFit = static_cast<std::uint8_t>(Fit::Stretch);
constexpr std::size_t kChecksumBytes = 8;

Error damaged(const char* what) {
    return {ErrorKind::Data, std::string("the index of decoded pictures is damaged: ") + what};
}

/// Numbers with the lowest byte first, texts after their length.
class Writer {
public:
    template <typename Number>
    void number(Number value) {
        static_assert(std::is_integral_v<Number>);
        auto rest = static_cast<std::make_unsigned_t<Number>>(value);
        for (std::size_t i = 0; i < sizeof(Number); ++i) {
            bytes.push_back(static_cast<std::uint8_t>(rest));
            if constexpr (sizeof(Number) > 1)
                rest >>= 8;
        }
    }
    void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        bytes.insert(bytes.end(), value.begin(), value.end());
    }
    void color(Color value) {
        for (const std::uint8_t channel : {value.red, value.green, value.blue})
            number(channel);
    }

    std::vector<std::uint8_t> bytes;
};

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : left_(bytes) {}

    template <typename Number>
    Number number() {
        const std::span<const std::uint8_t> bytes = take(sizeof(Number));
        std::make_unsigned_t<Number> value = 0;
        for (std::size_t i = sizeof(Number); i-- > 0;)
            value = static_cast<std::make_unsigned_t<Number>>(
                static_cast<std::make_unsigned_t<Number>>(value * 256U) | bytes[i]);
        return static_cast<Number>(value);
    }
    double real() { return std::bit_cast<double>(number<std::uint64_t>()); }
    bool flag() {
        const auto value = number<std::uint8_t>();
        if (value > 1)
            throw damaged("a flag is neither 0 nor 1");
        return value == 1;
    }
    std::string text() {
        const std::span<const std::uint8_t> bytes = take(number<std::uint32_t>());
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    Color color() {
        Color color;
        color.red = number<std::uint8_t>();
        color.green = number<std::uint8_t>();
        color.blue = number<std::uint8_t>();
        return color;
    }
    std::size_t left() const { return left_.size(); }

private:
    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > left_.size())
            throw damaged("it ends too early");
        const std::span<const std::uint8_t> taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }

    std::span<const std::uint8_t> left_;
};

void write_entry(Writer& writer, const PictureIndex::Entry& entry) {
    const PreparedPicture& picture = entry.picture;
    const PictureReport& report = picture.report;
    writer.text(picture.name);
    writer.number(entry.stamp.bytes);
    writer.number(entry.stamp.modified);
    writer.number(static_cast<std::uint8_t>(entry.place.has_value()));
    if (entry.place) {
        writer.real(entry.place->x);
        writer.real(entry.place->y);
    }
    writer.number(entry.slot);
    writer.number(report.findings.bits());
    writer.text(report.reason ? format_reason(*report.reason) : "");
    writer.number(report.format ? static_cast<std::uint8_t>(*report.format) : kNoFormat);
    writer.number(report.size.width);
    writer.number(report.size.height);
    writer.number(report.content_hash);
    writer.number(report.perceptual_hash);
    writer.number(picture.same_as);
    writer.number(picture.like);
    writer.number(picture.pixels_hash);
}

PictureIndex::Entry read_entry(Reader& reader) {
    PictureIndex::Entry entry;
    PreparedPicture& picture = entry.picture;
    PictureReport& report = picture.report;
    picture.name = reader.text();
    entry.stamp.bytes = reader.number<std::uint64_t>();
    entry.stamp.modified = reader.number<std::int64_t>();
    if (reader.flag()) {
        entry.place.emplace();
        entry.place->x = reader.real();
        entry.place->y = reader.real();
    }
    entry.slot = reader.number<std::int64_t>();
    report.findings = Findings::from_bits(reader.number<std::uint32_t>());
    if (const std::string reason = reader.text(); !reason.empty())
        report.reason = parse_reason(reason);
    if (const auto format = reader.number<std::uint8_t>(); format < kImageFormatCount)
        report.format = static_cast<ImageFormat>(format);
    else if (format != kNoFormat)
        throw damaged("a format is unknown");
    report.size.width = reader.number<std::int64_t>();
    report.size.height = reader.number<std::int64_t>();
    report.content_hash = reader.number<std::uint64_t>();
    report.perceptual_hash = reader.number<std::uint64_t>();
    picture.same_as = reader.number<std::int64_t>();
    picture.like = reader.number<std::int64_t>();
    picture.pixels_hash = reader.number<std::uint64_t>();
    return entry;
}

void check_entry(const PictureIndex& index, std::size_t i) {
    const PictureIndex::Entry& entry = index.entries[i];
    const auto position = static_cast<std::int64_t>(i);
    if (entry.slot < -1 || entry.slot >= index.slots || (entry.slot >= 0) != entry.picture.report.usable())
        throw damaged("a picture's pixels are not where they should be");
    if (entry.picture.report.usable() == entry.picture.report.reason.has_value())
        throw damaged("a picture without a reason can't be used");
    for (const std::int64_t reference : {entry.picture.same_as, entry.picture.like})
        if (reference < -1 || reference >= position)
            throw damaged("a picture refers to a later one");
    if (i > 0 && index.entries[i - 1].picture.name >= entry.picture.name)
        throw damaged("its names are not in order");
    if (entry.place && !(std::isfinite(entry.place->x) && std::isfinite(entry.place->y)))
        throw damaged("a place is not a number");
}

} // namespace

std::vector<std::uint8_t> format_picture_index(const PictureIndex& index) {
    Writer writer;
    writer.bytes.assign(kMagic.begin(), kMagic.end());
    writer.text(index.folder);
    writer.number(std::int32_t{index.settings.image_size});
    writer.number(static_cast<std::uint8_t>(index.settings.fit));
    writer.color(index.settings.pad_color);
    writer.color(index.settings.alpha_color);
    writer.number(index.generation);
    writer.number(index.slots);
    writer.number(static_cast<std::uint8_t>(index.compared));
    writer.number(static_cast<std::uint64_t>(index.entries.size()));
    for (const PictureIndex::Entry& entry : index.entries)
        write_entry(writer, entry);
    writer.number(hash_bytes(writer.bytes));
    return std::move(writer.bytes);
}

PictureIndex parse_picture_index(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kMagic.size() + kChecksumBytes ||
        !std::equal(kMagic.begin(), kMagic.end(), bytes.begin(),
                    [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; }))
        throw damaged("it is of another version or no index at all");
    const std::span<const std::uint8_t> content = bytes.first(bytes.size() - kChecksumBytes);
    if (Reader(bytes.last(kChecksumBytes)).number<std::uint64_t>() != hash_bytes(content))
        throw damaged("the checksum is wrong");
    Reader reader(content.subspan(kMagic.size()));
    PictureIndex index;
    index.folder = reader.text();
    index.settings.image_size = reader.number<std::int32_t>();
    const auto fit = reader.number<std::uint8_t>();
    if (fit > kLastFit || index.settings.image_size < 1)
        throw damaged("a setting is out of range");
    index.settings.fit = static_cast<Fit>(fit);
    index.settings.pad_color = reader.color();
    index.settings.alpha_color = reader.color();
    index.generation = reader.number<std::uint64_t>();
    index.slots = reader.number<std::int64_t>();
    index.compared = reader.flag();
    const auto count = reader.number<std::uint64_t>();
    if (index.slots < 0)
        throw damaged("the number of pictures is negative");
    // An entry takes at least its numbers, so the count can't make more room than the bytes account for.
    constexpr std::size_t fewest_bytes = 94;
    if (count > reader.left() / fewest_bytes)
        throw damaged("it ends too early");
    index.entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        index.entries.push_back(read_entry(reader));
        check_entry(index, i);
    }
    if (reader.left() != 0)
        throw damaged("bytes are left at its end");
    return index;
}

} // namespace wasserfarbe

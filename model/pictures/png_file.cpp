#include "model/pictures/png_file.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <deque>
#include <new>
#include <optional>
#include <string_view>

#include <png.h>

#include "model/files/file_io.h"
#include "model/types/error.h"

namespace wasserfarbe {

namespace {

/// Decodes one code point of well-formed UTF-8 and moves `text` past it; nothing where it is malformed.
std::optional<char32_t> take_code_point(std::string_view& text) {
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80         ? 1
                               : (first >> 5) == 6  ? 2
                               : (first >> 4) == 14 ? 3
                               : (first >> 3) == 30 ? 4
                                                    : 0;
    if (length == 0 || text.size() < length)
        return std::nullopt;
    char32_t point = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return std::nullopt;
        point = (point << 6) | (byte(i) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return std::nullopt;
    text.remove_prefix(length);
    return point;
}

/// The value in Latin-1, or nothing where it has other characters.
/// @throws Error (Usage) for a value that is not UTF-8 or contains NUL
std::optional<std::string> to_latin1(std::string_view value) {
    std::string latin1;
    bool fits = true;
    while (!value.empty()) {
        const std::optional<char32_t> point = take_code_point(value);
        if (!point || *point == 0)
            throw Error(ErrorKind::Usage, "a PNG text value must be UTF-8 without NUL");
        fits = fits && *point <= 0xFF;
        latin1.push_back(static_cast<char>(*point & 0xFF));
    }
    return fits ? std::optional(std::move(latin1)) : std::nullopt;
}

std::string latin1_to_utf8(std::string_view latin1) {
    std::string utf8;
    for (const char c : latin1) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            utf8.push_back(c);
        } else {
            utf8.push_back(static_cast<char>(0xC0 | (byte >> 6)));
            utf8.push_back(static_cast<char>(0x80 | (byte & 0x3F)));
        }
    }
    return utf8;
}

void check_key(std::string_view key) {
    const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
    if (key.empty() || key.size() > 79 || !printable || key.front() == ' ' || key.back() == ' ' ||
        key.find("  ") != std::string_view::npos)
        throw Error(ErrorKind::Usage, "a PNG text key must be 1 to 79 printable ASCII characters");
}

/// What libpng is to write: the strings stay alive, and where they are, beside the pointers to them.
struct TextTable {
    std::deque<std::pair<std::string, std::string>> strings;
    std::vector<png_text> entries;
};

TextTable make_text_table(const TextChunks& text) {
    TextTable table;
    for (const auto& chunk : text) {
        check_key(chunk.first);
        const std::optional<std::string> latin1 = to_latin1(chunk.second);
        auto& [key, value] = table.strings.emplace_back(chunk.first, latin1.value_or(chunk.second));
        png_text entry{};
        entry.compression = latin1 ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
        entry.key = key.data();
        entry.text = value.data();
        if (latin1)
            entry.text_length = value.size();
        else
            entry.itxt_length = value.size();
        table.entries.push_back(entry);
    }
    return table;
}

// libpng reports an error by longjmp, which must not cross a C++ object with a destructor. So each function
// that calls setjmp holds nothing but pointers and numbers, and the callbacks catch what C++ throws.

/// What the callbacks see. `failure` is set before libpng jumps.
struct PngContext {
    std::vector<std::uint8_t>* output = nullptr;
    std::span<const std::uint8_t> input;
    std::array<char, 160> failure{};
    bool out_of_memory = false;
};

extern "C" {
static void on_png_error(png_structp png, png_const_charp message) {
    auto* context = static_cast<PngContext*>(png_get_error_ptr(png));
    std::snprintf(context->failure.data(), context->failure.size(), "%s", message);
    png_longjmp(png, 1);
}

static void on_png_warning(png_structp, png_const_charp) {}

static void on_png_write(png_structp png, png_bytep bytes, size_t count) {
    auto* context = static_cast<PngContext*>(png_get_io_ptr(png));
    try {
        context->output->insert(context->output->end(), bytes, bytes + count);
        return;
    } catch (...) {
        context->out_of_memory = true;
    }
    png_error(png, "out of memory");
}

static void on_png_flush(png_structp) {}

static void on_png_read(png_structp png, png_bytep bytes, size_t count) {
    auto* context = static_cast<PngContext*>(png_get_io_ptr(png));
    if (count > context->input.size())
        png_error(png, "the file ends too early");
    std::memcpy(bytes, context->input.data(), count);
    context->input = context->input.subspan(count);
}
}

/// Owns what libpng needs to write or to read a file.
class PngHandle {
public:
    enum class Use { Write, Read };
    PngHandle(PngContext& context, Use use) : use_(use) {
        if (use == Use::Write)
            png_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, &context, on_png_error, on_png_warning);
        else
            png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &context, on_png_error, on_png_warning);
        if (png_ != nullptr)
            info_ = png_create_info_struct(png_);
    }
    ~PngHandle() {
        if (use_ == Use::Write)
            png_destroy_write_struct(&png_, &info_);
        else
            png_destroy_read_struct(&png_, &info_, nullptr);
    }
    PngHandle(const PngHandle&) = delete;
    PngHandle& operator=(const PngHandle&) = delete;

    png_structp png() const { return png_; }
    png_infop info() const { return info_; }

private:
    Use use_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

bool encode_rows(png_structp png, png_infop info, PngContext* context, const Image* image,
                 const png_text* text, int text_count) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_write_fn(png, context, on_png_write, on_png_flush);
    png_set_user_limits(png, kLargestPngSide, kLargestPngSide);
    png_set_IHDR(png, info, static_cast<png_uint_32>(image->width), static_cast<png_uint_32>(image->height),
                 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_text(png, info, text, text_count);
    png_write_info(png, info);
    for (int y = 0; y < image->height; ++y)
        png_write_row(png, image->row(y));
    png_write_end(png, info);
    return true;
}

/// The header, and the transformations to 8 bits of RGB or, where the file has transparency, RGBA.
bool decode_header(png_structp png, png_infop info, PngContext* context) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_read_fn(png, context, on_png_read);
    png_set_user_limits(png, kLargestPngSide, kLargestPngSide);
    // libpng unpacks each text chunk and keeps up to 8 MB of it: few kilobytes could become gigabytes.
    constexpr png_uint_32 most_chunks = 64;
    png_set_chunk_cache_max(png, most_chunks);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    png_read_info(png, info);
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_interlace_handling(png);
    png_read_update_info(png, info);
    return true;
}

/// The pixels, and the chunks behind them. `rows` points to one pointer for each row.
bool decode_rows(png_structp png, png_infop info, png_bytepp rows) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_read_image(png, rows);
    png_read_end(png, info);
    return true;
}

/// Lays RGBA over white, in place: the RGB pixels move to the front and the rest is cut off.
void flatten_alpha(std::vector<std::uint8_t>& pixels) {
    const std::size_t count = pixels.size() / 4;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned alpha = pixels[i * 4 + 3];
        for (std::size_t c = 0; c < 3; ++c)
            pixels[i * 3 + c] =
                static_cast<std::uint8_t>((pixels[i * 4 + c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
    pixels.resize(count * 3);
}

TextChunks text_of(png_structp png, png_infop info) {
    png_textp entries = nullptr;
    int count = 0;
    png_get_text(png, info, &entries, &count);
    TextChunks text;
    for (int i = 0; i < count; ++i) {
        const png_text& entry = entries[i];
        const bool utf8 =
            entry.compression == PNG_ITXT_COMPRESSION_NONE || entry.compression == PNG_ITXT_COMPRESSION_zTXt;
        const std::string_view value = entry.text != nullptr ? entry.text : "";
        text.emplace_back(latin1_to_utf8(entry.key), utf8 ? std::string(value) : latin1_to_utf8(value));
    }
    return text;
}

[[noreturn]] void throw_decode_error(const PngContext& context) {
    throw Error(ErrorKind::Data, "not a sound PNG: " + std::string(context.failure.data()));
}

PngFile decode_bytes(std::span<const std::uint8_t> bytes) {
    PngContext context;
    context.input = bytes;
    const PngHandle reader(context, PngHandle::Use::Read);
    if (reader.info() == nullptr)
        throw std::bad_alloc();
    if (!decode_header(reader.png(), reader.info(), &context))
        throw_decode_error(context);

    PngFile file;
    file.image.width = static_cast<int>(png_get_image_width(reader.png(), reader.info()));
    file.image.height = static_cast<int>(png_get_image_height(reader.png(), reader.info()));
    const std::size_t row_bytes = png_get_rowbytes(reader.png(), reader.info());
    const std::size_t pixel_bytes = row_bytes * static_cast<std::size_t>(file.image.height);
    // Deflate packs at most 1032 bytes into one; RGB may come from a palette of 1 bit a pixel.
    constexpr std::size_t kMostBytesFromOne = std::size_t{1032} * 32;
    if (pixel_bytes / kMostBytesFromOne > bytes.size())
        throw Error(ErrorKind::Data, "not a sound PNG: the file is too short for its width and height");
    std::vector<std::uint8_t>& pixels = file.image.pixels;
    pixels.resize(pixel_bytes);
    std::vector<png_bytep> rows(static_cast<std::size_t>(file.image.height));
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = pixels.data() + y * row_bytes;
    if (!decode_rows(reader.png(), reader.info(), rows.data()))
        throw_decode_error(context);
    if (png_get_channels(reader.png(), reader.info()) == 4)
        flatten_alpha(pixels);
    file.text = text_of(reader.png(), reader.info());
    return file;
}

} // namespace

std::vector<std::uint8_t> encode_png(const Image& image, const TextChunks& text) {
    if (image.width < 1 || image.height < 1 || image.width > kLargestPngSide ||
        image.height > kLargestPngSide ||
        image.pixels.size() != image.row_bytes() * static_cast<std::size_t>(image.height))
        throw Error(ErrorKind::Usage, "a PNG must have between 1 x 1 and 16384 x 16384 pixels");
    try {
        const TextTable table = make_text_table(text);
        std::vector<std::uint8_t> bytes;
        PngContext context;
        context.output = &bytes;
        const PngHandle writer(context, PngHandle::Use::Write);
        if (writer.info() == nullptr)
            throw std::bad_alloc();
        if (!encode_rows(writer.png(), writer.info(), &context, &image, table.entries.data(),
                         static_cast<int>(table.entries.size()))) {
            if (context.out_of_memory)
                throw std::bad_alloc();
            throw Error(ErrorKind::Internal,
                        "the PNG can't be encoded: " + std::string(context.failure.data()));
        }
        return bytes;
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, "not enough memory to encode the picture");
    }
}

void write_png(const std::filesystem::path& path, const Image& image, const TextChunks& text) {
    AtomicFile file(path, Durability::Renamed);
    file.write(encode_png(image, text));
    file.commit();
}

PngFile decode_png(std::span<const std::uint8_t> bytes) {
    try {
        return decode_bytes(bytes);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, "not enough memory for the picture");
    }
}

PngFile read_png(const std::filesystem::path& path) {
    return naming(path, [&] { return decode_png(read_file(path)); });
}

} // namespace wasserfarbe

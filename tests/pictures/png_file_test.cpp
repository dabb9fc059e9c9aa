#include "model/pictures/png_file.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "model/types/error.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::png_file_test {

namespace fs = std::filesystem;

namespace {

Image picture(int width, int height) {
    Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        image.pixels[i] = static_cast<std::uint8_t>(i * 37 + i / 11);
    return image;
}

std::vector<std::uint8_t> bytes_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

std::size_t entries_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::optional<Error> error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

bool contains(const std::vector<std::uint8_t>& bytes, std::string_view text) {
    return std::string(bytes.begin(), bytes.end()).find(text) != std::string::npos;
}

std::uint32_t crc32(const std::uint8_t* bytes, std::size_t count) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (std::size_t i = 0; i < count; ++i) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

void append_be32(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void append_chunk(std::vector<std::uint8_t>& bytes, std::string_view type,
                  const std::vector<std::uint8_t>& data) {
    append_be32(bytes, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = bytes.size();
    bytes.insert(bytes.end(), type.begin(), type.end());
    bytes.insert(bytes.end(), data.begin(), data.end());
    append_be32(bytes, crc32(bytes.data() + start, bytes.size() - start));
}

/// A PNG made by hand: scan lines with their filter byte, in one stored (uncompressed) zlib block.
std::vector<std::uint8_t> hand_made(std::uint32_t width, std::uint32_t height, int depth, int colour_type,
                                    const std::vector<std::uint8_t>& lines,
                                    const std::vector<std::uint8_t>& palette = {}) {
    std::vector<std::uint8_t> bytes{0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    std::vector<std::uint8_t> header;
    append_be32(header, width);
    append_be32(header, height);
    header.insert(header.end(),
                  {static_cast<std::uint8_t>(depth), static_cast<std::uint8_t>(colour_type), 0, 0, 0});
    append_chunk(bytes, "IHDR", header);
    if (!palette.empty())
        append_chunk(bytes, "PLTE", palette);
    const auto count = static_cast<std::uint16_t>(lines.size());
    std::vector<std::uint8_t> data{0x78, 0x01, 0x01};
    for (const int value : {count & 0xFF, count >> 8, ~count & 0xFF, (~count >> 8) & 0xFF})
        data.push_back(static_cast<std::uint8_t>(value));
    data.insert(data.end(), lines.begin(), lines.end());
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::uint8_t byte : lines) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    append_be32(data, (b << 16) | a);
    append_chunk(bytes, "IDAT", data);
    append_chunk(bytes, "IEND", {});
    return bytes;
}

} // namespace

class PngFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        root_ = fs::path(folder_->path().toStdString());
    }

    void pixels_and_text_come_back() {
        const Image image = picture(37, 19);
        const TextChunks text{{"Software", "Wasserfarbe"},
                              {"Seed", "18446744073709551615"},
                              {"Author", "J\xC3\xBCrgen"},
                              {"Title", "\xE6\xB0\xB4\xE5\xBD\xA9 \xF0\x9F\x8E\xA8"},
                              {"Comment", ""},
                              {"Comment", "two\nlines"}};
        write_png(root_ / "a.png", image, text);
        const PngFile file = read_png(root_ / "a.png");
        QVERIFY(file.image == image);
        QCOMPARE(file.text.size(), text.size());
        QVERIFY(file.text == text);
    }

    void latin1_values_are_plain_text_and_others_international() {
        const std::vector<std::uint8_t> latin1 = encode_png(picture(2, 2), {{"Author", "J\xC3\xBCrgen"}});
        QVERIFY(contains(latin1, std::string_view("tEXtAuthor\0J\xFCrgen", 17)));
        QVERIFY(!contains(latin1, "iTXt"));
        const std::vector<std::uint8_t> other = encode_png(picture(2, 2), {{"Title", "\xE6\xB0\xB4"}});
        QVERIFY(contains(other, "iTXtTitle"));
        QVERIFY(contains(other, "\xE6\xB0\xB4"));
        QVERIFY(!contains(other, "tEXt"));
    }

    void encoding_is_deterministic() {
        const TextChunks text{{"Seed", "7"}};
        const std::vector<std::uint8_t> bytes = encode_png(picture(64, 48), text);
        QVERIFY(bytes == encode_png(picture(64, 48), text));
        QVERIFY(!contains(bytes, "tIME"));
        write_png(root_ / "a.png", picture(64, 48), text);
        QVERIFY(bytes_of(root_ / "a.png") == bytes);
    }

    void overwriting_replaces_the_whole_file() {
        write_png(root_ / "a.png", picture(80, 80), {{"Key", "first"}});
        write_png(root_ / "a.png", picture(3, 5));
        const PngFile file = read_png(root_ / "a.png");
        QVERIFY(file.image == picture(3, 5));
        QVERIFY(file.text.empty());
        QCOMPARE(entries_in(root_), std::size_t{1});
    }

    void non_ascii_paths_work() {
        const fs::path path = root_ / fs::path(u8"\u6c34\u5f69 \u00fc.png");
        write_png(path, picture(4, 4));
        QVERIFY(read_png(path).image == picture(4, 4));
    }

    void threads_may_write_one_target_at_once() {
        const fs::path path = root_ / "a.png";
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&path] { write_png(path, picture(50, 50)); });
        }
        QVERIFY(read_png(path).image == picture(50, 50));
        QCOMPARE(entries_in(root_), std::size_t{1});
    }

    void missing_folder_names_the_path() {
        const fs::path path = root_ / "missing" / "a.png";
        const std::optional<Error> error = error_of([&] { write_png(path, picture(4, 4)); });
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), ErrorKind::Disk);
        QVERIFY(error->path() == path);
        QVERIFY(!fs::exists(root_ / "missing"));
        QCOMPARE(entries_in(root_), std::size_t{0});
    }

    void failed_rename_leaves_nothing_behind() {
        const fs::path path = root_ / "a.png";
        fs::create_directory(path);
        const std::optional<Error> error = error_of([&] { write_png(path, picture(4, 4)); });
        QVERIFY(error.has_value());
        QCOMPARE(error->kind(), ErrorKind::Disk);
        QVERIFY(error->path() == path);
        QCOMPARE(entries_in(root_), std::size_t{1});
    }

    void bad_arguments_are_refused() {
        for (const std::string& key :
             {std::string(), std::string(80, 'k'), std::string(" a"), std::string("a "), std::string("a  b"),
              std::string("\xC3\xBC"), std::string("a\nb")}) {
            const std::optional<Error> error = error_of([&] { encode_png(picture(2, 2), {{key, "x"}}); });
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), ErrorKind::Usage);
        }
        for (const std::string& value : {std::string("\xFC"), std::string("\xC3"), std::string("\xC0\x80"),
                                         std::string("\xED\xA0\x80"), std::string("a\0b", 3)}) {
            const std::optional<Error> error = error_of([&] { encode_png(picture(2, 2), {{"Key", value}}); });
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), ErrorKind::Usage);
        }
        QVERIFY(error_of([] { encode_png(Image()); }).has_value());
        Image torn(4, 4);
        torn.pixels.pop_back();
        QVERIFY(error_of([&] { encode_png(torn); }).has_value());
    }

    void truncated_files_are_errors() {
        const std::vector<std::uint8_t> whole = encode_png(picture(21, 21), {{"Key", "value"}});
        const fs::path path = root_ / "a.png";
        for (std::size_t length = 0; length < whole.size(); length += 7) {
            write_bytes(path, {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
            const std::optional<Error> error = error_of([&] { read_png(path); });
            QVERIFY2(error.has_value(), qPrintable(QString::number(length)));
            QCOMPARE(error->kind(), ErrorKind::Data);
            QVERIFY(error->path() == path);
        }
    }

    void damaged_bytes_are_errors() {
        const std::vector<std::uint8_t> whole = encode_png(picture(21, 21), {{"Key", "value"}});
        const fs::path path = root_ / "a.png";
        for (std::size_t at = 0; at < whole.size(); at += 5) {
            std::vector<std::uint8_t> damaged = whole;
            damaged[at] ^= 0x10;
            write_bytes(path, damaged);
            const std::optional<Error> error = error_of([&] { read_png(path); });
            QVERIFY2(error.has_value(), qPrintable(QString::number(at)));
            QCOMPARE(error->kind(), ErrorKind::Data);
        }
    }

    void unreadable_paths_are_disk_errors() {
        const std::optional<Error> missing = error_of([&] { read_png(root_ / "missing.png"); });
        QVERIFY(missing.has_value());
        QCOMPARE(missing->kind(), ErrorKind::Disk);
        QVERIFY(missing->path() == root_ / "missing.png");
        QVERIFY(error_of([&] { read_png(root_); }).has_value());
    }

    void huge_header_is_refused_before_allocating() {
        const fs::path path = root_ / "a.png";
        for (const auto& [width, height] :
             {std::pair{16385U, 1U}, {1U, 16385U}, {0x7FFFFFFFU, 0x7FFFFFFFU}}) {
            write_bytes(path, hand_made(width, height, 8, 2, {0, 1, 2, 3}));
            const std::optional<Error> error = error_of([&] { read_png(path); });
            QVERIFY(error.has_value());
            QCOMPARE(error->kind(), ErrorKind::Data);
        }
    }

    void other_colour_types_become_rgb8() {
        const fs::path path = root_ / "a.png";
        const auto pixels = [&path](const std::vector<std::uint8_t>& file) {
            write_bytes(path, file);
            return read_png(path).image.pixels;
        };
        using Bytes = std::vector<std::uint8_t>;
        QVERIFY(pixels(hand_made(2, 1, 1, 0, {0, 0x80})) == Bytes({255, 255, 255, 0, 0, 0}));
        QVERIFY(pixels(hand_made(2, 1, 8, 0, {0, 7, 200})) == Bytes({7, 7, 7, 200, 200, 200}));
        QVERIFY(pixels(hand_made(2, 1, 4, 3, {0, 0x10}, {1, 2, 3, 4, 5, 6})) == Bytes({4, 5, 6, 1, 2, 3}));
        QVERIFY(pixels(hand_made(1, 1, 16, 2, {0, 0xFF, 0xFF, 0x80, 0x80, 0, 0})) == Bytes({255, 128, 0}));
        // Transparency lies over white.
        QVERIFY(pixels(hand_made(2, 1, 8, 6, {0, 10, 20, 30, 0, 10, 20, 30, 255})) ==
                Bytes({255, 255, 255, 10, 20, 30}));
        QVERIFY(pixels(hand_made(1, 1, 8, 4, {0, 0, 128})) == Bytes({127, 127, 127}));
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
};

WASSERFARBE_TEST(PngFileTest)

} // namespace wasserfarbe::test::png_file_test

#include "png_file_test.moc"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <QTest>

#include "model/types/color.h"
#include "model/types/device.h"
#include "model/types/escaped_name.h"
#include "model/types/finding.h"
#include "model/types/image_grid.h"
#include "model/types/image_scale.h"
#include "model/types/process_memory.h"
#include "model/types/random.h"
#include "model/types/step_stats.h"
#include "model/types/version.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::types_test {

namespace {

std::string name_of(const Device& device) {
    return device.name();
}

/// The sheet as text: an image's number where its pixels are, '.' for padding, line by line.
/// Image i is filled with the level 10 * (i + 1), the padding with 255.
std::string picture_of(const Image& sheet) {
    std::string text;
    for (int y = 0; y < sheet.height; ++y) {
        for (int x = 0; x < sheet.width; ++x) {
            const std::uint8_t* pixel = sheet.row(y) + std::ptrdiff_t{3} * x;
            const bool grey = pixel[0] == pixel[1] && pixel[1] == pixel[2];
            text += !grey ? '?' : pixel[0] == 255 ? '.' : static_cast<char>('0' + pixel[0] / 10 - 1);
        }
        text += '\n';
    }
    return text;
}

std::vector<Image> filled_images(int count, int width, int height) {
    std::vector<Image> images;
    for (int i = 0; i < count; ++i)
        images.emplace_back(width, height, static_cast<std::uint8_t>(10 * (i + 1)));
    return images;
}

std::uint64_t raw(PortableRandom& random) {
    return random.below(UINT64_MAX);
}

} // namespace

class TypesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void devices_are_read_and_named() {
        QVERIFY(Device::parse("auto") == Device{});
        QVERIFY((Device::parse("cpu") == Device{Device::Kind::Cpu, 0}));
        QVERIFY((Device::parse("cuda") == Device{Device::Kind::Cuda, 0}));
        QVERIFY((Device::parse("cuda:3") == Device{Device::Kind::Cuda, 3}));
        for (const char* name : {"auto", "cpu", "cuda:0", "cuda:15"})
            QCOMPARE(name_of(Device::parse(name)), std::string(name));
        QCOMPARE(name_of(Device::parse("cuda")), std::string("cuda:0"));
    }

    void other_devices_are_refused() {
        for (const char* text : {"", "gpu", "CPU", "cpu ", "cpu:0", "cuda:", "cuda:x", "cuda:1x", "cuda:-1",
                                 "cuda:+1", "cuda: 1", "cuda:99999999999", "cuda:1.0", "auto:0"})
            QVERIFY2(says(error_of([&] { Device::parse(text); }), ErrorKind::Usage,
                          "'" + std::string(text) + "' is not auto, cpu, cuda or cuda:N"),
                     text);
    }

    void colors_are_read_and_written() {
        QVERIFY(parse_color("#1e90Ff") == (Color{0x1E, 0x90, 0xFF}));
        QCOMPARE(color_text({0x1E, 0x90, 0xFF}), std::string("#1e90ff"));
        QCOMPARE(color_text(kBlack), std::string("#000000"));
        for (const char* text :
             {"", "#", "1e90ff", "#1e90f", "#1e90ff0", "#1e90fg", "# e90ff", "#-e90ff", "red"})
            QVERIFY2(!parse_color(text), text);
    }

    void every_finding_has_a_key_and_words() {
        QCOMPARE(finding_table().size(), static_cast<std::size_t>(kFindingCount));
        std::set<std::string_view> titles;
        for (int i = 0; i < kFindingCount; ++i) {
            const auto finding = static_cast<Finding>(i);
            const FindingInfo& info = finding_info(finding);
            QVERIFY(info.finding == finding);
            QVERIFY(parse_finding(info.key) == finding);
            QVERIFY2(*info.title != '\0' && titles.insert(info.title).second, info.title);
            QVERIFY(std::string_view(info.sentence).ends_with('.'));
            QVERIFY(std::string_view(info.action).ends_with('.'));
            QCOMPARE(info.action == std::string_view("Skipped."), kUnusable.has(finding));
        }
        QVERIFY(says(error_of([] { parse_finding("gray"); }), ErrorKind::Usage, "grey, palette"));
    }

    void findings_are_a_set() {
        Findings findings = {Finding::Grey, Finding::NearDuplicate};
        QVERIFY(findings.has(Finding::Grey) && findings.has(Finding::NearDuplicate));
        QVERIFY(!findings.has(Finding::Unreadable));
        QCOMPARE(findings.count(), 2);
        QVERIFY(Findings::from_bits(findings.bits()) == findings);
        QVERIFY(Findings::from_bits(UINT32_MAX).count() == kFindingCount);
        QVERIFY(findings.intersects({Finding::Grey}) && !findings.intersects(kUnusable));
        findings.remove(Finding::Grey);
        findings.remove(Finding::Grey);
        QVERIFY(findings == Findings{Finding::NearDuplicate});
        QVERIFY(Findings().empty() && !findings.empty());
    }

    void names_of_any_bytes_become_text_and_come_back() {
        QCOMPARE(escaped_name("caf\xC3\xA9 \xE7\xB5\xB5.png"), std::string("caf\xC3\xA9 \xE7\xB5\xB5.png"));
        QCOMPARE(escaped_name("a\nb\\c\xE9\x7F"), std::string("a\\x0ab\\\\c\\xe9\\x7f"));
        QCOMPARE(escaped_name("\xC0\xAF\xED\xA0\x80\xF5\xE2\x82"),
                 std::string("\\xc0\\xaf\\xed\\xa0\\x80\\xf5\\xe2\\x82")); // overlong, surrogate, beyond, cut
        QCOMPARE(escaped_name("\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8"),
                 std::string("\\xc2\\x9b\\xe2\\x80\\xae\\xe2\\x81\\xa6\\xe2\\x80\\xa8"));
        QCOMPARE(escaped_name("\xC2\xA0\xE2\x80\x94"), std::string("\xC2\xA0\xE2\x80\x94"));
        std::string name;
        for (int first = 0; first < 256; ++first)
            for (const int second : {int{'a'}, int{'\\'}, int{'x'}, int{'0'}, 0x80, 0xBF, 0xFF, 0}) {
                name.assign({static_cast<char>(first), static_cast<char>(second), '4', '1'});
                QCOMPARE(unescaped_name(escaped_name(name)), name);
            }
        QCOMPARE(unescaped_name("\\x4"), std::string("\\x4"));
        QCOMPARE(unescaped_name("\\xg1\\"), std::string("\\xg1\\"));
    }

    void an_error_says_where_and_what() {
        const Error error(ErrorKind::Disk, "/runs/a/run.json", "can't be read");
        QVERIFY(error.kind() == ErrorKind::Disk);
        QCOMPARE(error.path(), std::filesystem::path("/runs/a/run.json"));
        QCOMPARE(error.detail(), std::string("can't be read"));
        QCOMPARE(std::string(error.what()), std::string("/runs/a/run.json: can't be read"));
        const Error bare(ErrorKind::Usage, "steps: must be at least 1");
        QVERIFY(bare.path().empty());
        QCOMPARE(std::string(bare.what()), bare.detail());
    }

    void naming_names_the_file_once() {
        const auto fails = [] { throw Error(ErrorKind::Model, "line 3: not a row"); };
        const std::optional<Error> named = error_of([&] { naming("metrics.csv", fails); });
        QCOMPARE(std::string(named->what()), std::string("metrics.csv: line 3: not a row"));
        QVERIFY(named->kind() == ErrorKind::Model);
        const std::optional<Error> inner =
            error_of([&] { naming("outer", [&] { naming("inner", fails); }); });
        QCOMPARE(inner->path(), std::filesystem::path("inner"));
    }

    void naming_passes_results_through() {
        QCOMPARE(naming("file", [] { return 7; }), 7);
        const auto moved = naming("file", [] { return std::make_unique<int>(8); });
        QCOMPARE(*moved, 8);
    }

    void images_own_their_rows() {
        Image image(3, 2, 7);
        QCOMPARE(image.row_bytes(), std::size_t{9});
        QCOMPARE(image.pixels, std::vector<std::uint8_t>(18, 7));
        image.row(1)[8] = 9;
        QCOMPARE(image.pixels.back(), std::uint8_t{9});
        const Image copy = image;
        image.row(0)[0] = 1;
        QCOMPARE(copy.pixels.front(), std::uint8_t{7});
        QVERIFY(copy != image);
        QVERIFY(Image{}.empty());
        QVERIFY(!image.empty());
        QVERIFY(Image(2, 3) != Image(3, 2)); // the same bytes
    }

    void levels_are_rounded_and_clamped() {
        QCOMPARE(level_to_byte(0.0), std::uint8_t{0});
        QCOMPARE(level_to_byte(1.0), std::uint8_t{255});
        QCOMPARE(level_to_byte(0.5), std::uint8_t{128}); // 127.5 goes up
        QCOMPARE(level_to_byte(0.499), std::uint8_t{127});
        QCOMPARE(level_to_byte(0.49 / 255), std::uint8_t{0});
        QCOMPARE(level_to_byte(0.51 / 255), std::uint8_t{1});
        QCOMPARE(level_to_byte(-3.0), std::uint8_t{0});
        QCOMPARE(level_to_byte(1e300), std::uint8_t{255});
        for (int byte = 0; byte < 256; ++byte)
            QCOMPARE(int{level_to_byte(byte / 255.0)}, byte);
    }

    void grids_are_laid_out_row_by_row() {
        QCOMPARE(picture_of(make_grid(filled_images(5, 3, 2), {3, 1, 1.0})), std::string(".............\n"
                                                                                         ".000.111.222.\n"
                                                                                         ".000.111.222.\n"
                                                                                         ".............\n"
                                                                                         ".333.444.....\n"
                                                                                         ".333.444.....\n"
                                                                                         ".............\n"));
        QCOMPARE(picture_of(make_grid(filled_images(2, 1, 1), {1, 2, 1.0})),
                 std::string(".....\n.....\n..0..\n.....\n.....\n..1..\n.....\n.....\n"));
    }

    void few_images_make_a_narrow_sheet() {
        const Image sheet = make_grid(filled_images(3, 4, 4), {8, 2, 1.0});
        QCOMPARE(sheet.width, 3 * (4 + 2) + 2);
        QCOMPARE(sheet.height, 4 + 2 + 2);
    }

    void grids_without_padding() {
        QCOMPARE(picture_of(make_grid(filled_images(4, 2, 1), {2, 0, 1.0})), std::string("0011\n2233\n"));
        QCOMPARE(picture_of(make_grid(filled_images(3, 2, 1), {2, 0, 1.0})), std::string("0011\n22..\n"));
    }

    void a_single_image_comes_back_as_it_is() {
        QVERIFY(make_grid(filled_images(1, 5, 3), {8, 2, 1.0}) == Image(5, 3, 10));
    }

    void padding_has_its_level() {
        const std::vector<Image> images = filled_images(2, 1, 1);
        QCOMPARE(make_grid(images, {2, 1, 0.5}).pixels.front(), std::uint8_t{128});
        QCOMPARE(make_grid(images, {}).pixels.front(), std::uint8_t{0});
    }

    void pixels_keep_their_colours() {
        Image left(1, 1);
        left.pixels = {1, 2, 3};
        Image right(1, 1);
        right.pixels = {4, 5, 6};
        const std::array images = {left, right};
        QCOMPARE(make_grid(images, {2, 0, 0.0}).pixels, (std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}));
    }

    void impossible_grids_are_refused() {
        const std::vector<Image> images = filled_images(4, 2, 2);
        const auto refused = [&](const GridLayout& layout, const char* words) {
            return says(error_of([&] { make_grid(images, layout); }), ErrorKind::Usage, words);
        };
        QVERIFY(refused({0, 2, 0.0}, "columns"));
        QVERIFY(refused({-1, 2, 0.0}, "columns"));
        QVERIFY(refused({8, -1, 0.0}, "padding"));
        QVERIFY(refused({8, 2, -0.01}, "pad-value"));
        QVERIFY(refused({8, 2, 1.01}, "pad-value"));
        QVERIFY(refused({8, 2, StepStats::kNone}, "pad-value"));
        QVERIFY(refused({2, INT32_MAX, 0.0}, "too large"));
        QVERIFY(refused({2, 20'000, 0.0}, "too large"));
        QVERIFY(says(error_of([] { make_grid({}, {}); }), ErrorKind::Usage, "at least one image"));
        const std::array wide = {Image(2, 2), Image(3, 2)};
        QVERIFY(says(error_of([&] { make_grid(wide, {}); }), ErrorKind::Usage, "equally large"));
        const std::array high = {Image(2, 2), Image(2, 3)};
        QVERIFY(says(error_of([&] { make_grid(high, {}); }), ErrorKind::Usage, "equally large"));
    }

    /// The standard says what the 10,000th number of the default seed is ([rand.predef]).
    void enlarging_makes_squares_of_pixels() {
        Image image(2, 1);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = static_cast<std::uint8_t>(i + 1);
        const Image large = enlarge_nearest(image, 3);
        QCOMPARE(large.width, 6);
        QCOMPARE(large.height, 3);
        for (int y = 0; y < 3; ++y)
            for (int x = 0; x < 6; ++x)
                for (int c = 0; c < 3; ++c)
                    QCOMPARE(large.row(y)[3 * x + c], image.row(0)[3 * (x / 3) + c]);
        QVERIFY(enlarge_nearest(image, 1) == image);
        QVERIFY(enlarge_nearest(Image(), 16).empty());
    }

    void impossible_scales_are_refused() {
        for (const int factor : {-1, 0, kLargestScale + 1})
            QVERIFY(
                says(error_of([&] { enlarge_nearest(Image(1, 1), factor); }), ErrorKind::Usage, "1 to 16"));
        Image huge; // claims what it does not have: it must be refused before a pixel is read
        huge.width = huge.height = 16384;
        QVERIFY(says(error_of([&] { enlarge_nearest(huge, 2); }), ErrorKind::Usage, "too large"));
    }

    void a_process_knows_its_memory() {
        const std::uint64_t before = resident_bytes();
        QVERIFY(before > (1U << 20));
        const std::vector<char> block(64U << 20, 'x'); // written, so that it is there
        QVERIFY(resident_bytes() >= before + (48U << 20));
        QCOMPARE(block.back(), 'x');
    }

    void random_numbers_are_those_of_the_standard() {
        PortableRandom random(5489);
        QCOMPARE(raw(random), 14514284786278117030ULL);
        QCOMPARE(raw(random), 4620546740167642908ULL);
        for (int i = 3; i < 10000; ++i)
            raw(random);
        QCOMPARE(raw(random), 9981545732273789042ULL);
    }

    void uniform_numbers_are_the_same_everywhere() {
        PortableRandom random(1);
        QVERIFY(random.uniform() == 0.13387664401253263);
        QVERIFY(random.uniform() == 0.13640703636619722);
        QVERIFY(random.uniform() == 0.4512149038445381);
        QVERIFY(PortableRandom(3).uniform(-2.0, 3.0) == 0.7938299481158952);
    }

    void uniform_numbers_fill_their_range() {
        PortableRandom random(11);
        double sum = 0;
        double least = 1;
        double most = 0;
        for (int i = 0; i < 100'000; ++i) {
            const double value = random.uniform();
            QVERIFY(value >= 0.0 && value < 1.0);
            sum += value;
            least = std::min(least, value);
            most = std::max(most, value);
        }
        QVERIFY(std::abs(sum / 100'000 - 0.5) < 0.005); // 5 standard errors
        QVERIFY(least < 1e-4 && most > 1 - 1e-4);
    }

    void below_is_the_same_everywhere() {
        PortableRandom random(7);
        for (const std::uint64_t expected : {5, 0, 8, 6, 1, 8, 9, 8})
            QCOMPARE(random.below(10), expected);
        QCOMPARE(PortableRandom(7).below(1), std::uint64_t{0});
    }

    void below_has_no_favourites() {
        for (const std::uint64_t count : {2, 3, 7, 10}) {
            PortableRandom random(count);
            constexpr int draws = 70'000;
            std::vector<int> seen(count);
            for (int i = 0; i < draws; ++i)
                ++seen.at(random.below(count));
            const double expected = static_cast<double>(draws) / static_cast<double>(count);
            for (const int times : seen)
                QVERIFY(std::abs(times - expected) < 5 * std::sqrt(expected));
        }
    }

    /// The plain remainder would give the lower third of this range twice as often as the rest.
    void below_is_unbiased_where_the_remainder_is_not() {
        constexpr std::uint64_t count = UINT64_MAX / 3 * 2;
        PortableRandom random(5);
        int low = 0;
        for (int i = 0; i < 10'000; ++i) {
            const std::uint64_t value = random.below(count);
            QVERIFY(value < count);
            low += value < count / 2 ? 1 : 0;
        }
        QVERIFY(std::abs(low - 5000) < 250); // 5 standard deviations; the remainder gives 6667
    }

    void chances_come_true_as_often_as_they_should() {
        PortableRandom random(2);
        int hits = 0;
        for (int i = 0; i < 10'000; ++i)
            hits += random.chance(0.25) ? 1 : 0;
        QVERIFY(std::abs(hits - 2500) < 220);
        QVERIFY(!random.chance(0.0));
        QVERIFY(random.chance(1.0));
    }

    /// The stream of SplitMix64 as its authors' C code prints it for the seeds 0 and 1234567.
    void mixed_seeds_are_splitmix64() {
        QCOMPARE(mix_seed(0, 0), 0xE220A8397B1DCDAFULL);
        QCOMPARE(mix_seed(0, 1), 0x6E789E6AA1B965F4ULL);
        QCOMPARE(mix_seed(0, 2), 0x06C45D188009454FULL);
        QCOMPARE(mix_seed(1234567, 0), 6457827717110365317ULL);
        QCOMPARE(mix_seed(1234567, 1), 3203168211198807973ULL);
        QCOMPARE(mix_seed(1234567, 2), 9817491932198370423ULL);
        QCOMPARE(mix_seed(UINT64_MAX, UINT64_MAX), 13029008266876403067ULL);
    }

    void steps_know_the_wasserstein_estimate() {
        StepStats stats;
        QVERIFY(std::isnan(stats.wasserstein()));
        QVERIFY(std::isnan(stats.generator_loss));
        stats.critic_real = 3.5;
        stats.critic_fake = -1.25;
        QCOMPARE(stats.wasserstein(), 4.75);
    }

    void the_software_names_itself() {
        const std::string name(software_name());
        QVERIFY2(name.starts_with("Wasserfarbe ") && name.size() > 12 && name.back() >= '0' &&
                     name.back() <= '9',
                 name.c_str());
    }
};

WASSERFARBE_TEST(TypesTest)

} // namespace wasserfarbe::test::types_test

#include "types_test.moc"

#include "model/run/image_origin.h"

#include <climits>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "model/pictures/png_file.h"
#include "model/types/version.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::image_origin_test {

namespace {

/// Latents with every kind of float: large and small, denormal, negative zero, without a short decimal.
Latents awkward_latents(int count, int size) {
    Latents latents{count, size, {}};
    for (int i = 0; i < count * size; ++i)
        latents.values.push_back(std::ldexp(1.0F + static_cast<float>(i) / 7.0F, i % 250 - 125) *
                                 (i % 2 == 0 ? 1.0F : -1.0F));
    latents.values.front() = -0.0F;
    latents.values.back() = std::numeric_limits<float>::denorm_min();
    return latents;
}

ImageOrigin sheet() {
    ImageOrigin origin;
    origin.model = "/runs/faces/checkpoints/epoch-000012.safetensors";
    origin.weights = Weights::Raw;
    origin.epoch = 12;
    origin.step = 5'000'000'000;
    origin.seed = UINT64_MAX;
    origin.description = "seed 3, rows 0 to 4";
    origin.latents = awkward_latents(5, 7);
    origin.layout = {3, 1, 0.1};
    origin.image_size = 64;
    origin.scale = 4;
    return origin;
}

ImageOrigin two_axes() {
    ImageOrigin origin = sheet();
    origin.seed = 5;
    origin.seed_b = 6;
    origin.latents = awkward_latents(2, 8);
    origin.axes = TwoAxisOptions{10, 3, Interpolation::Spherical};
    return origin;
}

ImageOrigin one_image() {
    ImageOrigin origin = sheet();
    origin.layout = {1, 0, 0.0};
    origin.latents = awkward_latents(1, 100);
    return origin;
}

ImageOrigin split_in_halves() {
    ImageOrigin origin = two_axes();
    origin.axes = TwoAxisOptions{};
    return origin;
}

std::string json_of(const ImageOrigin& origin) {
    return to_text_chunks(origin).back().second;
}

QJsonObject object_of(const ImageOrigin& origin) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json_of(origin))).object();
}

/// Its text with one value of its JSON replaced; `object` is empty for one at the top.
TextChunks changed(const ImageOrigin& origin, const QString& object, const QString& key,
                   const QJsonValue& value) {
    QJsonObject json = object_of(origin);
    if (object.isEmpty()) {
        json[key] = value;
    } else {
        QJsonObject inner = json[object].toObject();
        inner[key] = value;
        json[object] = inner;
    }
    return {{"wasserfarbe", QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString()}};
}

} // namespace

class ImageOriginTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void what_is_written_comes_back() {
        for (const ImageOrigin& origin :
             {sheet(), two_axes(), split_in_halves(), one_image(), ImageOrigin()}) {
            // Through a file, as it is used.
            const PngFile png = decode_png(encode_png(Image(4, 4), to_text_chunks(origin)));
            const std::optional<ImageOrigin> back = parse_origin(png.text);
            QVERIFY(back.has_value());
            QVERIFY(*back == origin);
            for (std::size_t i = 0; i < origin.latents.values.size(); ++i) // -0 equals 0
                QCOMPARE(std::signbit(back->latents.values[i]), std::signbit(origin.latents.values[i]));
        }
    }

    void the_words_for_people() {
        const TextChunks chunks = to_text_chunks(sheet());
        const std::map<std::string, std::string> text(chunks.begin(), chunks.end());
        QCOMPARE(text.size(), std::size_t{8});
        QCOMPARE(text.at("Software"), std::string(software_name()));
        QCOMPARE(text.at("model"), sheet().model.string());
        QCOMPARE(text.at("weights"), std::string("raw"));
        QCOMPARE(text.at("epoch"), std::string("12"));
        QCOMPARE(text.at("step"), std::string("5000000000"));
        QCOMPARE(text.at("seed"), std::string("18446744073709551615"));
        QCOMPARE(text.at("latents"), std::string("seed 3, rows 0 to 4"));
        QCOMPARE(to_text_chunks(two_axes())[5], (std::pair<std::string, std::string>{"seed", "5 6"}));
        QCOMPARE(to_text_chunks({})[5], (std::pair<std::string, std::string>{"seed", ""}));
    }

    void latents_are_the_plain_bytes_of_their_floats() {
        ImageOrigin origin;
        origin.latents = {1, 2, {1.0F, -2.5F}};
        const QJsonObject latents = object_of(origin)["latents"].toObject();
        QCOMPARE(QByteArray::fromBase64(latents["float32_base64"].toString().toLatin1()),
                 QByteArray("\x00\x00\x80\x3F\x00\x00\x20\xC0", 8)); // the lowest byte first
    }

    void a_path_that_is_not_utf8() {
        ImageOrigin origin;
        origin.model = "/runs/caf\xE9";
        QCOMPARE(parse_origin(to_text_chunks(origin))->model.string(), std::string("/runs/caf\xEF\xBF\xBD"));
    }

    void too_many_latents_are_left_out() {
        ImageOrigin origin = sheet();
        origin.latents = {1000, 1000, std::vector<float>(1'000'000, 0.5F)};
        QVERIFY(parse_origin(to_text_chunks(origin))->latents == origin.latents);
        origin.latents = {1001, 1000, std::vector<float>(1'001'000, 0.5F)};
        const std::optional<ImageOrigin> back = parse_origin(to_text_chunks(origin));
        QVERIFY(back->latents == Latents());
        QVERIFY(back->seed == origin.seed);
    }

    void other_pictures_have_none() {
        QVERIFY(!parse_origin({}));
        QVERIFY(!parse_origin({{"Software", "GIMP"}, {"latents", "none"}, {"Wasserfarbe", "{}"}}));
    }

    void what_can_not_be_is_not_written() {
        const std::vector<std::function<void(ImageOrigin&)>> mistakes = {
            [](ImageOrigin& origin) { origin.model = "relative"; },
            [](ImageOrigin& origin) { origin.latents.values.pop_back(); },
            [](ImageOrigin& origin) { origin.latents.values[3] = NAN; },
            [](ImageOrigin& origin) { origin.axes = TwoAxisOptions{}; }, // of five rows
            [](ImageOrigin& origin) { origin.scale = 17; },
            [](ImageOrigin& origin) { origin.layout.columns = 0; }};
        for (const auto& mistake : mistakes) {
            ImageOrigin origin = sheet();
            mistake(origin);
            QVERIFY(says(error_of([&] { to_text_chunks(origin); }), ErrorKind::Usage, "where it comes from"));
        }
    }

    void damage_is_refused_data();
    void damage_is_refused();

    void large_claims_are_refused() {
        for (const char* key : {"count", "size"})
            for (const int value : {-1, 0, 6, 1'000'001, INT_MAX})
                QVERIFY(says(error_of([&] { parse_origin(changed(two_axes(), "latents", key, value)); }),
                             ErrorKind::Model, "latents"));
        std::string many = "[0";
        for (int i = 0; i < 10'000; ++i)
            many += ",0";
        for (const std::string& text : {std::string(100'000, '['), many + "]"})
            QVERIFY(says(error_of([&] {
                             parse_origin({{"wasserfarbe", text}});
                         }),
                         ErrorKind::Model, "too many parts"));
        QVERIFY(says(error_of([] {
                         parse_origin({{"wasserfarbe", std::string(8'000'000, ' ')}});
                     }),
                     ErrorKind::Model, "too long"));
        QVERIFY(says(error_of([] {
                         parse_origin({{"wasserfarbe", "{ half"}});
                     }),
                     ErrorKind::Model, "not valid JSON"));
    }
};

void ImageOriginTest::damage_is_refused_data() {
    QTest::addColumn<QString>("object");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char* name, const char* object, const char* key, const QJsonValue& value) {
        QTest::newRow(name) << QString(object) << QString(key) << value;
    };
    const auto floats = [](const char* bytes) {
        return QString::fromLatin1(QByteArray(bytes, 4).repeated(16).toBase64());
    };
    row("another format", "", "format", 2);
    row("no format", "", "format", QJsonValue());
    row("a relative path", "", "model", "../../etc/passwd");
    row("a zero byte", "", "model", QString("/a") + QChar(0) + "b");
    row("unknown weights", "", "weights", "heavy");
    row("a negative epoch", "", "epoch", -1);
    row("a negative step", "", "step", -1);
    row("a seed that is none", "", "seed", -1);
    row("a scale of 0", "", "scale", 0);
    row("a huge image", "", "image_size", 100'000);
    row("no layout", "", "layout", QJsonValue());
    row("no columns", "layout", "columns", 0);
    row("a padding below 0", "layout", "padding", -1);
    row("a grey above white", "layout", "pad_value", 1.5);
    row("no steps", "axes", "steps", 0);
    row("many steps", "axes", "steps", 101);
    row("a split of 0", "axes", "split", 0);
    row("a split of all", "axes", "split", 8);
    row("an unknown way", "axes", "interpolation", "cubic");
    row("latents that are text", "", "latents", "1, 2, 3");
    row("latents that are no base64", "latents", "float32_base64", QString(88, '*'));
    row("latents that are cut off", "latents", "float32_base64", QString(84, 'A'));
    row("an end in the middle", "latents", "float32_base64", QString(42, 'A') + "==" + QString(44, 'A'));
    row("bits beyond the end", "latents", "float32_base64", QString(85, 'A') + "B==");
    row("infinities", "latents", "float32_base64", floats("\x00\x00\x80\x7F"));
    row("numbers that are none", "latents", "float32_base64", floats("\x00\x00\xC0\x7F"));
}

void ImageOriginTest::damage_is_refused() {
    QFETCH(QString, object);
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QVERIFY(parse_origin(changed(two_axes(), "", "epoch", 3)).has_value()); // the change alone is no damage
    const auto error = error_of([&] { parse_origin(changed(two_axes(), object, key, value)); });
    QVERIFY2(error && error->kind() == ErrorKind::Model && !error->detail().empty(), "it was taken");
}

WASSERFARBE_TEST(ImageOriginTest)

} // namespace wasserfarbe::test::image_origin_test

#include "image_origin_test.moc"

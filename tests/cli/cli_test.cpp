// The command line's help, and what it says to arguments and files that are wrong.

#include <algorithm>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "model/types/field_table.h"
#include "model/types/version.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::cli_test {

class CliTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_shared(); }
    void init() { make_folder(); }

    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void theVersion();
    void optionsAsText();
    void optionsAsJson();
    void whatIsWrongIsOneLine_data();
    void whatIsWrongIsOneLine();
    void aLineEndInANameStaysOneLine();
};

void CliTest::helpNamesEveryOption_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("names");
    const auto row = [](const char* command, const char* names) {
        QTest::newRow(command) << command << names;
    };
    row("", "faces scan train resume branch verify checkpoints pin sample interpolate inspect convert "
            "options cache "
            "--help --version 0 1 2 3 4 130 143");
    row("faces", "--out --count --size --seed");
    row("scan", "FOLDER --json --list KIND --preset --set KEY=VALUE --leave-out --leave-out-class NAME");
    row("train",
        "--data --run --preset quick paper article --epochs --steps --set KEY=VALUE --leave-out KIND "
        "--leave-out-class NAME --crop FILE=X,Y --seed --device --threads --rescue");
    row("resume", "--run --epochs --steps --set KEY=VALUE --rescue");
    row("branch",
        "RUN|MODEL --critic --run --data --preset --epochs --steps --set KEY=VALUE --leave-out KIND "
        "--leave-out-class NAME --crop FILE=X,Y --seed --device --threads --rescue");
    row("verify", "RUN --from --to CHECKPOINT --json");
    row("checkpoints", "RUN --json");
    row("pin", "RUN CHECKPOINT --unpin");
    row("sample", "--model --out --count --columns --padding --pad-value --seed --latents --raw-weights");
    row("interpolate", "--model --out --seed-a --seed-b --steps --split --slerp --latents --padding "
                       "--pad-value --raw-weights");
    row("inspect", "RUN|MODEL --json");
    row("convert", "--format --keys --raw-weights --with-critic --snippet");
    row("options", "--json --set");
    row("cache", "--clear");
}

void CliTest::helpNamesEveryOption() {
    QFETCH(QString, command);
    QFETCH(QString, names);
    QStringList arguments = command.isEmpty() ? QStringList() : QStringList{command};
    for (const char* option : {"--help", "-h"}) {
        const Result result = run(arguments + QStringList{option});
        QCOMPARE(result.code, 0);
        QCOMPARE(result.err, "");
        for (const QString& name : names.split(' ')) {
            const QRegularExpression word("(^|[^\\w-])" + QRegularExpression::escape(name) + "($|[^\\w-])");
            QVERIFY2(result.out.contains(word), qPrintable(name));
        }
        QVERIFY(!result.out.contains("discriminator"));
        for (const QString& line : result.out.split('\n'))
            QVERIFY2(line.size() <= 110, qPrintable(line));
    }
}

void CliTest::theVersion() {
    const Result result = run({"--version"});
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out.trimmed().toStdString(), std::string(software_name()));
}

void CliTest::optionsAsText() {
    const Result result = run({"options"});
    QCOMPARE(result.code, 0);
    for (const Field& field : field_table()) {
        const std::string head =
            "\n  " + std::string(field.key) + "\n      " + std::string(field.help) + "\n";
        QVERIFY2(result.out.contains(QString::fromStdString(head)), field.key.data());
    }
}

void CliTest::optionsAsJson() {
    const Result result = run({"options", "--json"});
    QCOMPARE(result.code, 0);
    QJsonParseError problem{};
    const QJsonArray list = QJsonDocument::fromJson(result.out.toUtf8(), &problem).array();
    QCOMPARE(problem.error, QJsonParseError::NoError);
    QCOMPARE(list.size(), static_cast<qsizetype>(field_table().size()));
    const std::set<QString> types = {"integer", "real", "boolean", "choice", "color"};
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Field& field = field_table()[static_cast<std::size_t>(i)];
        const QJsonObject item = list[i].toObject();
        QCOMPARE(item["key"].toString().toStdString(), std::string(field.key));
        QCOMPARE(item["help"].toString().toStdString(), std::string(field.help));
        QCOMPARE(item["unit"].toString().toStdString(), std::string(field.unit));
        QCOMPARE(item["group"].toString().toStdString(), std::string(field.group));
        QVERIFY(types.contains(item["type"].toString()));
        QCOMPARE(item["advanced"].toBool(), field.advanced);
        for (const Preset preset : all_presets()) {
            const QJsonValue value = item["defaults"][QString::fromUtf8(preset_name(preset).data())];
            const QString text = value.toVariant().toString();
            QVERIFY(field.parse(text.toStdString()) == field.get(preset_config(preset)));
        }
        if (!field.choices.empty())
            QCOMPARE(item["choices"].toArray().size(), static_cast<qsizetype>(field.choices.size()));
        else if (field.type() == FieldType::Integer || field.type() == FieldType::Real)
            QCOMPARE(item["range"].toArray(), (QJsonArray{field.minimum, field.maximum}));
    }
}

void CliTest::whatIsWrongIsOneLine_data() {
    QTest::addColumn<QString>("arguments"); // "@" stands for the shared folder, "''" for an empty one
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* arguments, int code, const char* named) {
        QTest::newRow(arguments) << arguments << code << named;
    };
    // usage
    row("", 2, "train");
    row("trane", 2, "trane");
    row("--foo", 2, "--foo");
    row("faces", 2, "--out");
    row("faces --out", 2, "--out");
    row("faces --out f --sise 3", 2, "--sise");
    row("faces --out f --size 15", 2, "--size");
    row("faces --out f --size big", 2, "--size");
    row("faces --out f --count 0", 2, "--count");
    row("faces --out f --seed -1", 2, "--seed");
    row("faces --out f --seed 18446744073709551616", 2, "--seed");
    row("train --data @/faces", 2, "--run");
    row("train --run r", 2, "--data");
    row("train --data @/faces --run r more", 2, "more");
    row("train --data @/faces --run r --set", 2, "--set");
    row("train --data @/faces --run r --set lamda=1", 2, "unknown setting 'lamda'; did you mean 'lambda'?");
    row("train --data @/faces --run r --set lambda", 2, "'lambda' is not of the form KEY=VALUE");
    row("train --data @/faces --run r --set image_size=17", 2,
        "image_size: 17 is out of range; allowed: 16, 32");
    row("train --data @/faces --run r --set batch_size=0", 2, "batch_size: 0 is out of range");
    row("train --data @/faces --run r --set lambda=1001", 2,
        "lambda: 1001 is out of range; allowed: 0 to 1000");
    row("train --data @/faces --run r --set lambda=nan", 2, "lambda: 'nan' is not a number");
    row("train --data @/faces --run r --set epochs=2.5", 2, "epochs: '2.5' is not a whole number");
    row("train --data @/faces --run r --set fit=bend", 2,
        "fit: 'bend' is not a choice; allowed: crop, top, pad, edge, stretch");
    row("train --data @/faces --run r --set horizontal_flip=yes", 2,
        "horizontal_flip: 'yes' is not true or false");
    row("train --data @/faces --run r --set schedule_gamma=0.5", 2, "schedule_gamma");
    row("train --data @/faces --run r --preset fast", 2, "preset: 'fast' is not quick, paper or article");
    row("train --data @/faces --run r --device gpu", 2, "device: 'gpu' is not auto, cpu, cuda or cuda:N");
    row("train --data @/faces --run r --device ''", 2, "device: '' is not auto, cpu, cuda or cuda:N");
    row("train --data @/faces --run r --threads 0", 2, "threads: '0'");
    row("train --data @/faces --run r --threads many", 2, "threads: 'many' is neither auto nor a number");
    row("train --data @/faces --run r --epochs 0", 2, "--epochs");
    row("train --data @/faces --run r --steps 0", 2, "--steps");
    row("train --data @/faces --run @/run", 2, "@/run: holds a run already");
    row("train --data @/faces --run @/faces/run", 2, "@/faces/run: lies in the folder of pictures");
    row("train --data @/faces --run r --leave-out smal", 2,
        "leave-out: 'smal' is not one of unreadable, empty, ");
    row("train --data @/faces --run r --set batch_size=4 --leave-out-class cats", 2,
        "@/faces: holds no folder 'cats'");
    row("train --data @/faces --run r --crop face.png", 2, "crop: 'face.png' is not of the form FILE=X,Y");
    row("train --data @/faces --run r --crop =0,0", 2, "crop: '=0,0'");
    row("train --data @/faces --run r --crop a=0", 2, "crop: 'a=0'");
    row("train --data @/faces --run r --crop a=0,1.5", 2, "crop: 'a=0,1.5'");
    row("train --data @/faces --run r --crop a=nan,0", 2, "crop: 'a=nan,0'");
    row("train --data @/faces --run r --crop a=0,0,0", 2, "crop: 'a=0,0,0'");
    row("train --data @/faces --run r --set batch_size=4 --crop a=0,0", 2, "@/faces: holds no picture 'a'");
    row("scan", 2, "folder");
    row("scan @/faces more", 2, "more");
    row("scan @/faces --leave-out smal", 2, "leave-out: 'smal' is not one of unreadable, empty, ");
    row("scan @/faces --list smal", 2, "list: 'smal' is not one of unreadable, empty, ");
    row("scan @/faces --list small --json", 2, "--json");
    row("scan @/faces --leave-out-class cats", 2, "@/faces: holds no folder 'cats'");
    row("scan @/faces --set image_size=17", 2, "image_size: 17 is out of range; allowed: 16, 32");
    row("scan @/faces --preset fast", 2, "preset: 'fast' is not quick, paper or article");
    row("cache --drop", 2, "--drop");
    row("resume", 2, "--run");
    row("resume --run @/run --set lamda=1", 2, "unknown setting 'lamda'; did you mean 'lambda'?");
    row("resume --run @/run --preset paper", 2, "--preset");
    row("branch", 2, "from");
    row("branch @/run", 2, "--run");
    row("branch @/run --run r --seed -1", 2, "--seed");
    row("branch @/run --run r --preset fast", 2, "preset: 'fast' is not quick, paper or article");
    row("branch @/run --run @/run", 2, "@/run: holds a run already");
    row("branch @/run --run r --set critic_channels=8", 2, "critic_channels is 8 and not 4");
    row("branch @/cut.safetensors --run r --threads 0", 4, "@/cut.safetensors: not a valid safetensors file");
    row("verify", 2, "run");
    row("checkpoints", 2, "run");
    row("pin", 2, "run");
    row("pin @/run a b", 2, "b");
    row("sample --out s.png", 2, "--model");
    row("sample --model @/run", 2, "--out");
    row("sample --model @/run --out s.png --count 0", 2, "--count");
    row("sample --model @/run --out s.png --columns 0", 2, "--columns");
    row("sample --model @/run --out s.png --padding -1", 2, "--padding");
    row("sample --model @/run --out s.png --pad-value 1.5", 2, "--pad-value");
    row("sample --model @/run --out s.png --seed x", 2, "--seed");
    row("sample --model @/run --out s.png --latents z.safetensors --seed 1", 2, "--latents");
    row("sample --model @/run --out s.png --latents z.safetensors --count 1", 2, "--latents");
    row("sample --model @/run --out s.png --count 5000 --columns 1", 2, "a PNG has at most 16384x16384");
    row("interpolate --model @/run --out s.png --steps 0", 2, "--steps");
    row("interpolate --model @/run --out s.png --split 0", 2, "split: 0 is out of range; allowed: 1 to 7");
    row("interpolate --model @/run --out s.png --split 8", 2, "split: 8 is out of range; allowed: 1 to 7");
    row("interpolate --model @/run --out s.png --latents z.safetensors --seed-b 3", 2, "--latents");
    row("interpolate --model @/run --out s.png --count 3", 2, "--count");
    row("inspect", 2, "path");
    row("inspect @/run more", 2, "more");
    row("options lambda", 2, "lambda");
    // the pictures
    row("scan nowhere", 3, "nowhere: this folder does not exist");
    row("scan @/few/face.png", 3, "@/few/face.png: is not a folder");
    row("scan @/empty", 3, "@/empty: there are no pictures");
    row("train --data nowhere --run r", 3, "nowhere: this folder does not exist");
    row("train --data @/few/face.png --run r", 3, "@/few/face.png: is not a folder");
    row("train --data @/empty --run r", 3, "@/empty: there are no pictures");
    row("train --data @/texts --run r", 3, "@/texts: there are no pictures");
    row("train --data @/few --run r", 3, "@/few: 1 of 1 picture can be used, and one batch takes 64");
    // a model or a run
    row("resume --run nowhere", 4, "nowhere: holds no run");
    row("resume --run @/faces", 4, "@/faces: holds no run");
    row("resume --run @/bad-run", 4, "@/bad-run/run.json: run.json is not valid JSON");
    row("branch nowhere --run r", 4, "nowhere: there is no such run or file");
    row("branch @/new-run --run r", 4, "@/new-run: has no checkpoint yet");
    row("branch @/three.safetensors --run r", 4, "@/three.safetensors: it holds no generator");
    row("verify nowhere", 4, "nowhere: holds no run");
    row("verify nowhere --to epoch-000001", 4, "nowhere: holds no run");
    row("verify @/new-run", 4, "@/new-run: has no checkpoint yet, so there is nothing to compare with");
    row("verify @/run --from epoch-000003", 4, "there is no step");
    row("checkpoints nowhere", 4, "nowhere: holds no run");
    row("checkpoints @/bad-run", 4, "@/bad-run/run.json: run.json is not valid JSON");
    row("pin nowhere", 4, "nowhere: holds no run");
    row("pin @/new-run", 4, "@/new-run: has no checkpoint yet");
    row("pin @/run epoch-000009", 4, "@/run: has no checkpoint 'epoch-000009'");
    row("sample --model nowhere --out s.png", 4, "nowhere: there is no such run or file");
    row("sample --model @/faces --out s.png", 4, "@/faces: holds no run");
    row("sample --model @/new-run --out s.png", 4, "@/new-run: has no checkpoint yet");
    row("sample --model @/garbage.safetensors --out s.png", 4,
        "@/garbage.safetensors: not a valid safetensors file");
    row("sample --model @/cut.safetensors --out s.png", 4, "@/cut.safetensors: not a valid safetensors file");
    row("sample --model @/three.safetensors --out s.png", 4, "@/three.safetensors: it holds no generator");
    row("sample --model @/run --out s.png --latents nowhere", 4, "nowhere: can't be read");
    row("sample --model @/run --out s.png --latents @/garbage.safetensors", 4,
        "@/garbage.safetensors: not a valid");
    row("sample --model @/run --out s.png --latents @/narrow.safetensors", 4,
        "@/narrow.safetensors: 'z' is Float[2, 7], expected Float[n, 8]");
    row("interpolate --model nowhere --out s.png", 4, "nowhere: there is no such");
    row("interpolate --model @/run --out s.png --latents @/three.safetensors", 4,
        "@/three.safetensors: 'z' has 3 rows, expected 2");
    row("inspect nowhere", 4, "nowhere: there is no such run or file");
    row("inspect @/faces", 4, "@/faces: holds no run");
    row("inspect @/bad-run", 4, "@/bad-run/run.json");
    row("inspect @/garbage.safetensors", 4, "@/garbage.safetensors: not a valid safetensors file");
    // failed at work
    row("faces --out @/garbage.safetensors", 1, "@/garbage.safetensors: the folder can't be created");
    row("train --data @/faces --run r --set batch_size=4 --device cuda:63", 1, "cuda:63");
    row("train --data @/faces --run @/garbage.safetensors/r --set batch_size=4", 1,
        "@/garbage.safetensors/r");
    row("sample --model @/run --out nowhere/s.png", 1, "nowhere/s.png: can't be written");
    row("sample --model @/run --out @/faces", 1, "@/faces: can't ");
}

void CliTest::whatIsWrongIsOneLine() {
    QFETCH(QString, arguments);
    QFETCH(int, code);
    QFETCH(QString, words);
    const std::vector<std::string> before = names_in(shared(""));
    const auto expanded = [&](QString text) { return text.replace("@/", text_path("")); };
    QStringList list = expanded(arguments).split(' ', Qt::SkipEmptyParts);
    std::ranges::replace(list, "''", QString());
    const Result result = run(list);
    QCOMPARE(result.code, code);
    QCOMPARE(result.out, "");
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.startsWith("wasserfarbe-cli: "), qPrintable(result.err));
    QVERIFY2(result.err.contains(expanded(words)), qPrintable(result.err));
    QVERIFY(names_in(path("")).empty()); // nothing was written
    QCOMPARE(names_in(shared("")), before);
    QCOMPARE(names_in(shared("faces")).size(), std::size_t{24});
}

void CliTest::aLineEndInANameStaysOneLine() {
    const Result result = run({"train", "--data", "no\nwhere\x1b[31m", "--run", "r"});
    QCOMPARE(result.code, 3);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY(result.err.contains("no?where?[31m: this folder does not exist"));
}

WASSERFARBE_TEST(CliTest)

} // namespace wasserfarbe::test::cli_test

#include "cli_test.moc"

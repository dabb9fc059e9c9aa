#include "app/studio/keepers.h"

#include <fstream>
#include <memory>
#include <vector>

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/path_text.h"
#include "model/pictures/png_file.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::keepers_test {

namespace {

LatentPoint point(int number) {
    LatentPoint point;
    for (int i = 0; i < 16; ++i)
        point.z.push_back(static_cast<float>(number) / 3.0F - static_cast<float>(i) * 0.1F);
    point.source = {"/runs/faces-1", Weights::Averaged, false, number, 100 * number};
    point.image = QImage(16, 16, QImage::Format_RGB888);
    point.image.fill(qRgb(10 * number, 20, 30));
    point.label = QStringLiteral("Seed %1 – 第%1").arg(number);
    if (number % 2 == 0)
        point.seed = static_cast<std::uint64_t>(number);
    return point;
}

/// Keepers with what they said.
struct Strip {
    explicit Strip(const std::filesystem::path& folder) : keepers(folder) {
        QObject::connect(&keepers, &Keepers::loaded, &keepers, [this] { isLoaded = true; });
        QObject::connect(&keepers, &Keepers::failed, &keepers,
                         [this](const Error& error) { failures.push_back(error); });
    }
    bool load() {
        return QTest::qWaitFor([this] { return isLoaded; }, kPatience);
    }
    std::vector<int> epochs() const {
        std::vector<int> list;
        for (int i = 0; i < keepers.count(); ++i)
            list.push_back(keepers.at(i).source.epoch);
        return list;
    }

    Keepers keepers;
    bool isLoaded = false;
    std::vector<Error> failures;
};

} // namespace

class KeepersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path path() const { return toPath(folder_->path()) / "keepers"; }

    /// The strip is gone when this returns, and all that it had to write is written.
    void keep(const std::vector<int>& numbers) const {
        Strip strip(path());
        for (const int number : numbers)
            strip.keepers.add(point(number));
    }

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        qputenv("XDG_DATA_HOME", folder_->filePath(QStringLiteral("data")).toUtf8()); // for the trash
    }

    void cleanup() { QVERIFY(QDir::setCurrent(QDir::tempPath())); }

    void beginsEmpty() {
        Strip strip(path());
        QVERIFY(strip.load());
        QCOMPARE(strip.keepers.count(), 0);
        QVERIFY(strip.failures.empty());
        QVERIFY(!std::filesystem::exists(path())); // nothing is written before something is kept
    }

    void survivesARestart() {
        keep({1, 2});
        Strip strip(path());
        QVERIFY(strip.load());
        QVERIFY(strip.failures.empty());
        QCOMPARE(strip.epochs(), (std::vector<int>{1, 2}));
        for (int i = 0; i < 2; ++i) {
            const LatentPoint expected = point(i + 1);
            const LatentPoint& kept = strip.keepers.at(i);
            QCOMPARE(kept.z, expected.z); // to the bit
            QCOMPARE(kept.source, expected.source);
            QCOMPARE(kept.seed, expected.seed);
            QCOMPARE(kept.label, expected.label);
            QCOMPARE(kept.image.convertToFormat(QImage::Format_RGB888), expected.image);
            QVERIFY(std::filesystem::is_regular_file(strip.keepers.file(i)));
        }
    }

    void tellsWhatIsAddedMovedAndRemoved() {
        Strip strip(path());
        QVERIFY(strip.load());
        QSignalSpy added(&strip.keepers, &Keepers::added);
        QSignalSpy moved(&strip.keepers, &Keepers::moved);
        QSignalSpy removed(&strip.keepers, &Keepers::removed);
        for (int i = 1; i <= 4; ++i)
            strip.keepers.add(point(i));
        QCOMPARE(added.count(), 4);
        QCOMPARE(added[3][0].toInt(), 3);
        strip.keepers.move(0, 3);
        QCOMPARE(strip.epochs(), (std::vector<int>{2, 3, 4, 1}));
        strip.keepers.move(2, 0);
        QCOMPARE(strip.epochs(), (std::vector<int>{4, 2, 3, 1}));
        strip.keepers.move(1, 1);
        strip.keepers.move(1, 4);
        strip.keepers.move(-1, 2);
        QCOMPARE(moved.count(), 2);
        strip.keepers.remove(1);
        strip.keepers.remove(7);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][0].toInt(), 1);
        QCOMPARE(strip.epochs(), (std::vector<int>{4, 3, 1}));
    }

    void keepsTheOrder() {
        {
            Strip strip(path());
            QVERIFY(strip.load());
            for (int i = 1; i <= 4; ++i)
                strip.keepers.add(point(i));
            strip.keepers.move(3, 0);
            strip.keepers.remove(2);
        }
        Strip strip(path());
        QVERIFY(strip.load());
        QCOMPARE(strip.epochs(), (std::vector<int>{4, 1, 3}));
    }

    void whatIsKeptBeforeTheOthersAreReadComesLast() {
        keep({1, 2});
        Strip strip(path());
        strip.keepers.add(point(3));
        QCOMPARE(strip.keepers.count(), 1);
        QVERIFY(strip.load());
        QCOMPARE(strip.epochs(), (std::vector<int>{1, 2, 3}));
    }

    void damagedFilesAreLeftOutAndNamed() {
        keep({1, 2, 3});
        std::vector<std::filesystem::path> files;
        {
            Strip strip(path());
            QVERIFY(strip.load());
            for (int i = 0; i < 3; ++i)
                files.push_back(strip.keepers.file(i));
        }
        std::filesystem::resize_file(files[1], 100);
        write_png(path() / "plain.png", Image(8, 8)); // a picture that says nothing
        test::write_text(path() / "note.txt", "not ours");
        Strip strip(path());
        QVERIFY(strip.load());
        QCOMPARE(strip.epochs(), (std::vector<int>{1, 3}));
        QCOMPARE(strip.failures.size(), std::size_t{2});
        QCOMPARE(strip.failures[0].path(), files[1]);
        QCOMPARE(strip.failures[1].path(), path() / "plain.png");
        QVERIFY(std::filesystem::exists(files[1])); // and not deleted either
    }

    void aRemovedOneIsGoneFromTheFolder_data() {
        QTest::addColumn<bool>("trash");
        QTest::newRow("into the trash") << true;
        QTest::newRow("there is no trash") << false;
    }

    void aRemovedOneIsGoneFromTheFolder() {
        QFETCH(const bool, trash);
        const QDir cwd(folder_->path());
        QVERIFY(QDir::setCurrent(cwd.path()));
        if (!trash)
            test::write_text(toPath(folder_->filePath(QStringLiteral("data"))), "a file in its place");
        keep({1, 2});
        std::filesystem::path file;
        {
            Strip strip(path());
            QVERIFY(strip.load());
            file = strip.keepers.file(0);
            strip.keepers.remove(0);
        }
        QVERIFY(!std::filesystem::exists(file));
        QVERIFY(!cwd.exists(QStringLiteral("files")) && !cwd.exists(QStringLiteral("info")));
        Strip strip(path());
        QVERIFY(strip.load());
        QCOMPARE(strip.epochs(), std::vector<int>{2});
        QVERIFY(strip.failures.empty());
    }

    void tellsWhereItCantWrite() {
        test::write_text(path(), "a file where the folder should be");
        Strip strip(path());
        QVERIFY(strip.load());
        strip.keepers.add(point(1));
        WAIT_UNTIL(!strip.failures.empty());
        QCOMPARE(strip.failures[0].kind(), ErrorKind::Disk);
        QCOMPARE(strip.keepers.count(), 1); // what is shown stays
    }
};

WASSERFARBE_TEST(KeepersTest)

} // namespace wasserfarbe::test::keepers_test

#include "keepers_test.moc"

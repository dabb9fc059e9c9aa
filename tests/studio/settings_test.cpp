#include <fstream>

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/path_text.h"
#include "app/studio/settings.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::settings_test {

class SettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void beginsWithSensibleValues() {
        const Settings settings(file(), nullptr);
        QCOMPARE(settings.colorScheme(), ColorScheme::System);
        QCOMPARE(settings.language(), QString());
        QCOMPARE(settings.page(), 0);
        QCOMPARE(settings.runsFolder().filename(), std::filesystem::path("Wasserfarbe"));
        QVERIFY(settings.runsFolder().is_absolute());
        QVERIFY(settings.recentRuns().empty());
        QVERIFY(settings.windowGeometry().isEmpty());
    }

    void readsThoseOfAnEarlierVersion() {
        const QString copy = file();
        QVERIFY(QFile::copy(QStringLiteral(SOURCE_FOLDER "/tests/reference/earlier/settings.ini"), copy));
        const Settings settings(copy, nullptr);
        QCOMPARE(settings.colorScheme(), ColorScheme::Dark);
        QCOMPARE(settings.language(), QStringLiteral("zh_CN"));
        QCOMPARE(settings.page(), 3);
        QCOMPARE(settings.windowGeometry().size(), 66);
    }

    void keepsEverything() {
        const std::filesystem::path odd = toPath(folder_->path()) / "bl\xfc\xff 1%2\n";
        std::filesystem::create_directories(odd / "out");
        {
            Settings settings(file(), nullptr);
            settings.setColorScheme(ColorScheme::Dark);
            settings.setLanguage(QStringLiteral("zh_CN"));
            settings.setRunsFolder(odd);
            settings.setLastDataFolder(odd / "data");
            settings.setLastExportFolder(odd / "out");
            settings.setWindowGeometry(QByteArray("\0\1\2", 3));
            settings.setPage(3);
            settings.setChoice(QStringLiteral("explore/steps"), 11);
        }
        const Settings settings(file(), nullptr);
        QCOMPARE(settings.colorScheme(), ColorScheme::Dark);
        QCOMPARE(settings.language(), QStringLiteral("zh_CN"));
        QVERIFY(settings.runsFolder() == odd);
        QVERIFY(settings.lastDataFolder() == odd / "data");
        QVERIFY(settings.lastExportFolder() == odd / "out");
        QCOMPARE(settings.windowGeometry(), QByteArray("\0\1\2", 3));
        QCOMPARE(settings.page(), 3);
        QCOMPARE(settings.choice(QStringLiteral("explore/steps"), 0).toInt(), 11);
        QCOMPARE(settings.choice(QStringLiteral("explore/other"), 5).toInt(), 5);

        std::filesystem::remove_all(odd); // an export begins where there is a folder
        QCOMPARE(settings.lastExportFolder(),
                 toPath(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)));
    }

    void tellsOfRealChangesAlone() {
        Settings settings(file(), nullptr);
        QSignalSpy scheme(&settings, &Settings::colorSchemeChanged);
        QSignalSpy language(&settings, &Settings::languageChanged);
        QSignalSpy runs(&settings, &Settings::runsFolderChanged);
        settings.setColorScheme(ColorScheme::System);
        settings.setLanguage(QString());
        settings.setRunsFolder(settings.runsFolder());
        QCOMPARE(scheme.count() + language.count() + runs.count(), 0);
        settings.setColorScheme(ColorScheme::Light);
        settings.setLanguage(QStringLiteral("en"));
        settings.setRunsFolder("/tmp");
        QCOMPARE(scheme.count(), 1);
        QCOMPARE(language.count(), 1);
        QCOMPARE(runs.count(), 1);
    }

    void recentRunsAreNewestFirstAndFew() {
        Settings settings(file(), nullptr);
        for (int i = 0; i < 10; ++i)
            settings.addRecentRun(makeRun(i));
        settings.addRecentRun(makeRun(5));
        const std::vector<std::filesystem::path> runs = settings.recentRuns();
        QCOMPARE(runs.size(), std::size_t{8});
        QVERIFY(runs[0] == makeRun(5));
        QVERIFY(runs[1] == makeRun(9));
        QCOMPARE(std::count(runs.begin(), runs.end(), makeRun(5)), 1);
    }

    void runsThatVanishedAreLeftOut() {
        Settings settings(file(), nullptr);
        settings.addRecentRun(makeRun(1));
        settings.addRecentRun(makeRun(2));
        std::filesystem::remove_all(makeRun(2));
        QCOMPARE(settings.recentRuns().size(), std::size_t{1});
        QSignalSpy changed(&settings, &Settings::recentRunsChanged);
        settings.clearRecentRuns();
        QCOMPARE(changed.count(), 1);
        QVERIFY(settings.recentRuns().empty());
    }

    void nonsenseInTheFileIsNoTrouble() {
        std::ofstream(toPath(file())) << "[General]\ncolorScheme=purple\npage=abc\nrecentRuns=7\n";
        const Settings settings(file(), nullptr);
        QCOMPARE(settings.colorScheme(), ColorScheme::System);
        QCOMPARE(settings.page(), 0);
        QVERIFY(settings.recentRuns().empty());
    }

    void pathsSurviveTheWayThroughText_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("plain") << QByteArray("/home/a b/c");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("chinese") << QByteArray("/数据/脸");
        QTest::newRow("emoji") << QByteArray("/😀/x");
        QTest::newRow("latin-1") << QByteArray("/f\xfcr");
        QTest::newRow("cut utf-8") << QByteArray("/a\xe6\x95");
        QTest::newRow("emoji and broken") << QByteArray("/😀\xff\x80z\xf0\x9f");
        QTest::newRow("coded surrogate") << QByteArray("/\xed\xb3\xbf");
    }

    void pathsSurviveTheWayThroughText() {
        QFETCH(QByteArray, bytes);
        const std::filesystem::path path(bytes.toStdString());
        QVERIFY(toPath(toQString(path)) == path);
    }

private:
    QString file() const { return folder_->filePath(QStringLiteral("settings.ini")); }
    std::filesystem::path makeRun(int number) const {
        std::filesystem::path run = toPath(folder_->filePath(QStringLiteral("run %1").arg(number)));
        std::filesystem::create_directories(run);
        return run;
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(SettingsTest)

} // namespace wasserfarbe::test::settings_test

#include "settings_test.moc"

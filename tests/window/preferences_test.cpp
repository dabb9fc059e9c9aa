#include <memory>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/decoded_pictures.h"
#include "app/studio/path_text.h"
#include "app/studio/settings.h"
#include "app/window/preferences_dialog.h"
#include "model/dataset/picture_cache.h"
#include "model/dataset/prepared_dataset.h"
#include "model/pictures/png_file.h"
#include "tests/support/control_support.h"
#include "tests/support/dataset_support.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::preferences_test {

namespace fs = std::filesystem;

class PreferencesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;
    QByteArray cacheOfBefore_;

    fs::path path(const char* name) const { return toPath(folder_->filePath(QString::fromLatin1(name))); }

    void decodeSome() const {
        fs::create_directories(path("pictures"));
        for (int i = 0; i < 4; ++i)
            write_png(path("pictures") / (std::to_string(i) + ".png"), test::numbered_picture(64, i));
        QVERIFY(PreparedDataset::prepare(path("pictures"), {}).has_value());
    }

private Q_SLOTS:
    /// A cache of the test's own, for nothing but it may be cleared.
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        cacheOfBefore_ = qgetenv("WASSERFARBE_CACHE");
        qputenv("WASSERFARBE_CACHE", folder_->filePath(QStringLiteral("cache")).toUtf8());
    }

    void cleanup() {
        qputenv("WASSERFARBE_CACHE", cacheOfBefore_);
        folder_.reset();
    }

    void theCacheIsMeasuredAndCleared() {
        decodeSome();
        QVERIFY(picture_cache_size() > 0);
        Settings settings(folder_->filePath(QStringLiteral("settings.ini")), nullptr);
        DecodedPictures pictures;
        PreferencesDialog dialog(settings, pictures);
        dialog.show();
        auto* clear = child<QPushButton>(dialog, "preferencesClearDecodedPictures");
        auto* hint = child<QLabel>(dialog, "preferencesDecodedPicturesHint");
        QVERIFY(!clear->isEnabled()); // it is not known yet whether there is anything
        WAIT_UNTIL(clear->isEnabled());
        QVERIFY(hint->text().contains(QStringLiteral("kB")) || hint->text().contains(QStringLiteral("MB")));
        QVERIFY(toPath(child<QLineEdit>(dialog, "preferencesDecodedPictures")->text()) ==
                picture_cache_folder());
        QSignalSpy cleared(&pictures, &DecodedPictures::cleared);
        clear->click();
        QVERIFY(!clear->isEnabled()); // while it is at work
        WAIT_UNTIL_EQUAL(cleared.size(), 1);
        QCOMPARE(picture_cache_size(), std::uint64_t{0});
        QVERIFY(hint->text().startsWith(QStringLiteral("Cleared")));
        QVERIFY(!clear->isEnabled());
        QCOMPARE(pictures.size(), std::optional<std::uint64_t>(0));
    }

    void anEmptyCacheHasNothingToClear() {
        Settings settings(folder_->filePath(QStringLiteral("settings.ini")), nullptr);
        DecodedPictures pictures;
        PreferencesDialog dialog(settings, pictures);
        WAIT_UNTIL(!pictures.isBusy());
        QCOMPARE(pictures.size(), std::optional<std::uint64_t>(0));
        QVERIFY(!child<QPushButton>(dialog, "preferencesClearDecodedPictures")->isEnabled());
    }

    void aClosedDialogEndsNoWork() {
        decodeSome();
        Settings settings(folder_->filePath(QStringLiteral("settings.ini")), nullptr);
        DecodedPictures pictures;
        QSignalSpy cleared(&pictures, &DecodedPictures::cleared);
        {
            PreferencesDialog dialog(settings, pictures);
            pictures.clear();
        }
        WAIT_UNTIL_EQUAL(cleared.size(), 1);
        QCOMPARE(picture_cache_size(), std::uint64_t{0});
    }
};

WASSERFARBE_TEST(PreferencesTest)

} // namespace wasserfarbe::test::preferences_test

#include "preferences_test.moc"

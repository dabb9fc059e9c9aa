#include <cerrno>
#include <fstream>
#include <set>

#include <QDir>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "model/dataset/folder_scan.h"
#include "model/pictures/decode.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::error_text_test {

namespace {

constexpr ErrorKind kKinds[] = {ErrorKind::Usage,    ErrorKind::Data,    ErrorKind::Model,
                                ErrorKind::Disk,     ErrorKind::Memory,  ErrorKind::Device,
                                ErrorKind::Diverged, ErrorKind::Internal};

QString messageOf(ErrorKind kind, const std::string& detail, int systemError = 0) {
    return errorText(Error(kind, "/data/faces", detail, systemError)).message;
}

QString messageOf(ErrorCode code, const ReasonArguments& arguments = {}) {
    return errorText(Error(code, "/data/faces", arguments)).message;
}

/// What the engine says of a file with these bytes.
std::optional<Reason> reasonFor(const QByteArray& bytes) {
    try {
        decode_image(
            {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    } catch (const Error& error) {
        return error.reason();
    }
    return {};
}

} // namespace

class ErrorTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasItsOwnSentence() {
        std::set<QString> messages;
        for (const ErrorKind kind : kKinds) {
            const ErrorText text = errorText(Error(kind, "something odd"));
            QVERIFY(text.message.endsWith(QLatin1Char('.')));
            QVERIFY(text.message.size() > 30);
            QVERIFY2(!text.message.contains(QLatin1Char('%')), qPrintable(text.message));
            QCOMPARE(text.detail, QStringLiteral("something odd"));
            messages.insert(text.message);
        }
        QCOMPARE(messages.size(), std::size(kKinds));
    }

    /// What people run into with a dropped file or two runs has words of its own, not those of its kind.
    void everydayFailuresSayWhatToDo() {
        for (const ErrorInfo& info : error_table()) {
            if (is_general(info.code) || !info.message || info.kind == ErrorKind::Memory)
                continue;
            const QString message = messageOf(info.code, {"x", "y", "z"});
            if (info.code != ErrorCode::DivergedAt)
                QVERIFY2(message.contains(QStringLiteral("“/data/faces”")), info.name.data());
            QVERIFY2(message != messageOf(info.kind, "is odd"), info.name.data());
            QVERIFY2(!message.contains(QLatin1Char('%')), info.name.data());
        }
    }

    void theFileIsNamed() {
        for (const ErrorKind kind : {ErrorKind::Usage, ErrorKind::Data, ErrorKind::Model, ErrorKind::Disk}) {
            const ErrorText text = errorText(Error(kind, "/data/100%1 faces", "is odd"));
            QVERIFY2(text.message.contains(QStringLiteral("“/data/100%1 faces”")), qPrintable(text.message));
            QCOMPARE(text.detail, QStringLiteral("/data/100%1 faces: is odd"));
        }
    }

    void theHomeFolderIsATilde() {
        const std::filesystem::path run = toPath(QDir::homePath()) / "runs" / "a";
        QVERIFY(errorText(Error(ErrorKind::Disk, run, "x")).message.contains(QStringLiteral("“~/runs/a”")));
    }

    void aFullDiskSaysSo() {
        QVERIFY(
            messageOf(ErrorKind::Disk, "can't be written", ENOSPC).contains(QStringLiteral("disk is full")));
        QVERIFY(messageOf(ErrorCode::DiskFull, {"can't be written whole; is the disk full?"})
                    .contains(QStringLiteral("disk is full")));
        QVERIFY(errorText(Error(ErrorKind::Disk, {}, "can't be written", ENOSPC))
                    .message.contains(QStringLiteral("disk is full")));
        QVERIFY(
            messageOf(ErrorKind::Disk, "can't be created", EACCES).contains(QStringLiteral("permission")));
        QVERIFY(!messageOf(ErrorKind::Disk, "can't be read").contains(QStringLiteral("full")));
        QVERIFY(!messageOf(ErrorKind::Disk, "can't be read", ENOENT).contains(QStringLiteral("full")));
    }

    void tooLittleMemorySaysWhatFits() {
        const QString shortage = messageOf(ErrorCode::BatchTooLarge, {1280, 64, "3.1 GB", "820 MB", 32});
        QCOMPARE(shortage,
                 QStringLiteral("There is not enough memory: a batch of %1 images of 64 pixels needs about "
                                "3.1 GB, and there is 820 MB. A batch size of 32 fits.")
                     .arg(QLocale().toString(1280)));
        const QString hopeless = messageOf(ErrorCode::NoBatchFits, {1, 256, "31 GB", "1 byte"});
        QVERIFY2(hopeless.endsWith(QStringLiteral("is 1 byte. Not even the smallest batch fits: choose a "
                                                  "smaller image size or fewer channels.")),
                 qPrintable(hopeless));
        const QString halved = messageOf(ErrorCode::BatchMayBeTooLarge, {64, 32, 32});
        QVERIFY2(halved.endsWith(QStringLiteral("Choose a smaller batch size, such as 32.")),
                 qPrintable(halved));
        QCOMPARE(messageOf(ErrorCode::SmallestBatchTooLarge, {1, 32}),
                 messageOf(ErrorKind::Memory, "something else"));
    }

    void tooFewPicturesAreCounted() {
        const QString text = messageOf(ErrorCode::TooFewPictures, {3, 1200, 64, ". Left out: a.png (x)"});
        QVERIFY2(text.contains(QStringLiteral("3 of the 1,200")) ||
                     text.contains(QStringLiteral("3 of the 1200")),
                 qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("takes 64")));
    }

    void theEnginesOwnErrorsAreKnown() {
        QTemporaryDir folder;
        const auto messageOfScan = [](const std::filesystem::path& path) {
            try {
                scan_folder(path);
            } catch (const Error& error) {
                return errorText(error).message;
            }
            return QString();
        };
        QVERIFY(messageOfScan(toPath(folder.path())).startsWith(QStringLiteral("There are no pictures")));
        QVERIFY(messageOfScan("/no/such/folder").contains(QStringLiteral("does not exist any more")));
        const std::filesystem::path file = toPath(folder.filePath(QStringLiteral("a")));
        std::ofstream(file) << "x";
        QVERIFY(messageOfScan(file).contains(QStringLiteral("is not a folder")));
    }

    void reasonsOfTheDecoderAreKnown_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QByteArray png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);
        const auto sized = [&png](const char* size) {
            return png + QByteArray(size, 8) + QByteArray("\x8\x2\0\0\0", 5);
        };
        QTest::newRow("empty") << QByteArray() << QStringLiteral("The file is empty");
        QTest::newRow("text") << QByteArray("hello, world, this is text")
                              << QStringLiteral("Not a picture of a known format");
        QTest::newRow("cut") << png << QStringLiteral("The beginning of the file is damaged or incomplete");
        QTest::newRow("huge") << sized("\0\x9\x27\xc0\0\x9\x27\xc0")
                              << QStringLiteral("Too large: %1 × %1 pixels").arg(QLocale().toString(600000));
        QTest::newRow("no end") << QByteArray(
                                       "\xff\xd8\xff\xc0\0\x11\x8\0\x10\0\x10\3\1\x11\0\2\x11\1\3\x11\1", 21)
                                << QStringLiteral("The end of the file is missing");
    }

    void reasonsOfTheDecoderAreKnown() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        const std::optional<Reason> reason = reasonFor(bytes);
        QVERIFY(reason.has_value());
        QCOMPARE(reasonText(*reason), text);
    }

    void otherReasonsAreKnown() {
        QCOMPARE(reasonText({ErrorCode::DeadLink, {}}), QStringLiteral("A link that leads to no file"));
        QCOMPARE(reasonText({ErrorCode::LinkToFolder, {}}),
                 QStringLiteral("A link to a folder; such links are not followed"));
        QCOMPARE(reasonText({ErrorCode::TooManyScans, {7}}),
                 QStringLiteral("Its pixels are spread over 7 scans, which are too many"));
        QCOMPARE(reasonText({ErrorCode::FileTooLarge, {"512 MiB"}}),
                 QStringLiteral("The file is larger than 512 MiB"));
        QCOMPARE(reasonText({ErrorCode::ChannelCount, {2}}),
                 QStringLiteral("It has 2 colour channels; 1, 3 or 4 can be used"));
        QCOMPARE(reasonText({ErrorCode::FolderUnreadable, {}, EACCES}),
                 QStringLiteral("This folder can't be read: Permission denied"));
        QCOMPARE(reasonText({ErrorCode::Data, {"of a new kind: 5%1"}}), QStringLiteral("of a new kind: 5%1"));
    }
};

WASSERFARBE_TEST(ErrorTextTest)

} // namespace wasserfarbe::test::error_text_test

#include "error_text_test.moc"

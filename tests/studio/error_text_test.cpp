#include <cerrno>
#include <fstream>
#include <set>
#include <system_error>

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

QString messageOf(ErrorKind kind, const std::string& detail, const char* path = "/data/faces") {
    return errorText(Error(kind, path, detail)).message;
}

/// What the engine says of a file with these bytes.
std::string reasonFor(const QByteArray& bytes) {
    try {
        decode_image(
            {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    } catch (const Error& error) {
        return error.detail();
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
        const std::pair<ErrorKind, const char*> failures[] = {
            {ErrorKind::Usage, "can't go on while another run is being trained; stop that one first"},
            {ErrorKind::Data, "is a single picture that does not say where in latent space it comes from; to "
                              "train on pictures, choose their folder"},
            {ErrorKind::Data, "it does not say where in latent space it comes from"},
            {ErrorKind::Usage, "holds no picture 'a.png', for which a crop place was given"},
            {ErrorKind::Usage, "holds no folder 'cats' with pictures, so it can't be left out as a class"},
            {ErrorKind::Data, "is neither a folder of pictures, a run, a model file nor an image that was "
                              "exported here"},
            {ErrorKind::Model, "takes latents of another size than these images have"},
            {ErrorKind::Model, "holds 'posix.system', but only tensors, dicts, lists, texts and numbers are "
                               "read and nothing is ever run: save the network's state_dict() instead"},
            {ErrorKind::Model, "can't be read: it is a TorchScript module, which is a program; in Python, "
                               "load it with torch.jit.load and save its state_dict() with torch.save"},
            {ErrorKind::Model, "can't be read: it is neither a safetensors file nor one that PyTorch's "
                               "torch.save wrote"},
            {ErrorKind::Model, "it holds a critic but no generator"},
            {ErrorKind::Model, "it holds no generator of the DCGAN family: tensor 'a' is [1], expected "
                               "nothing"}};
        for (const auto& [kind, detail] : failures) {
            QVERIFY2(messageOf(kind, detail) != messageOf(kind, "is odd"), detail);
            QVERIFY2(messageOf(kind, detail).contains(QStringLiteral("“/data/faces”")), detail);
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
        const std::string full = std::generic_category().message(ENOSPC);
        QVERIFY(
            messageOf(ErrorKind::Disk, "can't be written: " + full).contains(QStringLiteral("disk is full")));
        QVERIFY(messageOf(ErrorKind::Disk, "can't be written; is the disk full?")
                    .contains(QStringLiteral("disk is full")));
        QVERIFY(errorText(Error(ErrorKind::Disk, full)).message.contains(QStringLiteral("disk is full")));
        const std::string refused = std::generic_category().message(EACCES);
        QVERIFY(messageOf(ErrorKind::Disk, "can't be created: " + refused)
                    .contains(QStringLiteral("permission")));
        QVERIFY(!messageOf(ErrorKind::Disk, "can't be read").contains(QStringLiteral("full")));
    }

    void tooLittleMemorySaysWhatFits() {
        const auto messageOfTraining = [](const char* detail) {
            return errorText(Error(ErrorKind::Memory, detail)).message;
        };
        const QString shortage =
            messageOfTraining("not enough memory: a batch of 1280 images of 64 px needs about 3.1 GB, and "
                              "there is 820 MB; batch_size 32 fits");
        QCOMPARE(shortage,
                 QStringLiteral("There is not enough memory: a batch of %1 images of 64 pixels needs about "
                                "3.1 GB, and there is 820 MB. A batch size of 32 fits.")
                     .arg(QLocale().toString(1280)));
        const QString hopeless =
            messageOfTraining("not enough memory: a batch of 1 image of 256 px needs about 31 GB, and there "
                              "is 1 byte; not even the smallest batch fits: choose a smaller image_size or "
                              "fewer channels");
        QVERIFY2(hopeless.endsWith(QStringLiteral("is 1 byte. Not even the smallest batch fits: choose a "
                                                  "smaller image size or fewer channels.")),
                 qPrintable(hopeless));
        const QString halved =
            messageOfTraining("not enough memory for a batch of 64 images of 32 px; batch_size 32 may fit");
        QVERIFY2(halved.endsWith(QStringLiteral("Choose a smaller batch size, such as 32.")),
                 qPrintable(halved));
        QCOMPARE(messageOfTraining("not enough memory for a batch of 1 image of 32 px; choose a smaller "
                                   "image_size or fewer channels"),
                 messageOfTraining("something else"));
    }

    void tooFewPicturesAreCounted() {
        const QString text =
            messageOf(ErrorKind::Data, "3 of 1200 pictures can be used, and one batch takes 64; add "
                                       "pictures or lower batch_size. Left out: a.png (x)");
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
        const std::string reason = reasonFor(bytes);
        QVERIFY(!reason.empty());
        QCOMPARE(skippedReasonText(reason), text);
    }

    void otherReasonsAreKnown() {
        QCOMPARE(skippedReasonText("is a link that leads to no file"),
                 QStringLiteral("A link that leads to no file"));
        QCOMPARE(skippedReasonText("is a link to a folder, which is not followed"),
                 QStringLiteral("A link to a folder; such links are not followed"));
        QCOMPARE(skippedReasonText("can't be decoded: its pixels are spread over 7 scans"),
                 QStringLiteral("Its pixels are spread over 7 scans, which are too many"));
        QCOMPARE(skippedReasonText("the file is larger than 512 MiB"),
                 QStringLiteral("The file is larger than 512 MiB"));
        QCOMPARE(skippedReasonText("it has 2 channels, not 1, 3 or 4"),
                 QStringLiteral("It has 2 colour channels; 1, 3 or 4 can be used"));
        QCOMPARE(skippedReasonText("this folder can't be read: No"),
                 QStringLiteral("This folder can't be read: No"));
        QCOMPARE(skippedReasonText("of a new kind: 5%1"), QStringLiteral("of a new kind: 5%1"));
    }
};

WASSERFARBE_TEST(ErrorTextTest)

} // namespace wasserfarbe::test::error_text_test

#include "error_text_test.moc"

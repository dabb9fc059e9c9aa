// Walks through the real studio on a screen of its own and saves what it looks like; see
// packaging/screenshots.

#include <cstdio>

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>

#include "app/studio/path_text.h"
#include "tests/screenshots/walk.h"

using namespace wasserfarbe;
using namespace wasserfarbe::screenshots;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("wasserfarbe"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WASSERFARBE_VERSION));
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption faces(QStringLiteral("faces"), QStringLiteral("How many demo faces"),
                                   QStringLiteral("n"), QStringLiteral("4000"));
    const QCommandLineOption epochs(QStringLiteral("epochs"), QStringLiteral("How many epochs to train"),
                                    QStringLiteral("n"), QStringLiteral("12"));
    const QCommandLineOption checkOnly(
        QStringLiteral("check-only"), QStringLiteral("Only the check of a mixed folder, without a training"));
    parser.addOptions({faces, epochs, checkOnly});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go"));
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);

    const QTemporaryDir work;
    qputenv("WASSERFARBE_CACHE", work.filePath(QStringLiteral("cache")).toUtf8());
    StudioOptions options;
    options.settingsFile = work.filePath(QStringLiteral("settings.ini"));
    options.dataFolder = toPath(work.filePath(QStringLiteral("data")));
    options.demoFaces = parser.value(faces).toLongLong();
    Studio studio(options);
    studio.settings().setLanguage(QStringLiteral("en"));
    studio.settings().setColorScheme(ColorScheme::Light);
    studio.settings().setRunsFolder(toPath(work.filePath(QStringLiteral("Wasserfarbe"))));

    Album album(parser.positionalArguments().constFirst());
    MainWindow window(studio);
    window.show();
    Walk walk(studio, window, album);
    const QString mixed = work.filePath(QStringLiteral("pictures"));
    if (parser.isSet(checkOnly)) {
        walk.drawFaces();
        walk.checkedPictures(mixed);
    } else {
        walk.emptyPages();
        walk.train(parser.value(epochs).toInt());
        walk.filledPages();
        walk.models(work.filePath(QStringLiteral("models")));
        walk.checkedPictures(mixed);
    }
    std::printf("%d pictures in %s\n", album.count(), qPrintable(parser.positionalArguments().constFirst()));
    return 0;
}

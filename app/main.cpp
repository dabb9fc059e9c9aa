#include <cstdio>
#include <cstdlib>

#include <QApplication>
#include <QCommandLineParser>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "app/window/main_window.h"

namespace {

/// Who reads the command line: before there is a window, so that --help and --version work without a screen,
/// or after Qt has taken its own options out.
enum class Reading { BeforeQt, AfterQt };

/// @returns the file or folder to open; may be empty. Does not return after --help, --version or a mistake.
QString pathToOpen(int argc, char** argv, Reading reading) {
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A desktop studio that trains WGAN-GP image generators"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("This text"));
    parser.addOption(help);
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("path"),
        QStringLiteral("A folder of pictures, a run, a model file or an exported image"),
        QStringLiteral("[path]"));
    const bool understood = parser.parse(arguments);
    if (!understood && reading == Reading::BeforeQt)
        return {}; // perhaps an option of Qt's, whose letters would be taken for our short ones
    if (parser.isSet(help)) {
        const QString text =
            parser.helpText().replace(QLatin1String("<executable_name>"), QLatin1String("wasserfarbe"));
        std::printf("%s", qPrintable(text));
        std::exit(0);
    }
    if (parser.isSet(version)) {
        std::printf("wasserfarbe %s\n", qPrintable(QCoreApplication::applicationVersion()));
        std::exit(0);
    }
    if (!understood) {
        std::fprintf(stderr, "wasserfarbe: %s\n", qPrintable(parser.errorText()));
        std::exit(2);
    }
    return parser.positionalArguments().value(0);
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("wasserfarbe"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WASSERFARBE_VERSION));
    pathToOpen(argc, argv, Reading::BeforeQt);
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Wasserfarbe"));
    QGuiApplication::setDesktopFileName(QStringLiteral("wasserfarbe"));
    const QString path = pathToOpen(argc, argv, Reading::AfterQt);

    wasserfarbe::Studio studio;
    wasserfarbe::MainWindow window(studio);
    window.show();
    if (!path.isEmpty())
        studio.openAnything(wasserfarbe::toPath(path));
    return QApplication::exec();
}

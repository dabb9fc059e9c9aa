// Uses the real studio on the real engine at random, for so many minutes, and watches whether memory,
// handles, threads and objects stay where they are.
//
//   wasserfarbe_soak --minutes M --seed N [--report FILE.csv] [--only KIND,KIND]
//
// Exits with 0 where all is well, with 1 where something grew, the GUI thread was blocked, the studio
// complained without a reason or its window closed, and with 2 where something hung. Everything lies in a
// temporary folder; nothing of the person's is touched.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTemporaryDir>

#include "app/studio/path_text.h"
#include "tests/soak/soak.h"

using namespace wasserfarbe;
using namespace wasserfarbe::soak;

namespace {

/// Every place where the studio, Qt or a library keeps something of a person's. Before there is a
/// QApplication.
void moveInto(const QTemporaryDir& home) {
    const auto set = [&home](const char* variable, const char* folder) {
        QDir(home.path()).mkpath(QLatin1String(folder));
        qputenv(variable, home.filePath(QLatin1String(folder)).toUtf8());
    };
    set("HOME", "home");
    set("XDG_CONFIG_HOME", "home/.config");
    set("XDG_DATA_HOME", "home/.local/share");
    set("XDG_CACHE_HOME", "home/.cache");
    set("XDG_STATE_HOME", "home/.local/state");
    set("WASSERFARBE_CACHE", "pictures-cache");
    set("TMPDIR", "tmp");
    if (!qEnvironmentVariableIsSet("XDG_RUNTIME_DIR")) { // else Qt says that it makes one up
        set("XDG_RUNTIME_DIR", "run");
        QFile::setPermissions(home.filePath(QStringLiteral("run")),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
}

/// So that what grows is what is not given back, and nothing else: one arena for malloc, whose free memory
/// can be returned to the system, where it usually has eight for each processor that all keep what they once
/// needed; no free memory set aside for each thread, which counts as allocated; and of the 1,024 convolutions
/// of different shapes for which oneDNN and LibTorch keep what they compiled as many as come together within
/// the warm-up. All of it is read when the program is loaded, so it starts anew. Whoever sets GLIBC_TUNABLES,
/// be it to nothing, has it as it comes.
void settleMemory(char** argv) {
    if (std::getenv("GLIBC_TUNABLES") != nullptr)
        return;
    ::setenv("GLIBC_TUNABLES", "glibc.malloc.arena_max=1:glibc.malloc.tcache_count=0", 1);
    ::setenv("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128", 0);
    ::setenv("LRU_CACHE_CAPACITY", "128", 0); // LibTorch 1.x
    std::error_code error;                    // by its own path, so that it keeps its name
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    ::execv(program.c_str(), argv); // where that can't be done, it goes on as it is
}

SoakOptions optionsOf(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Uses the studio at random and watches what grows"));
    parser.addHelpOption();
    const QCommandLineOption minutes(QStringLiteral("minutes"), QStringLiteral("For how long"),
                                     QStringLiteral("M"), QStringLiteral("10"));
    const QCommandLineOption seed(QStringLiteral("seed"), QStringLiteral("Which actions"),
                                  QStringLiteral("N"), QStringLiteral("1"));
    const QCommandLineOption file(QStringLiteral("report"), QStringLiteral("Every sample, as CSV"),
                                  QStringLiteral("FILE.csv"));
    const QCommandLineOption only(
        QStringLiteral("only"),
        QStringLiteral("Choose from these actions alone, once each was done: to find out which one leaks"),
        QStringLiteral("KIND,KIND"));
    parser.addOptions({minutes, seed, file, only});
    parser.process(application);
    bool understoodMinutes = false;
    bool understoodSeed = false;
    SoakOptions options;
    options.minutes = parser.value(minutes).toDouble(&understoodMinutes);
    options.seed = parser.value(seed).toULongLong(&understoodSeed);
    options.report = toPath(parser.value(file));
    options.only = parser.value(only).split(QLatin1Char(','), Qt::SkipEmptyParts);
    if (!understoodMinutes || options.minutes < 0 || !understoodSeed ||
        !parser.positionalArguments().isEmpty())
        parser.showHelp(2);
    return options;
}

} // namespace

int main(int argc, char** argv) {
    settleMemory(argv);
    const QTemporaryDir home;
    if (!home.isValid()) {
        std::fprintf(stderr, "soak: %s\n", qPrintable(home.errorString()));
        return 2;
    }
    moveInto(home);
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const SoakOptions options = optionsOf(application);
    Soak soak(options, toPath(home.filePath(QStringLiteral("work"))));
    try {
        return soak.run() ? 0 : 1;
    } catch (const WindowClosed& closed) {
        std::fprintf(stderr, "soak: %s; while: %s\n", closed.what(), soak.doing().c_str());
        return 1;
    }
}

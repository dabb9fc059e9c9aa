#pragma once

#include <fstream>
#include <memory>

#include <unistd.h>

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QtTest>

#include "app/cli/command_line.h"
#include "model/run/run_directory.h"
#include "model/weights/latents_file.h"
#include "model/weights/model_file.h"
#include "tests/support/patience.h"
#include "tests/support/run_support.h"

/// The command line, run in an empty folder: the real program, or what it consists of within the test's own
/// process, where LibTorch need not be loaded anew.
namespace wasserfarbe::test {

namespace fs = std::filesystem;

constexpr int kSize = 16; // of the generated images

struct Result {
    int code = -1;
    QString out;
    QString err;
};

inline QStringList words(const char* text) {
    return QString(text).split(' ', Qt::SkipEmptyParts);
}

/// Settings that train 6 steps an epoch on 24 faces in an instant.
inline QStringList tiny_settings() {
    QStringList list;
    for (const char* setting : {"image_size=16", "latent_size=8", "generator_channels=4", "critic_channels=4",
                                "batch_size=4", "preview_images=4", "checkpoint_epochs=1"})
        list << "--set" << setting;
    return list + words("--device cpu --threads 1");
}

/// Has what is written to a stream of the process while it lives.
class CapturedStream {
public:
    /// @param stream  stdout or stderr
    explicit CapturedStream(std::FILE* stream) : stream_(stream), before_(::dup(::fileno(stream))) {
        if (!file_.open() || before_ < 0 || !point_to(file_.handle()))
            qFatal("can't capture what is written");
    }
    ~CapturedStream() {
        point_to(before_);
        ::close(before_);
    }
    CapturedStream(const CapturedStream&) = delete;
    CapturedStream& operator=(const CapturedStream&) = delete;

    QString text() {
        std::fflush(stream_);
        QFile written(file_.fileName());
        return written.open(QIODevice::ReadOnly) ? QString::fromUtf8(written.readAll()) : QString();
    }

private:
    bool point_to(int file) const {
        std::fflush(stream_);
        return ::dup2(file, ::fileno(stream_)) >= 0;
    }

    std::FILE* stream_;
    int before_;
    QTemporaryFile file_;
};

class CliFixture {
public:
    /// Once, before all tests, in place of make_shared: a cache of pictures that is the test's own.
    void make_cache() {
        QVERIFY(cache_.isValid());
        qputenv("WASSERFARBE_CACHE", QFile::encodeName(cache_.path()));
    }
    /// Once, before all tests: `faces`, a `run` of 3 epochs on them, and things that are wrong.
    void make_shared() {
        make_cache();
        make_folder();
        QVERIFY(shared_.isValid());
        run_well({"faces", "--out", text_path("faces"), "--count", "24", "--size", "20"});
        run_well(
            QStringList{"train", "--data", text_path("faces"), "--run", text_path("run"), "--epochs", "3"} +
            tiny_settings());
        for (const char* name : {"empty", "texts", "few"})
            fs::create_directory(shared(name));
        std::ofstream(shared("texts") / "readme.txt") << "no picture";
        fs::copy_file(shared("faces") / "face-00001.png", shared("few") / "face.png");
        std::ofstream(shared("garbage.safetensors")) << "this is no model";
        fs::copy_file(model(), shared("cut.safetensors"));
        fs::resize_file(shared("cut.safetensors"), 1000);
        write_latents(shared("narrow.safetensors"), seeded_latents(1, 2, 7));
        write_latents(shared("three.safetensors"), seeded_latents(1, 3, 8));
        fs::create_directories(shared("bad-run") / "checkpoints");
        std::ofstream(shared("bad-run") / "run.json") << "{ half";
        fs::create_directories(shared("new-run") / "checkpoints");
        fs::copy_file(shared("run") / "run.json", shared("new-run") / "run.json");
    }
    /// Before each.
    void make_folder() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
    fs::path shared(const char* name) const { return fs::path(shared_.path().toStdString()) / name; }
    QString text_path(const char* name) const { return QString::fromStdString(shared(name).string()); }
    fs::path cache() const { return cache_.path().toStdString(); }
    fs::path model() const { return RunDirectory(shared("run")).newest_checkpoint(); }

    void start(QProcess& process, const QStringList& arguments) const {
        process.setWorkingDirectory(folder_->path());
        process.start(WASSERFARBE_CLI, arguments);
        QVERIFY(process.waitForStarted(kPatience));
    }
    /// Within this process.
    Result run(const QStringList& arguments) const {
        std::vector<QByteArray> bytes{"wasserfarbe-cli"};
        for (const QString& argument : arguments)
            bytes.push_back(QFile::encodeName(argument));
        std::vector<const char*> pointers;
        for (const QByteArray& argument : bytes)
            pointers.push_back(argument.constData());
        const QString before = QDir::currentPath();
        if (!QDir::setCurrent(folder_->path()))
            return {};
        CapturedStream out(stdout);
        CapturedStream err(stderr);
        const int code = cli::run_command_line(static_cast<int>(pointers.size()), pointers.data());
        Result result{code, out.text(), err.text()};
        QDir::setCurrent(before);
        return result;
    }
    void run_well(const QStringList& arguments) const {
        const Result result = run(arguments);
        QVERIFY2(result.code == 0, qPrintable(arguments.join(' ') + ": " + result.err));
    }

private:
    QTemporaryDir cache_;
    QTemporaryDir shared_;
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace wasserfarbe::test

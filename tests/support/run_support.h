#pragma once

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <QFile>

#include "model/types/training_config.h"

/// What the tests of checkpoints, runs and the command line share.
namespace wasserfarbe::test {

inline QByteArray file_bytes(const std::filesystem::path& path) {
    QFile file(QFile::decodeName(path.c_str()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The names in a folder, sorted.
inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Address space in use at most so far, in bytes: it grows with memory that is claimed and never touched,
/// too.
inline std::int64_t peak_address_space() {
    QFile file("/proc/self/status");
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const qsizetype start = text.indexOf("VmPeak:") + 7;
    return text.mid(start, text.indexOf("kB", start) - start).trimmed().toLongLong() * 1024;
}

/// A step takes a few milliseconds; 24 pictures make 6 steps an epoch.
inline TrainingConfig tiny_config() {
    TrainingConfig config;
    config.image_size = 16;
    config.latent_size = 8;
    config.generator_channels = 4;
    config.critic_channels = 4;
    config.batch_size = 4;
    config.epochs = 3;
    config.preview_images = 4;
    config.preview_columns = 2;
    config.checkpoint_epochs = 1;
    config.checkpoint_minutes = 0;
    config.checkpoints_kept = 0;
    return config;
}

/// Lets no file grow beyond `bytes` while it lives: what a full disk does, and as root too.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

} // namespace wasserfarbe::test

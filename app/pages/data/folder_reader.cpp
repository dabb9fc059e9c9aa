#include "app/pages/data/folder_reader.h"

#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <set>
#include <utility>

#include "app/pages/data/newest_request.h"
#include "app/sessions/caught_error.h"
#include "model/dataset/decode.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kReportInterval{50};

/// Most headers are in the first kilobytes; EXIF and colour profiles can push a JPEG's further back.
constexpr std::array<std::size_t, 3> kHeaderBytes = {4096, 262144, 16777216};

std::optional<ImageSize> headerSize(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::uint8_t> bytes;
    for (const std::size_t wanted : kHeaderBytes) {
        const std::size_t had = bytes.size();
        bytes.resize(wanted);
        stream.read(reinterpret_cast<char*>(bytes.data() + had), static_cast<std::streamsize>(wanted - had));
        bytes.resize(had + static_cast<std::size_t>(stream.gcount()));
        if (const std::optional<ImageSize> size = read_image_size(bytes))
            return size;
        if (bytes.size() < wanted || !detect_image_format(bytes))
            return {};
    }
    return {};
}

/// Decodes it: what the training would say.
std::string decodingTrouble(const fs::path& file, std::optional<ImageSize>& size) {
    try {
        const Image image = decode_image_file(file);
        size = ImageSize{image.width, image.height};
        return {};
    } catch (...) {
        return caughtError().detail();
    }
}

/// How many folders hold pictures.
int foldersIn(const FolderScan& scan) {
    std::set<fs::path::string_type> folders;
    for (const fs::path& file : scan.files)
        folders.insert(file.parent_path().native());
    return static_cast<int>(folders.size());
}

} // namespace

FolderReader::FolderReader(QObject* parent) : QObject(parent) {}

template <typename Function>
void FolderReader::post(std::uint64_t request, Function function) {
    postForRequest(this, request_, request, std::move(function));
}

void FolderReader::open(const fs::path& folder) {
    busy_ = true;
    worker_.replace(
        [this, folder, request = ++request_](const std::stop_token& stop) { read(folder, request, stop); });
}

void FolderReader::checkAll(const SharedScan& scan) {
    busy_ = true;
    worker_.replace([this, scan, request = ++request_](const std::stop_token& stop) {
        const Look decode = [](const fs::path& file) {
            std::optional<ImageSize> size;
            return decodingTrouble(file, size);
        };
        if (!lookAt(scan->files, request, decode, stop))
            return;
        post(request, [this] {
            busy_ = false;
            Q_EMIT checked();
        });
    });
}

void FolderReader::cancel() {
    if (!busy_)
        return;
    ++request_;
    busy_ = false;
    worker_.cancel();
    Q_EMIT cancelled();
}

void FolderReader::read(const fs::path& folder, std::uint64_t request, const std::stop_token& stop) {
    SharedScan scan;
    try {
        scan = std::make_shared<const FolderScan>(scan_folder(folder));
    } catch (...) {
        post(request, [this, error = caughtError()] {
            busy_ = false;
            Q_EMIT failed(error);
        });
        return;
    }
    post(request, [this, scan, folders = foldersIn(*scan)] { Q_EMIT scanned(scan, folders); });
    SizeSummary sizes;
    const Look measure = [&sizes](const fs::path& file) -> std::string {
        std::optional<ImageSize> size = headerSize(file);
        if (!size || !is_decodable(*size)) {
            size.reset();
            if (std::string trouble = decodingTrouble(file, size); !trouble.empty())
                return trouble;
        }
        sizes.add(*size);
        return {};
    };
    if (!lookAt(scan->files, request, measure, stop))
        return;
    post(request, [this, sizes] {
        busy_ = false;
        Q_EMIT measured(sizes);
    });
}

/// Returns false when stopped.
bool FolderReader::lookAt(const std::vector<fs::path>& files, std::uint64_t request, const Look& look,
                          const std::stop_token& stop) {
    std::vector<SkippedFile> found;
    Clock::time_point reported = Clock::now();
    const auto report = [&](std::size_t done) {
        post(request, [this, done, total = files.size(), skipped = std::exchange(found, {})] {
            if (!skipped.empty())
                Q_EMIT skippedFound(skipped);
            Q_EMIT progressed(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
        });
        reported = Clock::now();
    };
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return false;
        if (std::string trouble = look(files[i]); !trouble.empty())
            found.push_back({files[i], std::move(trouble)});
        if (Clock::now() - reported >= kReportInterval)
            report(i + 1);
    }
    report(files.size());
    return true;
}

} // namespace wasserfarbe

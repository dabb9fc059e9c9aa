#include "app/studio/recognize.h"

#include <cstdint>
#include <fstream>
#include <span>
#include <system_error>

#include "model/pictures/formats/picture_format.h"
#include "model/pictures/png_file.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"
#include "model/weights/model_formats.h"
#include "model/weights/read/weights_file.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> readBeginning(const fs::path& path) {
    constexpr std::streamsize kEnough = 64;
    std::vector<std::uint8_t> bytes(kEnough);
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(bytes.data()), kEnough);
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.empty() && !file.is_open())
        throw Error(ErrorKind::Disk, path, "can't be read");
    return bytes;
}

/// By its name or its content.
bool looksLikeModel(const fs::path& path, std::span<const std::uint8_t> bytes) {
    return has_read_ending(path) ||
           WeightsFile::looks_like_weights({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Recognized recognizeFolder(const fs::path& path) {
    if (RunDirectory(path).holds_run())
        return RunFolder{path};
    return PictureFolder{path};
}

Recognized recognizeFile(const fs::path& path) {
    if (path.filename() == "run.json")
        return RunFolder{path.parent_path()};
    const std::vector<std::uint8_t> bytes = readBeginning(path);
    if (looksLikeModel(path, bytes))
        return ModelPath{path};
    const PictureFormat* format = detect_picture_format(bytes);
    if (format && format->id == ImageFormat::Png)
        if (const std::optional<ImageOrigin> origin = parse_origin(read_png(path).text))
            return *origin;
    if (format)
        throw Error(ErrorCode::NoOrigin, path);
    throw Error(ErrorCode::Unrecognized, path);
}

} // namespace

Recognized recognize(const fs::path& path) {
    return naming(path, [&] {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (fs::is_directory(status))
            return recognizeFolder(path);
        if (fs::is_regular_file(status))
            return recognizeFile(path);
        if (fs::exists(status))
            throw Error(ErrorKind::Disk, path, "is neither a file nor a folder");
        throw Error(ErrorKind::Disk, path, "there is no such file or folder");
    });
}

} // namespace wasserfarbe

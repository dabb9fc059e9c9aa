#include "app/studio/recognize.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "model/pictures/formats/image_header.h"
#include "model/pictures/png_file.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"
#include "model/types/name_ending.h"
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

/// As a safetensors file: the length of its header in 8 bytes, then the header, which is a JSON object.
bool looksLikeSafetensors(std::span<const std::uint8_t> bytes) {
    constexpr std::uint64_t kLongestHeader = 100'000'000;
    if (bytes.size() < 9 || bytes[8] != '{')
        return false;
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;)
        length = length << 8 | bytes[i];
    return length >= 2 && length <= kLongestHeader;
}

/// What weights are called, in any case; a file without such a name may be one nevertheless.
bool isNamedAsModel(const fs::path& path) {
    constexpr std::array<std::string_view, 5> kEndings = {".safetensors", ".pt", ".pth", ".ckpt", ".bin"};
    return std::find(kEndings.begin(), kEndings.end(), lower_ending(path)) != kEndings.end();
}

bool looksLikePytorch(std::span<const std::uint8_t> bytes) {
    return WeightsFile::looks_like_pytorch({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
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
    if (isNamedAsModel(path) || looksLikeSafetensors(bytes) || looksLikePytorch(bytes))
        return ModelFile{path};
    const std::optional<ImageFormat> format = detect_image_format(bytes);
    if (format == ImageFormat::Png)
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

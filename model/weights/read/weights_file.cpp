#include "model/weights/read/weights_file.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "model/files/input_file.h"
#include "model/types/error.h"
#include "model/weights/read/pytorch_file.h"
#include "model/weights/read/safetensors.h"
#include "model/weights/read/safetensors_file.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kTarMagicAt = 257;

std::string beginning_of(const InputFile& file) {
    std::array<std::uint8_t, 512> bytes{};
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), file.size()));
    file.read(0, std::span(bytes).first(count));
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)};
}

/// A safetensors file that is damaged is called so by its reader.
bool may_be_safetensors(const std::filesystem::path& path, std::string_view beginning) {
    return path.extension() == ".safetensors" || (beginning.size() > 8 && beginning[8] == '{');
}

[[noreturn]] void refuse(const std::filesystem::path& path, std::string_view beginning) {
    std::string why;
    if (beginning.empty())
        why = "is empty";
    else if (beginning.size() > kTarMagicAt && beginning.substr(kTarMagicAt).starts_with("ustar"))
        why = "is a tar archive, as PyTorch wrote before its version 0.1.10: load it in Python and save it "
              "again";
    else if (beginning.size() > 1 && beginning[0] == '\x80' && beginning[1] >= 2 && beginning[1] <= 5)
        why = "is a pickle that PyTorch's torch.save did not write: save the network's state_dict() with it";
    else
        throw Error(ErrorCode::NotAModel, path);
    throw Error(ErrorKind::Model, path, "can't be read: it " + why);
}

/// Every tensor has a storage of its own.
WeightsContents contents_of(const SafetensorsHeader& header) {
    WeightsContents contents{{}, header.metadata};
    for (const SafetensorsHeader::Entry& entry : header.entries)
        contents.tensors.push_back({TensorInfo{entry.name, entry.type, entry.shape}, contents.tensors.size(),
                                    0, contiguous_strides(entry.shape)});
    return contents;
}

} // namespace

WeightsFile::WeightsFile(const std::filesystem::path& path) {
    InputFile file(path);
    const std::string beginning = beginning_of(file);
    if (const std::optional<WeightsFormat> pytorch = PyTorchFile::format_of(beginning)) {
        const auto source = std::make_shared<PyTorchFile>(std::move(file), *pytorch);
        format_ = *pytorch;
        contents_ = source->take_contents();
        read_storage_ = [source](std::size_t storage) { return source->read_storage(storage); };
    } else if (may_be_safetensors(path, beginning)) {
        const auto source = std::make_shared<const SafetensorsFile>(std::move(file));
        contents_ = contents_of(source->header());
        read_storage_ = [source](std::size_t storage) {
            const SafetensorsHeader::Entry& entry = source->header().entries.at(storage);
            std::vector<std::uint8_t> bytes(static_cast<std::size_t>(entry.size));
            source->read(entry, bytes);
            return bytes;
        };
    } else {
        refuse(path, beginning);
    }
}

bool WeightsFile::looks_like_weights(std::string_view beginning) {
    return PyTorchFile::format_of(beginning) || looks_like_safetensors(beginning);
}

} // namespace wasserfarbe

#include "model/weights/read/weights_file.h"

#include <algorithm>
#include <array>
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

bool looks_like_pytorch(std::string_view beginning) {
    return PyTorchFile::is_archive(beginning) || PyTorchFile::is_legacy(beginning);
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

std::vector<std::int64_t> strides_of(const std::vector<std::int64_t>& shape) {
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

} // namespace

struct WeightsFile::Impl {
    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    virtual ~Impl() = default;
    virtual WeightsFormat format() const = 0;
    virtual const std::vector<StoredTensor>& tensors() const = 0;
    virtual const std::map<std::string, std::string>& metadata() const = 0;
    virtual std::vector<std::uint8_t> read_storage(std::size_t storage) const = 0;

    struct Safetensors;
    struct PyTorch;
};

/// Every tensor has a storage of its own.
struct WeightsFile::Impl::Safetensors : WeightsFile::Impl {
    explicit Safetensors(InputFile file) : file_(std::move(file)) {
        for (const SafetensorsHeader::Entry& entry : file_.header().entries) {
            StoredTensor tensor;
            tensor.info = TensorInfo{entry.name, entry.type, entry.shape};
            tensor.storage = tensors_.size();
            tensor.strides = strides_of(entry.shape);
            tensors_.push_back(std::move(tensor));
        }
    }

    WeightsFormat format() const override { return WeightsFormat::Safetensors; }
    const std::vector<StoredTensor>& tensors() const override { return tensors_; }
    const std::map<std::string, std::string>& metadata() const override { return file_.header().metadata; }
    std::vector<std::uint8_t> read_storage(std::size_t storage) const override {
        const SafetensorsHeader::Entry& entry = file_.header().entries.at(storage);
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(entry.size));
        file_.read(entry, bytes);
        return bytes;
    }

    SafetensorsFile file_;
    std::vector<StoredTensor> tensors_;
};

struct WeightsFile::Impl::PyTorch : WeightsFile::Impl {
    explicit PyTorch(InputFile file) : file_(std::move(file)) {}

    WeightsFormat format() const override { return file_.format(); }
    const std::vector<StoredTensor>& tensors() const override { return file_.tensors(); }
    const std::map<std::string, std::string>& metadata() const override { return file_.metadata(); }
    std::vector<std::uint8_t> read_storage(std::size_t storage) const override {
        return file_.read_storage(storage);
    }

    PyTorchFile file_;
};

WeightsFile::WeightsFile(const std::filesystem::path& path) {
    InputFile file(path);
    const std::string beginning = beginning_of(file);
    if (looks_like_pytorch(beginning))
        impl_ = std::make_unique<Impl::PyTorch>(std::move(file));
    else if (may_be_safetensors(path, beginning))
        impl_ = std::make_unique<Impl::Safetensors>(std::move(file));
    else
        refuse(path, beginning);
}

WeightsFile::~WeightsFile() = default;
WeightsFile::WeightsFile(WeightsFile&&) noexcept = default;
WeightsFile& WeightsFile::operator=(WeightsFile&&) noexcept = default;

bool WeightsFile::looks_like_weights(std::string_view beginning) {
    return looks_like_pytorch(beginning) || looks_like_safetensors(beginning);
}

WeightsFormat WeightsFile::format() const {
    return impl_->format();
}

const std::vector<StoredTensor>& WeightsFile::tensors() const {
    return impl_->tensors();
}

const std::map<std::string, std::string>& WeightsFile::metadata() const {
    return impl_->metadata();
}

std::vector<std::uint8_t> WeightsFile::read_storage(std::size_t storage) const {
    return impl_->read_storage(storage);
}

} // namespace wasserfarbe

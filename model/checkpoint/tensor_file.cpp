#include "model/checkpoint/tensor_file.h"

#include <array>
#include <bit>
#include <fstream>

#include "model/checkpoint/file_io.h"
#include "model/networks/torch_device.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

struct TypeName {
    std::string_view name;
    torch::ScalarType type;
};

constexpr std::array<TypeName, 10> kTypes = {{{"F32", torch::kFloat32},
                                              {"U8", torch::kUInt8},
                                              {"I64", torch::kInt64},
                                              {"F64", torch::kFloat64},
                                              {"F16", torch::kFloat16},
                                              {"BF16", torch::kBFloat16},
                                              {"I32", torch::kInt32},
                                              {"I16", torch::kInt16},
                                              {"I8", torch::kInt8},
                                              {"BOOL", torch::kBool}}};

torch::ScalarType scalar_type(const SafetensorsHeader::Entry& entry) {
    for (const TypeName& known : kTypes)
        if (known.name == entry.type)
            return known.type;
    throw Error(ErrorKind::Model,
                "tensor '" + entry.name + "' is of type " + entry.type + ", which can't be used");
}

std::string type_name(const torch::Tensor& tensor) {
    for (const TypeName& known : kTypes)
        if (known.type == tensor.scalar_type())
            return std::string(known.name);
    throw Error(ErrorKind::Internal, c10::str("safetensors has no type for ", tensor.scalar_type()));
}

/// A file opened for reading whose failures name it.
class Input {
public:
    explicit Input(const std::filesystem::path& path) : path_(path), stream_(path, std::ios::binary) {
        std::error_code error;
        size_ = std::filesystem::file_size(path, error);
        if (!stream_ || error)
            throw Error(ErrorKind::Model, path,
                        "can't be read: " + (error ? error.message() : "it can't be opened"));
    }
    void read(void* target, std::uint64_t offset, std::uint64_t size) {
        stream_.seekg(static_cast<std::streamoff>(offset));
        stream_.read(static_cast<char*>(target), static_cast<std::streamsize>(size));
        if (!stream_)
            throw Error(ErrorKind::Model, path_, "can't be read to its end");
    }
    std::uint64_t size() const { return size_; }

private:
    std::filesystem::path path_;
    std::ifstream stream_;
    std::uint64_t size_ = 0;
};

SafetensorsHeader read_header(Input& input) {
    std::array<std::uint8_t, 8> prefix{};
    if (input.size() < prefix.size())
        throw Error(ErrorKind::Model, "not a valid safetensors file: it has fewer than 8 bytes");
    input.read(prefix.data(), 0, prefix.size());
    std::string json(safetensors_json_size(prefix, input.size()), '\0');
    input.read(json.data(), prefix.size(), json.size());
    return parse_safetensors_header(json, input.size());
}

} // namespace

SafetensorsHeader read_tensor_file_header(const std::filesystem::path& path) {
    return naming(path, [&] {
        Input input(path);
        return read_header(input);
    });
}

TensorFile read_tensor_file(const std::filesystem::path& path,
                            const std::function<bool(const std::string&)>& wanted) {
    const auto read = [&] {
        Input input(path);
        SafetensorsHeader header = read_header(input);
        TensorFile file;
        for (const SafetensorsHeader::Entry& entry : header.entries) {
            if (wanted && !wanted(entry.name))
                continue;
            const torch::Tensor tensor = torch::empty(entry.shape, scalar_type(entry));
            input.read(tensor.data_ptr(), entry.offset, entry.size);
            file.tensors.emplace_back(entry.name, tensor);
        }
        file.metadata = std::move(header.metadata);
        return file;
    };
    return naming(path, [&] { return translate_torch_errors(read); });
}

void write_tensor_file(const std::filesystem::path& path, const TensorFile& file) {
    SafetensorsHeader header;
    header.metadata = file.metadata;
    NamedTensors tensors;
    for (const auto& [name, tensor] : file.tensors) {
        const torch::Tensor plain = tensor.detach().cpu().contiguous();
        header.entries.push_back({name, type_name(plain), plain.sizes().vec(), 0, plain.nbytes()});
        tensors.emplace_back(name, plain);
    }
    AtomicFile output(path);
    output.write(write_safetensors_header(header));
    for (const auto& [name, tensor] : tensors)
        output.write(std::span(static_cast<const std::uint8_t*>(tensor.data_ptr()), tensor.nbytes()));
    output.commit();
}

} // namespace wasserfarbe

#include "model/weights/write/pytorch_writer.h"

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include <caffe2/serialize/inline_container.h>

#include "model/networks/torch_device.h"
#include "model/types/error.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/write/archive_sink.h"

namespace wasserfarbe {
namespace {

/// Opcodes, by their names in Python's pickle.py.
enum Opcode : std::uint8_t {
    MARK = '(',
    STOP = '.',
    BININT = 'J',
    BUILD = 'b',
    BINUNICODE = 'X',
    EMPTY_DICT = '}',
    EMPTY_TUPLE = ')',
    GLOBAL = 'c',
    REDUCE = 'R',
    SETITEMS = 'u',
    TUPLE = 't',
    BINPERSID = 'Q',
    PROTO = 0x80,
    NEWFALSE = 0x89,
    LONG1 = 0x8a,
};

class PickleStream {
public:
    PickleStream() {
        put(PROTO);
        put(2);
    }

    void put(std::uint8_t byte) { bytes_.push_back(byte); }

    void global(std::string_view module, std::string_view name) {
        put(GLOBAL);
        line(module);
        line(name);
    }

    void text(std::string_view text) {
        put(BINUNICODE);
        little_endian(text.size(), 4);
        append(text);
    }

    void number(std::int64_t value) {
        if (value >= 0 && value <= std::numeric_limits<std::int32_t>::max()) {
            put(BININT);
            little_endian(static_cast<std::uint64_t>(value), 4);
        } else {
            put(LONG1);
            put(8);
            little_endian(static_cast<std::uint64_t>(value), 8);
        }
    }

    void numbers(std::span<const std::int64_t> values) {
        put(MARK);
        for (const std::int64_t value : values)
            number(value);
        put(TUPLE);
    }

    void empty_ordered_dict() {
        global("collections", "OrderedDict");
        put(EMPTY_TUPLE);
        put(REDUCE);
    }

    std::vector<std::uint8_t> finish() {
        put(STOP);
        return std::move(bytes_);
    }

private:
    void line(std::string_view text) {
        append(text);
        put('\n');
    }

    void append(std::string_view text) {
        for (const char byte : text)
            put(static_cast<std::uint8_t>(byte));
    }

    void little_endian(std::uint64_t value, int count) {
        for (int i = 0; i < count; ++i, value >>= 8)
            put(static_cast<std::uint8_t>(value & 0xff));
    }

    std::vector<std::uint8_t> bytes_;
};

std::string_view storage_class(const std::string& name, const torch::Tensor& tensor) {
    if (tensor.scalar_type() == torch::kFloat32)
        return "FloatStorage";
    if (tensor.scalar_type() == torch::kInt64)
        return "LongStorage";
    throw Error(ErrorKind::Internal, "tensor '" + name + "' of type " + type_name(tensor) +
                                         " can't be written in PyTorch's format");
}

/// torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)
void put_tensor(PickleStream& pickle, const std::string& name, const torch::Tensor& tensor,
                std::size_t storage) {
    const std::vector<std::int64_t> shape = tensor.sizes().vec();
    pickle.global("torch._utils", "_rebuild_tensor_v2");
    pickle.put(MARK);
    pickle.put(MARK);
    pickle.text("storage");
    pickle.global("torch", storage_class(name, tensor));
    pickle.text(std::to_string(storage));
    pickle.text("cpu");
    pickle.number(tensor.numel());
    pickle.put(TUPLE);
    pickle.put(BINPERSID);
    pickle.number(0);
    pickle.numbers(shape);
    pickle.numbers(contiguous_strides(shape));
    pickle.put(NEWFALSE);
    pickle.empty_ordered_dict();
    pickle.put(TUPLE);
    pickle.put(REDUCE);
}

/// Sets `_metadata`, an attribute, on the state_dict that is on top: where `nn.Module` keeps the versions of
/// its modules, and where other texts do not get in the way of the tensors.
void put_metadata(PickleStream& pickle, const std::map<std::string, std::string>& metadata) {
    pickle.put(EMPTY_DICT);
    pickle.put(MARK);
    pickle.text("_metadata");
    pickle.empty_ordered_dict();
    pickle.put(MARK);
    pickle.text("");
    pickle.put(EMPTY_DICT);
    pickle.put(MARK);
    pickle.text("version");
    pickle.number(1);
    for (const auto& [key, value] : metadata) {
        pickle.text(key);
        pickle.text(value);
    }
    pickle.put(SETITEMS);
    pickle.put(SETITEMS);
    pickle.put(SETITEMS);
    pickle.put(BUILD);
}

/// @param storage  the number of its first storage; the next one afterwards
void put_state_dict(PickleStream& pickle, const NamedTensors& tensors,
                    const std::map<std::string, std::string>& metadata, std::size_t& storage) {
    pickle.empty_ordered_dict();
    pickle.put(MARK);
    for (const auto& [name, tensor] : tensors) {
        pickle.text(name);
        put_tensor(pickle, name, tensor, storage++);
    }
    pickle.put(SETITEMS);
    put_metadata(pickle, metadata);
}

} // namespace

std::vector<std::uint8_t> write_pickle(const std::vector<NamedStateDict>& dicts,
                                       const std::map<std::string, std::string>& metadata) {
    PickleStream pickle;
    std::size_t storage = 0;
    if (dicts.size() == 1 && dicts.front().name.empty()) {
        put_state_dict(pickle, dicts.front().tensors, metadata, storage);
        return pickle.finish();
    }
    pickle.empty_ordered_dict();
    pickle.put(MARK);
    for (const NamedStateDict& dict : dicts) {
        pickle.text(dict.name);
        put_state_dict(pickle, dict.tensors, metadata, storage);
    }
    pickle.put(SETITEMS);
    return pickle.finish();
}

void write_pytorch_file(const std::filesystem::path& path, const std::vector<NamedStateDict>& dicts,
                        const std::map<std::string, std::string>& metadata) {
    translate_torch_errors([&] {
        const std::vector<std::uint8_t> pickle = write_pickle(dicts, metadata);
        ArchiveSink sink(path);
        caffe2::serialize::PyTorchStreamWriter archive(
            [&](const void* data, std::size_t size) { return sink.write(data, size); });
        archive.writeRecord("data.pkl", pickle.data(), pickle.size());
        std::size_t storage = 0;
        for (const NamedStateDict& dict : dicts)
            for (const auto& [key, tensor] : dict.tensors)
                archive.writeRecord("data/" + std::to_string(storage++), tensor.data_ptr(), tensor.nbytes());
        archive.writeEndOfFile();
        sink.commit();
    });
}

} // namespace wasserfarbe

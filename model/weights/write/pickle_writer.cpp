#include "model/weights/write/pickle_writer.h"

#include <limits>
#include <string_view>

#include "model/types/error.h"

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

std::string_view storage_class(const TensorInfo& tensor) {
    if (tensor.type == "F32")
        return "FloatStorage";
    if (tensor.type == "I64")
        return "LongStorage";
    throw Error(ErrorKind::Internal, "tensor '" + tensor.name + "' of type " + tensor.type +
                                         " can't be written in PyTorch's format");
}

std::vector<std::int64_t> contiguous_strides(const std::vector<std::int64_t>& shape) {
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * shape[i];
    return strides;
}

std::int64_t element_count(const std::vector<std::int64_t>& shape) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

/// torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)
void put_tensor(PickleStream& pickle, const TensorInfo& tensor, std::size_t storage) {
    pickle.global("torch._utils", "_rebuild_tensor_v2");
    pickle.put(MARK);
    pickle.put(MARK);
    pickle.text("storage");
    pickle.global("torch", storage_class(tensor));
    pickle.text(std::to_string(storage));
    pickle.text("cpu");
    pickle.number(element_count(tensor.shape));
    pickle.put(TUPLE);
    pickle.put(BINPERSID);
    pickle.number(0);
    pickle.numbers(tensor.shape);
    pickle.numbers(contiguous_strides(tensor.shape));
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
void put_state_dict(PickleStream& pickle, const StateDict& dict, std::size_t& storage) {
    pickle.empty_ordered_dict();
    pickle.put(MARK);
    for (const TensorInfo& tensor : dict.tensors) {
        pickle.text(tensor.name);
        put_tensor(pickle, tensor, storage++);
    }
    pickle.put(SETITEMS);
    put_metadata(pickle, dict.metadata);
}

} // namespace

std::vector<std::uint8_t> write_pickle(std::span<const StateDict> dicts) {
    PickleStream pickle;
    std::size_t storage = 0;
    if (dicts.size() == 1 && dicts.front().name.empty()) {
        put_state_dict(pickle, dicts.front(), storage);
        return pickle.finish();
    }
    pickle.empty_ordered_dict();
    pickle.put(MARK);
    for (const StateDict& dict : dicts) {
        pickle.text(dict.name);
        put_state_dict(pickle, dict, storage);
    }
    pickle.put(SETITEMS);
    return pickle.finish();
}

} // namespace wasserfarbe

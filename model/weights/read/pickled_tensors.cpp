#include "model/weights/read/pickled_tensors.h"

#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "model/types/error.h"
#include "model/types/escaped_name.h"
#include "model/weights/read/pickle_names.h"
#include "model/weights/read/safetensors.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kMaxDepth = 100;
constexpr std::size_t kMaxVisits = 8'000'000;
constexpr std::size_t kNameOfAVisit = 64; // bytes: longer ones count as more visits, for they take their time
constexpr std::size_t kMaxTensors = 100'000;
constexpr std::size_t kMaxName = 1000;
constexpr auto kMostElements = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

/// Checks one tensor against its storage.
class TensorCheck {
public:
    TensorCheck(const Pickle& pickle, std::uint64_t file_size, std::string name)
        : pickle_(pickle), file_size_(file_size), name_(std::move(name)) {}

    StoredTensor checked(const PickleTensor& tensor) const {
        const NamedStorage& storage = pickle_.storages[tensor.storage];
        StoredTensor result;
        result.info = {name_, storage.type, lengths(tensor.shape, "length")};
        result.storage = tensor.storage;
        result.strides = lengths(tensor.strides, "stride");
        if (result.strides.size() != result.info.shape.size())
            fail("has a shape of " + std::to_string(result.info.shape.size()) + " and strides of " +
                 std::to_string(result.strides.size()) + " dimensions");
        if (tensor.offset < 0)
            fail("has a negative offset");
        result.offset = static_cast<std::uint64_t>(tensor.offset);
        if (!tensor_size(result.info, file_size_))
            fail("is larger than the file");
        check_place(result, storage.elements);
        return result;
    }

private:
    [[noreturn]] void fail(const std::string& what) const {
        damaged_pytorch_file("tensor '" + name_ + "' " + what);
    }

    std::vector<std::int64_t> lengths(PickleRef ref, const std::string& what) const {
        const auto& items = std::get<PickleTuple>(pickle_.at(ref)).items;
        if (items.size() > kMaxDimensions)
            fail("has too many dimensions");
        std::vector<std::int64_t> result;
        for (const PickleRef item : items) {
            const auto* number = std::get_if<std::int64_t>(&pickle_.at(item));
            if (number == nullptr)
                fail("has a " + what + " that is no whole number of 64 bits");
            if (*number < 0)
                fail("has a negative " + what);
            result.push_back(*number);
        }
        return result;
    }

    void check_place(const StoredTensor& tensor, std::uint64_t elements) const {
        bool empty = false;
        std::uint64_t last = tensor.offset; // the element furthest into the storage
        for (std::size_t i = 0; i < tensor.strides.size(); ++i) {
            const auto length = static_cast<std::uint64_t>(tensor.info.shape[i]);
            const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
            empty = empty || length == 0;
            if (length > 1 && stride > (kMostElements - last) / (length - 1))
                fail("lies outside its storage");
            last += length > 1 ? stride * (length - 1) : 0;
        }
        if (empty ? tensor.offset > elements : last >= elements)
            fail("lies outside its storage");
    }

    const Pickle& pickle_;
    std::uint64_t file_size_;
    std::string name_;
};

/// Goes through the dicts, lists and tuples of a pickle, which may hold each other and themselves.
class Walk {
public:
    Walk(const Pickle& pickle, std::uint64_t file_size) : pickle_(pickle), file_size_(file_size) {}

    WeightsContents run() && {
        enter(pickle_.root, 0, true);
        while (!places_.empty())
            step();
        check_names();
        return std::move(result_);
    }

private:
    /// A container that is being gone through.
    struct Place {
        PickleRef value;
        std::size_t next;   ///< of its items
        std::size_t length; ///< of the name that leads to it
        bool has_name;      ///< whether all keys on the way are texts or whole numbers
    };

    static const std::vector<PickleRef>* sequence(const PickleValue& value) {
        if (const auto* list = std::get_if<PickleList>(&value))
            return &list->items;
        const auto* tuple = std::get_if<PickleTuple>(&value);
        return tuple == nullptr ? nullptr : &tuple->items;
    }

    void step() {
        Place& place = places_.back();
        const std::size_t index = place.next++;
        const PickleValue& value = pickle_.at(place.value);
        name_.resize(place.length);
        if (const auto* dict = std::get_if<PickleDict>(&value)) {
            if (index == dict->items.size())
                return places_.pop_back();
            const auto& [key, item] = dict->items[index];
            const bool has_name = add_key(key) && place.has_name;
            return enter(item, places_.size(), has_name);
        }
        const std::vector<PickleRef>& items = *sequence(value);
        if (index == items.size())
            return places_.pop_back();
        const bool has_name = place.has_name;
        add_name(std::to_string(index));
        enter(items[index], places_.size(), has_name);
    }

    /// Looks at a value whose name is `name_`.
    void enter(PickleRef ref, std::size_t depth, bool has_name) {
        if (++visits_ > kMaxVisits)
            throw Error(ErrorKind::Model,
                        "holds more objects than are read: save the network's state_dict() alone");
        const PickleValue& value = pickle_.at(ref);
        if (const auto* tensor = std::get_if<PickleTensor>(&value))
            return add_tensor(*tensor, has_name);
        const auto* dict = std::get_if<PickleDict>(&value);
        if (dict == nullptr && sequence(value) == nullptr)
            return;
        if (depth >= kMaxDepth)
            damaged_pytorch_file("its lists or dicts are nested more than " + std::to_string(kMaxDepth) +
                                 " deep, or one holds itself");
        if (dict != nullptr) {
            add_versions(*dict);
            add_metadata(*dict);
        }
        places_.push_back({ref, 0, name_.size(), has_name});
    }

    /// @returns whether the key can stand in a name
    bool add_key(PickleRef key) {
        if (const auto* text = std::get_if<std::string>(&pickle_.at(key)))
            add_name(text->size() > kMaxName ? text->substr(0, kMaxName + 1) : *text);
        else if (const auto* number = std::get_if<std::int64_t>(&pickle_.at(key)))
            add_name(std::to_string(*number));
        else
            return false;
        return true;
    }

    void add_name(const std::string& part) {
        if (!name_.empty())
            name_ += '.';
        name_ += part;
        visits_ += part.size() / kNameOfAVisit;
    }

    void add_tensor(const PickleTensor& tensor, bool has_name) {
        if (!has_name)
            damaged_pytorch_file("a tensor below " + in_quotes(name_) +
                                 " stands under a key that is neither a text nor a whole number");
        if (name_.size() > kMaxName)
            damaged_pytorch_file("tensor " + in_quotes(name_) + " has a name of more than " +
                                 std::to_string(kMaxName) + " bytes");
        if (result_.tensors.size() >= kMaxTensors)
            damaged_pytorch_file("it has more than " + std::to_string(kMaxTensors) + " tensors");
        const std::string name = name_.empty() ? "tensor" : escaped_name(name_);
        result_.tensors.push_back(TensorCheck(pickle_, file_size_, name).checked(tensor));
        const std::size_t end = name_.rfind('.');
        const auto version = versions_.find(name_.substr(0, end == std::string::npos ? 0 : end));
        if (version != versions_.end())
            result_.tensors.back().info.module_version = version->second;
    }

    static std::string joined(const std::string& name, const std::string& part) {
        return name.empty() || part.empty() ? name + part : name + '.' + part;
    }

    /// Of the modules whose tensors are in a dict.
    void add_versions(const PickleDict& dict) {
        const auto* all = dict.metadata ? std::get_if<PickleDict>(&pickle_.at(*dict.metadata)) : nullptr;
        if (all == nullptr)
            return;
        for (const auto& [key, value] : all->items) {
            const auto* module = std::get_if<std::string>(&pickle_.at(key));
            const auto* texts = std::get_if<PickleDict>(&pickle_.at(value));
            if (module == nullptr || texts == nullptr || module->size() > kMaxName)
                continue;
            visits_ += 1 + texts->items.size() + module->size() / kNameOfAVisit;
            const PickleValue* version = pickle_.find(pickle_.at(value), "version");
            const auto* number = version == nullptr ? nullptr : std::get_if<std::int64_t>(version);
            if (number != nullptr)
                versions_[joined(name_, *module)] = *number;
        }
    }

    void add_metadata(const PickleDict& dict) {
        if (!dict.metadata || !result_.metadata.empty())
            return;
        if (const auto* all = std::get_if<PickleDict>(&pickle_.at(*dict.metadata)))
            visits_ += all->items.size();
        const PickleValue* of_root = pickle_.find(pickle_.at(*dict.metadata), "");
        const auto* texts = of_root == nullptr ? nullptr : std::get_if<PickleDict>(of_root);
        if (texts == nullptr)
            return;
        visits_ += texts->items.size();
        for (const auto& [key, value] : texts->items) {
            const auto* name = std::get_if<std::string>(&pickle_.at(key));
            const auto* text = std::get_if<std::string>(&pickle_.at(value));
            if (name != nullptr && text != nullptr)
                result_.metadata[*name] = *text;
        }
    }

    void check_names() const {
        std::set<std::string_view> names;
        for (const StoredTensor& tensor : result_.tensors)
            if (!names.insert(tensor.info.name).second)
                damaged_pytorch_file("it has two tensors '" + tensor.info.name + "'");
    }

    const Pickle& pickle_;
    std::uint64_t file_size_;
    std::string name_; ///< of the value that is looked at, as the file has it
    std::vector<Place> places_;
    std::size_t visits_ = 0;
    std::map<std::string, std::int64_t> versions_; ///< of modules, by their names in the file
    WeightsContents result_;
};

} // namespace

WeightsContents collect_tensors(const Pickle& pickle, std::uint64_t file_size) {
    return Walk(pickle, file_size).run();
}

} // namespace wasserfarbe

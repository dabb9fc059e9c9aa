#include "model/weights/read/unpickler.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <map>

#include "model/types/error.h"
#include "model/weights/read/pickle_names.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kMaxValues = 4'000'000;
constexpr std::size_t kMaxPushes = 16'000'000; // a value is pushed, or copied, more than once
constexpr std::size_t kMaxArguments = 8;

[[noreturn]] void unknown(const std::string& what) {
    throw Error(ErrorCode::NotOnlyWeights, {}, {what});
}

/// The machine that a pickle is a program for, with the harmless of its instructions.
class Unpickler {
public:
    explicit Unpickler(std::span<const std::uint8_t> bytes)
        : bytes_(bytes.first(std::min(bytes.size(), kMaxPickleSize))), cut_(bytes_.size() < bytes.size()) {}
    Pickle run();

private:
    using Instruction = void (*)(Unpickler&);
    static std::array<Instruction, 256> instructions();

    std::span<const std::uint8_t> take(std::uint64_t count);
    std::uint64_t number(std::size_t bytes);
    std::string line();

    void charge(std::size_t pushes);
    void push(PickleValue value);
    void push_again(PickleRef ref);
    PickleRef pop();
    std::vector<PickleRef> pop_to_mark();
    template <typename T>
    T& top(const char* what);
    template <typename T>
    const T* get(PickleRef ref) const;

    void protocol();
    void frame();
    void mark();
    void pop_one();
    void stop();
    void whole_number(std::uint64_t length);
    void real();
    void text(std::uint64_t length);
    void append();
    void appends();
    void tuple_of(std::size_t count);
    void set_item();
    void set_items();
    void put(std::uint64_t place);
    void recall(std::uint64_t place);
    void global();
    void stack_global();
    void push_global(const std::string& name);
    void persistent_id();
    void reduce();
    void build();

    using Arguments = std::vector<PickleRef>;
    void ordered_dict(const Arguments& arguments);
    void tensor(const Arguments& arguments);
    void parameter(const Arguments& arguments);
    std::uint32_t storage_number(NamedStorage storage);

    static constexpr PickleRef kUnset = std::numeric_limits<PickleRef>::max();
    std::span<const std::uint8_t> bytes_;
    bool cut_; ///< there are more bytes than may be read
    std::size_t at_ = 0;
    std::size_t pushes_ = 0;
    bool stopped_ = false;
    Pickle pickle_;
    std::vector<PickleRef> stack_;
    std::vector<std::size_t> marks_; ///< sizes of the stack
    std::vector<PickleRef> memo_;
    std::map<std::string, std::uint32_t> storage_numbers_;
};

/// By opcode; nothing for one that is refused.
std::array<Unpickler::Instruction, 256> Unpickler::instructions() {
    std::array<Instruction, 256> result{};
    result[0x80] = [](Unpickler& u) { u.protocol(); };                                  // PROTO
    result[0x95] = [](Unpickler& u) { u.frame(); };                                     // FRAME
    result['('] = [](Unpickler& u) { u.mark(); };                                       // MARK
    result['.'] = [](Unpickler& u) { u.stop(); };                                       // STOP
    result['0'] = [](Unpickler& u) { u.pop_one(); };                                    // POP
    result['1'] = [](Unpickler& u) { u.pop_to_mark(); };                                // POP_MARK
    result['N'] = [](Unpickler& u) { u.push(PickleNone{}); };                           // NONE
    result[0x88] = [](Unpickler& u) { u.push(true); };                                  // NEWTRUE
    result[0x89] = [](Unpickler& u) { u.push(false); };                                 // NEWFALSE
    result['J'] = [](Unpickler& u) { u.whole_number(4); };                              // BININT
    result['K'] = [](Unpickler& u) { u.push(static_cast<std::int64_t>(u.number(1))); }; // BININT1
    result['M'] = [](Unpickler& u) { u.push(static_cast<std::int64_t>(u.number(2))); }; // BININT2
    result[0x8a] = [](Unpickler& u) { u.whole_number(u.number(1)); };                   // LONG1
    result[0x8b] = [](Unpickler& u) { u.whole_number(u.number(4)); };                   // LONG4
    result['G'] = [](Unpickler& u) { u.real(); };                                       // BINFLOAT
    result['U'] = [](Unpickler& u) { u.text(u.number(1)); };   // SHORT_BINSTRING, a text of Python 2
    result['T'] = [](Unpickler& u) { u.text(u.number(4)); };   // BINSTRING, likewise
    result[0x8c] = [](Unpickler& u) { u.text(u.number(1)); };  // SHORT_BINUNICODE
    result['X'] = [](Unpickler& u) { u.text(u.number(4)); };   // BINUNICODE
    result[0x8d] = [](Unpickler& u) { u.text(u.number(8)); };  // BINUNICODE8
    result[']'] = [](Unpickler& u) { u.push(PickleList{}); };  // EMPTY_LIST
    result[')'] = [](Unpickler& u) { u.push(PickleTuple{}); }; // EMPTY_TUPLE
    result['}'] = [](Unpickler& u) { u.push(PickleDict{}); };  // EMPTY_DICT
    result['a'] = [](Unpickler& u) { u.append(); };            // APPEND
    result['e'] = [](Unpickler& u) { u.appends(); };           // APPENDS
    result['t'] = [](Unpickler& u) { u.push(PickleTuple{u.pop_to_mark()}); }; // TUPLE
    result[0x85] = [](Unpickler& u) { u.tuple_of(1); };                       // TUPLE1
    result[0x86] = [](Unpickler& u) { u.tuple_of(2); };                       // TUPLE2
    result[0x87] = [](Unpickler& u) { u.tuple_of(3); };                       // TUPLE3
    result['s'] = [](Unpickler& u) { u.set_item(); };                         // SETITEM
    result['u'] = [](Unpickler& u) { u.set_items(); };                        // SETITEMS
    result['q'] = [](Unpickler& u) { u.put(u.number(1)); };                   // BINPUT
    result['r'] = [](Unpickler& u) { u.put(u.number(4)); };                   // LONG_BINPUT
    result[0x94] = [](Unpickler& u) { u.put(u.memo_.size()); };               // MEMOIZE
    result['h'] = [](Unpickler& u) { u.recall(u.number(1)); };                // BINGET
    result['j'] = [](Unpickler& u) { u.recall(u.number(4)); };                // LONG_BINGET
    result['c'] = [](Unpickler& u) { u.global(); };                           // GLOBAL
    result[0x93] = [](Unpickler& u) { u.stack_global(); };                    // STACK_GLOBAL
    result['Q'] = [](Unpickler& u) { u.persistent_id(); };                    // BINPERSID
    result['R'] = [](Unpickler& u) { u.reduce(); };                           // REDUCE
    result['b'] = [](Unpickler& u) { u.build(); };                            // BUILD
    return result;
}

Pickle Unpickler::run() {
    static const std::array<Instruction, 256> kInstructions = instructions();
    if (bytes_.empty() || bytes_.front() != 0x80)
        damaged_pytorch_file("its pickle does not begin with a protocol");
    while (!stopped_) {
        const std::uint8_t code = take(1).front();
        if (kInstructions[code] == nullptr)
            unknown("the pickle opcode " + opcode_name(code));
        kInstructions[code](*this);
    }
    pickle_.size = at_;
    return std::move(pickle_);
}

std::span<const std::uint8_t> Unpickler::take(std::uint64_t count) {
    if (count > bytes_.size() - at_)
        damaged_pytorch_file(cut_ ? "its pickle is longer than 64 MiB"
                                  : "its pickle ends early; the file may be cut off");
    const auto taken = bytes_.subspan(at_, static_cast<std::size_t>(count));
    at_ += taken.size();
    return taken;
}

std::uint64_t Unpickler::number(std::size_t bytes) {
    std::uint64_t result = 0;
    const auto taken = take(bytes);
    for (std::size_t i = 0; i < bytes; ++i)
        result |= static_cast<std::uint64_t>(taken[i]) << (8 * i);
    return result;
}

std::string Unpickler::line() {
    const auto rest = bytes_.subspan(at_);
    const auto end = std::find(rest.begin(), rest.end(), '\n');
    const auto taken = take(static_cast<std::uint64_t>(end - rest.begin()) + 1);
    return {taken.begin(), taken.end() - 1};
}

void Unpickler::charge(std::size_t pushes) {
    pushes_ += pushes;
    if (pushes_ > kMaxPushes || pickle_.values.size() >= kMaxValues)
        throw Error(ErrorKind::Model,
                    "holds more objects than are read: save the network's state_dict() alone");
}

void Unpickler::push(PickleValue value) {
    charge(1);
    stack_.push_back(static_cast<PickleRef>(pickle_.values.size()));
    pickle_.values.push_back(std::move(value));
}

void Unpickler::push_again(PickleRef ref) {
    charge(1);
    stack_.push_back(ref);
}

PickleRef Unpickler::pop() {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back()))
        damaged_pytorch_file("its pickle takes a value that is not there");
    const PickleRef ref = stack_.back();
    stack_.pop_back();
    return ref;
}

std::vector<PickleRef> Unpickler::pop_to_mark() {
    if (marks_.empty())
        damaged_pytorch_file("its pickle lacks a mark");
    const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<PickleRef> items(first, stack_.end());
    stack_.erase(first, stack_.end());
    marks_.pop_back();
    return items;
}

/// What lies on top of the stack and stays there.
template <typename T>
T& Unpickler::top(const char* what) {
    const PickleRef ref = pop();
    stack_.push_back(ref);
    if (T* value = std::get_if<T>(&pickle_.values[ref]))
        return *value;
    damaged_pytorch_file(std::string("its pickle takes something else for a ") + what);
}

template <typename T>
const T* Unpickler::get(PickleRef ref) const {
    return std::get_if<T>(&pickle_.values[ref]);
}

void Unpickler::mark() {
    charge(1);
    marks_.push_back(stack_.size());
}

void Unpickler::pop_one() {
    if (!marks_.empty() && marks_.back() == stack_.size())
        marks_.pop_back();
    else
        pop();
}

void Unpickler::stop() {
    pickle_.root = pop();
    stopped_ = true;
}

void Unpickler::protocol() {
    const std::uint64_t version = number(1);
    if (version < 2 || version > 5)
        damaged_pytorch_file("its pickle has the unknown protocol " + std::to_string(version));
}

void Unpickler::frame() {
    if (number(8) > bytes_.size() - at_)
        take(bytes_.size() - at_ + 1); // says why
}

void Unpickler::whole_number(std::uint64_t length) {
    const auto taken = take(length);
    if (length > sizeof(std::int64_t)) {
        push(PickleHugeInt{{taken.begin(), taken.end()}});
        return;
    }
    std::uint64_t value = !taken.empty() && taken.back() >= 0x80 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = taken.size(); i-- > 0;)
        value = value << 8 | taken[i];
    push(static_cast<std::int64_t>(value));
}

void Unpickler::real() {
    std::uint64_t bits = 0;
    for (const std::uint8_t byte : take(8)) // the one number that is big-endian
        bits = bits << 8 | byte;
    push(std::bit_cast<double>(bits));
}

void Unpickler::text(std::uint64_t length) {
    const auto taken = take(length);
    push(std::string(taken.begin(), taken.end()));
}

void Unpickler::append() {
    const PickleRef item = pop();
    top<PickleList>("list").items.push_back(item);
}

void Unpickler::appends() {
    const std::vector<PickleRef> items = pop_to_mark();
    PickleList& list = top<PickleList>("list");
    list.items.insert(list.items.end(), items.begin(), items.end());
}

void Unpickler::tuple_of(std::size_t count) {
    PickleTuple tuple;
    tuple.items.resize(count);
    for (std::size_t i = count; i-- > 0;)
        tuple.items[i] = pop();
    push(std::move(tuple));
}

void Unpickler::set_item() {
    const PickleRef value = pop();
    const PickleRef key = pop();
    top<PickleDict>("dict").items.emplace_back(key, value);
}

void Unpickler::set_items() {
    const std::vector<PickleRef> items = pop_to_mark();
    if (items.size() % 2 != 0)
        damaged_pytorch_file("its pickle has a dict with a key that lacks its value");
    PickleDict& dict = top<PickleDict>("dict");
    for (std::size_t i = 0; i < items.size(); i += 2)
        dict.items.emplace_back(items[i], items[i + 1]);
}

void Unpickler::put(std::uint64_t place) {
    const PickleRef ref = pop();
    stack_.push_back(ref);
    if (place > pushes_) // picklers count from 0, or from 1 in Python 2, and not every value is kept
        damaged_pytorch_file("its pickle keeps a value where no pickler does");
    if (place >= memo_.size())
        memo_.resize(static_cast<std::size_t>(place) + 1, kUnset);
    memo_[static_cast<std::size_t>(place)] = ref;
}

void Unpickler::recall(std::uint64_t place) {
    if (place >= memo_.size() || memo_[static_cast<std::size_t>(place)] == kUnset)
        damaged_pytorch_file("its pickle refers to a value that is not there");
    push_again(memo_[static_cast<std::size_t>(place)]);
}

void Unpickler::global() {
    const std::string module = line();
    push_global(module + "." + line());
}

void Unpickler::stack_global() {
    const PickleRef name = pop();
    const PickleRef module = pop();
    if (get<std::string>(name) == nullptr || get<std::string>(module) == nullptr)
        damaged_pytorch_file("its pickle has a class without a name");
    push_global(*get<std::string>(module) + "." + *get<std::string>(name));
}

void Unpickler::push_global(const std::string& name) {
    if (!is_known_global(name))
        unknown(in_quotes(name));
    push(PickleGlobal{name});
}

/// ('storage', type, key, location, elements), in older files also a view: None.
void Unpickler::persistent_id() {
    const PickleRef ref = pop();
    const auto* id = get<PickleTuple>(ref);
    const auto* kind = id == nullptr || id->items.empty() ? nullptr : get<std::string>(id->items[0]);
    if (kind == nullptr)
        unknown("a persistent id of an unknown kind");
    if (*kind != "storage")
        unknown("the persistent id " + in_quotes(*kind));
    const std::vector<PickleRef>& items = id->items;
    if (items.size() != 5 && items.size() != 6)
        damaged_pytorch_file("a storage is described by " + std::to_string(items.size()) + " values");
    const auto* type = get<PickleGlobal>(items[1]);
    const auto* key = get<std::string>(items[2]);
    const auto* elements = get<std::int64_t>(items[4]);
    if (type == nullptr || storage_type(type->name).empty() || key == nullptr)
        damaged_pytorch_file("a storage has no type or no key");
    if (elements == nullptr || *elements < 0)
        damaged_pytorch_file("storage " + in_quotes(*key) + " has a size that is no count");
    if (items.size() == 6 && get<PickleNone>(items[5]) == nullptr)
        damaged_pytorch_file("storage " + in_quotes(*key) +
                             " is a view of another one, which PyTorch no longer writes");
    push(PickleStorage{storage_number(
        {*key, std::string(storage_type(type->name)), static_cast<std::uint64_t>(*elements)})});
}

std::uint32_t Unpickler::storage_number(NamedStorage storage) {
    const auto [found, is_new] =
        storage_numbers_.emplace(storage.key, static_cast<std::uint32_t>(pickle_.storages.size()));
    if (is_new) {
        pickle_.storages.push_back(std::move(storage));
    } else {
        const NamedStorage& known = pickle_.storages[found->second];
        if (known.type != storage.type || known.elements != storage.elements)
            damaged_pytorch_file("storage " + in_quotes(storage.key) + " has two types or sizes");
    }
    return found->second;
}

void Unpickler::reduce() {
    const PickleRef arguments_ref = pop();
    const PickleRef function_ref = pop();
    const auto* tuple = get<PickleTuple>(arguments_ref);
    const auto* function = get<PickleGlobal>(function_ref);
    if (tuple == nullptr || function == nullptr)
        damaged_pytorch_file("its pickle calls what is no function");
    if (tuple->items.size() > kMaxArguments)
        damaged_pytorch_file("its pickle calls '" + function->name + "' with too many values");
    const Arguments arguments = tuple->items; // values move when there are more of them
    const std::string name = function->name;
    if (name == "collections.OrderedDict")
        ordered_dict(arguments);
    else if (name == "torch.Size" && arguments.size() == 1 && get<PickleTuple>(arguments[0]) != nullptr)
        push_again(arguments[0]);
    else if (name.starts_with("torch._utils._rebuild_tensor"))
        tensor(arguments);
    else if (name.starts_with("torch._utils._rebuild_parameter"))
        parameter(arguments);
    else
        damaged_pytorch_file("its pickle calls '" + name + "' with something unexpected");
}

/// Python 3 makes an empty one and fills it; Python 2 gives it a list of pairs.
void Unpickler::ordered_dict(const Arguments& arguments) {
    PickleDict dict;
    dict.ordered = true;
    const PickleList none;
    const auto* list = arguments.empty() ? &none : get<PickleList>(arguments[0]);
    if (list == nullptr || arguments.size() > 1)
        damaged_pytorch_file("an OrderedDict is made of something unexpected");
    charge(list->items.size());
    for (const PickleRef item : list->items) {
        const auto* pair = get<PickleList>(item);
        if (pair == nullptr || pair->items.size() != 2)
            damaged_pytorch_file("an OrderedDict is made of something unexpected");
        dict.items.emplace_back(pair->items[0], pair->items[1]);
    }
    push(std::move(dict));
}

/// (storage, offset, shape, strides), since 0.4 also (requires_grad, hooks) and in places a dict of what else
/// is to be known of it.
void Unpickler::tensor(const Arguments& arguments) {
    if (arguments.size() != 4 && arguments.size() != 6 && arguments.size() != 7)
        damaged_pytorch_file("a tensor is described by " + std::to_string(arguments.size()) + " values");
    const auto* storage = get<PickleStorage>(arguments[0]);
    const auto* offset = get<std::int64_t>(arguments[1]);
    if (storage == nullptr || offset == nullptr || get<PickleTuple>(arguments[2]) == nullptr ||
        get<PickleTuple>(arguments[3]) == nullptr)
        damaged_pytorch_file("a tensor has no storage, offset, shape or strides");
    if (arguments.size() == 7 && get<PickleNone>(arguments[6]) == nullptr) {
        const auto* more = get<PickleDict>(arguments[6]);
        if (more == nullptr || !more->items.empty())
            unknown("a tensor that is marked as negated, conjugated or the like");
    }
    push(PickleTensor{storage->number, arguments[2], arguments[3], *offset});
}

/// (tensor, requires_grad, hooks), and its attributes where it has some.
void Unpickler::parameter(const Arguments& arguments) {
    if ((arguments.size() != 3 && arguments.size() != 4) || get<PickleTensor>(arguments[0]) == nullptr)
        damaged_pytorch_file("a parameter has no tensor");
    push_again(arguments[0]);
}

/// Gives an object its attributes: an OrderedDict may have some.
void Unpickler::build() {
    const PickleRef state_ref = pop();
    const auto* state = get<PickleDict>(state_ref);
    const PickleRef target = pop();
    push_again(target);
    auto* dict = std::get_if<PickleDict>(&pickle_.values[target]);
    if (state == nullptr || dict == nullptr || !dict->ordered)
        unknown("an object with attributes of its own (the pickle opcode BUILD)");
    charge(state->items.size());
    for (const auto& [key, value] : state->items) {
        const auto* name = get<std::string>(key);
        if (name != nullptr && *name == "_metadata")
            dict->metadata = value;
    }
}

} // namespace

const PickleValue* Pickle::find(const PickleValue& value, std::string_view wanted) const {
    const auto* dict = std::get_if<PickleDict>(&value);
    if (dict == nullptr)
        return nullptr;
    for (const auto& [key, item] : dict->items) {
        const auto* text = std::get_if<std::string>(&at(key));
        if (text != nullptr && *text == wanted)
            return &at(item);
    }
    return nullptr;
}

Pickle unpickle(std::span<const std::uint8_t> bytes) {
    return Unpickler(bytes).run();
}

} // namespace wasserfarbe

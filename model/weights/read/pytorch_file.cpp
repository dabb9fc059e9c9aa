#include "model/weights/read/pytorch_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string>
#include <utility>

#include "model/types/error.h"
#include "model/weights/read/pickle_names.h"
#include "model/weights/read/safetensors.h"

namespace wasserfarbe {
namespace {

using namespace std::string_view_literals;

constexpr std::int64_t kProtocol = 1001;
/// 0x1950a86a20f9469cfc6c in a pickle: LONG1, its length, little-endian.
constexpr std::string_view kMagic = "\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv;

[[noreturn]] void refuse(const std::string& what) {
    throw Error(ErrorKind::Model, what);
}

/// The entries of an archive that PyTorch wrote, by their names without that of the folder that all are in.
std::map<std::string_view, std::size_t> entries_of(const ZipArchive& archive) {
    constexpr std::string_view kPickle = "/data.pkl";
    std::vector<std::string_view> folders;
    for (const ZipArchive::Entry& entry : archive.entries()) {
        const std::string_view name = entry.name;
        if (name.ends_with(kPickle) && name.find('/') == name.size() - kPickle.size())
            folders.push_back(name.substr(0, name.find('/') + 1));
    }
    if (folders.empty())
        refuse("can't be read: it is a zip archive, but not one that PyTorch's torch.save wrote");
    if (folders.size() > 1)
        damaged_pytorch_file("its archive has more than one data.pkl");
    std::map<std::string_view, std::size_t> entries;
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        const std::string_view name = archive.entries()[i].name;
        if (name.starts_with(folders[0]))
            entries[name.substr(folders[0].size())] = i;
    }
    return entries;
}

void refuse_torchscript(const std::map<std::string_view, std::size_t>& entries) {
    const auto code = entries.lower_bound("code/");
    if (entries.contains("constants.pkl") || (code != entries.end() && code->first.starts_with("code/")))
        throw Error(ErrorCode::TorchScriptModule, {});
}

void check_byte_order(const ZipArchive& archive, const std::map<std::string_view, std::size_t>& entries) {
    const auto found = entries.find("byteorder");
    if (found == entries.end())
        return;
    const std::vector<std::uint8_t> bytes = archive.read(found->second);
    if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()) != "little")
        refuse("can't be read: its numbers are big-endian; save it again on another machine");
}

std::uint64_t little_endian_count(std::span<const std::uint8_t> bytes) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        count |= std::uint64_t{bytes[i]} << (8 * i);
    return count;
}

/// The pickles that an older file begins with, one after another.
class Pickles {
public:
    explicit Pickles(const InputFile& file)
        : bytes_(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kMaxPickles))) {
        file.read(0, bytes_);
    }

    Pickle next() {
        Pickle pickle = unpickle(std::span(bytes_).subspan(at_));
        at_ += pickle.size;
        return pickle;
    }

    std::uint64_t end() const { return at_; }

private:
    static constexpr std::uint64_t kMaxPickles = kMaxPickleSize + (std::uint64_t{1} << 20);
    std::vector<std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

void check_preamble(Pickles& pickles) {
    const Pickle magic = pickles.next();
    const auto* number = std::get_if<PickleHugeInt>(&magic.at(magic.root));
    if (number == nullptr || number->bytes != kMagic.substr(2))
        damaged_pytorch_file("its magic number is wrong");
    const Pickle protocol = pickles.next();
    const auto* version = std::get_if<std::int64_t>(&protocol.at(protocol.root));
    if (version == nullptr || *version != kProtocol)
        damaged_pytorch_file("its protocol is not " + std::to_string(kProtocol));
    const Pickle machine = pickles.next();
    const PickleValue* little = machine.find(machine.at(machine.root), "little_endian");
    if (little == nullptr || std::get_if<bool>(little) == nullptr)
        damaged_pytorch_file("it does not say how its numbers are stored");
    if (!std::get<bool>(*little))
        refuse("can't be read: its numbers are big-endian; save it again on another machine");
}

} // namespace

std::optional<WeightsFormat> PyTorchFile::format_of(std::string_view beginning) {
    if (beginning.starts_with("PK\x03\x04"sv) || beginning.starts_with("PK\x05\x06"sv))
        return WeightsFormat::PyTorchZip;
    if (beginning.size() < 2 || beginning[0] != '\x80' || beginning[1] < 2 || beginning[1] > 5)
        return std::nullopt;
    constexpr std::size_t kFrame = 9; // from protocol 4 on
    constexpr std::size_t kShown = 5; // of the number, by 16 bytes
    const std::string_view number =
        beginning.substr(std::min(beginning[1] >= 4 ? 2 + kFrame : 2, beginning.size()));
    return number.starts_with(kMagic.substr(0, kShown)) ? std::optional(WeightsFormat::PyTorchLegacy)
                                                        : std::nullopt;
}

PyTorchFile::PyTorchFile(InputFile file, WeightsFormat format) : file_(std::move(file)) {
    const bool archive = format == WeightsFormat::PyTorchZip;
    naming(file_.path(),
           [&] { contents_ = collect_tensors(archive ? read_archive() : read_legacy(), file_.size()); });
}

std::uint64_t PyTorchFile::bytes_of(const NamedStorage& storage) const {
    const std::uint64_t element = safetensors_type_size(storage.type);
    if (storage.elements > file_.size() / element)
        damaged_pytorch_file("storage " + in_quotes(storage.key) +
                             " is larger than the file; the file may be cut off");
    return storage.elements * element;
}

Pickle PyTorchFile::read_archive() {
    archive_.emplace(file_);
    const auto entries = entries_of(*archive_);
    refuse_torchscript(entries);
    check_byte_order(*archive_, entries);
    const std::size_t main = entries.at("data.pkl");
    if (archive_->entries()[main].size > kMaxPickleSize)
        damaged_pytorch_file("its pickle is longer than 64 MiB");
    Pickle pickle = unpickle(archive_->read(main));
    if (pickle.size != archive_->entries()[main].size)
        damaged_pytorch_file("something follows its pickle");
    for (const NamedStorage& storage : pickle.storages) {
        const auto found = entries.find("data/" + storage.key);
        if (found == entries.end())
            damaged_pytorch_file("it lacks the bytes of storage " + in_quotes(storage.key));
        const std::uint64_t size = bytes_of(storage);
        if (archive_->entries()[found->second].size != size)
            damaged_pytorch_file("storage " + in_quotes(storage.key) +
                                 " has another size than its type and count say");
        places_.push_back({found->second, size});
    }
    return pickle;
}

Pickle PyTorchFile::read_legacy() {
    Pickles pickles(file_);
    check_preamble(pickles);
    Pickle pickle = pickles.next();
    const Pickle keys = pickles.next();
    const auto* list = std::get_if<PickleList>(&keys.at(keys.root));
    if (list == nullptr)
        damaged_pytorch_file("it lacks the list of its storages");
    std::map<std::string_view, std::size_t> numbers;
    for (std::size_t i = 0; i < pickle.storages.size(); ++i)
        numbers[pickle.storages[i].key] = i;
    places_.resize(pickle.storages.size());
    std::uint64_t at = pickles.end();
    for (const PickleRef ref : list->items) {
        const auto* key = std::get_if<std::string>(&keys.at(ref));
        const auto found = key == nullptr ? numbers.end() : numbers.find(*key);
        if (found == numbers.end())
            damaged_pytorch_file("it has a storage that nothing refers to, or one twice");
        const NamedStorage& storage = pickle.storages[found->second];
        const std::uint64_t size = bytes_of(storage);
        std::array<std::uint8_t, 8> count{};
        if (file_.size() - at < count.size() || file_.size() - at - count.size() < size)
            damaged_pytorch_file("storage " + in_quotes(storage.key) +
                                 " lies outside the file; the file may be cut off");
        file_.read(at, count);
        if (little_endian_count(count) != storage.elements)
            damaged_pytorch_file("storage " + in_quotes(storage.key) +
                                 " has another size than its type and count say");
        places_[found->second] = {at + count.size(), size};
        at += count.size() + size;
        numbers.erase(found);
    }
    if (!numbers.empty())
        damaged_pytorch_file("it lacks the bytes of storage " + in_quotes(numbers.begin()->first));
    if (at != file_.size())
        damaged_pytorch_file("there are bytes that belong to no storage");
    return pickle;
}

std::vector<std::uint8_t> PyTorchFile::read_storage(std::size_t storage) const {
    const Place& place = places_.at(storage);
    return naming(file_.path(), [&] {
        if (archive_)
            return archive_->read(static_cast<std::size_t>(place.at));
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(place.size));
        file_.read(place.at, bytes);
        return bytes;
    });
}

} // namespace wasserfarbe

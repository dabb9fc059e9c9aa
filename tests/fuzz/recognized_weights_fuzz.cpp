// Invents the tensors of a file from arbitrary bytes and has their networks recognised: each tensor has one
// place at most, the networks are within the ranges of the settings, their tensors have the shapes that
// follow, and what is no network says why. Built by Clang alone, and only when asked for:
//
//   cmake --preset fuzz
//   cmake --build --preset fuzz --target recognized_weights_fuzz
//   cp -r tests/fuzz/corpus build/fuzz
//   build/fuzz/bin/recognized_weights_fuzz -max_total_time=60 build/fuzz/corpus/recognized_weights_fuzz
//
// An input is read as numbers that choose what to add, change and take away; see `invent`. One that fails is
// kept as crash-*; give it as the only argument to see it again.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <span>
#include <string>

#include "model/types/field_table.h"
#include "model/types/norm_table.h"
#include "model/weights/recognise/network_hints.h"
#include "model/weights/recognise/recognized_weights.h"
#include "tests/support/network_tensors.h"

using namespace wasserfarbe;
using namespace wasserfarbe::test;

namespace {

constexpr std::size_t kMaxTensors = 500;

void require(bool condition) {
    if (!condition)
        std::abort();
}

/// Takes numbers from the bytes of an input; zeros where it has no more.
class Bytes {
public:
    explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool empty() const { return bytes_.empty(); }
    /// From 0 to below `count`.
    std::size_t number(std::size_t count) {
        if (bytes_.empty())
            return 0;
        const std::size_t value = bytes_.front() % count;
        bytes_ = bytes_.subspan(1);
        return value;
    }
    template <typename T, std::size_t n>
    T choice(const std::array<T, n>& choices) {
        return choices[number(n)];
    }

private:
    std::span<const std::uint8_t> bytes_;
};

std::string invent_prefix(Bytes& bytes) {
    constexpr std::array parts = {"",
                                  "generator",
                                  "netG",
                                  "g_ema",
                                  "critic",
                                  "main",
                                  "0",
                                  "1",
                                  "10",
                                  "a",
                                  "b",
                                  "ema",
                                  "exp_avg",
                                  "bn1",
                                  "conv",
                                  ".",
                                  "parametrizations.weight"};
    std::string prefix;
    for (std::size_t count = bytes.number(4); count > 0; --count) {
        prefix += bytes.choice(parts);
        prefix += '.';
    }
    return prefix;
}

TensorInfo invent_tensor(Bytes& bytes) {
    constexpr std::array parts = {
        "weight",      "bias",     "running_mean", "running_var", "num_batches_tracked",
        "weight_orig", "weight_v", "weight_u",     "original",    "original1",
        "_u",          "step",     "n_averaged",   "gamma",       ""};
    constexpr std::array types = {"F32", "F32", "F32", "F16", "BF16", "F64", "I64", "U8", "BOOL", "?"};
    constexpr std::array<std::int64_t, 16> lengths = {1,  2,  3,  4,   6, 8,    16,   32,
                                                      64, 12, 24, 100, 0, 4096, 8192, INT64_MAX};
    TensorInfo tensor{invent_prefix(bytes) + bytes.choice(parts), bytes.choice(types), {}};
    for (std::size_t dimensions = bytes.number(6); dimensions > 0; --dimensions)
        tensor.shape.push_back(bytes.choice(lengths));
    if (tensor.shape.size() == 4 && bytes.number(2) == 0)
        tensor.shape[2] = tensor.shape[3] = 4;
    return tensor;
}

Tensors invent_network(Bytes& bytes) {
    const std::string prefix = invent_prefix(bytes);
    const int size = 16 << bytes.number(5);
    const int channels = 1 + static_cast<int>(bytes.number(9));
    const int latent = 2 + static_cast<int>(bytes.number(64));
    const Norm norm = norm_table()[bytes.number(norm_table().size())].norm;
    const Bias bias = bytes.choice(std::array{Bias::None, Bias::Last, Bias::All});
    const KeyStyle style = bytes.choice(std::array{KeyStyle::Article, KeyStyle::Dcgan});
    if (bytes.number(2) == 0)
        return tensors_of(GeneratorSpec{size, latent, channels, norm, bias}, style, prefix);
    return tensors_of(CriticSpec{size, channels, norm, bytes.number(2) == 0, bias}, style, prefix);
}

void change(Bytes& bytes, TensorInfo& tensor) {
    const TensorInfo other = invent_tensor(bytes);
    switch (bytes.number(4)) {
    case 0:
        tensor.name = other.name;
        break;
    case 1:
        tensor.type = other.type;
        break;
    case 2:
        tensor.shape = other.shape;
        break;
    default:
        tensor = other;
    }
}

Tensors invent(Bytes& bytes) {
    Tensors tensors;
    while (!bytes.empty() && tensors.size() < kMaxTensors) {
        const std::size_t what = bytes.number(4);
        if (what == 0)
            tensors = std::move(tensors) + invent_network(bytes);
        else if (what == 1 || tensors.empty())
            tensors.push_back(invent_tensor(bytes));
        else if (what == 2)
            change(bytes, tensors[bytes.number(256) % tensors.size()]);
        else
            tensors.erase(tensors.begin() + static_cast<std::ptrdiff_t>(bytes.number(256) % tensors.size()));
    }
    return tensors;
}

bool in_range(const char* key, int value) {
    const Field& field = find_field(key);
    return value >= field.minimum && value <= field.maximum;
}

void check_spec(const GeneratorSpec& spec) {
    require(in_range("latent_size", spec.latent_size) && in_range("generator_channels", spec.channels));
}

void check_spec(const CriticSpec& spec) {
    require(in_range("critic_channels", spec.channels));
    require(spec.first_norm || spec.norm != Norm::None);
}

/// Whether a place may be missing: a counter, or a bias that a network has in part.
bool may_be_missing(const std::string& name, Bias bias) {
    return name.ends_with("num_batches_tracked") || (name.ends_with("conv.bias") && bias == Bias::All);
}

template <typename Spec>
void check_network(const std::optional<RecognizedNetwork<Spec>>& network, const Tensors& tensors) {
    if (!network)
        return;
    check_spec(network->spec);
    std::set<std::size_t> used;
    auto place = network->places.begin();
    for (const KeyName& key : network_keys(network->spec, KeyStyle::Article)) {
        if (place == network->places.end() || place->name != key.name) {
            require(may_be_missing(key.name, network->spec.bias));
            continue;
        }
        require(place->tensor < tensors.size() && used.insert(place->tensor).second);
        const TensorInfo& tensor = tensors[place->tensor];
        const TensorInfo expected = tensor_at(key, block_shapes(network->spec), "");
        const bool counter = key.name.ends_with("num_batches_tracked");
        require(tensor.shape == expected.shape || (counter && tensor.shape == std::vector<std::int64_t>{1}));
        require(tensor.type.find('F') != std::string::npos || counter);
        ++place;
    }
    require(place == network->places.end()); // in order, none but those of the network
}

void check(const RecognizedWeights& found, const Tensors& tensors) {
    check_network(found.generator, tensors);
    check_network(found.averaged, tensors);
    check_network(found.critic, tensors);
    const bool any = found.generator || found.averaged || found.critic;
    require(found.misfits.empty() == any && found.misfits.size() <= 8);
    for (const Misfit& misfit : found.misfits)
        require(!misfit.expected.empty() && !misfit.found.empty() && misfit.expected != misfit.found);
    if (found.generator && found.averaged)
        require(found.generator->spec == found.averaged->spec);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes({data, size});
    const Tensors tensors = invent(bytes);
    check(recognize_weights(tensors), tensors);
    const NetworkHints hints =
        parse_hints({{kNetworkHints, std::string(reinterpret_cast<const char*>(data), size)}});
    require(hints.epoch >= 0 && hints.step >= 0);
    require(parse_hints({{kNetworkHints, format_hints(hints)}}) == hints);
    return 0;
}

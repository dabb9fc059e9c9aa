#include "model/weights/recognise/recognized_weights.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "model/networks/network_blocks.h"
#include "model/types/norm_table.h"
#include "model/weights/recognise/key_names.h"
#include "model/weights/recognise/network_hints.h"
#include "model/weights/recognise/network_names.h"
#include "model/weights/recognise/network_search.h"

namespace wasserfarbe {
namespace {

using FoundGenerator = RecognizedNetwork<GeneratorSpec>;
using Critic = RecognizedNetwork<CriticSpec>;

/// Tells averages from weights as training left them.
class Averages {
public:
    /// torch.optim.swa_utils.AveragedModel counts in `n_averaged`, beside the module it averages.
    explicit Averages(std::span<const TensorInfo> tensors) {
        constexpr std::string_view counter = "n_averaged";
        for (const TensorInfo& tensor : tensors) {
            const std::string_view name = tensor.name;
            if (name == counter)
                averaged_.insert("");
            else if (name.ends_with(counter) && name[name.size() - counter.size() - 1] == '.')
                averaged_.emplace(name.substr(0, name.size() - counter.size() - 1));
        }
    }

    /// @param where  what the names of a network's tensors begin with
    bool contain(const std::string& where) const {
        if (names_average(where) || averaged_.contains(""))
            return true;
        for (std::size_t end = where.size(); end != std::string::npos && end > 0;
             end = where.rfind('.', end - 1)) {
            if (averaged_.contains(where.substr(0, end)))
                return true;
        }
        return false;
    }

private:
    std::set<std::string> averaged_; ///< modules
};

const WeightPlace* find_place(const FoundGenerator& generator, const std::string& name) {
    const auto found = std::find_if(generator.places.begin(), generator.places.end(),
                                    [&](const WeightPlace& place) { return place.name == name; });
    return found == generator.places.end() ? nullptr : &*found;
}

/// An average of the parameters alone lacks a norm's statistics: it takes the statistics of the weights that
/// it is the average of.
void complete_average(FoundGenerator& averaged, const FoundGenerator& raw) {
    GeneratorSpec expected = raw.spec;
    expected.norm = norm_of(NormTensors::Scale); // what it looks like
    if (norm_info(raw.spec.norm).tensors != NormTensors::Statistics || averaged.spec != expected)
        return;
    FoundGenerator complete{raw.spec, averaged.where, {}};
    for (const KeyName& key : network_keys(raw.spec, KeyStyle::Article)) {
        const WeightPlace* place = find_place(averaged, key.name);
        const bool statistic =
            key.name.find(".running_") != std::string::npos || key.name.ends_with(".num_batches_tracked");
        if (!place && statistic)
            place = find_place(raw, key.name);
        if (place)
            complete.places.push_back(*place);
    }
    averaged = std::move(complete);
}

/// The one with the lowest number, the first of several.
template <typename Network, typename Number>
std::optional<Network> pick(std::vector<Network> networks, Number number) {
    const auto picked = std::min_element(networks.begin(), networks.end(),
                                         [&](const auto& a, const auto& b) { return number(a) < number(b); });
    if (picked == networks.end())
        return std::nullopt;
    return std::move(*picked);
}

int rank_of(const FoundGenerator& generator) {
    return generator_name_rank(generator.where);
}

std::optional<FoundGenerator> pick_average(std::vector<FoundGenerator> averages,
                                           const std::optional<FoundGenerator>& raw) {
    if (raw) {
        for (FoundGenerator& average : averages)
            complete_average(average, *raw);
        std::erase_if(averages, [&](const FoundGenerator& average) { return average.spec != raw->spec; });
    }
    return pick(std::move(averages), rank_of);
}

/// What a network is taken for by its tensors alone.
template <typename Spec>
std::vector<NetworkBlock> blocks_by_tensors(const Spec& spec) {
    std::vector<NetworkBlock> blocks = network_blocks(spec);
    for (NetworkBlock& block : blocks)
        block.norm = norm_of(norm_info(block.norm).tensors);
    return blocks;
}

/// A hint counts where the tensors leave it open: where they would be the same with it.
template <typename Spec>
void apply_hints(std::optional<RecognizedNetwork<Spec>>& network, const NetworkHints& hints) {
    if (!network)
        return;
    const std::vector<NetworkBlock> found = network_blocks(network->spec);
    for (const auto& [key, value] : hints.settings) {
        TrainingConfig config = with_network({}, network->spec);
        find_field(key).set(config, value);
        if (const Spec hinted = spec_of<Spec>(config); blocks_by_tensors(hinted) == found)
            network->spec = hinted;
    }
}

} // namespace

RecognizedWeights recognize_weights(std::span<const TensorInfo> tensors,
                                    const std::map<std::string, std::string>& metadata) {
    RecognizedWeights found;
    const Averages averages(tensors);
    std::vector<FoundGenerator> raw;
    std::vector<FoundGenerator> averaged;
    std::vector<Critic> critics;
    for (NetworkReading& reading : find_networks(tensors, found.misfits)) {
        if (reading.critic)
            critics.push_back(*std::move(reading.critic));
        else if (averages.contain(reading.generator->where))
            averaged.push_back(*std::move(reading.generator));
        else
            raw.push_back(*std::move(reading.generator));
    }
    found.generator = pick(std::move(raw), rank_of);
    found.averaged = pick_average(std::move(averaged), found.generator);
    const std::optional<FoundGenerator>& generator = found.generator ? found.generator : found.averaged;
    found.critic = pick(std::move(critics), [&](const Critic& critic) {
        const bool other_size = generator && generator->spec.image_size != critic.spec.image_size;
        return std::tuple(other_size, averages.contain(critic.where), critic_name_rank(critic.where));
    });
    const NetworkHints hints = parse_hints(metadata);
    apply_hints(found.generator, hints);
    apply_hints(found.averaged, hints);
    apply_hints(found.critic, hints);
    return found;
}

std::string shape_text(std::span<const std::int64_t> shape) {
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text.append(i == 0 ? "" : ", ").append(std::to_string(shape[i]));
    return text + "]";
}

} // namespace wasserfarbe

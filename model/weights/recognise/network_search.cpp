#include "model/weights/recognise/network_search.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "model/networks/network_blocks.h"
#include "model/weights/recognise/network_names.h"
#include "model/weights/recognise/weight_misfits.h"

namespace wasserfarbe {
namespace {

// A network has no more: 7 convolutions with weight and bias, 6 norms with 5 tensors each.
constexpr std::size_t kMostOfNetwork = 64;
constexpr std::size_t kFewestConvolutions = 3; // saves looking at what has fewer
constexpr char kSeparator =
    '\0'; // for a dot: sorts before all else, so what has a prefix in common is together

struct Entry {
    std::string key; ///< the tensor's name with separators
    std::size_t tensor = 0;
};

/// Entries that have a prefix in common, up to and with a separator.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t prefix = 0; ///< its length

    std::size_t size() const { return end - begin; }
};

class Search {
public:
    explicit Search(std::span<const TensorInfo> tensors) : tensors_(tensors) {
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            if (is_leftover(tensors[i]) || names_optimizer(tensors[i].name))
                continue;
            std::string key = tensors[i].name;
            std::replace(key.begin(), key.end(), '.', kSeparator);
            entries_.push_back({std::move(key), i});
        }
        std::stable_sort(entries_.begin(), entries_.end(),
                         [](const Entry& a, const Entry& b) { return a.key < b.key; });
        convolutions_ = layers_ = {0};
        for (const Entry& entry : entries_) {
            const TensorInfo& tensor = tensors[entry.tensor];
            const bool convolution = is_convolution_weight(tensor);
            const bool linear = is_linear_weight(tensor);
            convolutions_.push_back(convolutions_.back() + (convolution ? 1 : 0));
            layers_.push_back(layers_.back() + (convolution || linear ? 1 : 0));
            if (linear)
                linear_sizes_.insert(tensor.shape.begin(), tensor.shape.end());
        }
    }

    std::vector<NetworkReading> networks() {
        std::map<std::size_t, NetworkReading> found; // by the first tensor
        std::vector<Range> pending = {range(0, entries_.size())};
        while (!pending.empty()) {
            const Range next = pending.back();
            pending.pop_back();
            NetworkReading reading = read(next);
            if (reading.generator || reading.critic) {
                found.emplace(numbers(next).front(), std::move(reading));
                continue;
            }
            for (const Range& child : children(next)) {
                if (convolutions(child) >= kFewestConvolutions)
                    pending.push_back(child);
            }
        }
        std::vector<NetworkReading> networks;
        networks.reserve(found.size());
        for (auto& [first, reading] : found)
            networks.push_back(std::move(reading));
        return networks;
    }

    std::vector<Misfit> misfits() const { return explain_misfits(tensors_, numbers(most_telling())); }

private:
    Range range(std::size_t begin, std::size_t end) const {
        if (begin == end)
            return {begin, end, 0};
        const std::string& first = entries_[begin].key;
        const std::string& last = entries_[end - 1].key;
        const auto differs = std::mismatch(first.begin(), first.end(), last.begin(), last.end()).first;
        const auto common = static_cast<std::size_t>(differs - first.begin());
        const std::size_t separator = common == 0 ? std::string::npos : first.rfind(kSeparator, common - 1);
        return {begin, end, separator == std::string::npos ? 0 : separator + 1};
    }

    /// The ranges one part of the name further down.
    std::vector<Range> children(const Range& parent) const {
        std::vector<Range> ranges;
        for (std::size_t begin = parent.begin; begin < parent.end;) {
            const std::string& key = entries_[begin].key;
            const std::size_t separator = key.find(kSeparator, parent.prefix);
            std::size_t end = begin + 1;
            if (separator != std::string::npos) {
                const std::string_view part =
                    std::string_view(key).substr(parent.prefix, separator + 1 - parent.prefix);
                while (end < parent.end && entries_[end].key.compare(parent.prefix, part.size(), part) == 0)
                    ++end;
                ranges.push_back(range(begin, end));
            }
            begin = end;
        }
        return ranges;
    }

    std::size_t convolutions(const Range& range) const {
        return convolutions_[range.end] - convolutions_[range.begin];
    }
    std::size_t layers(const Range& range) const { return layers_[range.end] - layers_[range.begin]; }

    std::vector<std::size_t> numbers(const Range& range) const {
        std::vector<std::size_t> numbers;
        for (std::size_t i = range.begin; i < range.end; ++i)
            numbers.push_back(entries_[i].tensor);
        std::sort(numbers.begin(), numbers.end());
        return numbers;
    }

    std::string name(const Range& range) const {
        return range.prefix == 0 ? ""
                                 : tensors_[entries_[range.begin].tensor].name.substr(0, range.prefix - 1);
    }

    NetworkReading read(const Range& range) const {
        if (range.size() > kMostOfNetwork || !is_convolution_count(convolutions(range)))
            return {};
        NetworkReading reading = read_network(tensors_, sort_weights(tensors_, numbers(range)));
        if (reading.generator && lacks_linear_end(reading))
            return {};
        if (reading.generator)
            reading.generator->where = name(range);
        if (reading.critic)
            reading.critic->where = name(range);
        return reading;
    }

    /// A generator whose latent is just as wide as a further layer would be may be what is left of a network
    /// with a linear layer in place of its first or last convolution, if there is such a layer.
    bool lacks_linear_end(const NetworkReading& reading) const {
        constexpr std::int64_t pixels = 16; // 4 x 4
        const GeneratorSpec& spec = reading.generator->spec;
        return spec.latent_size == spec.channels << (resolution_steps(spec.image_size)) &&
               linear_sizes_.contains(spec.latent_size * pixels);
    }

    /// Goes down to what is called like a network, or holds all layers there are.
    Range most_telling() const {
        Range best = range(0, entries_.size());
        while (true) {
            std::vector<std::pair<std::pair<bool, int>, Range>> networks; // by how usual their names are
            for (const Range& child : children(best)) {
                const std::string called = name(child).substr(best.prefix);
                const int rank = generator_name_rank(called);
                const bool average = names_average(called);
                const bool is_called_network = average || rank < generator_name_rank("") ||
                                               critic_name_rank(called) < critic_name_rank("");
                if (convolutions(child) > 0 && (is_called_network || layers(child) == layers(best)))
                    networks.push_back({{average, rank}, child});
            }
            if (networks.empty())
                return best;
            best = std::min_element(networks.begin(), networks.end(), [](const auto& a, const auto& b) {
                       return a.first < b.first;
                   })->second;
        }
    }

    std::span<const TensorInfo> tensors_;
    std::vector<Entry> entries_;            ///< by key
    std::vector<std::size_t> convolutions_; ///< weights of convolutions before each entry
    std::vector<std::size_t> layers_;       ///< likewise, of linear layers too
    std::set<std::int64_t> linear_sizes_;   ///< inputs and outputs of linear layers
};

} // namespace

std::vector<NetworkReading> find_networks(std::span<const TensorInfo> tensors, std::vector<Misfit>& misfits) {
    Search search(tensors);
    std::vector<NetworkReading> networks = search.networks();
    if (networks.empty())
        misfits = search.misfits();
    return networks;
}

} // namespace wasserfarbe

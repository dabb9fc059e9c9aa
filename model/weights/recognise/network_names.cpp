#include "model/weights/recognise/network_names.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace wasserfarbe {
namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (is_upper(c))
            c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

std::vector<std::string_view> parts_of(std::string_view name) {
    std::vector<std::string_view> parts;
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.')) {
        parts.push_back(name.substr(0, dot));
        name.remove_prefix(dot + 1);
    }
    parts.push_back(name);
    return parts;
}

/// Whether a word begins at a place: after what is no letter, and in "netEma" and "EMAModel".
bool begins_word(std::string_view text, std::size_t at) {
    if (at == 0 || !(is_lower(text[at - 1]) || is_upper(text[at - 1])))
        return true;
    const bool before_lower = at + 1 < text.size() && is_lower(text[at + 1]);
    return is_upper(text[at]) && (is_lower(text[at - 1]) || before_lower);
}

/// The words of a part of a name in lower case: "net", "g", "ema" of "netG_EMA".
std::vector<std::string> words_of(std::string_view part) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (!is_lower(part[i]) && !is_upper(part[i]))
            continue;
        if (words.empty() || begins_word(part, i))
            words.emplace_back();
        words.back() += lower(part.substr(i, 1));
    }
    return words;
}

bool is_average_word(const std::string& word) {
    constexpr std::array words = {"ema", "avg", "average", "averaged", "swa", "shadow"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

int name_rank(std::string_view name, std::span<const char* const> usual) {
    std::size_t rank = usual.size();
    for (const std::string_view part : parts_of(name)) {
        const auto found = std::find(usual.begin(), usual.end(), lower(part));
        rank = std::min(rank, static_cast<std::size_t>(found - usual.begin()));
    }
    return static_cast<int>(rank);
}

} // namespace

bool names_average(std::string_view name) {
    const std::vector<std::string_view> parts = parts_of(name);
    return std::any_of(parts.begin(), parts.end(), [](std::string_view part) {
        const std::vector<std::string> words = words_of(part);
        return std::any_of(words.begin(), words.end(), is_average_word);
    });
}

bool names_optimizer(std::string_view name) {
    const std::string text = lower(name);
    constexpr std::array marks = {"adam", "optim", "exp_avg", "momentum_buffer"};
    return std::any_of(marks.begin(), marks.end(),
                       [&](const char* mark) { return text.find(mark) != std::string::npos; });
}

int generator_name_rank(std::string_view name) {
    constexpr std::array usual = {"generator", "netg", "g", "gen", "params", "model", "state_dict"};
    return name_rank(name, usual);
}

int critic_name_rank(std::string_view name) {
    constexpr std::array usual = {"critic", "discriminator", "netd",  "d",
                                  "disc",   "params",        "model", "state_dict"};
    return name_rank(name, usual);
}

} // namespace wasserfarbe

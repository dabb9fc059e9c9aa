#include "model/weights/model_info.h"

#include <algorithm>

namespace wasserfarbe {
namespace {

std::string misfit_text(const Misfit& misfit) {
    const std::string tensor = "tensor '" + misfit.tensor + "'";
    if (misfit.found == kNothing)
        return tensor + " is missing, expected " + misfit.expected;
    if (misfit.expected == kNothing)
        return tensor + " is " + misfit.found + " and has no place in it";
    return tensor + " is " + misfit.found + ", expected " + misfit.expected;
}

/// The first misfits of a file in one sentence.
std::string misfit_text(const ModelInfo& info) {
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, info.misfits.size()); ++i)
        text += (i == 0 ? "" : "; ") + misfit_text(info.misfits[i]);
    if (info.misfits.size() > kShown)
        text += "; and " + std::to_string(info.misfits.size() - kShown) + " more";
    return text;
}

/// @param instead  of the network that is missing, what there is
std::string why_not(const ModelInfo& info, const std::string& missing, const std::string& instead) {
    if (!instead.empty())
        return "it holds " + instead + " but no " + missing;
    return "it holds no " + missing + " of the DCGAN family" +
           (info.misfits.empty() ? "" : ": " + misfit_text(info));
}

} // namespace

std::string why_no_generator(const ModelInfo& info) {
    return why_not(info, "generator", info.critic ? "a critic" : "");
}

std::string why_no_critic(const ModelInfo& info) {
    return why_not(info, "critic", info.generator ? "a generator" : "");
}

} // namespace wasserfarbe

#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "app/studio/model_work.h"
#include "model/types/error.h"
#include "tests/support/fake_renderer.h"

namespace wasserfarbe {

/// Stands in for the engine's work on model files. What a file "holds" goes by its name: a generator unless
/// there is "critic" in it, both with "both", for images of 32 pixels with "small", neither with "strange";
/// with "own" it is a checkpoint of this program; "broken" can't be read.
class FakeModelWork {
public:
    explicit FakeModelWork(std::shared_ptr<FakeRenderer::Gate> gate = {}) : gate_(std::move(gate)) {}

    static ModelInfo info(const std::filesystem::path& path) {
        const std::string name = path.filename().string();
        const auto has = [&](const char* word) { return name.find(word) != std::string::npos; };
        const int size = has("small") ? 32 : 64;
        ModelInfo info;
        info.path = path;
        info.format = has("old")           ? WeightsFormat::PyTorchLegacy
                      : has("safetensors") ? WeightsFormat::Safetensors
                                           : WeightsFormat::PyTorchZip;
        info.checkpoint = has("own");
        info.bytes = 12'600'000;
        if (has("strange")) {
            info.tensors = {{{"fc.weight", "F32", {10, 512}}, ""}};
            info.misfits = {{"fc.weight", "[100, 512, 4, 4]", "[10, 512]"}, {"fc.bias", "nothing", "[10]"}};
            return info;
        }
        const bool both = has("both") || has("own");
        if (both || has("critic")) {
            info.critic = CriticSpec{size, 48, Norm::Layer, false, Bias::All};
            info.tensors.push_back({{"D.Conv1.weight", "F32", {48, 3, 4, 4}}, "critic.blocks.0.conv.weight"});
        }
        if (both || !has("critic")) {
            info.generator = GeneratorSpec{size, 100, 24, Norm::Batch, Bias::Last};
            info.raw = true;
            info.averaged = both;
            info.tensors.push_back(
                {{"ConvT1.weight", "F16", {100, 512, 4, 4}}, "generator.blocks.0.conv.weight"});
            info.tensors.push_back({{"step", "I64", {}}, ""});
        }
        if (has("own"))
            info.epoch = 12;
        return info;
    }

    ModelWork functions() {
        return {[gate = gate_](const std::filesystem::path& path) -> StudioModel {
                    if (path.string().find("broken") != std::string::npos)
                        throw Error(ErrorKind::Model, path, "is damaged");
                    return {info(path),
                            {},
                            [gate, path](const std::filesystem::path& out, const ModelExport& how) {
                                return write(gate, path, out, how);
                            }};
                },
                [](const ModelInfo& info, const std::filesystem::path& out, const ModelExport& how) {
                    return "load('" + out.filename().string() + "', " + text(how) + ")  # " +
                           std::to_string(info.generator->image_size);
                }};
    }

    static std::string text(const ModelExport& how) {
        return std::string(export_format(how.format).name) +
               (how.keys == KeyStyle::Dcgan ? " dcgan" : " article") +
               (how.weights == Weights::Raw ? " raw" : " averaged") + (how.with_critic ? " critic" : "");
    }

private:
    static std::vector<std::filesystem::path> write(const std::shared_ptr<FakeRenderer::Gate>& gate,
                                                    const std::filesystem::path& model,
                                                    const std::filesystem::path& out,
                                                    const ModelExport& how) {
        if (gate)
            gate->pass();
        std::vector<std::filesystem::path> written = exported_files(out, how);
        for (const std::filesystem::path& path : written)
            if (!(std::ofstream(path) << model.filename().string() + ": " + text(how)))
                throw Error(ErrorKind::Disk, path, "can't be written");
        return written;
    }

    std::shared_ptr<FakeRenderer::Gate> gate_;
};

} // namespace wasserfarbe

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/status_line.h"
#include "model/latent/two_axis.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"
#include "model/weights/latents_file.h"
#include "model/weights/model_file.h"

namespace wasserfarbe::cli {
namespace {

/// What both commands take.
struct Common {
    std::filesystem::path model;
    std::filesystem::path out;
    std::filesystem::path latents; ///< empty: from seeds
    GridLayout layout{8, 1, 0.5};
    bool raw_weights = false;

    void add_to(CLI::App& command) {
        add_path(command, "--model", model, "RUN|MODEL",
                 "A run, for its newest checkpoint, a checkpoint itself, or another model\n"
                 "file: " +
                     model_endings_text());
        add_path(command, "--out", out, "FILE", "The PNG to write, over one that is there");
        command.add_option("--padding", layout.padding, "Pixels around and between the images")
            ->check(CLI::Range(0, 1024))
            ->capture_default_str();
        command
            .add_option("--pad-value", layout.pad_value, "Grey level of those pixels: 0 is black, 1 is white")
            ->check(CLI::Range(0.0, 1.0))
            ->capture_default_str();
        command.add_flag("--raw-weights", raw_weights,
                         "Use the weights as training left them, not their average");
    }
};

/// What they render with.
struct OpenModel {
    explicit OpenModel(const Common& arguments)
        : file(resolve_model_path(arguments.model)),
          weights(file.info().held(arguments.raw_weights ? Weights::Raw : Weights::Averaged)),
          sampler(file.sampler(weights)) {}

    ModelFile file;
    Weights weights; ///< what the sampler really has
    Sampler sampler;
};

struct SampleArguments : Common {
    int count = 40;
    std::uint64_t seed = 1;
};

struct InterpolateArguments : Common {
    std::uint64_t seed_a = 1;
    std::uint64_t seed_b = 2;
    TwoAxisOptions axes;
    bool slerp = false;
};

/// What no PNG can hold is better said before it is rendered than after.
void check_sheet(const GridLayout& layout, int count, int image_size) {
    const std::int64_t columns = std::min(layout.columns, count);
    const std::int64_t rows = (count + columns - 1) / columns;
    const auto side = [&](std::int64_t images) {
        return images * (image_size + layout.padding) + layout.padding;
    };
    if (side(columns) > kLargestPngSide || side(rows) > kLargestPngSide)
        throw Error(ErrorKind::Usage, "the sheet would have " + std::to_string(side(columns)) + "x" +
                                          std::to_string(side(rows)) + " px, and a PNG has at most " +
                                          std::to_string(kLargestPngSide) + "x" +
                                          std::to_string(kLargestPngSide) +
                                          "; ask for fewer images or another shape");
}

/// Renders the latents and writes the sheet with its origin: the caller has filled in what it knows of the
/// latents. @return the exit code
int write_sheet(const Common& arguments, OpenModel& model, const Latents& latents, ImageOrigin origin,
                const Signals& signals) {
    check_sheet(arguments.layout, latents.count, model.sampler.image_size());
    StatusLine status;
    const std::vector<Image> images = model.sampler.sample(latents, [&](int done) {
        status.show("rendering:", done, latents.count);
        return !signals.token().stop_requested();
    });
    status.clear();
    if (signals.token().stop_requested())
        return signals.exit_code();
    const Image sheet = make_grid(images, arguments.layout);
    const ModelInfo& info = model.file.info();
    origin.model = std::filesystem::absolute(info.path).lexically_normal();
    origin.weights = model.weights;
    origin.epoch = info.epoch;
    origin.step = info.step;
    origin.image_size = model.sampler.image_size();
    origin.layout = arguments.layout;
    origin.layout.columns = std::min(arguments.layout.columns, latents.count);
    if (latents.count == 1)
        origin.layout = {1, 0, 0.0}; // a single image has no padding
    write_png(arguments.out, sheet, to_text_chunks(origin));
    const bool has_epoch = info.checkpoint || info.epoch > 0;
    std::cout << images.size() << (images.size() == 1 ? " image" : " images")
              << (has_epoch ? " of epoch " + std::to_string(info.epoch) : "") << " in "
              << arguments.out.string() << " (" << sheet.width << "x" << sheet.height << " px)\n";
    return 0;
}

int sample(const SampleArguments& arguments, const Signals& signals) {
    OpenModel model(arguments);
    const int size = model.sampler.latent_size();
    ImageOrigin origin;
    if (arguments.latents.empty()) {
        origin.seed = arguments.seed;
        origin.latents = seeded_latents(arguments.seed, arguments.count, size);
        origin.description =
            "seed " + std::to_string(arguments.seed) + ", rows 0 to " + std::to_string(arguments.count - 1);
    } else {
        origin.latents = read_latents(arguments.latents, size);
        origin.description = "file " + arguments.latents.string();
    }
    const Latents latents = origin.latents;
    return write_sheet(arguments, model, latents, std::move(origin), signals);
}

std::string axes_text(const TwoAxisOptions& axes, int latent_size) {
    return std::to_string(axes.steps) + " steps, split at " +
           std::to_string(axes.split.value_or(latent_size / 2)) +
           (axes.interpolation == Interpolation::Spherical ? ", slerp" : ", lerp");
}

int interpolate(InterpolateArguments arguments, const Signals& signals) {
    OpenModel model(arguments);
    const int size = model.sampler.latent_size();
    if (arguments.slerp)
        arguments.axes.interpolation = Interpolation::Spherical;
    arguments.layout.columns = arguments.axes.steps + 1;

    ImageOrigin origin;
    if (arguments.latents.empty()) {
        origin.seed = arguments.seed_a;
        origin.seed_b = arguments.seed_b;
        origin.latents = seeded_latents(arguments.seed_a, 1, size);
        origin.latents.append(seeded_latents(arguments.seed_b, 1, size).row(0));
        origin.description = "A to B from seeds " + std::to_string(arguments.seed_a) + " and " +
                             std::to_string(arguments.seed_b);
    } else {
        origin.latents = read_latents(arguments.latents, size);
        if (origin.latents.count != 2)
            throw Error(ErrorKind::Model, arguments.latents,
                        "'z' has " + std::to_string(origin.latents.count) + " rows, expected 2: A, then B");
        origin.description = "A to B from file " + arguments.latents.string();
    }
    origin.description += ", " + axes_text(arguments.axes, size);
    origin.axes = arguments.axes;
    const Latents grid = two_axis_grid(origin.latents.row(0), origin.latents.row(1), arguments.axes);
    return write_sheet(arguments, model, grid, std::move(origin), signals);
}

} // namespace

Work add_sample(CLI::App& command) {
    const auto arguments = std::make_shared<SampleArguments>();
    arguments->add_to(command);
    auto* count = command.add_option("--count", arguments->count, "How many images")
                      ->check(CLI::Range(1, 100'000))
                      ->capture_default_str();
    command.add_option("--columns", arguments->layout.columns, "Images in a row")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    auto* seed = add_seed_option(command, "--seed", arguments->seed, "Another seed makes other images");
    command
        .add_option("--latents", arguments->latents,
                    "Make the images from the latents in a safetensors file,\n"
                    "one tensor z of shape [n, latent_size], instead of a seed")
        ->type_name("FILE")
        ->excludes(count)
        ->excludes(seed);
    return [arguments](const Signals& signals) { return sample(*arguments, signals); };
}

Work add_interpolate(CLI::App& command) {
    const auto arguments = std::make_shared<InterpolateArguments>();
    arguments->add_to(command);
    auto* seed_a = add_seed_option(command, "--seed-a", arguments->seed_a,
                                   "A is the first image that `sample` makes with this seed");
    auto* seed_b = add_seed_option(command, "--seed-b", arguments->seed_b, "B, as A");
    command
        .add_option("--steps", arguments->axes.steps,
                    "Steps from A to B on each axis: the grid has one image more")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command.add_option("--split", arguments->axes.split,
                       "How many numbers of the latent the columns move (default: half)");
    command.add_flag("--slerp", arguments->slerp, "Go along the arc instead of the straight line");
    command
        .add_option("--latents", arguments->latents,
                    "Take A and B from a safetensors file,\n"
                    "one tensor z of shape [2, latent_size], instead of seeds")
        ->type_name("FILE")
        ->excludes(seed_a)
        ->excludes(seed_b);
    return [arguments](const Signals& signals) { return interpolate(*arguments, signals); };
}

} // namespace wasserfarbe::cli

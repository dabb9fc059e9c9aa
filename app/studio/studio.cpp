#include "app/studio/studio.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <QStandardPaths>
#include <QVariant>

#include "app/sessions/background.h"
#include "app/sessions/caught_error.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "model/networks/cuda_devices.h"
#include "model/pictures/formats/picture_format.h"
#include "model/pictures/png_file.h"
#include "model/run/branch_parent.h"
#include "model/run/run_directory.h"
#include "model/run/run_list.h"
#include "model/types/config_difference.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/weights/model_formats.h"
#include "model/weights/read/weights_file.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

const QString kDataChoice = QStringLiteral("plan/data");
const QString kPresetChoice = QStringLiteral("plan/preset");

fs::path keepersFolder(const StudioOptions& options) {
    const fs::path data = options.dataFolder.empty()
                              ? toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                              : options.dataFolder;
    return data / "keepers";
}

/// The plan that a start of the program begins with: the pictures and the preset of the last one.
RunPlan firstPlan(const Settings& settings) {
    RunPlan plan;
    const fs::path data(settings.choice(kDataChoice, QByteArray()).toByteArray().toStdString());
    std::error_code error;
    if (!data.empty() && fs::is_directory(data, error))
        plan.data = data;
    const QString preset = settings.choice(kPresetChoice, QString()).toString();
    plan.preset = find_preset(preset.toStdString()).value_or(Studio::defaultPreset());
    plan.config = preset_config(plan.preset);
    return plan;
}

bool keepsShapes(const RunPlan& plan) {
    const std::vector<SettingDifference> differences =
        differing_settings(std::array{plan.config, plan.branchConfig});
    return std::all_of(differences.begin(), differences.end(),
                       [](const SettingDifference& one) { return may_change_on_branch(one.key); });
}

/// The folder for a run that was not named: "faces-1" for the pictures in "faces", or the first free number.
fs::path numberedRunPath(const fs::path& runs, const fs::path& data) {
    const fs::path plain = data.lexically_normal();
    const std::string folder = (plain.has_filename() ? plain : plain.parent_path()).filename().string();
    std::string name = folder;
    for (int number = 1;; ++number) {
        name = folder + "-" + std::to_string(number);
        if (!run_name_problem(name).empty())
            return free_run_path(runs, "run");
        std::error_code error;
        if (!fs::exists(fs::symlink_status(runs / name, error)))
            return runs / name;
    }
}

std::vector<std::uint8_t> readBeginning(const fs::path& path) {
    constexpr std::streamsize kEnough = 64;
    std::vector<std::uint8_t> bytes(kEnough);
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(bytes.data()), kEnough);
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (bytes.empty() && !file.is_open())
        throw Error(ErrorKind::Disk, path, "can't be read");
    return bytes;
}

/// By its name or its content.
bool looksLikeModel(const fs::path& path, std::span<const std::uint8_t> bytes) {
    return has_read_ending(path) ||
           WeightsFile::looks_like_weights({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

} // namespace

Studio::Studio(StudioOptions options, QObject* parent)
    : QObject(parent),
      options_(std::move(options)),
      settings_(new Settings(options_.settingsFile, this)),
      training_(new TrainingSession(options_.training, this)),
      currentRun_(new CurrentRun(*training_, this)),
      keepers_(new Keepers(keepersFolder(options_), this)),
      decodedPictures_(new DecodedPictures(this)),
      plan_(firstPlan(*settings_)),
      background_(std::make_unique<Background>(Background::AtEnd::Drop)) {
    connect(training_, &TrainingSession::stateChanged, this, &Studio::startPossibleChanged);
    connect(this, &Studio::planChanged, this, &Studio::startPossibleChanged);
    connect(currentRun_, &CurrentRun::loaded, this,
            [this] { settings_->addRecentRun(currentRun_->directory()); });
    connect(currentRun_, &CurrentRun::failed, this,
            [this](const Error& error) { Q_EMIT trouble(Page::Train, error); });
    connect(keepers_, &Keepers::failed, this,
            [this](const Error& error) { Q_EMIT trouble(Page::Explore, error); });
}

/// A member that listens to another is destroyed before it.
Studio::~Studio() {
    background_.reset();
    delete keepers_;
    delete currentRun_;
    delete training_;
}

void Studio::setPlan(const RunPlan& plan) {
    if (plan == plan_)
        return;
    plan_ = plan;
    const std::string& data = plan_.data.native();
    settings_->setChoice(kDataChoice, QByteArray(data.data(), static_cast<qsizetype>(data.size())));
    settings_->setChoice(kPresetChoice, QString::fromStdString(std::string(preset_name(plan_.preset))));
    if (!plan_.data.empty())
        settings_->setLastDataFolder(plan_.data);
    Q_EMIT planChanged();
}

void Studio::chooseData(const fs::path& folder) {
    RunPlan plan = plan_;
    if (folder != plan.data) {
        plan.selection.left_out_classes.clear();
        plan.selection.crop_places.clear();
    }
    plan.data = folder;
    setPlan(plan);
}

void Studio::planNewRun(const RunPlan& plan) {
    if (plan == plan_)
        Q_EMIT planChanged();
    else
        setPlan(plan);
    showPage(plan_.data.empty() ? Page::Data : Page::Train);
}

Preset Studio::defaultPreset() {
    return cuda_device_count() > 0 ? Preset::Paper : Preset::Quick;
}

QString Studio::startObstacle() const {
    if (training_->isActive())
        return tr("A run is being trained. Stop it first.");
    if (plan_.data.empty())
        return tr("Choose a folder of pictures first.");
    if (!plan_.name.isEmpty() && !run_name_problem(toPath(plan_.name).native()).empty())
        return tr("The name of the run can't be used as the name of a folder.");
    if (!plan_.branchOf.empty() && !keepsShapes(plan_))
        return tr(
            "A branch keeps the image size and the networks of the weights that it begins with. Put them "
            "back, or begin with new weights.");
    try {
        check_config(plan_.config);
    } catch (const Error& error) {
        return errorText(error).message;
    }
    return {};
}

void Studio::startTraining() {
    if (!startObstacle().isEmpty())
        return;
    const fs::path runs = settings_->runsFolder();
    NewRun run;
    run.data = plan_.data;
    run.directory = plan_.name.isEmpty() ? numberedRunPath(runs, plan_.data)
                                         : free_run_path(runs, toPath(plan_.name).native());
    run.preset = preset_name(plan_.preset);
    run.config = plan_.config;
    run.selection = plan_.selection;
    run.seed = plan_.seed;
    run.device = plan_.device;
    run.branch_of = plan_.branchOf;
    run.critic_of = plan_.branchCritic;
    training_->start(std::move(run));
    showPage(Page::Train);
}

void Studio::resumeRun(const fs::path& run, std::optional<int> epochs) {
    if (!training_->start(ResumeRun{run, {epochs, 0}}))
        return report(Page::Train, Error(ErrorCode::OtherRunTrains, run));
    currentRun_->open(run);
    showPage(Page::Train);
}

void Studio::openRun(const fs::path& run) {
    currentRun_->open(run);
    showPage(Page::Train);
}

void Studio::openData(const fs::path& folder) {
    chooseData(folder);
    showPage(Page::Data);
}

void Studio::openModel(const fs::path& path, Weights weights, const std::shared_ptr<const ModelFile>& file) {
    showPage(Page::Explore);
    Q_EMIT modelRequested(path, weights, file);
}

void Studio::openModelFile(const fs::path& path) {
    background_->run([this, path](const auto&) { return inspectModel(path); });
}

/// On the background's thread.
std::function<void()> Studio::inspectModel(const fs::path& path) {
    try {
        const StudioModel model = options_.modelWork.open(path);
        if (model.info.checkpoint)
            return [this, path, file = model.file] { openModel(path, Weights::Averaged, file); };
        return [this, model] { Q_EMIT foreignModelFound(model); };
    } catch (...) {
        return [this, error = caughtError()] { report(Page::Explore, error); };
    }
}

RunPlan Studio::planOf(const RunRecord& record) const {
    RunPlan plan;
    plan.data = record.data;
    plan.preset = find_preset(record.preset).value_or(plan_.preset);
    plan.config = record.config;
    plan.selection = record.selection;
    plan.seed = record.seed;
    plan.device = record.device;
    return plan;
}

RunPlan Studio::branchPlan(const RunRecord& record, const fs::path& checkpoint, std::int64_t step) const {
    RunPlan plan = planOf(record);
    plan.branchOf = checkpoint;
    plan.branchStep = step;
    plan.branchConfig = record.config;
    return plan;
}

void Studio::branchModel(const ModelInfo& model, const ModelInfo& critic) {
    RunPlan plan = plan_;
    plan.name.clear();
    plan.branchOf = model.path;
    plan.branchCritic = critic.path == model.path ? fs::path() : critic.path;
    plan.branchStep = 0;
    plan.config = with_networks(plan.config, *model.generator, *critic.critic);
    plan.branchConfig = plan.config;
    planNewRun(plan);
}

void Studio::openAnything(const fs::path& path) {
    background_->run([this, path](const auto&) -> Background::Answer {
        try {
            return naming(path, [&] { return recognize(path); });
        } catch (...) {
            return [this, error = caughtError()] { report(Page::Data, error); };
        }
    });
}

/// On the background's thread; blocks on the disk. By a file's content rather than its ending.
/// @throws Error (Data, Disk, Model) where it is nothing that can be opened
std::function<void()> Studio::recognize(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
        if (RunDirectory(path).holds_run())
            return [this, path] { openRun(path); };
        return [this, path] { openData(path); };
    }
    if (!fs::is_regular_file(status))
        throw Error(ErrorKind::Disk, path,
                    fs::exists(status) ? "is neither a file nor a folder"
                                       : "there is no such file or folder");
    if (path.filename() == "run.json")
        return [this, path] { openRun(path.parent_path()); };
    const std::vector<std::uint8_t> bytes = readBeginning(path);
    if (looksLikeModel(path, bytes))
        return inspectModel(path);
    const PictureFormat* format = detect_picture_format(bytes);
    if (!format)
        throw Error(ErrorCode::Unrecognized, path);
    const std::optional<ImageOrigin> origin =
        format->id == ImageFormat::Png ? parse_origin(read_png(path).text) : std::nullopt;
    if (!origin)
        throw Error(ErrorCode::NoOrigin, path);
    return [this, found = *origin] {
        showPage(Page::Explore);
        Q_EMIT originRequested(found);
    };
}

void Studio::report(Page page, const Error& error) {
    showPage(page);
    Q_EMIT trouble(page, error);
}

void Studio::keep(const LatentPoint& point) {
    keepers_->add(point);
    notify(tr("Kept. The image is in the strip on the page Explore."));
}

} // namespace wasserfarbe

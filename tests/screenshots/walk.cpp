#include "tests/screenshots/walk.h"

#include <array>
#include <fstream>
#include <string>
#include <utility>

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

#include "app/studio/path_text.h"
#include "tests/screenshots/mixed_pictures.h"

namespace wasserfarbe::screenshots {
namespace {

using State = TrainingSession::State;

struct Look {
    const char* name;
    ColorScheme scheme;
    const char* language;
};

constexpr std::array kLooks = {Look{"light", ColorScheme::Light, "en"}, Look{"dark", ColorScheme::Dark, "en"},
                               Look{"chinese", ColorScheme::Light, "zh_CN"}};
constexpr std::array kSizes = {QSize(1280, 800), QSize(1920, 1080)};
constexpr std::array kPageNames = {"data", "train", "explore", "gallery", "runs"};

QAction* action(const MainWindow& window, const char* name) {
    auto* found = window.findChild<QAction*>(QLatin1String(name));
    if (!found)
        fail(QStringLiteral("there is no action %1").arg(QLatin1String(name)));
    return found;
}

/// Tensors that are no network of the DCGAN family.
void writeStrangeModel(const std::filesystem::path& path) {
    std::string header = R"({"conv1.weight":{"dtype":"F32","shape":[64,3,7,7],"data_offsets":[0,37632]},)"
                         R"("fc.weight":{"dtype":"F32","shape":[10,64],"data_offsets":[37632,40192]},)"
                         R"("fc.bias":{"dtype":"F32","shape":[10],"data_offsets":[40192,40232]}})";
    header.resize((header.size() + 7) / 8 * 8, ' ');
    std::ofstream file(path, std::ios::binary);
    for (int byte = 0; byte < 8; ++byte)
        file.put(static_cast<char>(header.size() >> (8 * byte) & 255));
    file << header << std::string(40232, '\0');
}

QWidget* part(const MainWindow& window, const char* name) {
    auto* found = window.findChild<QWidget*>(QLatin1String(name));
    if (!found)
        fail(QStringLiteral("there is no part %1").arg(QLatin1String(name)));
    return found;
}

} // namespace

void Walk::emptyPages() {
    inEveryLook(What::Empty);
}

void Walk::drawFaces() {
    studio_.settings().setColorScheme(ColorScheme::Light);
    studio_.settings().setLanguage(QStringLiteral("en"));
    resize(kSizes[0]);
    show(Page::Data);
    click(window_, QStringLiteral("useDemoFaces"));
    waitFor(
        QStringLiteral("the demo faces"), [this] { return !studio_.plan().data.empty(); }, 300);
}

void Walk::train(int epochs) {
    drawFaces();
    album_.save(QStringLiteral("path/1-pictures"), size_);
    click(window_, QStringLiteral("continueToTrain"));
    RunPlan plan = studio_.plan();
    plan.config.epochs = epochs;
    studio_.setPlan(plan);
    album_.save(QStringLiteral("path/2-before-training"), size_);
    int finished = 0;
    const auto counting = QObject::connect(&studio_.training(), &TrainingSession::epochFinished, &window_,
                                           [&finished](int epoch) { finished = epoch; });
    click(window_, QStringLiteral("start"));
    waitFor(
        QStringLiteral("the training"), [this] { return studio_.training().state() == State::Running; }, 300);
    waitFor(
        QStringLiteral("half of the epochs"), [&] { return finished >= epochs / 2; }, 7200);
    album_.save(QStringLiteral("path/3-training"), size_);
    action(window_, "actionPause")->trigger(); // or a short training would be over before the question
    waitFor(QStringLiteral("the pause"), [this] { return studio_.training().state() == State::Paused; });
    show(Page::Explore);
    click(*part(window_, "explorePage"), QStringLiteral("emptyAction")); // follows the training
    waitFor(QStringLiteral("images of the training"), [this] { return part(window_, "keep")->isVisible(); });
    album_.save(QStringLiteral("path/4-exploring-while-training"), size_);
    window_.close();
    album_.save(QStringLiteral("path/5-closing-asks"), size_,
                visibleChild(window_, QStringLiteral("closeQuestion")));
    click(window_, QStringLiteral("closeKeepTraining"));
    action(window_, "actionPause")->trigger();
    waitFor(
        QStringLiteral("the end of the training"), [this] { return !studio_.training().isActive(); }, 7200);
    QObject::disconnect(counting);
    if (studio_.training().failure())
        fail(QString::fromStdString(studio_.training().failure()->detail()));
}

void Walk::keepSome() {
    show(Page::Explore);
    const auto* keep = part(window_, "keep");
    waitFor(QStringLiteral("the run's model"), [&] { return keep->isVisible() && keep->isEnabled(); });
    qobject_cast<QSpinBox*>(part(window_, "seedA"))->setValue(5);
    qobject_cast<QSpinBox*>(part(window_, "seedB"))->setValue(6);
    for (const int percent : {0, 30, 70, 100, 60}) {
        for (const char* name : {"acrossSlider", "downSlider"}) {
            auto* slider = qobject_cast<QSlider*>(part(window_, name));
            slider->setValue(slider->maximum() * percent / 100);
        }
        if (percent == 60)
            break; // looked at, not kept
        const int kept = studio_.keepers().count();
        click(window_, QStringLiteral("keep"));
        waitFor(QStringLiteral("the image that was kept"),
                [&] { return studio_.keepers().count() == kept + 1; });
    }
}

void Walk::filledPages() {
    keepSome();
    inEveryLook(What::Filled);
}

template <typename Visit>
void Walk::forEveryLook(Visit visit) {
    for (const QSize& size : kSizes)
        for (const Look& look : kLooks) {
            studio_.settings().setColorScheme(look.scheme);
            studio_.settings().setLanguage(QLatin1String(look.language));
            resize(size);
            visit(QStringLiteral("%1x%2/%3/")
                      .arg(size.width())
                      .arg(size.height())
                      .arg(QLatin1String(look.name)));
        }
}

void Walk::inEveryLook(What what) {
    forEveryLook([&](const QString& prefix) { visit(prefix, what); });
}

void Walk::checkedPictures(const QString& folder) {
    writeMixedPictures(toQString(studio_.plan().data), folder);
    studio_.openData(toPath(folder));
    visibleChild(window_, QStringLiteral("kind-alpha")); // the check is done
    forEveryLook([this](const QString& prefix) { visitCheck(prefix); });
}

/// Leaves the page as it found it.
void Walk::visitCheck(const QString& prefix) {
    show(Page::Data);
    RunPlan plan = studio_.plan();
    album_.save(prefix + QStringLiteral("data-check"), size_);
    click(window_, QStringLiteral("kind-extreme-aspect"));
    album_.save(prefix + QStringLiteral("data-one-kind"), size_);
    click(window_, QStringLiteral("showAll"));

    RunPlan augmented = plan;
    augmented.config.fit = Fit::Pad;
    augmented.config.augment_color = augmented.config.augment_translation = true;
    augmented.config.augment_cutout = true;
    studio_.setPlan(augmented);
    auto* scroll = part(window_, "sidePanel")->findChild<QScrollArea*>();
    scroll->ensureWidgetVisible(part(window_, "heldOutPictures"));
    click(window_, QStringLiteral("previewAugmented"));
    album_.save(prefix + QStringLiteral("data-augmented"), size_);
    click(window_, QStringLiteral("previewAugmented"));
    scroll->verticalScrollBar()->setValue(0);

    plan.selection.crop_places = {{"album-001.jpg", {0.1, 0.5}}, {"album-002.jpg", {0.9, 0.5}}};
    studio_.setPlan(plan);
    scroll->verticalScrollBar()->setValue(0);
    auto* wall = qobject_cast<QAbstractItemView*>(part(window_, "seenWall"));
    wall->setCurrentIndex(wall->model()->index(1, 0));
    wall->setFocus();
    QTest::keyClick(wall, Qt::Key_Return);
    QWidget* editor = visibleChild(window_, QStringLiteral("cropEditor"));
    album_.save(prefix + QStringLiteral("data-crop"), size_, editor);
    editor->close();
    plan.selection.crop_places.clear();
    studio_.setPlan(plan);
}

void Walk::visit(const QString& prefix, What what) {
    for (std::size_t i = 0; i < kPageNames.size(); ++i) {
        show(static_cast<Page>(i));
        const QString name = QLatin1String(kPageNames[i]);
        album_.save(what == What::Empty ? prefix + name + QStringLiteral("-empty") : prefix + name, size_);
    }
    if (what == What::Filled)
        dialogs(prefix);
}

void Walk::dialogs(const QString& prefix) {
    struct Way {
        Page page;
        const char* action;
        const char* window;
        const char* name;
    };
    constexpr std::array ways = {Way{Page::Explore, "actionExport", "exportDialog", "export-path"},
                                 Way{Page::Train, "actionExport", "exportDialog", "export-previews"},
                                 Way{Page::Data, "actionPreferences", "preferencesDialog", "preferences"},
                                 Way{Page::Data, "actionHelp", "helpWindow", "help"},
                                 Way{Page::Data, "actionAbout", "aboutDialog", "about"}};
    for (const Way& way : ways) {
        show(way.page);
        action(window_, way.action)->trigger();
        saveDialog(prefix + QLatin1String(way.name), visibleChild(window_, QLatin1String(way.window)));
    }
}

void Walk::saveDialog(const QString& name, QWidget* dialog) {
    centre(dialog);
    album_.save(name, size_, dialog);
    dialog->close();
}

void Walk::models(const QString& folder) {
    QDir().mkpath(folder);
    const ModelWork work = studio_.options().modelWork;
    const std::filesystem::path run = studio_.currentRun().newestCheckpoint()->path;
    ModelExport how;
    how.keys = KeyStyle::Dcgan;
    work.open(run).write(toPath(folder) / "netG.pth", how);
    writeStrangeModel(toPath(folder) / "resnet18.safetensors");
    forEveryLook([&](const QString& prefix) { visitModels(prefix, folder); });
}

void Walk::visitModels(const QString& prefix, const QString& folder) {
    show(Page::Explore);
    for (const auto& [file, name] :
         {std::pair("netG.pth", "open-model"), std::pair("resnet18.safetensors", "open-model-misfits")}) {
        studio_.openModelFile(toPath(folder) / file);
        saveDialog(prefix + QLatin1String(name), visibleChild(window_, QStringLiteral("foreignModelDialog")));
        waitFor(QStringLiteral("the dialog to go"),
                [this] { return !window_.findChild<QWidget*>(QStringLiteral("foreignModelDialog")); });
    }
    action(window_, "actionExportModel")->trigger();
    QWidget* dialog = visibleChild(window_, QStringLiteral("exportModelDialog"));
    const auto* begin = dialog->findChild<QWidget*>(QStringLiteral("exportModelStart"));
    waitFor(QStringLiteral("the model to export"), [&] { return begin->isEnabled(); });
    saveDialog(prefix + QStringLiteral("export-model"), dialog);
}

/// There is no window manager that would do it.
void Walk::centre(QWidget* dialog) {
    dialog->move((size_.width() - dialog->width()) / 2, (size_.height() - dialog->height()) / 2);
    dialog->raise();
}

void Walk::show(Page page) {
    click(window_, QStringLiteral("railButton%1").arg(static_cast<int>(page) + 1));
    // A tooltip or a hovered button would be an accident of the picture.
    QCursor::setPos(size_.width() - 1, size_.height() - 1);
}

void Walk::resize(const QSize& size) {
    size_ = size;
    window_.setGeometry(QRect(QPoint(0, 0), size));
    waitFor(QStringLiteral("the window's size"), [&] { return window_.size() == size; });
}

} // namespace wasserfarbe::screenshots

#include "app/pages/explore/explore_page.h"

#include <QEvent>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/pages/chooser/model_chooser.h"
#include "app/pages/explore/explore_actions.h"
#include "app/pages/explore/explore_bar.h"
#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_stage.h"
#include "app/pages/explore/keepers_model.h"
#include "app/pages/explore/path_options.h"
#include "app/studio/error_text.h"
#include "app/studio/studio.h"
#include "widgets/latent/keeper_strip.h"
#include "widgets/latent/latent_card.h"
#include "widgets/latent/latent_sliders.h"
#include "widgets/latent/two_axis_panel.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/fold.h"
#include "widgets/look/icon.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kSideWidth = 33 * kUnit;

} // namespace

/// The widgets, and what is between them and the controller.
class ExplorePage::Private {
public:
    Private(ExplorePage& owner, Studio& owningStudio);

    ExplorePage& page;
    Studio& studio;
    ExploreController controller;
    ExploreActions actions;
    KeepersModel keepers;
    ExploreBar* bar;
    MessageBar* message;
    QStackedWidget* stack;
    EmptyState* empty;
    LatentCard* cards[2];
    QToolButton* swap;
    PathOptions* options;
    LatentSliders* sliders;
    TwoAxisPanel* panel;
    ExploreStage* stage;
    KeeperStrip* strip;

    void build();
    QWidget* makeSide();
    void connectBar();
    void connectPanel();
    void connectSide();
    void connectStrip();
    void connectStudio();
    void connectImages();
    void addShortcuts();

    void sync();
    void syncSource();
    void syncPoint();
    void syncEmpty();
    void actOnEmpty();
    void retranslate();

    void show(const Error& error);
    void inform(const QString& text) { message->showMessage(MessageBar::Kind::Information, text); }
    void showMenu(const QPoint& position, const LatentPoint& point,
                  const std::function<void()>& goThere = {}) {
        actions.showMenu(&page, position, point, goThere);
    }
};

ExplorePage::Private::Private(ExplorePage& owner, Studio& owningStudio)
    : page(owner),
      studio(owningStudio),
      controller(studio),
      actions(studio, controller),
      keepers(studio.keepers()),
      bar(new ExploreBar(studio, &owner)),
      message(new MessageBar(&owner)),
      stack(new QStackedWidget(&owner)),
      empty(new EmptyState(&owner)),
      cards{new LatentCard(QStringLiteral("A"), &owner), new LatentCard(QStringLiteral("B"), &owner)},
      swap(new QToolButton(&owner)),
      options(new PathOptions(ExploreController::kLargestSteps, &owner)),
      sliders(new LatentSliders(&owner)),
      panel(new TwoAxisPanel(&owner)),
      stage(new ExploreStage(&owner)),
      strip(new KeeperStrip(&owner)) {
    build();
    connectBar();
    connectPanel();
    connectSide();
    connectStrip();
    connectStudio();
    connectImages();
    addShortcuts();
    stage->setLegSeconds(controller.walk().legSeconds());
    retranslate();
    syncSource();
    sync();
}

void ExplorePage::Private::build() {
    empty->setObjectName(QStringLiteral("exploreEmpty"));
    message->setObjectName(QStringLiteral("exploreMessage"));
    strip->setModel(&keepers);
    auto* content = new QWidget(&page);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(2 * kUnit);
    middle->addWidget(makeSide());
    middle->addWidget(panel, 4);
    middle->addWidget(stage, 3);
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(kUnit);
    rows->addLayout(middle, 1);
    rows->addWidget(strip);
    stack->addWidget(empty);
    stack->addWidget(content);

    auto* layout = new QVBoxLayout(&page);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, kUnit);
    layout->setSpacing(kUnit);
    layout->addWidget(bar);
    layout->addWidget(message);
    layout->addWidget(stack, 1);
}

QWidget* ExplorePage::Private::makeSide() {
    swap->setObjectName(QStringLiteral("swap"));
    swap->setIcon(icon(QStringLiteral("swap")));
    swap->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    swap->setFocusPolicy(Qt::StrongFocus);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, kUnit, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(cards[0]);
    layout->addWidget(swap, 0, Qt::AlignLeft);
    layout->addWidget(cards[1]);
    layout->addSpacing(kUnit);
    layout->addWidget(options);
    layout->addWidget(sliders);
    layout->addStretch();
    auto* scroll = new QScrollArea(&page);
    scroll->setObjectName(QStringLiteral("exploreSide"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(kSideWidth);
    scroll->setWidget(side);
    return scroll;
}

void ExplorePage::Private::connectBar() {
    ExploreSource& source = controller.source();
    connect(bar->chooser(), &ModelChooser::chosen, &page,
            [&source](const std::filesystem::path& path, Weights weights) { source.open(path, weights); });
    connect(bar->chooser(), &ModelChooser::liveChosen, &page, [&source] { source.setFollowing(true); });
    connect(bar, &ExploreBar::followToggled, &source, &ExploreSource::setFollowing);
    connect(bar, &ExploreBar::undoRequested, &controller, &ExploreController::undo);
    connect(bar, &ExploreBar::redoRequested, &controller, &ExploreController::redo);
    connect(bar, &ExploreBar::exportPathRequested, &actions, &ExploreActions::exportGrid);
    connect(bar, &ExploreBar::exportImageRequested, &page,
            [this] { actions.exportImage(controller.shownLatentPoint()); });
    connect(bar, &ExploreBar::exportModelRequested, &page, [this] {
        if (const std::optional<ModelSource>& model = controller.session().source())
            studio.exportModel(model->path, model->weights);
    });
    connect(empty, &EmptyState::actionTriggered, &page, [this] { actOnEmpty(); });
}

void ExplorePage::Private::connectPanel() {
    connect(panel, &TwoAxisPanel::cursorMoved, &page,
            [this](const QPointF& point) { controller.moveCursor(point.x(), point.y()); });
    connect(panel, &TwoAxisPanel::moveFinished, &controller, &ExploreController::endGesture);
    connect(panel->pad(), &TwoAxisPad::menuRequested, &page,
            [this](const QPoint& position, const QPointF& point) {
                showMenu(position, controller.padLatentPoint(point.x(), point.y()),
                         [this, point] { controller.moveCursor(point.x(), point.y()); });
            });
    connect(stage, &ExploreStage::keepRequested, &page,
            [this] { controller.keep(controller.shownLatentPoint()); });
    connect(stage, &ExploreStage::useAsRequested, &page,
            [this](Endpoint endpoint) { controller.useAs(endpoint, controller.shownLatentPoint()); });
    connect(stage, &ExploreStage::walkToggled, &controller, &ExploreController::toggleWalk);
    connect(stage, &ExploreStage::legSecondsChosen, &page,
            [this](double seconds) { controller.walk().setLegSeconds(seconds); });
    connect(stage, &ExploreStage::usePlaceRequested, &controller, &ExploreController::useWalkPlace);
    connect(stage, &ExploreStage::menuRequested, &page,
            [this](const QPoint& position) { showMenu(position, controller.shownLatentPoint()); });
}

void ExplorePage::Private::connectSide() {
    for (const Endpoint endpoint : {Endpoint::A, Endpoint::B}) {
        LatentCard* card = cards[static_cast<int>(endpoint)];
        connect(card, &LatentCard::seedChosen, &page,
                [this, endpoint](quint64 seed) { controller.setSeed(endpoint, seed); });
        connect(card, &LatentCard::reseedRequested, &page, [this, endpoint] { controller.reseed(endpoint); });
        connect(card, &LatentCard::shown, &page, [this, endpoint] {
            const double corner = endpoint == Endpoint::A ? 0 : 1;
            controller.moveCursor(corner, corner);
            controller.endGesture();
        });
        connect(card, &LatentCard::menuRequested, &page, [this, endpoint](const QPoint& position) {
            if (controller.hasModel())
                showMenu(position, controller.endLatentPoint(endpoint));
        });
        connect(card, &LatentCard::fileDropped, &page,
                [this, endpoint](const QString& path) { actions.useFile(endpoint, path); });
    }
    connect(swap, &QToolButton::clicked, &controller, &ExploreController::swapEnds);
    connect(options, &PathOptions::interpolationChosen, &controller, &ExploreController::setInterpolation);
    connect(options, &PathOptions::stepsChosen, &controller, &ExploreController::setSteps);
    connect(options, &PathOptions::splitChosen, &controller, &ExploreController::setSplit);
    connect(sliders, &LatentSliders::componentChanged, &controller, &ExploreController::setComponent);
    connect(sliders, &LatentSliders::changeFinished, &controller, &ExploreController::endGesture);
    connect(sliders->fold(), &Fold::openChanged, &page, [this] { syncPoint(); });
}

void ExplorePage::Private::connectStrip() {
    Keepers& kept = studio.keepers();
    connect(strip, &KeeperStrip::activated, &page, [this, &kept](int row) { controller.goTo(kept.at(row)); });
    connect(strip, &KeeperStrip::useAsARequested, &page,
            [this, &kept](int row) { controller.useAs(Endpoint::A, kept.at(row)); });
    connect(strip, &KeeperStrip::useAsBRequested, &page,
            [this, &kept](int row) { controller.useAs(Endpoint::B, kept.at(row)); });
    connect(strip, &KeeperStrip::removeRequested, &actions, &ExploreActions::removeKeepers);
    connect(strip, &KeeperStrip::exportRequested, &actions, &ExploreActions::exportKeepers);
    connect(&actions, &ExploreActions::failed, &page, [this](const Error& error) { show(error); });
    connect(&actions, &ExploreActions::noticed, &page, [this](const QString& text) { inform(text); });
}

void ExplorePage::Private::connectStudio() {
    ExploreSource& source = controller.source();
    connect(
        &studio, &Studio::modelRequested, &page,
        [&source](const std::filesystem::path& path, Weights weights,
                  const std::shared_ptr<const ModelFile>& file) { source.open(path, weights, {}, file); });
    connect(&studio, &Studio::endpointChosen, &controller, &ExploreController::useAs);
    connect(&studio, &Studio::originRequested, &controller, &ExploreController::restore);
    connect(&studio.currentRun(), &CurrentRun::changed, &page, [this, &source] {
        if (page.isVisible())
            source.openCurrentRun();
    });
    connect(&source, &ExploreSource::openingStarted, &page, [this](const std::filesystem::path& path) {
        message->clear();
        bar->chooser()->showOpening(path);
        syncEmpty();
    });
    connect(&source, &ExploreSource::weightsChanged, &page, [this] { syncSource(); });
    connect(&source, &ExploreSource::openingEnded, &page, [this] { syncSource(); });
    connect(&source, &ExploreSource::followingChanged, &page, [this, &source] {
        bar->setFollowing(source.isFollowing(), source.canFollow());
        syncEmpty();
    });
    connect(&source, &ExploreSource::failed, &page, [this](const Error& error) { show(error); });
}

void ExplorePage::Private::connectImages() {
    connect(&controller, &ExploreController::changed, &page, [this] { sync(); });
    connect(&controller, &ExploreController::shownPointChanged, &page, [this] { syncPoint(); });
    connect(&controller, &ExploreController::noticed, &page, [this](const QString& text) { inform(text); });
    ExploreImages& images = controller.images();
    connect(&images, &ExploreImages::pointRendered, stage, &ExploreStage::setImage);
    connect(&images, &ExploreImages::endRendered, &page, [this](Endpoint endpoint, const QImage& image) {
        cards[static_cast<int>(endpoint)]->setImage(image);
    });
    connect(&images, &ExploreImages::gridOutdated, panel->pad(), &TwoAxisPad::markStale);
    connect(&images, &ExploreImages::cellsRendered, panel->pad(), &TwoAxisPad::setCells);
}

void ExplorePage::Private::addShortcuts() {
    // A hidden page's shortcuts are not in effect.
    const auto add = [this](const QKeySequence& key, const std::function<void()>& act) {
        auto* shortcut = new QShortcut(key, &page);
        connect(shortcut, &QShortcut::activated, &page, act);
    };
    add(Qt::Key_K, [this] {
        if (controller.hasModel())
            controller.keep(controller.shownLatentPoint());
    });
    add(Qt::Key_W, [this] { controller.toggleWalk(); });
}

/// Everything that shows the place.
void ExplorePage::Private::sync() {
    const ExploreState& state = controller.state();
    syncEmpty();
    bar->setHistory(controller.canUndo(), controller.canRedo());
    bar->setExportPossible(controller.hasModel());
    if (!controller.hasModel()) {
        panel->pad()->clear();
        stage->setImage({});
        return;
    }
    cards[0]->setSeed(state.a.seed);
    cards[1]->setSeed(state.b.seed);
    options->setOptions(state.axes, state.split(), state.size());
    panel->setImageSize(controller.session().imageSize());
    panel->setSteps(state.axes.steps);
    panel->setAxes(state.split(), state.size());
    panel->setCursorPoint({state.x, state.y});
    syncPoint();
}

void ExplorePage::Private::syncPoint() {
    if (!controller.hasModel())
        return;
    const ExploreState& state = controller.state();
    const ExploreWalk& walk = controller.walk();
    stage->setWalk(!walk.isUnderWay() ? ExploreStage::Walk::None
                   : walk.isRunning() ? ExploreStage::Walk::Running
                                      : ExploreStage::Walk::Paused);
    panel->pad()->setCursorAway(controller.isAway());
    if (walk.isUnderWay())
        stage->setPlace(tr("On a walk"));
    else if (controller.isAway())
        stage->setPlace(tr("A place off the pad"));
    else
        stage->setPlace(tr("%1 % across, %2 % down").arg(qRound(state.x * 100)).arg(qRound(state.y * 100)));
    if (sliders->fold()->isOpen())
        sliders->setPoint(controller.shownPoint());
}

void ExplorePage::Private::syncSource() {
    bar->setSource(controller.session().source());
    bar->setFollowing(controller.source().isFollowing(), controller.source().canFollow());
    syncEmpty();
}

void ExplorePage::Private::syncEmpty() {
    stack->setCurrentIndex(controller.hasModel() ? 1 : 0);
    if (controller.hasModel())
        return;
    const QString name = QStringLiteral("explore");
    const ExploreSource& source = controller.source();
    if (source.isOpening() || (source.isFollowing() && source.canFollow()))
        empty->setContent(name, tr("Opening the model"), tr("Its images appear here in a moment."));
    else if (source.canFollow())
        empty->setContent(
            name, tr("Move between two generated images"),
            tr("A training is running. Watch what it can draw by now, at any place between two of "
               "its images."),
            tr("Follow training"));
    else
        empty->setContent(
            name, tr("Move between two generated images"),
            tr("Here you walk between two images that a trained model invents. Train one, or choose "
               "a model above."),
            tr("Train first"));
}

void ExplorePage::Private::actOnEmpty() {
    if (controller.source().canFollow())
        controller.source().setFollowing(true);
    else
        studio.showPage(Page::Train);
}

void ExplorePage::Private::show(const Error& error) {
    const ErrorText text = errorText(error);
    message->showMessage(MessageBar::Kind::Failure, text.message, text.detail);
}

void ExplorePage::Private::retranslate() {
    swap->setText(tr("Swap"));
    swap->setToolTip(tr("A and B change places"));
    swap->setAccessibleName(tr("Swap A and B"));
    sync();
}

ExplorePage::ExplorePage(Studio& studio, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>(*this, studio)) {
    setObjectName(QStringLiteral("explorePage"));
    setFocusProxy(d_->panel->pad());
}

/// What a control still says while Qt takes the page down, as a seed half typed, comes too late.
ExplorePage::~ExplorePage() {
    for (QWidget* control : findChildren<QWidget*>())
        control->disconnect(this);
}

ExploreController& ExplorePage::controller() {
    return d_->controller;
}

bool ExplorePage::canExport() const {
    return d_->controller.hasModel();
}

void ExplorePage::exportShown() {
    d_->actions.exportGrid();
}

bool ExplorePage::canSavePreview() const {
    return d_->controller.hasModel() && !d_->controller.shownLatentPoint().image.isNull();
}

void ExplorePage::savePreview() {
    if (canSavePreview())
        d_->actions.saveImage(this, d_->controller.shownLatentPoint());
}

bool ExplorePage::canUndo() const {
    return d_->controller.canUndo();
}

void ExplorePage::undo() {
    d_->controller.undo();
}

bool ExplorePage::canRedo() const {
    return d_->controller.canRedo();
}

void ExplorePage::redo() {
    d_->controller.redo();
}

std::optional<ModelSource> ExplorePage::shownModel() const {
    return d_->controller.session().source();
}

void ExplorePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    d_->controller.source().setActive(true);
    d_->controller.source().openCurrentRun();
}

/// A hidden page takes nothing from the training.
void ExplorePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    d_->controller.source().setActive(false);
    d_->controller.walk().pause();
}

void ExplorePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && d_)
        d_->retranslate();
}

} // namespace wasserfarbe

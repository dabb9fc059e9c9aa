#include "app/pages/explore/explore_page.h"

#include <QAction>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

#include "app/pages/chooser/model_chooser.h"
#include "app/pages/explore/explore_bar.h"
#include "app/pages/explore/explore_stage.h"
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
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {
namespace {

constexpr int kSideWidth = 33 * kUnit;

} // namespace

ExplorePage::ExplorePage(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      controller_(studio),
      actions_(studio, controller_),
      keepers_(studio.keepers()),
      bar_(new ExploreBar(studio, this)),
      message_(named<MessageBar>("exploreMessage", this)),
      stack_(new QStackedWidget(this)),
      empty_(named<EmptyState>("exploreEmpty", this)),
      cards_{new LatentCard(QStringLiteral("A"), this), new LatentCard(QStringLiteral("B"), this)},
      swap_(named<QToolButton>("swap", this)),
      options_(new PathOptions(ExploreController::kLargestSteps, this)),
      sliders_(new LatentSliders(this)),
      panel_(new TwoAxisPanel(this)),
      stage_(new ExploreStage(this)),
      strip_(new KeeperStrip(this)) {
    setObjectName(QStringLiteral("explorePage"));
    strip_->setModel(&keepers_);
    auto* content = new QWidget(this);
    column(content, {{row({makeSide(), {panel_, 4}, {stage_, 3}}, 2 * kUnit), 1}, strip_});
    stack_->addWidget(empty_);
    stack_->addWidget(content);
    column(this, {bar_, message_, {stack_, 1}})->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, kUnit);
    connectBar();
    connectPanel();
    connectStage();
    connectSide();
    connectStrip();
    connectStudio();
    connectImages();
    addShortcuts();
    setFocusProxy(panel_->pad());
    stage_->setLegSeconds(controller_.walk().legSeconds());
    syncSource();
    followLanguage(this, [this] {
        describe(swap_, tr("Swap"), tr("A and B change places"), tr("Swap A and B"));
        sync();
    });
}

/// What a control still says while Qt takes the page down, as a seed half typed, comes too late.
ExplorePage::~ExplorePage() {
    for (QWidget* control : findChildren<QWidget*>())
        control->disconnect(this);
}

QWidget* ExplorePage::makeSide() {
    swap_->setIcon(icon(QStringLiteral("swap")));
    swap_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    swap_->setFocusPolicy(Qt::StrongFocus);
    auto* side = new QWidget;
    auto* layout = column(
        side, {cards_[0], {swap_, 0, Qt::AlignLeft}, cards_[1], gap(kUnit), options_, sliders_, freeRoom()});
    layout->setContentsMargins(0, 0, kUnit, 0);
    auto* scroll = named<QScrollArea>("exploreSide", this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(kSideWidth);
    scroll->setWidget(side);
    return scroll;
}

void ExplorePage::connectBar() {
    ExploreSource& source = controller_.source();
    connect(bar_->chooser, &ModelChooser::chosen, this,
            [&source](const std::filesystem::path& path, Weights weights) { source.open(path, weights); });
    connect(bar_->chooser, &ModelChooser::liveChosen, this, [&source] { source.setFollowing(true); });
    connect(bar_->follow, &QToolButton::toggled, &source, &ExploreSource::setFollowing);
    connect(bar_->undo, &QToolButton::clicked, &controller_, &ExploreController::undo);
    connect(bar_->redo, &QToolButton::clicked, &controller_, &ExploreController::redo);
    connect(bar_->exportPath, &QAction::triggered, &actions_, &ExploreActions::exportGrid);
    connect(bar_->exportImage, &QAction::triggered, this,
            [this] { actions_.exportImage(controller_.shownLatentPoint()); });
    connect(bar_->exportModel, &QAction::triggered, this, [this] {
        if (const std::optional<ModelSource>& model = controller_.session().source())
            studio_.exportModel(model->path, model->weights);
    });
    connect(empty_, &EmptyState::actionTriggered, this, [this, &source] {
        if (source.canFollow())
            source.setFollowing(true);
        else
            studio_.showPage(Page::Train);
    });
}

void ExplorePage::connectPanel() {
    connect(panel_, &TwoAxisPanel::cursorMoved, this,
            [this](const QPointF& point) { controller_.moveCursor(point.x(), point.y()); });
    connect(panel_, &TwoAxisPanel::moveFinished, &controller_, &ExploreController::endGesture);
    connect(panel_->pad(), &TwoAxisPad::menuRequested, this,
            [this](const QPoint& position, const QPointF& point) {
                actions_.showMenu(this, position, controller_.padLatentPoint(point.x(), point.y()),
                                  [this, point] { controller_.moveCursor(point.x(), point.y()); });
            });
}

void ExplorePage::connectStage() {
    connect(stage_->keep, &QPushButton::clicked, this,
            [this] { controller_.keep(controller_.shownLatentPoint()); });
    connect(stage_->useAsA, &QPushButton::clicked, this,
            [this] { controller_.useAs(Endpoint::A, controller_.shownLatentPoint()); });
    connect(stage_->useAsB, &QPushButton::clicked, this,
            [this] { controller_.useAs(Endpoint::B, controller_.shownLatentPoint()); });
    connect(stage_->walkButton, &QPushButton::clicked, &controller_, &ExploreController::toggleWalk);
    connect(stage_, &ExploreStage::legSecondsChosen, &controller_.walk(), &ExploreWalk::setLegSeconds);
    connect(stage_->usePlace, &QPushButton::clicked, &controller_, &ExploreController::useWalkPlace);
    connect(stage_->view, &ImageView::menuRequested, this, [this](const QPoint& position) {
        actions_.showMenu(this, position, controller_.shownLatentPoint());
    });
}

void ExplorePage::connectSide() {
    for (const Endpoint endpoint : {Endpoint::A, Endpoint::B}) {
        LatentCard* card = cards_[static_cast<int>(endpoint)];
        connect(card, &LatentCard::seedChosen, this,
                [this, endpoint](quint64 seed) { controller_.setSeed(endpoint, seed); });
        connect(card, &LatentCard::reseedRequested, this, [this, endpoint] { controller_.reseed(endpoint); });
        connect(card, &LatentCard::shown, this, [this, endpoint] {
            const double corner = endpoint == Endpoint::A ? 0 : 1;
            controller_.moveCursor(corner, corner);
            controller_.endGesture();
        });
        connect(card, &LatentCard::menuRequested, this, [this, endpoint](const QPoint& position) {
            if (controller_.hasModel())
                actions_.showMenu(this, position, controller_.endLatentPoint(endpoint));
        });
        connect(card, &LatentCard::fileDropped, this,
                [this, endpoint](const QString& path) { actions_.useFile(endpoint, path); });
    }
    connect(swap_, &QToolButton::clicked, &controller_, &ExploreController::swapEnds);
    connect(options_, &PathOptions::interpolationChosen, &controller_, &ExploreController::setInterpolation);
    connect(options_, &PathOptions::stepsChosen, &controller_, &ExploreController::setSteps);
    connect(options_, &PathOptions::splitChosen, &controller_, &ExploreController::setSplit);
    connect(sliders_, &LatentSliders::componentChanged, &controller_, &ExploreController::setComponent);
    connect(sliders_, &LatentSliders::changeFinished, &controller_, &ExploreController::endGesture);
    connect(sliders_->fold(), &Fold::openChanged, this, &ExplorePage::syncPoint);
}

void ExplorePage::connectStrip() {
    Keepers& kept = studio_.keepers();
    connect(strip_, &KeeperStrip::activated, this,
            [this, &kept](int row) { controller_.goTo(kept.at(row)); });
    connect(strip_, &KeeperStrip::useAsARequested, this,
            [this, &kept](int row) { controller_.useAs(Endpoint::A, kept.at(row)); });
    connect(strip_, &KeeperStrip::useAsBRequested, this,
            [this, &kept](int row) { controller_.useAs(Endpoint::B, kept.at(row)); });
    connect(strip_, &KeeperStrip::removeRequested, &actions_, &ExploreActions::removeKeepers);
    connect(strip_, &KeeperStrip::exportRequested, &actions_, &ExploreActions::exportKeepers);
    connect(&actions_, &ExploreActions::failed, this, &ExplorePage::report);
    connect(&actions_, &ExploreActions::noticed, this, &ExplorePage::inform);
}

void ExplorePage::connectStudio() {
    ExploreSource& source = controller_.source();
    connect(&studio_, &Studio::modelRequested, this,
            [&source](const std::filesystem::path& path, Weights weights,
                      const std::shared_ptr<const ModelFile>& file) { source.open(path, weights, file); });
    connect(&studio_, &Studio::endpointChosen, &controller_, &ExploreController::useAs);
    connect(&studio_, &Studio::originRequested, &controller_, &ExploreController::restore);
    connect(&studio_.currentRun(), &CurrentRun::changed, this, [this, &source] {
        if (isVisible())
            source.openCurrentRun();
    });
    connect(&source, &ExploreSource::openingStarted, this, [this](const std::filesystem::path& path) {
        message_->clear();
        bar_->chooser->showOpening(path);
        syncEmpty();
    });
    connect(&source, &ExploreSource::weightsChanged, this, &ExplorePage::syncSource);
    connect(&source, &ExploreSource::openingEnded, this, &ExplorePage::syncSource);
    connect(&source, &ExploreSource::followingChanged, this, [this, &source] {
        bar_->setFollowing(source.isFollowing(), source.canFollow());
        syncEmpty();
    });
    connect(&source, &ExploreSource::failed, this, &ExplorePage::report);
}

void ExplorePage::connectImages() {
    connect(&controller_, &ExploreController::changed, this, &ExplorePage::sync);
    connect(&controller_, &ExploreController::shownPointChanged, this, &ExplorePage::syncPoint);
    connect(&controller_, &ExploreController::noticed, this, &ExplorePage::inform);
    ExploreImages& images = controller_.images();
    connect(&images, &ExploreImages::pointRendered, stage_->view, &ImageView::setImage);
    connect(&images, &ExploreImages::endRendered, this, [this](Endpoint endpoint, const QImage& image) {
        cards_[static_cast<int>(endpoint)]->setImage(image);
    });
    connect(&images, &ExploreImages::gridOutdated, panel_->pad(), &TwoAxisPad::markStale);
    connect(&images, &ExploreImages::cellsRendered, panel_->pad(), &TwoAxisPad::setCells);
}

void ExplorePage::addShortcuts() {
    // A hidden page's shortcuts are not in effect.
    const auto add = [this](const QKeySequence& key, const std::function<void()>& act) {
        auto* shortcut = new QShortcut(key, this);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(Qt::Key_K, [this] {
        if (controller_.hasModel())
            controller_.keep(controller_.shownLatentPoint());
    });
    add(Qt::Key_W, [this] { controller_.toggleWalk(); });
}

/// Everything that shows the place.
void ExplorePage::sync() {
    const ExploreState& state = controller_.state();
    syncEmpty();
    bar_->undo->setEnabled(controller_.canUndo());
    bar_->redo->setEnabled(controller_.canRedo());
    bar_->exportButton->setEnabled(controller_.hasModel());
    if (!controller_.hasModel()) {
        panel_->pad()->clear();
        stage_->view->setImage({});
        return;
    }
    cards_[0]->setSeed(state.a.seed);
    cards_[1]->setSeed(state.b.seed);
    options_->setOptions(state.axes, state.split(), state.size());
    panel_->setImageSize(controller_.session().imageSize());
    panel_->setSteps(state.axes.steps);
    panel_->setAxes(state.split(), state.size());
    panel_->setCursorPoint({state.x, state.y});
    syncPoint();
}

void ExplorePage::syncPoint() {
    if (!controller_.hasModel())
        return;
    const ExploreState& state = controller_.state();
    const ExploreWalk& walk = controller_.walk();
    stage_->setWalk(!walk.isUnderWay() ? ExploreStage::Walk::None
                    : walk.isRunning() ? ExploreStage::Walk::Running
                                       : ExploreStage::Walk::Paused);
    panel_->pad()->setCursorAway(controller_.isAway());
    if (walk.isUnderWay())
        stage_->setPlace(tr("On a walk"));
    else if (controller_.isAway())
        stage_->setPlace(tr("A place off the pad"));
    else
        stage_->setPlace(tr("%1 % across, %2 % down").arg(qRound(state.x * 100)).arg(qRound(state.y * 100)));
    if (sliders_->fold()->isOpen())
        sliders_->setPoint(controller_.shownPoint());
}

void ExplorePage::syncSource() {
    bar_->setSource(controller_.session().source());
    bar_->setFollowing(controller_.source().isFollowing(), controller_.source().canFollow());
    syncEmpty();
}

void ExplorePage::syncEmpty() {
    stack_->setCurrentIndex(controller_.hasModel() ? 1 : 0);
    if (controller_.hasModel())
        return;
    const QString name = QStringLiteral("explore");
    const ExploreSource& source = controller_.source();
    if (source.isOpening() || (source.isFollowing() && source.canFollow()))
        empty_->setContent(name, tr("Opening the model"), tr("Its images appear here in a moment."));
    else if (source.canFollow())
        empty_->setContent(
            name, tr("Move between two generated images"),
            tr("A training is running. Watch what it can draw by now, at any place between two of "
               "its images."),
            tr("Follow training"));
    else
        empty_->setContent(
            name, tr("Move between two generated images"),
            tr("Here you walk between two images that a trained model invents. Train one, or choose "
               "a model above."),
            tr("Train first"));
}

void ExplorePage::report(const Error& error) {
    showError(*message_, error);
}

void ExplorePage::inform(const QString& text) {
    message_->showMessage(MessageBar::Kind::Information, text);
}

bool ExplorePage::canSavePreview() const {
    return controller_.hasModel() && !controller_.shownLatentPoint().image.isNull();
}

void ExplorePage::savePreview() {
    if (canSavePreview())
        actions_.saveImage(this, controller_.shownLatentPoint());
}

void ExplorePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    controller_.source().setActive(true);
    controller_.source().openCurrentRun();
}

/// A hidden page takes nothing from the training.
void ExplorePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    controller_.source().setActive(false);
    controller_.walk().pause();
}

} // namespace wasserfarbe

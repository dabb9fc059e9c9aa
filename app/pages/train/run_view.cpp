#include "app/pages/train/run_view.h"

#include <algorithm>

#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QSplitter>

#include "app/pages/train/insight_text.h"
#include "app/pages/train/preview_steps.h"
#include "app/studio/path_text.h"
#include "model/training/preview_grid.h"
#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/timeline.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kPiece = 50'000; // steps handed to the plot at once: some milliseconds
constexpr QLatin1String kSmoothingChoice("train/smoothing");
constexpr int kSmoothing = 80; // percent, to begin with: a loss jumps from step to step
constexpr QLatin1String kScaleChoice("train/scale");
constexpr QLatin1String kCurvesChoice("train/curves");

} // namespace

RunView::RunView(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      plot_(named<LossPlot>("lossPlot", this)),
      insight_(named<QLabel>("insight", this)),
      pane_(named<PreviewPane>("previewPane", this)),
      timeline_(named<Timeline>("timeline", this)),
      splitter_(named<QSplitter>("runSplitter", Qt::Vertical, this)),
      actions_(new CellActions(studio, this)) {
    insight_->setWordWrap(true);
    insight_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    insight_->setMinimumHeight(2 * insight_->fontMetrics().lineSpacing()); // so that the plot does not jump
    insight_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    makeQuiet(insight_);

    auto* upper = new QWidget(splitter_);
    column(upper, {{plot_, 1}, insight_}, kUnit / 2);
    auto* lower = new QWidget(splitter_);
    column(lower, {{pane_, 1}, timeline_}, kUnit / 2);
    splitter_->addWidget(upper);
    splitter_->addWidget(lower);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(kUnit);
    column(this, {splitter_});

    connect(splitter_, &QSplitter::splitterMoved, this, [this] { placedByHand_ = true; });
    feed_.setInterval(0);
    explain_.setInterval(1000);
    explain_.setSingleShot(true);
    connect(&feed_, &QTimer::timeout, this, &RunView::feedPlot);
    connect(&explain_, &QTimer::timeout, this, &RunView::explain);
    restoreChoices();
    connectRun();
    connectPreviews();
    followLanguage(this, [this] {
        pane_->setPlaceholder(tr("The first preview appears here"));
        insight_->setAccessibleName(tr("What the numbers mean"));
        showCaptions();
        explain();
    });
    restart();
    takeLoaded();
}

void RunView::connectRun() {
    CurrentRun& run = studio_.currentRun();
    connect(&run, &CurrentRun::changed, this, &RunView::restart);
    connect(&run, &CurrentRun::loaded, this, &RunView::takeLoaded);
    connect(&run, &CurrentRun::stepsAppended, this, [this](std::size_t first) {
        if (first < plot_->history().size()) // a resumed run takes steps again
            plot_->clear();
        feed_.start();
    });
    connect(&run, &CurrentRun::previewAdded, this, &RunView::takePreview);
    connect(&run, &CurrentRun::previewsRemoved, this, &RunView::takeRemoved);
    connect(&run, &CurrentRun::checkpointChanged, this, &RunView::markSaved);
    connect(&studio_.training(), &TrainingSession::stateChanged, this, &RunView::markSaved);
    connect(plot_, &LossPlot::cursorMoved, this, [this](qint64 step) {
        timeline_->setPlaying(false);
        const int nearest = previewNearest(previews(), studio_.currentRun().history(), step);
        if (nearest < 0)
            return;
        showPreview(nearest, false);
        follows_ = follows_ && step >= stepOf(nearest); // else a new preview would take the cursor away
    });
    connect(plot_, &LossPlot::exportRequested, this, &RunView::askWhereToSavePlot);
    connect(plot_, &LossPlot::choicesChanged, this, &RunView::keepChoices);
    connect(plot_, &LossPlot::exportFinished, this, [this](const QString& path, const QString& failure) {
        if (failure.isEmpty())
            studio_.notify(tr("Saved %1").arg(QFileInfo(path).fileName()));
        else
            Q_EMIT plotNotSaved(path, failure);
    });
}

void RunView::connectPreviews() {
    connect(timeline_, &Timeline::currentChanged, this, [this](int index) { showPreview(index, true); });
    connect(pane_, &PreviewPane::comparedPicked, this, &RunView::compareWith);
    connect(pane_, &PreviewPane::comparingChanged, this, [this](bool comparing) {
        if (comparing && shown(Side::Compared) < 0)
            compareWith(0); // the beginning beside what is shown
        arrange();
    });
    connect(pane_, &PreviewPane::cellActionRequested, this, &RunView::act);
    connect(pane_, &PreviewPane::cellDragged, this, [this](Side side, int cell) {
        if (shown(side) >= 0)
            actions_->drag(pane_->view(side), cellOf(side, cell));
    });
    connect(actions_, &CellActions::failed, this, &RunView::failed);
    connect(&loader_, &PreviewLoader::loaded, this, &RunView::showLoaded);
    connect(&loader_, &PreviewLoader::failed, this, [this](Side side, const Error& error) {
        pane_->setPreview(side, {}, tr("This preview can't be read"));
        Q_EMIT failed(error);
    });
}

const std::vector<SavedPreview>& RunView::previews() const {
    return studio_.currentRun().previews();
}

std::int64_t RunView::stepOf(int index) const {
    return stepOfPreview(preview(index), studio_.currentRun().history());
}

PreviewCell RunView::cellOf(Side side, int cell) const {
    const int index = shown(side);
    return {preview(index).epoch, stepOf(index), cell, pane_->view(side)->cellImage(cell)};
}

/// Another run, or none.
void RunView::restart() {
    timeline_->setPlaying(false);
    loader_.forgetAll();
    plot_->clear();
    shown_ = {-1, -1};
    follows_ = true;
    pane_->setComparing(false);
    for (const Side side : {Side::Shown, Side::Compared})
        pane_->setPreview(side, {}, {});
    timeline_->setMarks({});
    pane_->setChoices({});
    takeLoaded();
}

void RunView::takeLoaded() {
    const CurrentRun& run = studio_.currentRun();
    if (run.record()) {
        const TrainingConfig& config = run.record()->config;
        actions_->setRun(run.directory(), *run.record());
        pane_->setCells({config.image_size, config.preview_images, preview_layout(config)});
    }
    if (run.history().size() != plot_->history().size())
        feed_.start();
    timeline_->setMarks(marksOf(previews()));
    pane_->setChoices(captions());
    if (!previews().empty())
        showPreview(static_cast<int>(previews().size()) - 1, true);
    markSaved();
    explain();
    arrange();
}

/// What the run would train again when it goes on stands beyond a line.
void RunView::markSaved() {
    const CurrentRun& run = studio_.currentRun();
    const bool beyond = run.unsavedSteps() > 0 && run.newestCheckpoint();
    const std::optional<std::int64_t> saved =
        beyond ? std::optional(run.newestCheckpoint()->step) : std::nullopt;
    if (saved == plot_->savedStep())
        return;
    plot_->setSavedStep(saved);
    showCaptions();
}

/// A million steps at once would hold the window for a tenth of a second.
void RunView::feedPlot() {
    const std::vector<StepStats>& history = studio_.currentRun().history();
    const std::size_t known = plot_->history().size();
    if (known > history.size())
        return plot_->clear(); // and again from the beginning
    const std::size_t count = std::min(kPiece, history.size() - known);
    if (count > 0)
        plot_->appendSteps(std::span(history).subspan(known, count));
    if (known + count < history.size())
        return;
    feed_.stop();
    if (!explain_.isActive())
        explain_.start();
}

void RunView::takePreview(std::size_t index) {
    const int place = static_cast<int>(index);
    loader_.forget(previews()[index].path);
    const bool inserted = previews().size() > timeline_->marks().size();
    timeline_->setMarks(marksOf(previews()));
    if (inserted && index + 1 == previews().size())
        pane_->addChoice(captionOf(place));
    else
        pane_->setChoices(captions());
    for (int& side : shown_)
        if (inserted && side >= place)
            ++side;
    pane_->setComparedIndex(shown(Side::Compared));
    if (!inserted) // a resumed run made it again
        for (const Side side : {Side::Shown, Side::Compared})
            if (shown(side) == place)
                loadSide(side, place);
    if (follows_ && !timeline_->isPlaying()) {
        showPreview(place, true);
        follows_ = true; // also past previews of later epochs that a resumed run has yet to make again
        return;
    }
    timeline_->setCurrent(shown(Side::Shown));
}

/// Training rolled back to before some of them.
void RunView::takeRemoved() {
    loader_.forgetAll(); // others will have their names
    const int last = static_cast<int>(previews().size()) - 1;
    timeline_->setMarks(marksOf(previews()));
    pane_->setChoices(captions());
    if (shown(Side::Compared) > last)
        compareWith(last);
    pane_->setComparedIndex(shown(Side::Compared));
    if (shown(Side::Shown) > last)
        showPreview(last, true);
    timeline_->setCurrent(shown(Side::Shown));
}

/// @param moveCursor  the plot's cursor goes there too; else it was what moved, or nobody has pointed at
/// anything
void RunView::showPreview(int index, bool moveCursor) {
    if (index < 0)
        return;
    follows_ = index + 1 == static_cast<int>(previews().size());
    timeline_->setCurrent(index);
    if (moveCursor)
        plot_->setCursorStep(stepOf(index));
    loadSide(Side::Shown, index);
}

void RunView::compareWith(int index) {
    if (index < 0 || index >= static_cast<int>(previews().size()))
        return;
    pane_->setComparedIndex(index);
    loadSide(Side::Compared, index);
}

void RunView::loadSide(Side side, int index) {
    shown(side) = index;
    loader_.request(side, preview(index).path);
}

void RunView::showLoaded(Side side, const std::filesystem::path& path, const QImage& image) {
    const int index = shown(side);
    if (index < 0 || preview(index).path != path)
        return;
    const bool resized = pane_->view(side)->image().size() != image.size();
    pane_->setPreview(side, image, captionOf(index));
    if (resized)
        arrange();
}

QString RunView::captionOf(int index) const {
    const SavedPreview& made = preview(index);
    const QString epoch = QLocale().toString(made.epoch);
    QString text = made.epoch == 0 ? tr("Before the first step") : tr("After epoch %1").arg(epoch);
    if (made.step)
        text = tr("After epoch %1, at step %2").arg(epoch, countText(*made.step));
    const std::optional<std::int64_t> saved = plot_->savedStep();
    //: Of a preview: "After epoch 12 · not in a checkpoint"
    return saved && stepOf(index) > *saved ? tr("%1 · not in a checkpoint").arg(text) : text;
}

QStringList RunView::captions() const {
    QStringList texts;
    for (int i = 0; i < static_cast<int>(previews().size()); ++i)
        texts << captionOf(i);
    return texts;
}

void RunView::act(PreviewPane::CellAction action, Side side, int cell) {
    if (shown(side) < 0)
        return;
    if (action == PreviewPane::CellAction::ExportPreview)
        return studio_.exportFrom(
            ExportPreviews{studio_.currentRun().directory(), static_cast<std::size_t>(shown(side))});
    actions_->perform(action, cellOf(side, cell));
}

std::optional<std::size_t> RunView::shownPreview() const {
    const int index = shown(Side::Shown);
    return index < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(index));
}

void RunView::savePreview() {
    if (const auto index = shownPreview())
        actions_->savePreview(previews()[*index]);
}

void RunView::exportPreviews() {
    if (shownPreview())
        act(PreviewPane::CellAction::ExportPreview, Side::Shown, -1);
}

void RunView::explain() {
    const CurrentRun& run = studio_.currentRun();
    insight_->setText(run.record() ? insightText(explain_run(run.record()->config, run.history()))
                                   : QString());
}

void RunView::arrange() {
    const PreviewPlace place =
        previewPlace(size(), pane_->view(Side::Shown)->image().size(), pane_->isComparing() ? 2 : 1);
    const bool turned = place.orientation != place_.orientation;
    placedByHand_ = placedByHand_ && !turned;
    place_ = place;
    if (placedByHand_)
        return;
    splitter_->setOrientation(place.orientation);
    const int length = place.orientation == Qt::Vertical ? height() : width();
    splitter_->setSizes({length - place.length - splitter_->handleWidth(), place.length});
}

void RunView::askWhereToSavePlot(PlotFormat format) {
    static constexpr std::array suffixes = {"png", "pdf", "svg", "csv"};
    const QString suffix = QString::fromLatin1(suffixes[static_cast<std::size_t>(format)]);
    const QString run = toQString(studio_.currentRun().directory().filename());
    actions_->askWhere(tr("Save the plot"), run + QStringLiteral("-losses.") + suffix,
                       tr("%1 file (%2)").arg(suffix.toUpper(), QStringLiteral("*.") + suffix),
                       [this, format](const QString& path) { plot_->exportTo(path, format); });
}

void RunView::keepChoices() {
    Settings& settings = studio_.settings();
    settings.setChoice(kSmoothingChoice, plot_->smoothing());
    settings.setChoice(kScaleChoice, static_cast<int>(plot_->scale()));
    QStringList curves;
    for (const Metric* curve : curve_metrics())
        if (plot_->isCurveShown(*curve))
            curves << QLatin1String(curve->key);
    settings.setChoice(kCurvesChoice, curves);
}

void RunView::restoreChoices() {
    const Settings& settings = studio_.settings();
    plot_->setSmoothing(settings.choice(kSmoothingChoice, kSmoothing).toInt());
    plot_->setScale(static_cast<PlotScale>(settings.choice(kScaleChoice, 0).toInt()));
    const QVariant curves = settings.choice(kCurvesChoice, QVariant());
    if (!curves.isValid())
        return;
    for (const Metric* curve : curve_metrics())
        plot_->setCurveShown(*curve, curves.toStringList().contains(QLatin1String(curve->key)));
}

void RunView::showCaptions() {
    pane_->setChoices(captions());
    pane_->setComparedIndex(shown(Side::Compared));
    for (const Side side : {Side::Shown, Side::Compared})
        if (shown(side) >= 0)
            pane_->setPreview(side, pane_->view(side)->image(), captionOf(shown(side)));
}

void RunView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace wasserfarbe

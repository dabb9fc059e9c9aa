#include "app/pages/train/train_page.h"

#include <QPushButton>
#include <QStackedWidget>

#include "app/pages/train/run_panel.h"
#include "app/pages/train/run_view.h"
#include "app/pages/train/train_messages.h"
#include "app/pages/train/unsaved_question.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {

TrainPage::TrainPage(Studio& studio, QWidget* parent) : QWidget(parent), studio_(studio) {
    setObjectName(QStringLiteral("trainPage"));
    auto* bar = new MessageBar(this);
    messages_ = new TrainMessages(studio, *bar, this);
    panel_ = new RunPanel(studio, this);
    center_ = new QStackedWidget(this);
    empty_ = named<EmptyState>("trainEmpty", center_);
    view_ = new RunView(studio, center_);
    center_->addWidget(empty_);
    center_->addWidget(view_);
    column(this, {bar, {row({panel_, {center_, 1}}, 2 * kUnit), 1}})
        ->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);

    connect(&studio.currentRun(), &CurrentRun::changed, this, &TrainPage::showCenter);
    connect(&studio, &Studio::planChanged, this, &TrainPage::showCenter);
    connect(&studio.training(), &TrainingSession::stateChanged, this, &TrainPage::showCenter);
    connect(empty_, &EmptyState::actionTriggered, this, [this] { studio_.showPage(Page::Data); });
    connect(view_, &RunView::failed, messages_, &TrainMessages::showFailure);
    connect(view_, &RunView::plotNotSaved, messages_, &TrainMessages::showPlotNotSaved);
    connect(messages_, &TrainMessages::batchSizeWanted, this, &TrainPage::planBatchSize);
    new UnsavedQuestion(studio, *this);
    followLanguage(this, [this] {
        showCenter();
        messages_->retranslate();
    });
}

void TrainPage::showCenter() {
    const bool preparing = studio_.training().isActive();
    const bool needsPictures = studio_.plan().data.empty() && !preparing;
    empty_->setContent(
        QStringLiteral("train"),
        preparing ? tr("The run is being prepared") : tr("Nothing has been trained yet"),
        needsPictures ? tr("A run learns from a folder of pictures. Choose one first; then its losses and "
                           "previews appear here as it trains.")
                      : tr("The losses and the previews of the run appear here as it trains."),
        needsPictures ? tr("Choose pictures") : QString());
    empty_->button()->setToolTip(tr("Choose the pictures on the page Data"));
    center_->setCurrentWidget(studio_.currentRun().isOpen() ? view_ : static_cast<QWidget*>(empty_));
}

/// The plan that could not begin, or what a stored run can go on as: its batch size can't change.
void TrainPage::planBatchSize(int batchSize) {
    const CurrentRun& run = studio_.currentRun();
    RunPlan plan = studio_.plan();
    if (!panel_->isPlanning() && run.record())
        plan = run.newestCheckpoint() ? studio_.branchPlan(*run.record(), run.newestCheckpoint()->path,
                                                           run.newestCheckpoint()->step)
                                      : studio_.planOf(*run.record());
    plan.config.batch_size = batchSize;
    studio_.planNewRun(plan);
}

bool TrainPage::canExport() const {
    return view_->shownPreview().has_value();
}

void TrainPage::exportShown() {
    view_->exportPreviews();
}

bool TrainPage::canSavePreview() const {
    return view_->shownPreview().has_value();
}

void TrainPage::savePreview() {
    view_->savePreview();
}

} // namespace wasserfarbe

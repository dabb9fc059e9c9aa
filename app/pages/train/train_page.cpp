#include "app/pages/train/train_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/pages/train/run_panel.h"
#include "app/pages/train/run_view.h"
#include "app/pages/train/train_messages.h"
#include "app/pages/train/unsaved_question.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

class TrainPage::Private {
public:
    Private(Studio& theStudio, TrainPage* page)
        : studio(theStudio),
          bar(new MessageBar(page)),
          messages(new TrainMessages(theStudio, *bar, page)),
          panel(new RunPanel(theStudio, page)),
          center(new QStackedWidget(page)),
          empty(new EmptyState(center)),
          view(new RunView(theStudio, center)) {}

    void layOut(TrainPage* page);
    void connectAll(TrainPage* page);
    void connectMessages(TrainPage* page);
    void showCenter();
    void branchGently();
    void planBatchSize(int batchSize);

    Studio& studio;
    MessageBar* bar;
    TrainMessages* messages;
    RunPanel* panel;
    QStackedWidget* center;
    EmptyState* empty;
    RunView* view;
};

void TrainPage::Private::layOut(TrainPage* page) {
    empty->setObjectName(QStringLiteral("trainEmpty"));
    center->addWidget(empty);
    center->addWidget(view);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(2 * kUnit);
    sides->addWidget(panel);
    sides->addWidget(center, 1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(kUnit);
    layout->addWidget(bar);
    layout->addLayout(sides, 1);
}

void TrainPage::Private::connectAll(TrainPage* page) {
    QObject::connect(&studio.currentRun(), &CurrentRun::changed, page, [this] { showCenter(); });
    QObject::connect(&studio, &Studio::planChanged, page, [this] { showCenter(); });
    QObject::connect(&studio.training(), &TrainingSession::stateChanged, page, [this] { showCenter(); });
    QObject::connect(empty, &EmptyState::actionTriggered, page, [this] { studio.showPage(Page::Data); });
    connectMessages(page);
    new UnsavedQuestion(studio, *page);
}

void TrainPage::Private::connectMessages(TrainPage* page) {
    QObject::connect(view, &RunView::failed, messages, &TrainMessages::showFailure);
    QObject::connect(view, &RunView::plotNotSaved, messages, &TrainMessages::showPlotNotSaved);
    QObject::connect(messages, &TrainMessages::gentlerBranchWanted, page, [this] { branchGently(); });
    QObject::connect(messages, &TrainMessages::batchSizeWanted, page,
                     [this](int batchSize) { planBatchSize(batchSize); });
    QObject::connect(messages, &TrainMessages::branchWanted, page,
                     [this](const std::filesystem::path& checkpoint) {
                         if (const auto& record = studio.currentRun().record())
                             studio.branchRun(*record, checkpoint, record->step);
                     });
}

void TrainPage::Private::showCenter() {
    const bool nothing = !studio.currentRun().isOpen();
    const bool preparing = studio.training().isActive();
    const bool needsPictures = studio.plan().data.empty() && !preparing;
    empty->setContent(
        QStringLiteral("train"),
        preparing ? TrainPage::tr("The run is being prepared")
                  : TrainPage::tr("Nothing has been trained yet"),
        needsPictures
            ? TrainPage::tr("A run learns from a folder of pictures. Choose one first; then its losses and "
                            "previews appear here as it trains.")
            : TrainPage::tr("The losses and the previews of the run appear here as it trains."),
        needsPictures ? TrainPage::tr("Choose pictures") : QString());
    empty->button()->setToolTip(TrainPage::tr("Choose the pictures on the page Data"));
    center->setCurrentWidget(nothing ? static_cast<QWidget*>(empty) : view);
}

/// From the last good checkpoint, as the engine suggests where a run diverged.
void TrainPage::Private::branchGently() {
    const CurrentRun& run = studio.currentRun();
    if (!run.record() || !run.newestCheckpoint())
        return;
    RunPlan plan =
        studio.branchPlan(*run.record(), run.newestCheckpoint()->path, run.newestCheckpoint()->step);
    plan.config.generator_learning_rate /= 2;
    plan.config.critic_learning_rate /= 2;
    studio.planNewRun(plan);
}

/// The plan that could not begin, or what a stored run can go on as: its batch size can't change.
void TrainPage::Private::planBatchSize(int batchSize) {
    const CurrentRun& run = studio.currentRun();
    RunPlan plan = studio.plan();
    if (!panel->isPlanning() && run.record())
        plan = run.newestCheckpoint() ? studio.branchPlan(*run.record(), run.newestCheckpoint()->path,
                                                          run.newestCheckpoint()->step)
                                      : studio.planOf(*run.record());
    plan.config.batch_size = batchSize;
    studio.planNewRun(plan);
}

TrainPage::TrainPage(Studio& studio, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>(studio, this)) {
    setObjectName(QStringLiteral("trainPage"));
    d_->layOut(this);
    d_->connectAll(this);
    d_->showCenter();
}

TrainPage::~TrainPage() = default;

bool TrainPage::canExport() const {
    return d_->view->shownPreview().has_value();
}

void TrainPage::exportShown() {
    d_->view->exportPreviews();
}

bool TrainPage::canSavePreview() const {
    return d_->view->shownPreview().has_value();
}

void TrainPage::savePreview() {
    d_->view->savePreview();
}

void TrainPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        d_->showCenter();
        d_->messages->retranslate();
    }
}

} // namespace wasserfarbe

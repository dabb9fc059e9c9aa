#include "app/pages/train/train_page.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/pages/train/run_panel.h"
#include "app/pages/train/run_view.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/empty_state.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

class TrainPage::Private {
public:
    /// What the bar speaks of, so that it goes when that is over.
    enum class Topic { None, Failure, OtherRun };

    Private(Studio& theStudio, TrainPage* page)
        : studio(theStudio),
          bar(new MessageBar(page)),
          panel(new RunPanel(theStudio, page)),
          center(new QStackedWidget(page)),
          empty(new EmptyState(center)),
          view(new RunView(theStudio, center)) {}

    void layOut(TrainPage* page);
    void connectAll(TrainPage* page);
    void showCenter();
    void showFailure(const Error& error);
    void showEnd(TrainingSession::End end);
    void tellOtherRun();

    Studio& studio;
    MessageBar* bar;
    RunPanel* panel;
    QStackedWidget* center;
    EmptyState* empty;
    RunView* view;
    Topic topic = Topic::None;
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
    CurrentRun& run = studio.currentRun();
    TrainingSession& session = studio.training();
    QObject::connect(&run, &CurrentRun::changed, page, [this] {
        showCenter();
        tellOtherRun();
    });
    QObject::connect(&studio, &Studio::planChanged, page, [this] { showCenter(); });
    QObject::connect(&session, &TrainingSession::stateChanged, page, [this](TrainingSession::State state) {
        if (state == TrainingSession::State::Preparing && topic == Topic::Failure)
            bar->clear();
        showCenter();
        tellOtherRun();
    });
    QObject::connect(&session, &TrainingSession::ended, page,
                     [this](TrainingSession::End end) { showEnd(end); });
    QObject::connect(view, &RunView::failed, page, [this](const Error& error) { showFailure(error); });
    QObject::connect(view, &RunView::plotNotSaved, page, [this](const QString& path, const QString& detail) {
        topic = Topic::Failure;
        bar->showMessage(MessageBar::Kind::Failure,
                         TrainPage::tr("The plot could not be saved as %1.").arg(path), detail);
    });
    QObject::connect(bar, &MessageBar::actionTriggered, page, [this] {
        if (topic == Topic::OtherRun)
            studio.currentRun().open(studio.training().directory());
    });
    QObject::connect(empty, &EmptyState::actionTriggered, page, [this] { studio.showPage(Page::Data); });
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

void TrainPage::Private::showFailure(const Error& error) {
    const ErrorText text = errorText(error);
    topic = Topic::Failure;
    bar->showMessage(MessageBar::Kind::Failure, text.message, text.detail);
}

void TrainPage::Private::showEnd(TrainingSession::End end) {
    if (end == TrainingSession::End::Failed && studio.training().failure())
        showFailure(*studio.training().failure());
}

/// One run trains while another is looked at.
void TrainPage::Private::tellOtherRun() {
    const TrainingSession& session = studio.training();
    const CurrentRun& run = studio.currentRun();
    const bool other =
        session.isActive() && !session.directory().empty() && run.isOpen() && !run.isTraining();
    if (other) {
        topic = Topic::OtherRun;
        bar->showMessage(
            MessageBar::Kind::Information,
            TrainPage::tr("You are looking at %1 while %2 trains.")
                .arg(toQString(run.directory().filename()), toQString(session.directory().filename())),
            {}, TrainPage::tr("Show the one that trains"));
    } else if (topic == Topic::OtherRun) {
        topic = Topic::None;
        bar->clear();
    }
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
        d_->tellOtherRun();
    }
}

} // namespace wasserfarbe

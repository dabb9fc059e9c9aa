#include "app/pages/train/unsaved_question.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

using Action = UnsavedChoice::Action;

UnsavedQuestion::UnsavedQuestion(Studio& studio, QWidget& page)
    : QObject(&page), studio_(studio), page_(page) {
    TrainingSession& training = studio_.training();
    connect(&training, &TrainingSession::unsaved, this, &UnsavedQuestion::ask);
    connect(&training, &TrainingSession::stateChanged, this, [this](TrainingSession::State state) {
        if (state != TrainingSession::State::Unsaved)
            withdraw();
    });
}

void UnsavedQuestion::ask() {
    const auto& unsaved = studio_.training().unsavedState();
    if (!unsaved || question_)
        return;
    auto* box = named<QMessageBox>("unsavedQuestion", page_.window());
    question_ = box;
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Warning);
    box->setWindowTitle(tr("Not saved"));
    box->setText(tr("The last state, of step %1, is not on the disk.").arg(countText(unsaved->step)));
    box->setInformativeText(tr("%1\n\nDiscarded, the run goes on from its newest checkpoint next time.")
                                .arg(errorText(unsaved->error).message));
    const auto add = [&](const QString& text, QMessageBox::ButtonRole role, const QString& name,
                         const QString& tip, const auto& act) {
        QPushButton* button = box->addButton(text, role);
        button->setObjectName(name);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, act);
        return button;
    };
    // Without a role that rejects, Escape is no answer.
    QPushButton* again = add(tr("Try &again"), QMessageBox::AcceptRole, QStringLiteral("unsavedRetry"),
                             tr("Write it into the run's folder now"), [this] { answer(Action::Retry); });
    add(tr("Save &elsewhere…"), QMessageBox::ActionRole, QStringLiteral("unsavedElsewhere"),
        tr("Write it as a checkpoint into another folder"), [this] { askWhere(); });
    add(tr("&Discard"), QMessageBox::DestructiveRole, QStringLiteral("unsavedDiscard"),
        tr("Give up what was trained after the newest checkpoint"), [this] { answer(Action::GiveUp); });
    box->setDefaultButton(again);
    box->open();
}

void UnsavedQuestion::askWhere() {
    question_.clear(); // it closes by itself
    auto* dialog =
        named<QFileDialog>("unsavedFolder", page_.window(), tr("Save the last state in this folder"),
                           toQString(studio_.settings().lastExportFolder()));
    folders_ = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        folders_.clear(); // it closes by itself
        answer(Action::SaveElsewhere, toPath(folder));
    });
    connect(dialog, &QFileDialog::rejected, this, &UnsavedQuestion::ask);
    dialog->open();
}

void UnsavedQuestion::answer(Action action, const std::filesystem::path& folder) {
    question_.clear();
    studio_.training().answerUnsaved({action, folder});
}

void UnsavedQuestion::withdraw() {
    delete question_;
    if (folders_)
        folders_->close();
}

} // namespace wasserfarbe

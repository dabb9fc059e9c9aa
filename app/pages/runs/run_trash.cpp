#include "app/pages/runs/run_trash.h"

#include <QMessageBox>
#include <QPushButton>

#include "app/pages/runs/runs_page.h"
#include "app/studio/path_text.h"

namespace wasserfarbe {

void askAboutTrash(const std::vector<std::filesystem::path>& runs, QWidget* page,
                   const std::function<void()>& agreed) {
    const auto count = static_cast<int>(runs.size());
    auto* question = new QMessageBox(page);
    question->setObjectName(QStringLiteral("trashQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(RunsPage::tr("Move to trash"));
    question->setText(
        count == 1 ? RunsPage::tr("Move the run “%1” to the trash?").arg(toQString(runs.front().filename()))
                   : RunsPage::tr("Move %n run(s) to the trash?", nullptr, count));
    question->setInformativeText(
        RunsPage::tr("Checkpoints, previews and losses go with it. The pictures it learnt from stay."));
    QPushButton* yes = question->addButton(RunsPage::tr("&Move to trash"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("moveToTrash"));
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    QObject::connect(yes, &QPushButton::clicked, page, [agreed] { agreed(); });
    question->open();
}

} // namespace wasserfarbe

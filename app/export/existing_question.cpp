#include "app/export/existing_question.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include "app/studio/path_text.h"

namespace wasserfarbe {
namespace {

/// The context of these texts for translators.
struct ExistingQuestion {
    Q_DECLARE_TR_FUNCTIONS(ExistingQuestion)
};

} // namespace

void askAboutExisting(QWidget* parent, const std::filesystem::path& existing,
                      const std::filesystem::path& other, const std::function<void(bool replace)>& then) {
    auto* question = new QMessageBox(
        QMessageBox::Question, ExistingQuestion::tr("Export"),
        ExistingQuestion::tr("A file named %1 is there already.").arg(toQString(existing.filename())),
        QMessageBox::Cancel, parent);
    question->setObjectName(QStringLiteral("exportExists"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(toQString(existing.parent_path()));
    auto* both = question->addButton(ExistingQuestion::tr("Save as %1").arg(toQString(other.filename())),
                                     QMessageBox::AcceptRole);
    auto* replace = question->addButton(ExistingQuestion::tr("Replace"), QMessageBox::DestructiveRole);
    both->setObjectName(QStringLiteral("exportKeepBoth"));
    replace->setObjectName(QStringLiteral("exportReplace"));
    both->setToolTip(ExistingQuestion::tr("Keep the file that is there"));
    replace->setToolTip(ExistingQuestion::tr("The file that is there is lost"));
    question->setDefaultButton(both);
    QObject::connect(question, &QMessageBox::buttonClicked, parent,
                     [both, replace, then](QAbstractButton* button) {
                         if (button == both)
                             then(false);
                         else if (button == replace)
                             then(true);
                     });
    question->open();
}

} // namespace wasserfarbe

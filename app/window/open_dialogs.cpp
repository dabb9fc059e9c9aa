#include "app/window/open_dialogs.h"

#include <QCoreApplication>
#include <QFileDialog>

#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"

namespace wasserfarbe {
namespace {

class OpenDialogs {
    Q_DECLARE_TR_FUNCTIONS(OpenDialogs)
public:
    static QFileDialog* make(const QString& title, Studio& studio, QWidget* window) {
        auto* dialog = new QFileDialog(window, title, toQString(studio.settings().runsFolder()));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        return dialog;
    }
};

} // namespace

void askForRun(Studio& studio, QWidget* window) {
    QFileDialog* dialog = OpenDialogs::make(OpenDialogs::tr("Open a run: choose its folder"), studio, window);
    dialog->setObjectName(QStringLiteral("openRunDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, &studio,
                     [&studio](const QString& folder) { studio.openRun(toPath(folder)); });
    dialog->open();
}

void askForModel(Studio& studio, QWidget* window) {
    QFileDialog* dialog =
        OpenDialogs::make(OpenDialogs::tr("Open a model file or checkpoint"), studio, window);
    dialog->setObjectName(QStringLiteral("openModelDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(modelFileFilters());
    QObject::connect(dialog, &QFileDialog::fileSelected, &studio,
                     [&studio](const QString& file) { studio.openModelFile(toPath(file)); });
    dialog->open();
}

} // namespace wasserfarbe

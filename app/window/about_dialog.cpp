#include "app/window/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

QLabel* paragraph(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignHCenter);
    label->setWordWrap(true);
    label->setFixedWidth(50 * kUnit);
    return label;
}

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Wasserfarbe"));
    auto* picture = new QLabel(this);
    picture->setAlignment(Qt::AlignHCenter);
    picture->setPixmap(
        icon(QStringLiteral("wasserfarbe")).pixmap(QSize(12 * kUnit, 12 * kUnit), devicePixelRatioF()));
    QLabel* name = paragraph(QStringLiteral("Wasserfarbe"), this);
    makeHeading(name);
    QLabel* purpose =
        paragraph(tr("Trains generators of images on your own pictures, without Python."), this);
    const QString version = QCoreApplication::applicationVersion();
    QLabel* versions =
        paragraph(tr("Version %1, with Qt %2").arg(version, QString::fromLatin1(qVersion())), this);
    versions->setObjectName(QStringLiteral("aboutVersions"));
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QLabel* libraries =
        paragraph(tr("Built on Qt, LibTorch, OpenCV, QCustomPlot, nlohmann-json, spdlog and libpng."), this);
    makeQuiet(libraries);
    QLabel* licence = paragraph(tr("Free software under the GNU General Public Licence, version 3 or later "
                                   "(GPL-3.0-or-later). It comes without any warranty."),
                                this);
    licence->setObjectName(QStringLiteral("aboutLicence"));
    makeQuiet(licence);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    describe(buttons->button(QDialogButtonBox::Close), tr("Close"), tr("Close this window"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QVBoxLayout* layout =
        column(this, {picture, name, purpose, versions, libraries, licence, buttons}, 2 * kUnit);
    layout->setContentsMargins(4 * kUnit, 4 * kUnit, 4 * kUnit, 2 * kUnit);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

} // namespace wasserfarbe

#include "app/pages/chooser/model_chooser.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QToolButton>

#include "app/pages/chooser/model_popup.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

ModelChooser::ModelChooser(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), button_(new QToolButton(this)), popup_(new ModelPopup(studio, this)) {
    button_->setObjectName(QStringLiteral("modelButton"));
    button_->setIcon(icon(QStringLiteral("model")));
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setFocusPolicy(Qt::StrongFocus);
    button_->setArrowType(Qt::NoArrow);
    button_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusProxy(button_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(button_);

    connect(button_, &QToolButton::clicked, this, &ModelChooser::openList);
    connect(popup_, &ModelPopup::pathChosen, this,
            [this](const std::filesystem::path& path) { Q_EMIT chosen(path, weights()); });
    connect(popup_, &ModelPopup::liveChosen, this, &ModelChooser::liveChosen);
    connect(popup_, &ModelPopup::fileWanted, this, &ModelChooser::openModelFile);
    connect(popup_, &ModelPopup::weightsChosen, this, &ModelChooser::changeWeights);
    retranslate();
}

ModelChooser::~ModelChooser() = default;

void ModelChooser::setSource(const std::optional<ModelSource>& source) {
    source_ = source;
    opening_.reset();
    if (source && !source->live)
        popup_->setWeights(source->weights);
    popup_->setShown(source ? source->path : std::filesystem::path(), source && source->live);
    retranslate();
}

void ModelChooser::showOpening(const std::filesystem::path& path) {
    opening_ = path;
    retranslate();
}

Weights ModelChooser::weights() const {
    return popup_->weights();
}

void ModelChooser::setWeights(Weights weights) {
    popup_->setWeights(weights);
}

bool ModelChooser::isLivePossible() const {
    return studio_.training().isAtWork();
}

void ModelChooser::openList() {
    popup_->openBelow(button_);
}

void ModelChooser::openModelFile() {
    auto* dialog = new QFileDialog(this, tr("Open model"), toQString(studio_.settings().runsFolder()));
    dialog->setObjectName(QStringLiteral("modelFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters(modelFileFilters());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { Q_EMIT chosen(toPath(file), weights()); });
    dialog->open();
}

void ModelChooser::changeWeights(Weights weights) {
    if (source_ && !source_->live && source_->weights != weights)
        Q_EMIT chosen(source_->path, weights);
}

void ModelChooser::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ModelChooser::retranslate() {
    if (opening_)
        button_->setText(tr("Opening %1…").arg(modelName(*opening_)));
    else
        button_->setText(source_ ? modelSourceText(*source_) : tr("Choose a model"));
    button_->setToolTip(
        tr("Which weights make the images: the training's newest, a run's checkpoint or a model file"));
    button_->setAccessibleName(tr("Model"));
    button_->setAccessibleDescription(button_->text());
}

} // namespace wasserfarbe

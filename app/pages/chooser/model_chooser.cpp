#include "app/pages/chooser/model_chooser.h"

#include <QFileDialog>
#include <QToolButton>

#include "app/pages/chooser/model_popup.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

QString modelSourceText(const ModelSource& source) {
    const QString name = modelName(source.path);
    if (source.live)
        return ModelChooser::tr("%1, training, step %2").arg(name, countText(source.step));
    if (source.epoch == 0 && source.step == 0) // a file of elsewhere, which does not say
        return source.weights == Weights::Raw ? ModelChooser::tr("%1, raw weights").arg(name) : name;
    if (source.weights == Weights::Raw)
        return ModelChooser::tr("%1, epoch %2, raw weights").arg(name, countText(source.epoch));
    return ModelChooser::tr("%1, epoch %2").arg(name, countText(source.epoch));
}

ModelChooser::ModelChooser(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      button_(named<QToolButton>("modelButton", this)),
      popup_(new ModelPopup(studio, this)) {
    button_->setIcon(icon(QStringLiteral("model")));
    button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button_->setFocusPolicy(Qt::StrongFocus);
    button_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFocusProxy(button_);
    row(this, {button_});
    connect(button_, &QToolButton::clicked, this, &ModelChooser::openList);
    connect(popup_, &ModelPopup::chosen, this, &ModelChooser::chosen);
    connect(popup_, &ModelPopup::liveChosen, this, &ModelChooser::liveChosen);
    connect(popup_, &ModelPopup::fileWanted, this, &ModelChooser::openModelFile);
    followLanguage(this, [this] { retranslate(); });
}

void ModelChooser::setSource(const std::optional<ModelSource>& source) {
    source_ = source;
    opening_.reset();
    popup_->setShown(source);
    retranslate();
}

void ModelChooser::showOpening(const std::filesystem::path& path) {
    opening_ = path;
    retranslate();
}

Weights ModelChooser::weights() const {
    return popup_->weights();
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

void ModelChooser::retranslate() {
    const QString text = opening_  ? tr("Opening %1…").arg(modelName(*opening_))
                         : source_ ? modelSourceText(*source_)
                                   : tr("Choose a model");
    describe(button_, text,
             tr("Which weights make the images: the training's newest, a run's checkpoint or a model file"),
             tr("Model"));
    button_->setAccessibleDescription(text);
}

} // namespace wasserfarbe

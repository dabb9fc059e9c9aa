#include "app/pages/data/filter_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "app/studio/finding_texts.h"
#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

FilterLine::FilterLine(QWidget* parent)
    : QWidget(parent), text_(new QLabel(this)), all_(new QPushButton(this)) {
    text_->setObjectName(QStringLiteral("filterText"));
    all_->setObjectName(QStringLiteral("showAll"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kUnit);
    layout->addWidget(text_);
    layout->addWidget(all_);
    layout->addStretch(1);
    connect(all_, &QPushButton::clicked, this, &FilterLine::allWanted);
    retranslate();
    hide();
}

void FilterLine::setShown(const std::optional<Finding>& kind, int pictures) {
    kind_ = kind;
    pictures_ = pictures;
    retranslate();
    setVisible(kind.has_value());
}

void FilterLine::retranslate() {
    if (kind_) //: %1 is the number, %2 a kind of pictures: "Transparent"
        text_->setText(tr("Showing %1 picture(s): %2", nullptr, pictures_)
                           .arg(countText(pictures_), findingTitle(*kind_)));
    all_->setText(tr("Sho&w all"));
    all_->setToolTip(tr("Shows all pictures again"));
    all_->setAccessibleName(tr("Show all pictures"));
}

void FilterLine::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace wasserfarbe

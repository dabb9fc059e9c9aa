#include "app/window/page_frame.h"

#include <QVBoxLayout>

#include "app/studio/error_text.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {

PageFrame::PageFrame(QWidget* page, QWidget* parent)
    : QWidget(parent), page_(page), bar_(new MessageBar(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar_);
    layout->addWidget(page_, 1);
}

void PageFrame::showTrouble(const Error& error) {
    const ErrorText text = errorText(error);
    bar_->showMessage(MessageBar::Kind::Failure, text.message, text.detail);
}

} // namespace wasserfarbe

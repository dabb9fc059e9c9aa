#pragma once

#include <QWidget>

#include "model/types/error.h"

namespace wasserfarbe {

class MessageBar;

/// A page under the bar that tells what went wrong with it. GUI thread only.
class PageFrame : public QWidget {
    Q_OBJECT
public:
    /// Takes ownership of the page.
    explicit PageFrame(QWidget* page, QWidget* parent = nullptr);

    QWidget* page() const { return page_; }
    MessageBar& bar() const { return *bar_; }
    void showTrouble(const Error& error);

private:
    QWidget* page_;
    MessageBar* bar_;
};

} // namespace wasserfarbe

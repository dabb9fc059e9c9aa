#pragma once

#include <array>

#include <QFrame>

#include "app/studio/page.h"

class QToolButton;

namespace wasserfarbe {

/// The pages, an icon and a word each, one of them pressed. Arrow keys move between them. GUI thread
/// only.
class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    void setPage(Page page);
    Page page() const;

Q_SIGNALS:
    void chosen(wasserfarbe::Page page);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void restyle();

    std::array<QToolButton*, kPages> buttons_{};
};

} // namespace wasserfarbe

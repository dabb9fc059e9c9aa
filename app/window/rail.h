#pragma once

#include <QFrame>

#include "app/studio/page.h"

class QButtonGroup;

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

private:
    void retranslate();
    void restyle();

    QButtonGroup* pages_;
};

} // namespace wasserfarbe

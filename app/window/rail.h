#pragma once

#include <array>

#include <QFrame>

#include "app/studio/studio.h"

class QToolButton;

namespace wasserfarbe {

inline constexpr int kPages = 5;

/// The five pages, an icon and a word each, one of them pressed. Arrow keys move between them. GUI thread
/// only.
class Rail : public QFrame {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    void setPage(Page page);
    Page page() const;
    /// "Data", translated.
    static QString nameOf(Page page);
    static QString iconOf(Page page);

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

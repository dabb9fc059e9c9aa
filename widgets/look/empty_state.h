#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace wasserfarbe {

/// An empty page: says what will be here and offers the action that brings it. GUI thread only.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// @param iconName  see `icon`
    /// @param action    empty: no button. The button is the page's main action.
    void setContent(const QString& iconName, const QString& title, const QString& text,
                    const QString& action = {});
    QPushButton* button() const { return action_; }

Q_SIGNALS:
    void actionTriggered();

private:
    void repaintIcon();

    QString iconName_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QPushButton* action_;
};

} // namespace wasserfarbe

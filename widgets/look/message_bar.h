#pragma once

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace wasserfarbe {

/// What a page has to tell, on the page itself: one line in words, the detail one click away, at most one
/// action. Hidden while there is nothing to tell. GUI thread only.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Information, Warning, Failure };

    explicit MessageBar(QWidget* parent = nullptr);

    /// @param detail  shown on demand and selectable; empty: no such button
    /// @param action  the label of the action; empty: none
    void showMessage(Kind kind, const QString& text, const QString& detail = {}, const QString& action = {});
    void clear();
    bool isShown() const { return !isHidden(); }
    QString text() const;
    QString detail() const;

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

private:
    void retranslate();
    void restyle();

    Kind kind_ = Kind::Information;
    QLabel* icon_;
    QLabel* text_;
    QPushButton* action_;
    QToolButton* detailButton_;
    QToolButton* close_;
    QPlainTextEdit* detail_;
};

} // namespace wasserfarbe

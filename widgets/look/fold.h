#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace wasserfarbe {

/// A heading that unfolds what most people leave alone. GUI thread only.
class Fold : public QWidget {
    Q_OBJECT
public:
    explicit Fold(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Takes ownership; replaces what was there.
    void setContent(QWidget* content);
    bool isOpen() const;
    void setOpen(bool open);
    QToolButton* header() const { return header_; }

Q_SIGNALS:
    void openChanged(bool open);

private:
    QToolButton* header_;
    QVBoxLayout* layout_;
    QWidget* content_ = nullptr;
};

} // namespace wasserfarbe

#pragma once

#include <memory>
#include <vector>

#include <QLayout>

namespace wasserfarbe {

/// Widgets side by side, going on in a new row where there is no more room. GUI thread only.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    /// The owner gives it this height: a layout above it would take the narrowest's for the least.
    bool hasHeightForWidth() const override { return false; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;

private:
    int arrange(const QRect& rect, bool place) const;

    std::vector<std::unique_ptr<QLayoutItem>> items_;
};

} // namespace wasserfarbe

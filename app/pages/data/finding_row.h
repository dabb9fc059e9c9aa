#pragma once

#include <cstdint>

#include <QAbstractButton>

#include "model/types/finding.h"

namespace wasserfarbe {

/// One kind of finding in the list: its title and count, what it means and what is done about it. Checked:
/// its pictures alone are shown. Passive: GUI thread only.
class FindingRow : public QAbstractButton {
    Q_OBJECT
public:
    explicit FindingRow(Finding finding, QWidget* parent = nullptr);

    void setCount(std::int64_t count);
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int textHeight(int width) const;

    Finding finding_;
    std::int64_t count_ = 0;
    QString text_; ///< sentence and action
};

} // namespace wasserfarbe

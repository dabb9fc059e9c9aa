#pragma once

#include <vector>

#include <QImage>
#include <QWidget>

#include "app/export/export_plan.h"

namespace wasserfarbe {

/// Shows how an export will be laid out: the sheet in its proportions, the first of many images, the frames
/// between A and B. Passive: GUI thread only.
class LayoutPreview : public QWidget {
    Q_OBJECT
public:
    explicit LayoutPreview(QWidget* parent = nullptr);

    /// @param images  as ExportSample::images
    void setImages(std::vector<QImage> images);
    void setPlan(const ExportShape& shape, const ExportOptions& options);
    /// What stands there while there are no images.
    void setPlaceholder(const QString& text);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintSheet(QPainter& painter) const;
    void paintRow(QPainter& painter, const std::vector<int>& indices) const;
    std::vector<int> rowOfImages() const;
    int sampleColumns() const;

    std::vector<QImage> images_;
    ExportShape shape_;
    ExportOptions options_;
    QString placeholder_;
};

} // namespace wasserfarbe

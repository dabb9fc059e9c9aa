#pragma once

#include <QWidget>

class QPushButton;
class QTreeView;

namespace wasserfarbe {

class ClassModel;

/// Which sub-folders take part. Passive: GUI thread only.
class ClassesSection : public QWidget {
    Q_OBJECT
public:
    explicit ClassesSection(QWidget* parent = nullptr);

    ClassModel& classes() { return *model_; }
    void retranslate();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitHeight();

    ClassModel* model_;
    QTreeView* view_;
    QPushButton* all_;
    QPushButton* none_;
};

} // namespace wasserfarbe

#pragma once

#include <memory>

#include <QWidget>

#include "app/pages/page_actions.h"

namespace wasserfarbe {

class Studio;

/// The page Train: set up a run, start, pause and stop it, see it learn. GUI thread only.
class TrainPage : public QWidget, public PageActions {
    Q_OBJECT
public:
    explicit TrainPage(Studio& studio, QWidget* parent = nullptr);
    ~TrainPage() override;

    bool canExport() const override;
    void exportShown() override;
    bool canSavePreview() const override;
    void savePreview() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe

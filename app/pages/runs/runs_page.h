#pragma once

#include <memory>

#include <QWidget>

#include "app/pages/page_actions.h"

namespace wasserfarbe {

class Studio;

/// Every run in the runs folder: to open, compare, rename, duplicate and throw away. GUI thread only, nothing
/// blocks.
class RunsPage : public QWidget, public ModelPage {
    Q_OBJECT
public:
    explicit RunsPage(Studio& studio, QWidget* parent = nullptr);
    ~RunsPage() override;

    /// The newest checkpoint of the selected run.
    std::optional<ModelSource> shownModel() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe

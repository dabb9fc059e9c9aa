#pragma once

#include <memory>

#include <QWidget>

namespace wasserfarbe {

class Studio;

/// Every run in the runs folder: to open, compare, rename, duplicate and throw away. GUI thread only, nothing
/// blocks.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    explicit RunsPage(Studio& studio, QWidget* parent = nullptr);
    ~RunsPage() override;

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe

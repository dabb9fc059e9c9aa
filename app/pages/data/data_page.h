#pragma once

#include <memory>

#include <QWidget>

namespace wasserfarbe {

class Studio;

/// The pictures of the next run: a folder, or demo faces; which they are, and what the network sees of them.
/// GUI thread only, nothing blocks.
class DataPage : public QWidget {
    Q_OBJECT
public:
    explicit DataPage(Studio& studio, QWidget* parent = nullptr);
    ~DataPage() override;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe

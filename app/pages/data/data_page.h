#pragma once

#include <QWidget>

namespace wasserfarbe {

class Studio;

/// The pictures of the next run: a folder, or demo faces; which they are, and what the network sees of them.
/// GUI thread only, nothing blocks.
class DataPage : public QWidget {
    Q_OBJECT
public:
    explicit DataPage(Studio& studio, QWidget* parent = nullptr);

private:
    class Private;
};

} // namespace wasserfarbe

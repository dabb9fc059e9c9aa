#pragma once

#include <QWidget>

class QListWidget;
class QTextBrowser;

namespace wasserfarbe {

/// Help in words: topics on the left, the text on the right. A window of its own beside the work. GUI thread
/// only.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();

    QListWidget* topics_;
    QTextBrowser* text_;
};

} // namespace wasserfarbe

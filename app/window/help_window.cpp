#include "app/window/help_window.h"

#include <algorithm>

#include <QCoreApplication>
#include <QKeyEvent>
#include <QListWidget>
#include <QTextBrowser>

#include "app/studio/page.h"
#include "model/types/metric_table.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

struct HelpTopic {
    QString title;
    QString html; ///< paragraphs and tables
};

/// The topics, in the language in use.
class Help {
    Q_DECLARE_TR_FUNCTIONS(Help)
public:
    static QList<HelpTopic> topics() {
        return {firstSteps(), noise(), losses(), penalty(), pictures(), slow(), files(), shortcuts()};
    }

private:
    static QString paragraphs(const QStringList& texts) {
        return QStringLiteral("<p>%1</p>").arg(texts.join(QLatin1String("</p><p>")));
    }

    static QString terms(const QList<QPair<QString, QString>>& rows) {
        QString html;
        for (const auto& [term, meaning] : rows)
            html += QStringLiteral(
                        "<tr><td style=\"padding: 4px 24px 4px 0; white-space: nowrap;\"><b>%1</b></td>"
                        "<td style=\"padding: 4px 0;\">%2</td></tr>")
                        .arg(term, meaning);
        return QStringLiteral("<table cellspacing=\"0\">%1</table>").arg(html);
    }

    static HelpTopic firstSteps() {
        return {
            tr("First steps"),
            paragraphs(
                {tr("Wasserfarbe learns from a folder of pictures and then makes new ones like them."),
                 tr("On the page Data, choose a folder with at least some hundred pictures of one kind, or "
                    "press “Use demo faces”."),
                 tr("On the page Train, press Start. The preview becomes a picture bit by bit: with the demo "
                    "faces and an ordinary laptop, the first faces appear after about five minutes."),
                 tr("On the page Explore, move the square between the images A and B. You can do so while "
                    "the training goes on."),
                 tr("Keep what you like, and export it as a PNG or a film.")})};
    }

    static HelpTopic noise() {
        return {
            tr("Why is everything noise?"),
            paragraphs(
                {tr("In the beginning that is as it should be: the generator starts with random weights. "
                    "Shapes come after some hundred steps, and what they show after some thousands."),
                 tr("The preview shows the average of the weights of many steps, so it follows with a delay. "
                    "While it is still grey, look at the curves: the Wasserstein estimate should rise "
                    "quickly at first and then fall slowly."),
                 tr("If it stays noise: use more pictures of one kind (some thousands), a smaller image "
                    "size, or the preset “quick”. Turn batch norm off in the critic: it makes the score of "
                    "one image depend on the others in its batch, which the penalty does not allow for."),
                 tr("If the image was good and becomes noise again, branch from an earlier checkpoint on the "
                    "page Runs, with lower learning rates.")})};
    }

    static HelpTopic losses() {
        const auto translated = [](const char* text) { return QCoreApplication::translate("Curve", text); };
        QList<QPair<QString, QString>> rows;
        for (const Metric* curve : curve_metrics()) {
            const char* name = curve->comparison ? curve->comparison : curve->label;
            const QPair<QString, QString> row(translated(curve->term ? curve->term : name),
                                              translated(curve->meaning ? curve->meaning : curve->help));
            if (!rows.contains(row)) // some are explained together
                rows.append(row);
        }
        return {tr("What the losses mean"), terms(rows)};
    }

    static HelpTopic penalty() {
        return {tr("Why is the penalty so large?"),
                paragraphs({tr("The penalty is lambda times the squared distance of the gradient norm from "
                               "1. With lambda 10, a gradient norm of 2 already makes 10."),
                            tr("In the first steps the norm is far from 1, so hundreds are no sign of a "
                               "fault. After some hundred steps it should be below about 2."),
                            tr("If it stays large: turn batch norm off in the critic, lower the critic's "
                               "learning rate, or raise lambda. If it is exactly lambda, the critic does not "
                               "react to the images at all: its learning rate is too low or its weights have "
                               "become useless, so begin anew.")})};
    }

    static HelpTopic pictures() {
        return {tr("Which pictures work?"),
                paragraphs({tr("Some thousands of one kind, with the subject in the same place: faces, "
                               "flowers, icons. A few hundred work for small sizes."),
                            tr("All are brought to one square size. On the page Data, choose whether what is "
                               "not square is cropped, padded or stretched; “What the network sees” shows "
                               "the result. A double click there moves the crop of a single picture."),
                            tr("Each picture is checked when its folder is opened. The panel beside the "
                               "pictures lists what stands out and what is done about it: whole kinds, and "
                               "whole sub-folders, can be left out."),
                            tr("With fewer than 1,000 pictures the critic soon knows them by heart. "
                               "Augmentation, on the same panel, shows it changed ones; pictures that are "
                               "kept from training show whether it still does."),
                            tr("PNG, JPEG, BMP, WebP, TIFF, GIF and PPM are read. Files that can't be used "
                               "are listed with the reason, and the rest is used.")})};
    }

    static HelpTopic slow() {
        return {
            tr("Why is it slow?"),
            paragraphs(
                {tr("Without a graphics card the processor does the work. Half the image size is about four "
                    "times as fast; fewer channels help just as much."),
                 tr("The first seconds of a run measure how many threads are best on this machine. Other "
                    "programs that compute at the same time slow the training down more than their share."),
                 tr("Exploring while training takes some of its time; pausing the training makes it as quick "
                    "as it can be.")})};
    }

    static HelpTopic files() {
        return {tr("Where is everything?"),
                paragraphs(
                    {tr("Each run is a folder in the runs folder (see the preferences): its settings in "
                        "run.json, the losses in metrics.csv, previews as PNG, checkpoints as safetensors "
                        "files that PyTorch can read too."),
                     tr("A run can be resumed after it was stopped, also after a power cut: from its newest "
                        "whole checkpoint. With other settings it would be another run: branch into a new "
                        "one, which begins with the weights of a checkpoint."),
                     tr("The newest checkpoints are kept, the one of the best quality, and those that you "
                        "pin on the page Runs. While the disk is full or gone, training goes on and saves as "
                        "soon as it can."),
                     tr("Pictures are decoded once and kept in a folder of their own, so that they open at "
                        "once the next time. The preferences say where, how much that takes, and clear it."),
                     tr("A model goes to other programs by Export Model in the menu File, with the Python "
                        "that reads it. One that was trained elsewhere opens by Open Model, or when you drop "
                        "its file on the window: nothing in it is executed."),
                     tr("An image that you exported remembers where it was in latent space. Drop it on the "
                        "window to go back there.")})};
    }

    static HelpTopic shortcuts() {
        return {tr("Shortcuts"),
                terms({{tr("Ctrl+1 to Ctrl+%1").arg(kPages), tr("The pages")},
                       {tr("Ctrl+N"), tr("New run")},
                       {tr("Ctrl+O, Ctrl+Shift+O"), tr("Open a run, open a model file")},
                       {tr("Ctrl+S"), tr("Save the preview that is shown")},
                       {tr("Ctrl+E, Ctrl+Shift+E"), tr("Export images, export the model")},
                       {tr("F5 or Ctrl+R"), tr("Start training")},
                       {tr("F6, Shift+F5"), tr("Pause or resume, stop")},
                       {tr("F7, F8"), tr("Preview now, checkpoint now")},
                       {tr("Ctrl+D, Ctrl+B"), tr("New run with a run's settings, or with its weights too")},
                       {tr("Arrow keys"),
                        tr("Move on the pad, the timeline and the plot, whichever has the focus")},
                       {tr("Ctrl+Z, Ctrl+Shift+Z"), tr("Undo and redo on the page Explore")},
                       {tr("F11"), tr("Full screen")},
                       {tr("Ctrl+,"), tr("Preferences")},
                       {tr("F1"), tr("This help")}})};
    }
};

} // namespace

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window),
      topics_(named<QListWidget>("helpTopics", this)),
      text_(named<QTextBrowser>("helpText", this)) {
    setObjectName(QStringLiteral("helpWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    topics_->setFixedWidth(28 * kUnit);
    topics_->setWordWrap(true);
    topics_->setSpacing(kUnit / 4);
    text_->document()->setDocumentMargin(2 * kUnit);
    row(this, {topics_, {text_, 1}})->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    resize(100 * kUnit, 70 * kUnit);

    connect(topics_, &QListWidget::currentRowChanged, this, [this](int row) {
        const QList<HelpTopic> all = Help::topics();
        if (row >= 0 && row < all.size())
            text_->setHtml(QStringLiteral("<h2>%1</h2>%2").arg(all[row].title, all[row].html));
    });
    followLanguage(this, [this] { retranslate(); });
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Cancel))
        close();
    else
        QWidget::keyPressEvent(event);
}

void HelpWindow::retranslate() {
    setWindowTitle(tr("Help"));
    describeField(topics_, tr("Topics"), tr("Choose a topic"));
    describeField(text_, tr("Text"), tr("The text of the topic"));
    const int row = std::max(0, topics_->currentRow());
    topics_->clear();
    for (const HelpTopic& topic : Help::topics())
        topics_->addItem(topic.title);
    topics_->setCurrentRow(row);
}

} // namespace wasserfarbe
